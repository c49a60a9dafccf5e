"""From a reader's words to everybody's eyes: what moderators and editors do in Wagtail's admin."""

import re

import pytest
from playwright.sync_api import expect

from coprod_wagtail.comments.constants import Sign, Status
from coprod_wagtail.comments.models import ReaderComment
from tests.factories import ReaderCommentFactory

from .conftest import PASSWORD
from .measuring import FOCUSED, OVER_THE_EDGE
from .reader import WORDS

LIST = "/admin/reader-comments/"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def reading_page(comment):
    return f"{LIST}inspect/{comment.pk}/"


def confirmation(*comments):
    ids = "&".join(f"id={comment.pk}" for comment in comments)
    return f"/admin/bulk/coprod_comments/readercomment/publish/?{ids}&next={LIST}"


@pytest.fixture
def waiting(post):
    return ReaderCommentFactory(page=post, author_name="Sam", body=WORDS, status=Status.PENDING)


@pytest.mark.accessibility("Deciding about a comment", "The buttons with the keyboard alone")
def test_the_whole_way_of_a_comment(reader, at_work, moderator, post):
    """Sent, signed in, read, published, on the page and on the private page."""
    reader.open(post.url)
    reader.write()
    reader.press_send()
    private_page = reader.expect_thanks()

    morgan = at_work()
    morgan.open("/admin/")
    morgan.sign_in("morgan", PASSWORD)
    expect(morgan.page.get_by_role("link", name="1 reader comment waiting")).to_be_visible()
    morgan.page.get_by_role("link", name="Reader comments (1)").click()
    expect(morgan.page.get_by_role("row", name="Sam on A good week")).to_contain_text(WORDS)
    morgan.follow("Sam")
    expect(morgan.page.locator(".coprod-reading__words")).to_have_text(WORDS)
    expect(morgan.page.locator(".coprod-reading__who")).to_contain_text("Sam on A good week")
    morgan.press("Publish")
    expect(morgan.messages).to_contain_text("is published")
    comment = ReaderComment.objects.get()
    assert comment.status == Status.PUBLISHED

    reader.open(private_page)
    expect(reader.page.get_by_text("Everybody can read it now.")).to_be_visible()
    reader.follow("See it on the page")
    article = reader.page.get_by_role("article", name=re.compile(r"^Sam \d"))
    expect(article).to_be_in_viewport()
    expect(article).to_contain_text(WORDS)
    expect(reader.page.get_by_role("heading", name="Comments (1)")).to_be_visible()


def test_reading_one_after_the_other(at_work, moderator, post):
    first, second = (
        ReaderCommentFactory(page=post, author_name=name, status=Status.PENDING) for name in ("Sam", "Ann")
    )
    morgan = at_work(moderator)
    morgan.open(reading_page(first))
    morgan.press("Decline")
    morgan.press("An advert")
    expect(morgan.page.locator(".coprod-reading__who")).to_contain_text("Ann on A good week")
    expect(morgan.messages).to_contain_text(f"Reader comment {first.pk} will not be published.")
    morgan.press("Publish")
    expect(morgan.messages).to_contain_text(f"Reader comment {second.pk} is published.")
    statuses = dict(ReaderComment.objects.values_list("author_name", "status"))
    assert statuses == {"Sam": Status.DECLINED, "Ann": Status.PUBLISHED}


def test_undoing_a_decision(at_work, moderator, waiting):
    morgan = at_work(moderator)
    morgan.open(reading_page(waiting))
    morgan.press("Mark as spam")
    expect(morgan.messages).to_contain_text("is marked as spam")
    morgan.press("Undo")
    expect(morgan.messages).to_contain_text("is waiting to be read again")
    waiting.refresh_from_db()
    assert waiting.status == Status.PENDING


def test_somebody_was_quicker(at_work, moderator, waiting):
    morgan = at_work(moderator)
    morgan.open(reading_page(waiting))
    ReaderComment.objects.update(status=Status.DECLINED)
    morgan.press("Publish")
    expect(morgan.messages).to_contain_text("You changed nothing.")
    waiting.refresh_from_db()
    assert waiting.status == Status.DECLINED


