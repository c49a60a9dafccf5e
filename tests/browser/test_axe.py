"""axe finds nothing on any page that readers see, in any state, in light and in dark."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from coprod_wagtail.comments.actions import TakeDownComment
from coprod_wagtail.comments.constants import Access, AuthorKind, DatePrecision, Policy, Status
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.comments.slip import code
from tests.factories import BlogPostPageFactory, ReaderCommentFactory, UserFactory
from tests.pages.factories import TextPageFactory, make_private

MAY_4 = datetime(2026, 5, 4, 10, tzinfo=UTC)


@pytest.fixture
def reader(reader_with):
    return reader_with()


@pytest.fixture
def look(reader, axe):
    """`look(address)`: open it, or stay where the reader is, and let axe look: narrow in dark, wide in light."""

    def look(address=None):
        if address:
            reader.open(address)
        axe.assert_clean(reader.page, dark_width=320, light_width=1280)

    return look


@pytest.mark.accessibility("Every kind of page", "axe does find planted mistakes")
def test_axe_would_find_something(reader, axe, post):
    """Injected, run under the page's Content-Security-Policy, and with the rules that have to be asked for by tag."""
    reader.open(post.url)
    reader.page.evaluate(
        """() => {
            document.querySelector("#coprod-author_name").removeAttribute("id");
            document.querySelector(".coprod-summary").style.color = "#aaa";
            for (const letter of "ab") {
                const button = document.createElement("button");
                button.textContent = letter;
                button.style.cssText = "width: 9px; height: 9px; padding: 0; border: 0; font-size: 5px";
                document.querySelector(".coprod-form").append(button);
            }
            document.querySelector("h1").insertAdjacentHTML("afterend", "<h5>Deep</h5>");
        }"""
    )
    rules = {finding.split(":")[0] for finding in axe.findings(reader.page)}
    assert {"label", "color-contrast", "heading-order", "target-size"} <= rules


@pytest.mark.accessibility("Every kind of page", "axe", "at 320 pixels in dark colours, and at 1280 in light ones")
def test_home_and_plain_pages(look, root_page, full_post, question_page):
    look("/")
    look(TextPageFactory(parent=root_page, title="Privacy", body=[("text", "<p>We keep little.</p>")]).url)


@pytest.mark.accessibility("Every kind of page", "axe")
def test_lists_of_posts(look, reader, blog, full_post, settings):
    look(blog.url)
    look(f"{blog.url}?category=food")
    expect(reader.page.get_by_role("heading", name="Posts about Food")).to_be_visible()
    look(f"{blog.url}?tag=weeks")
    BlogPostPageFactory.create_batch(12, parent=blog)
    look(f"{blog.url}?page=2")
    expect(reader.page.get_by_role("navigation", name="Pages of blog posts")).to_be_visible()


@pytest.mark.accessibility("Every kind of page", "axe")
def test_a_list_without_posts(look, blog):
    look(blog.url)


@pytest.mark.accessibility("Every kind of page", "axe")
def test_members(look, full_post):
    members = full_post.authors.first().profile.get_parent()
    look(members.url)
    look(full_post.authors.first().profile.url)


@pytest.mark.accessibility("Every kind of page", "axe")
def test_a_post_without_comments(look, full_post):
    look(full_post.url)


@pytest.fixture
def talk(full_post):
    """A conversation with everything that may stand in one."""

    def say(body, **options):
        return ReaderCommentFactory(page=full_post, body=body, **{"posted_at": MAY_4} | options)

    lost = {"author_name": "", "author_kind": AuthorKind.UNKNOWN}
    undated = {"posted_at": None, "posted_precision": DatePrecision.UNKNOWN}
    say("Old, and nobody knows whose.", **lost, **undated)
    say("Old, of Wednesday.", author_name="Del", **undated)
    sam = say("Buses, see https://example.org/timetable", author_name="Sam", posted_at=MAY_4 + timedelta(hours=1))
    ann = say("Yes.", author_name="Ann", reply_to=sam, posted_at=MAY_4 + timedelta(hours=2))
    say("And trams.", author_name="Sam", reply_to=ann, posted_at=MAY_4 + timedelta(hours=3))
    gone = say("Something unkind.", author_name="Max", status=Status.HIDDEN, posted_at=MAY_4 + timedelta(hours=4))
    say("Let us be kind.", author_name="Jo", reply_to=gone, posted_at=MAY_4 + timedelta(hours=5))
    say("الحافلة تقرر يومي كله.", author_name="أحمد", language="ar", posted_at=MAY_4 + timedelta(hours=6))
    say("Mae'r bws yn penderfynu fy niwrnod.", author_name="Carys", language="cy", posted_at=MAY_4 + timedelta(hours=7))
    return sam


@pytest.mark.accessibility("Every kind of page", "axe", "the form")
def test_a_conversation_and_a_form_for_a_reply(look, reader, full_post, talk):
    look(full_post.url)
    for words in ["We no longer have their name or the date.", "We took this comment off the page."]:
        expect(reader.page.get_by_text(words)).to_be_visible()
    expect(reader.page.locator("[lang=ar]")).to_have_css("direction", "rtl")
    look(f"{full_post.url}?reply={talk.pk}#form")
    expect(reader.page.get_by_role("heading", name="Reply to Sam", exact=True)).to_be_visible()