def test_deciding_about_many(at_work, moderator, post, reader_with):
    for name in ("Sam", "Ann", "Bo"):
        ReaderCommentFactory(page=post, author_name=name, status=Status.PENDING)
    morgan = at_work(moderator)
    morgan.open(LIST)
    for name in ("Sam", "Bo"):
        morgan.page.get_by_role("row", name=f"{name} on").get_by_role("checkbox").check()
    morgan.page.get_by_role("link", name="Publish the selected reader comments").click()
    expect(morgan.page.get_by_role("heading", name="Publish 2 reader comments?")).to_be_visible()
    morgan.press("Publish")
    expect(morgan.messages).to_contain_text("2 reader comments are published.")
    reader = reader_with()
    reader.open(post.url)
    expect(reader.page.get_by_role("article")).to_have_count(3)  # the post itself and two comments
    expect(reader.page.get_by_role("article", name=re.compile(r"^Ann \d"))).to_have_count(0)


def test_undoing_what_was_decided_about_many(at_work, moderator, post, reader_with):
    """On a phone: each is as it was, and readers see none of them any more."""
    statuses = {"Sam": Status.PENDING, "Ann": Status.HIDDEN, "Bo": Status.SPAM}
    comments = [ReaderCommentFactory(page=post, author_name=name, status=status) for name, status in statuses.items()]
    morgan = at_work(moderator, viewport={"width": 390, "height": 844})
    morgan.open(confirmation(*comments))
    assert morgan.page.evaluate(OVER_THE_EDGE, "main") == []
    morgan.press("Publish")
    expect(morgan.messages).to_contain_text("3 reader comments are published.")
    undo = morgan.messages.get_by_role("button", name="Undo")
    expect(undo).to_be_in_viewport(ratio=1)
    assert morgan.page.evaluate(OVER_THE_EDGE, ".messages") == []
    reader = reader_with()
    reader.open(post.url)
    expect(reader.page.locator("article.coprod-comment")).to_have_count(3)
    morgan.press("Undo")
    expect(morgan.messages).to_contain_text("3 reader comments are as they were before.")
    assert dict(ReaderComment.objects.values_list("author_name", "status")) == statuses
    reader.open(post.url)
    expect(reader.page.locator("article.coprod-comment")).to_have_count(0)


def test_hide_is_offered_for_many_only_where_something_can_be_hidden(at_work, moderator, post):
    """Also after the list was filtered, for which Wagtail draws the buttons not anew."""
    ReaderCommentFactory(page=post, author_name="Sam", status=Status.PENDING)
    morgan = at_work(moderator)
    buttons = morgan.page.locator("[data-bulk-action-footer] a:visible")
    morgan.open(f"{LIST}?status=pending")
    morgan.page.get_by_role("row", name="Sam on").get_by_role("checkbox").check()
    expect(buttons).to_have_text(["Publish", "Decline", "Mark as spam"])
    ReaderCommentFactory(page=post, author_name="Ann")
    morgan.open(LIST)
    morgan.page.locator("main input[name=q]").fill("Ann")
    expect(morgan.page.get_by_role("row", name="Sam on")).to_have_count(0)
    morgan.page.get_by_role("row", name="Ann on").get_by_role("checkbox").check()
    expect(buttons).to_have_text(["Hide"])


def test_finding_a_comment(at_work, moderator, post, waiting):
    ReaderCommentFactory(page=post, author_name="Ann", body="Don’t forget the trams.", status=Status.PUBLISHED)
    morgan = at_work(moderator)
    sam, ann = (morgan.page.get_by_role("row", name=f"{name} on") for name in ("Sam", "Ann"))
    morgan.open(f"{LIST}?status=published")
    expect(ann).to_be_visible()
    expect(sam).to_have_count(0)
    morgan.follow("All 2")
    expect(ann).to_be_visible()
    expect(sam).to_be_visible()
    morgan.page.locator("main input[name=q]").fill("don't")
    expect(sam).to_have_count(0)
    expect(ann).to_be_visible()
    # The tabs count what was found, and keep it. They are drawn anew, and the one that has the focus by then is gone.
    morgan.page.wait_for_load_state("networkidle")
    morgan.follow("Waiting 0")
    expect(morgan.page.locator("main input[name=q]")).to_have_value("don't")
    expect(ann).to_have_count(0)
    morgan.page.locator("main input[name=q]").fill("w" * 101)
    expect(morgan.page.get_by_text("Your search is too long. Use up to 100 letters.")).to_be_visible()


@pytest.mark.accessibility("Deciding about a comment", "In the rows of the list, with the keyboard alone")
def test_deciding_in_the_list(new_context, at_work, moderator, post, base_url):
    """On a phone, by keyboard: one goes on at the next row, and Undo stays in sight."""
    names = ["Sam", "Ann", "Bo", "Cai", "Dee"]
    for name in names:
        ReaderCommentFactory(page=post, author_name=name, body=WORDS, status=Status.PENDING)
    morgan = at_work(moderator, viewport={"width": 360, "height": 740})
    morgan.open(f"{LIST}?status=pending")
    bo, cai = (morgan.page.get_by_role("row", name=f"{name} on") for name in ("Bo", "Cai"))
    decline = bo.get_by_role("button", name="Decline")
    morgan.tab_to(decline)
    morgan.page.keyboard.press("Enter")
    morgan.press("An advert")
    expect(bo).to_have_count(0)
    expect(cai.locator(".coprod-words").first).to_be_in_viewport(ratio=1)
    undo = morgan.messages.get_by_role("button", name="Undo")
    expect(undo).to_be_in_viewport(ratio=1)
    # The keyboard goes on there, too.
    morgan.page.keyboard.press("Tab")
    assert morgan.page.evaluate("document.activeElement.closest('tr').innerText").count("Cai")
    morgan.press("Undo")
    expect(bo.locator(".coprod-words").first).to_be_in_viewport(ratio=1)
    assert set(ReaderComment.objects.values_list("status", flat=True)) == {Status.PENDING}


def test_the_list_works_without_scripts(at_work, moderator, post):
    for name in ("Sam", "Ann"):
        ReaderCommentFactory(page=post, author_name=name, body="The bus. " * 200, status=Status.PENDING)
    morgan = at_work(moderator, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = morgan.page
    page.goto(LIST)
    page.get_by_role("link", name="Waiting 2").click()
    sam = page.get_by_role("row", name="Sam on")
    sam.get_by_text("Read the rest").click()
    expect(sam.locator("details .coprod-words")).to_be_visible()
    sam.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("is published.")).to_be_visible()
    expect(sam).to_have_count(0)
    page.get_by_role("link", name="Published 1").click()
    expect(sam).to_be_visible()
    assert ReaderComment.objects.get(author_name="Sam").status == Status.PUBLISHED


def test_hostile_words_are_words_in_the_admin_too(at_work, moderator, post):
    """Where there is no Content-Security-Policy that would help. Dialogs and script errors fail the test."""
    parent = ReaderCommentFactory(page=post, author_name=HOSTILE, body=HOSTILE)
    comment = ReaderCommentFactory(
        page=post, author_name=HOSTILE, body=HOSTILE, reply_to=parent, status=Status.PENDING, signs=[HOSTILE]
    )
    morgan = at_work(moderator)
    for address in (LIST, reading_page(comment), confirmation(comment)):
        morgan.open(address)
        expect(morgan.page.locator("main").get_by_text(HOSTILE).first).to_be_visible()
        expect(morgan.page.locator("main :is(script, img)[onerror], main img[src=x]")).to_have_count(0)