@pytest.mark.accessibility("Every kind of page", "axe")
def test_the_pages_of_a_conversation(look, reader, full_post, talk, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"THREADS_PER_PAGE": 2}
    look(f"{full_post.url}?comments=2")
    expect(reader.page.get_by_role("navigation", name="Pages of comments")).to_be_visible()


@pytest.mark.accessibility("Every kind of page", "axe", "its errors")
def test_errors(look, reader, full_post, talk):
    reader.open(f"{full_post.url}?reply={talk.pk}")
    reader.fill_and_send(body="", author_name="", author_email="sam at example")
    expect(reader.problem.get_by_role("link")).to_have_count(3)
    look()
    Conversation.objects.update(access=Access.READ_ONLY)
    reader.fill_and_send(body="Words", author_name="Sam", author_email="")
    expect(reader.problem).to_contain_text("not taking new ones")
    look()


@pytest.mark.accessibility("Every kind of page", "axe", "too much sent at once")
def test_too_many_at_once(look, reader, full_post, talk, settings, time_machine):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"FLOOD_PER_MINUTE": 1}
    time_machine.move_to(timezone.now(), tick=False)  # else the minute could be over in between
    reader.open(f"{full_post.url}?reply={talk.pk}")
    reader.fill_and_send(body="", author_name="Sam")
    expect(reader.problem).to_contain_text("Write")
    reader.fill_and_send(body="Words", author_name="Sam")
    expect(reader.problem).to_contain_text("A lot is being sent from where you are.")
    look()


def later(days):
    return timezone.now() + timedelta(days=days)


@pytest.mark.accessibility("Every kind of page", "axe", "each state of a conversation")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"closes_at": later(-1)}, "This conversation closed on"),
        ({"closes_at": later(9)}, "Open until"),
        ({"opens_at": later(9)}, "You can write here from"),
        ({"access": Access.READ_ONLY}, "We are not taking new ones."),
        ({"access": Access.HIDDEN}, "are not shown at the moment"),
        ({"waiting_count": 200}, "We have a lot of comments to read."),
        ({"policy": Policy.SHOW_FIRST}, "Your comment shows straight away."),
    ],
    ids=["closed", "closing", "not-open", "read-only", "hidden", "full", "show-first"],
)
def test_conversations_in_every_state(look, reader, post, change, words):
    ReaderCommentFactory(page=post)
    Conversation.objects.update(**change)
    look(post.url)
    expect(reader.page.locator("main")).to_contain_text(words)


@pytest.mark.accessibility("Every kind of page", "axe")
def test_a_page_that_asks_a_question(look, reader, question_page):
    Conversation.objects.create(page=question_page, closes_at=later(9))
    ReaderCommentFactory(page=question_page)
    look(question_page.url)
    expect(reader.page.get_by_text("You can answer until")).to_be_visible()
    expect(reader.page.get_by_role("heading", name="What happens with the answers")).to_be_visible()


@pytest.mark.accessibility("Every kind of page", "axe", "a page that is not for everybody")
def test_a_page_that_is_not_for_everybody(at_work, axe, post):
    """As somebody reads it who has signed in, and may not do more than that."""
    ReaderCommentFactory(page=post)
    make_private(post)
    member = at_work(UserFactory())
    member.open(post.url)
    expect(member.page.locator("#comments .coprod-comment")).to_have_count(1)
    expect(member.page.locator("form.coprod-form")).to_be_visible()
    axe.assert_clean(member.page, dark_width=320, light_width=1280)


@pytest.mark.accessibility("Every kind of page", "axe", "the private page")
def test_the_private_page(look, reader, post):
    secret = "a" * 22
    comment = ReaderCommentFactory(page=post, slip_hash=code.slip_hash(secret), status=Status.PENDING)
    for status, words in [
        (Status.PENDING, "Waiting to be read."),
        (Status.PUBLISHED, "Everybody can read it now."),
        (Status.DECLINED, "we decided not to show it"),
        (Status.HIDDEN, "It is not on our website at the moment."),
    ]:
        type(comment).objects.update(status=status)
        look(f"/comments/slips/{secret}/")
        expect(reader.page.locator("main")).to_contain_text(words)
    look(f"/comments/slips/{secret}/erase/")
    TakeDownComment(type(comment).objects.get())()
    look(f"/comments/slips/{secret}/")
    expect(reader.page.locator("main")).to_contain_text("You have taken your comment down.")
    look("/comments/slips/erased/")


@pytest.mark.accessibility("Every kind of page", "axe", '"not found"')
def test_pages_that_say_no(look, reader, post, settings):
    look("/no-such-page/")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("We cannot find that page")
    reader.open(post.url)
    reader.fill_and_send(body="x " * 40_000)
    expect(reader.problem).to_contain_text("characters too long")
    look()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    reader.open(post.url)
    reader.fill_and_send(body="x " * 40_000)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Your comment is too long")
    look()
    reader.open(post.url)
    post.unpublish()
    reader.fill_and_send(body="Words", author_name="Sam")
    expect(reader.page.get_by_label("Your words, to copy")).to_have_value("Words")
    look()