def test_a_preview_in_the_editor_shows_the_conversation_and_takes_nothing(at_work, admin_user, post):
    ReaderCommentFactory(page=post, author_name="Ann", body="Trams.")
    post.save_revision()
    editor = at_work(admin_user)
    editor.open(f"/admin/pages/{post.pk}/view_draft/")
    expect(editor.page.get_by_text("This is a preview.")).to_be_visible()
    expect(editor.page.get_by_role("article", name=re.compile(r"^Ann \d"))).to_be_visible()
    expect(editor.send_button).to_have_count(0)


# What a phone shows; what axe says is in test_axe_admin.py


@pytest.fixture
def queue(post):
    """Comments of every kind that the list may hold."""
    parent = ReaderCommentFactory(page=post, author_name="Ann", body="Trams.")
    comments = [
        ReaderCommentFactory(
            page=post,
            author_name=name,
            body=body,
            language=language,
            status=Status.PENDING,
            reply_to=parent,
            author_email="reader@example.org",
            signs=[Sign.MANY_LINKS, Sign.NO_ORIGIN],
        )
        for name, body, language in [
            ("Sam", f"{WORDS} https://example.org/timetable", "en-gb"),
            ("أحمد", "الحافلة تقرر يومي كله.", "ar"),
            ("Llanfair" * 10, f"{'Llanfair' * 15} https://example.org/{'timetable-' * 12}", "cy"),
        ]
    ]
    for status in (Status.DECLINED, Status.SPAM, Status.HIDDEN):
        ReaderCommentFactory(page=post, author_name=f"Reader {status}", status=status)
    return comments


@pytest.mark.accessibility("The list of what is still to be done", "axe")
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_list_of_what_is_still_to_be_done(at_work, axe, admin_user, post, width):
    """Our panel only: the home page around it is Wagtail's."""
    editor = at_work(admin_user, viewport={"width": width, "height": 800})
    editor.open("/admin/")
    heading = editor.page.get_by_role("heading", name="Getting ready")
    expect(heading).to_be_visible()
    assert editor.page.evaluate(OVER_THE_EDGE, "#coprod-getting-ready-section") == []
    axe.assert_clean(editor.page, context={"include": [["#coprod-getting-ready-section"]]})
    editor.follow("Choose the privacy page of Kettle Lane: the form links to it")
    expect(editor.page.get_by_role("button", name="Choose a page", exact=False)).to_be_visible()
    editor.open("/admin/")
    with editor.page.expect_response("**/dismissibles/"):
        editor.page.get_by_role("button", name="Close this list").click()
    expect(heading).to_be_hidden()
    editor.open("/admin/")
    expect(heading).to_be_hidden()


def test_one_comment_fills_a_phone(at_work, moderator, queue):
    """Who, the words, and large buttons within a thumb's reach."""
    morgan = at_work(moderator, viewport={"width": 320, "height": 640})
    for comment in queue:
        morgan.open(reading_page(comment))
        assert morgan.page.evaluate(OVER_THE_EDGE, ".coprod-reading") == []
        buttons = morgan.page.locator(".coprod-decisions .button")
        expect(buttons).to_have_text(["Publish", "Decline", "Mark as spam", "Leave it for now"])
        sizes = [button.bounding_box() for button in buttons.all()]
        for button in buttons.all():
            expect(button).to_be_in_viewport(ratio=1)
        assert all(size["height"] >= 44 for size in sizes)
        assert max(size["width"] for size in sizes) - min(size["width"] for size in sizes) < 2
        # The words are the first thing in sight, and then who and where.
        assert morgan.page.locator(".coprod-reading__words").bounding_box()["y"] < 140
    for place, name in (("reading__links", "See the page"), ("decisions", "Publish"), ("decisions", "Mark as spam")):
        morgan.tab_to(morgan.page.locator(f".coprod-{place} :is(a, button)", has_text=name))
        morgan.page.wait_for_function(f"({FOCUSED})().onTop")  # the browser scrolls there when it draws the next time
        focused = morgan.page.evaluate(FOCUSED)
        assert focused["onTop"] and focused["ring"] >= 2, focused
    morgan.open(LIST)
    assert morgan.page.evaluate(OVER_THE_EDGE, ".coprod-queue") == []
