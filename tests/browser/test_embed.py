"""`<coprod-comments>` on a website of another origin, under a strict Content-Security-Policy."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from django.utils.translation import get_language
from playwright.sync_api import expect
from wagtail.models import Site

from coprod_wagtail.comments.actions import HideComment, PublishComment, SetConversation
from coprod_wagtail.comments.constants import Access, AuthorKind, DatePrecision, Policy, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment, ReaderCommentSettings, Subscription
from coprod_wagtail.comments.reading import threads
from tests.docs.blocks import DOCS, blocks_of
from tests.factories import ModeratorFactory, ReaderCommentFactory
from tests.words.leftovers import english_in
from tests.words.pseudo import CODE, make_catalogue

from .conftest import passed
from .front_end import SCRIPT, FrontEnd, Visitor
from .measuring import EMBED_OVER_THE_EDGE
from .reader import WORDS

PHONE = {"width": 320, "height": 640}
UNBROKEN = "Llanfair" * 15
NOT_SENT = "We could not send your comment. Your words are still here. Please press Send again."
POSTS = "**/api/coprod/v1/comments/"


@pytest.fixture
def front_end(base_url, settings, post):
    # Where the site is, for addresses that are told to people on other websites.
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = urlsplit(base_url).hostname, urlsplit(base_url).port
    site.save()
    with FrontEnd(base_url) as front_end:
        settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"ALLOWED_ORIGINS": [front_end.origin]}
        front_end.embed(post)
        yield front_end


@pytest.fixture
def visitor_with(request, new_context, front_end):
    """`visitor_with(viewport=…)`: somebody on the other website, whose browser has these settings."""
    visitors = []

    def make(scripts=True, **settings):
        visitors.append(Visitor(new_context(java_script_enabled=scripts, **settings), front_end, scripts=scripts))
        return visitors[-1]

    yield make
    if passed(request):
        for visitor in visitors:
            visitor.assert_nothing_noticed()


@pytest.fixture
def visitor(visitor_with):
    return visitor_with()


@pytest.fixture
def sam(post):
    return ReaderCommentFactory(page=post, author_name="Sam", body="Buses.", posted_at=timezone.now())


def conversation_with(post, number):
    """So many threads, one after the other."""
    begin = timezone.now() - timedelta(days=30)
    return [
        ReaderCommentFactory(page=post, author_name=f"R{one}", posted_at=begin + timedelta(hours=one))
        for one in range(1, number + 1)
    ]


def by(name):
    """The name of the heading of a comment by `name`, which ends in its date."""
    return re.compile(rf"^{re.escape(name)} \d")


# Reading


def test_newest_first_keeps_what_somebody_is_writing(visitor, post):
    conversation_with(post, 22)
    visitor.visit()
    bodies = visitor.part("comment-head")
    press = lambda name: visitor.page.get_by_role("button", name=name).click()  # noqa: E731
    expect(bodies.first).to_contain_text("R1 ")
    press("Reply to R3")
    visitor.fill_in()
    press("Newest first")
    expect(bodies.first).to_contain_text("R22 ")
    expect(visitor.part("order")).to_contain_text("Newest first")
    expect(visitor.page.get_by_role("heading", name="Comments (22)")).to_be_focused()
    expect(visitor.field("Your comment")).to_have_value(WORDS)
    press("Earlier comments")
    expect(visitor.part("comment")).to_have_count(22)
    expect(bodies.last).to_contain_text("R1 ")
    press("Oldest first")
    expect(bodies.first).to_contain_text("R1 ")
    visitor.part("comment-link").nth(1).click()
    visitor.send_button.click()
    visitor.part("ticket").wait_for()
    assert ReaderComment.objects.get(body=WORDS).reply_to.author_name == "R3"


@pytest.mark.accessibility("The conversation on another website", "headings, words")
def test_the_conversation_is_drawn_as_on_the_site_itself(visitor, post, sam):
    ReaderCommentFactory(page=post, author_name="Ann", body="Trams.", reply_to=sam, posted_at=timezone.now())
    gone = ReaderCommentFactory(page=post, author_name="Max", posted_at=sam.posted_at + timedelta(seconds=1))
    ReaderCommentFactory(page=post, author_name="Jo", reply_to=gone, posted_at=timezone.now())
    HideComment(gone, user=ModeratorFactory())()
    lost = {"author_name": "", "author_kind": AuthorKind.UNKNOWN}
    undated = {"posted_at": None, "posted_precision": DatePrecision.UNKNOWN}
    ReaderCommentFactory(page=post, body="Old.", **lost, **undated)
    outline = """root => [...root.querySelectorAll("h2, h3, h4, [id^=comment-] p, ul > li, label, summary, form button[type=submit]")]
        .filter(one => !one.closest(".coprod-trap, .unseen, .coprod-visually-hidden, [part=follow]"))  // a link on the site
        .map(one => `${one.localName} ${one.textContent.replace(/\\s+/g, " ").trim()}`)"""
    visitor.visit()
    embedded = visitor.page.locator("coprod-comments").evaluate(f"host => ({outline})(host.shadowRoot)")
    visitor.open(f"{visitor.front_end.site}{post.url}")
    whole = "document.querySelectorAll('.coprod-conversation')"
    on_site = visitor.page.evaluate(f"[...{whole}].flatMap({outline})")
    assert embedded == on_site
    assert len(on_site) > 30


@pytest.mark.accessibility("The conversation on another website", "labels of our own pages")
def test_ids_labels_and_descriptions_are_those_of_the_site(visitor, post, sam):
    """What is tied to what, and how browsers are told to fill it in."""
    tied = """root => [...root.querySelectorAll("section, article, input:not([type=hidden]), textarea, label")]
        .filter(one => !one.closest("[part=follow]"))
        .map(one => ["id", "for", "name", "type", "rows", "dir", "autocomplete", "spellcheck", "tabindex",
            "aria-labelledby", "aria-describedby"].map(name => one.getAttribute(name)))"""
    visitor.visit()
    embedded = visitor.page.locator("coprod-comments").evaluate(f"host => ({tied})(host.shadowRoot)")
    visitor.open(f"{visitor.front_end.site}{post.url}")
    on_site = visitor.page.evaluate(
        f"[...document.querySelectorAll('.coprod-conversation')].flatMap(one => [one, ...({tied})(one)].slice(1))"
    )
    sections = visitor.page.evaluate(
        """[...document.querySelectorAll(".coprod-conversation")].map(one => [one.id, one.getAttribute("aria-labelledby")])"""
    )
    assert [one for one in embedded if one[9] not in {"comments-title", "form-title"}] == on_site
    assert [(one[0], one[9]) for one in embedded if one[9] in {"comments-title", "form-title"}] == [
        tuple(one) for one in sections
    ]


def test_headings_begin_where_the_page_says(visitor, front_end, post, sam):
    front_end.embed(post, 'heading-level="4"')
    visitor.visit()
    expect(visitor.heading("Comments (1)", level=4)).to_be_visible()
    expect(visitor.heading(by("Sam"), level=5)).to_be_visible()
    visitor.press("Reply to Sam")
    expect(visitor.heading("Reply to Sam", level=6)).to_be_focused()


def test_more_comments_come_when_asked_for_and_reading_goes_on_there(visitor, post):
    conversation_with(post, 22)
    visitor.visit()
    expect(visitor.part("comment")).to_have_count(20)
    visitor.page.route("**/comments/?page=*&cursor=*", lambda route: route.abort())
    visitor.press("Later comments")
    expect(visitor.page.get_by_role("status").filter(has_text="We could not load more comments.")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Later comments")).to_be_focused()
    visitor.page.unroute_all()
    visitor.page.keyboard.press("Enter")
    expect(visitor.heading(by("R21"))).to_be_focused()
    expect(visitor.part("comment")).to_have_count(22)
    expect(visitor.page.get_by_role("button", name="Later comments")).to_have_count(0)


def test_more_replies(visitor, post, sam, monkeypatch):
    monkeypatch.setattr(threads, "REPLIES_SHOWN", 2)
    for number in range(4):
        ReaderCommentFactory(page=post, author_name=f"Ann {number}", reply_to=sam, posted_at=timezone.now())
    visitor.visit()
    expect(visitor.part("replies").get_by_role("article")).to_have_count(2)
    visitor.press("More replies")
    expect(visitor.heading(by("Ann 2, to Sam"))).to_be_focused()
    expect(visitor.part("replies").get_by_role("article")).to_have_count(4)
    expect(visitor.part("replies").get_by_role("link", name="Sam", exact=True)).to_have_count(4)


@pytest.mark.parametrize("number", [3, 23])
def test_a_fragment_leads_to_its_comment_however_late_it_comes(visitor, post, number):
    comments = conversation_with(post, 24)
    visitor.visit(f"#comment-{comments[number - 1].pk}")
    heading = visitor.heading(by(f"R{number}"))
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(visitor.part("target")).to_contain_text(f"R{number} ")
    # ... and another one, when the address changes
    visitor.page.evaluate("hash => { location.hash = hash }", f"comment-{comments[0].pk}")
    expect(visitor.heading(by("R1"))).to_be_focused()
    expect(visitor.part("target")).to_have_count(1)
    visitor.page.evaluate("location.hash = 'form'")
    expect(visitor.heading("Say what you think")).to_be_focused()


def test_a_fragment_that_is_nobodys_changes_nothing(visitor, post, sam):
    visitor.visit("#comment-999999")
    expect(visitor.part("comment")).to_have_count(1)
    visitor.page.evaluate("location.hash = '%'")
    expect(visitor.part("target")).to_have_count(0)


def test_following_what_a_reply_answers(visitor, post, sam):
    ReaderCommentFactory(page=post, author_name="Ann", reply_to=sam, posted_at=timezone.now())
    visitor.visit()
    for _time in range(2):  # the second time the address does not change
        visitor.tab_to(visitor.part("replies").get_by_role("link", name="Sam", exact=True))
        visitor.page.keyboard.press("Enter")
        expect(visitor.heading(by("Sam"))).to_be_focused()
    assert visitor.page.url.endswith(f"/page#comment-{sam.pk}")


def later(days):
    return timezone.now() + timedelta(days=days)


@pytest.mark.accessibility("The conversation on another website", "axe in each of its states")
@pytest.mark.parametrize(
    ("change", "words", "comments"),
    [
        ({"closes_at": later(-1)}, "This conversation closed on", 1),
        ({"opens_at": later(9)}, "You can write here from", 1),
        ({"access": Access.READ_ONLY}, "We are not taking new ones.", 1),
        ({"access": Access.HIDDEN}, "are not shown at the moment", 0),
        ({"waiting_count": 200}, "We have a lot of comments to read.", 1),
    ],
    ids=["closed", "not-open", "read-only", "hidden", "full"],
)
def test_conversations_in_which_nobody_can_write(visitor, axe, sam, change, words, comments):
    Conversation.objects.update(**change)
    visitor.visit()
    expect(visitor.part("note")).to_contain_text(words)
    expect(visitor.part("comment")).to_have_count(comments)
    expect(visitor.part("form")).to_have_count(0)
    expect(visitor.page.get_by_role("button").filter(has_not_text="Tell us")).to_have_count(0)
    axe.assert_clean(visitor.page, dark_width=320)


@pytest.mark.accessibility("The conversation on another website", "axe in each of its states")
def test_a_conversation_without_comments(visitor, axe, post):
    visitor.visit()
    expect(visitor.part("empty")).to_have_text("Nobody has written here yet. You could be the first.")
    expect(visitor.part("thread")).to_have_count(0)
    expect(visitor.heading("Comments", exact=True)).to_be_visible()
    axe.assert_clean(visitor.page, dark_width=320)


def test_hostile_words_are_shown_as_words(visitor, post):
    hostile = "</p><script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; \"'>"
    ReaderCommentFactory(page=post, author_name="<b>Max</b> & {name}", body=f"{hostile}\nhttps://example.org/?a=1&b=2")
    visitor.visit()
    expect(visitor.part("comment-body").locator("p")).to_have_text(f"{hostile}https://example.org/?a=1&b=2")
    expect(visitor.part("comment-body").get_by_role("link")).to_have_attribute("href", "https://example.org/?a=1&b=2")
    expect(visitor.part("comment-body").get_by_role("link")).to_have_attribute("rel", "nofollow ugc noopener")
    expect(visitor.part("comment-head").locator("bdi")).to_have_text("<b>Max</b> & {name}")
    visitor.press("Reply to <b>Max</b> & {name}")
    expect(visitor.page.locator("#form-title")).to_have_text("Reply to <b>Max</b> & {name}")


def test_the_block_of_the_documentation_as_it_stands(visitor, front_end, post, sam):
    (block,) = blocks_of(DOCS / "how-to/embed.md", "html")
    script, element = block.code.replace("https://cms.example.org", front_end.site).split("\n\n")
    front_end.content = script + element.replace('page="12"', f'page="{post.pk}"')
    visitor.visit()
    expect(visitor.heading(by("Sam"))).to_be_visible()


# Writing


@pytest.mark.accessibility("The conversation on another website", "the keyboard alone")
def test_writing_a_comment_by_keyboard(visitor, post):
    visitor.visit()
    visitor.write(body=f"{WORDS}\n\nAnd the soup.")
    visitor.press_send()
    expect(visitor.thank_you).to_be_focused()
    thanks = visitor.part("thanks")
    expect(thanks).to_contain_text("Waiting to be read. It is not on our website yet.")
    expect(thanks).to_contain_text("ring Samaritans")
    comment = ReaderComment.objects.get()
    assert (comment.body, comment.author_name) == (f"{WORDS}\n\nAnd the soup.", "Sam")
    assert (comment.status, comment.signs, comment.reply_to) == (Status.PENDING, [], None)
    expect(visitor.part("ticket-number")).to_have_text(str(comment.pk))
    expect(visitor.part("form")).to_have_count(0)
    # The private page is there, and says the same.
    visitor.follow("The page of your comment")
    expect(visitor.page.locator("#thank-you")).to_have_text("Thank you. Your comment has been sent.")


@pytest.mark.accessibility("The conversation on another website", "the keyboard alone", "axe")
def test_following_what_is_new(visitor, post, axe):
    visitor.visit()
    summary = visitor.part("follow").locator("summary")
    visitor.tab_to(summary)
    visitor.page.keyboard.press("Enter")
    visitor.press("E-mail me")
    field = visitor.field("Your e-mail address")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(visitor.part("follow").get_by_role("alert")).to_contain_text("Write the e-mail address in full")
    axe.assert_clean(visitor.page)
    field.fill("ada@example.org")
    visitor.page.keyboard.press("Enter")
    told = visitor.page.get_by_role("heading", name="Look at your e-mails")
    expect(told).to_be_focused()
    assert Subscription.objects.get().email == "ada@example.org"


@pytest.mark.accessibility("The conversation on another website", "the keyboard alone", "axe", "320 pixels")
def test_words_under_a_note_are_opened_by_who_wants_to_read_them(visitor, post, axe):
    noted = ReaderCommentFactory(page=post, author_name="Sam", body="The crash.", content_note="An accident. " * 7)
    page = visitor.page
    page.set_viewport_size(PHONE)
    visitor.visit()
    words = page.locator(f"#comment-{noted.pk} [part=comment-body]")
    note = page.locator(f"#comment-{noted.pk} summary")
    expect(words).to_be_hidden()
    expect(note).to_contain_text("Before you read: An accident.")
    assert page.evaluate(EMBED_OVER_THE_EDGE) == []
    visitor.tab_to(note)
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    axe.assert_clean(page)
    # Who answers it is shown the note, and not the words.
    visitor.press("Reply to Sam")
    expect(visitor.part("answered")).to_contain_text("Before you read: An accident.")
    expect(visitor.part("answered")).not_to_contain_text("crash")
    # And one of their own, from the field that is folded itself.
    visitor.fill_in(body="I fell.", author_name="Bo")
    visitor.tab_to(page.locator("summary", has_text="Could your words upset someone?"))
    page.keyboard.press("Enter")
    page.locator("[part=form] [name=content_note]").fill("About a fall")
    visitor.press("See how it will look")
    expect(page.locator("[part~=preview] details[open] summary")).to_have_text("Before you read: About a fall")
    visitor.press_send()
    expect(visitor.thank_you).to_be_focused()
    assert ReaderComment.objects.get(status=Status.PENDING).content_note == "About a fall"


def test_replying_in_place_and_writing_again(visitor, post, sam):
    ReaderCommentFactory(page=post, author_name="Ann", reply_to=sam, posted_at=timezone.now())
    visitor.visit()
    visitor.press("Reply to Sam")
    expect(visitor.heading("Reply to Sam", level=4)).to_be_focused()
    below = visitor.page.locator(f"#comment-{sam.pk} + [part=say]")
    expect(below).to_be_visible()
    expect(visitor.part("answered")).to_have_text(sam.body)
    visitor.write()
    visitor.press_send()
    expect(visitor.thank_you).to_be_focused()
    assert ReaderComment.objects.get(status=Status.PENDING).reply_to == sam
    visitor.press("Write another comment")
    expect(visitor.heading("Say what you think", level=2)).to_be_focused()
    expect(visitor.field("Your comment")).to_have_value("")
    visitor.write(body="Something else.")
    visitor.press_send()
    expect(visitor.thank_you.last).to_be_focused()
    # Both have an address to keep.
    expect(visitor.page.get_by_role("link", name="The page of your comment")).to_have_count(2)
    assert ReaderComment.objects.filter(status=Status.PENDING, reply_to=None).count() == 1


def test_changing_ones_mind_keeps_the_words(visitor, sam):
    visitor.visit()
    visitor.type_into("Your comment", WORDS)
    visitor.press("Reply to Sam")
    expect(visitor.field("Your comment")).to_have_value(WORDS)
    visitor.press("Write a comment of your own instead")
    expect(visitor.heading("Say what you think")).to_be_focused()
    expect(visitor.field("Your comment")).to_have_value(WORDS)


def test_a_comment_that_shows_straight_away_can_be_seen(visitor, post, sam):
    site_settings = ReaderCommentSettings.for_site(post.get_site())
    site_settings.policy = Policy.SHOW_FIRST
    site_settings.save()
    visitor.visit()
    visitor.press("Reply to Sam")
    visitor.write()
    visitor.press_send()
    expect(visitor.heading("Thank you. Your comment is on our website.")).to_be_focused()
    visitor.tab_to(visitor.page.get_by_role("link", name="See it on the page"))
    visitor.page.keyboard.press("Enter")
    expect(visitor.heading(by("Sam, to Sam"))).to_be_focused()
    expect(visitor.part("target")).to_contain_text(WORDS)
    expect(visitor.page.get_by_role("link", name="The page of your comment")).to_be_visible()


def expect_problem(visitor, words, *, body=WORDS, name="Sam"):
    """They are at the box that says what went wrong, it is said once, and what they typed is still there."""
    expect(visitor.problem).to_be_focused()
    expect(visitor.problem.get_by_role("alert")).to_contain_text(words)
    expect(visitor.page.get_by_role("alert")).to_have_count(1)
    expect(visitor.field("Your comment")).to_have_value(body)
    expect(visitor.field("A name to show")).to_have_value(name)
    expect(visitor.part("form").locator("[part=status]")).to_have_text("")


@pytest.mark.accessibility("The conversation on another website", "errors")
def test_mending_what_is_wrong(visitor, post):
    visitor.visit()
    visitor.type_into("E-mail (optional)", "sam at example")
    visitor.press_send()
    expect_problem(visitor, "There is a problem", body="", name="")
    expect(visitor.problem.get_by_role("link")).to_have_text(
        [
            "Write your comment.",
            "Write a name to show. It can be made up.",
            "Write the e-mail address in full, like name@example.org, or leave it empty.",
        ]
    )
    for link, label in [
        ("Write your comment.", "Your comment"),
        ("Write a name to show. It can be made up.", "A name to show"),
    ]:
        visitor.tab_to(visitor.page.get_by_role("link", name=link))
        visitor.page.keyboard.press("Enter")
        field = visitor.field(label)
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        said = field.evaluate(
            """field => field.getAttribute("aria-describedby").split(" ")
                .map(id => field.getRootNode().getElementById(id).textContent)"""
        )
        assert len(said) == 2 and said[1] == link
        visitor.page.keyboard.insert_text(f"For {label}")
    visitor.press_send()
    expect_problem(visitor, "Write the e-mail address in full", body="For Your comment", name="For A name to show")
    expect(visitor.problem.get_by_role("link")).to_have_count(1)
    expect(visitor.part("field-error")).to_have_count(1)
    assert "#" not in visitor.page.url
    visitor.type_into("E-mail (optional)", "sam@example.org")
    visitor.press_send()
    expect(visitor.thank_you).to_be_focused()
    visitor.press("Write another comment")
    expect(visitor.part("field")).to_have_count(4)
    expect(visitor.part("field-error")).to_have_count(0)
    expect(visitor.part("error")).to_have_count(0)
    expect(visitor.problem).to_have_count(0)


def test_the_trap_is_hidden_from_people_and_there_for_programs(visitor, post):
    visitor.visit()
    trap = visitor.page.locator("[name=second_opinion]")
    expect(trap).to_have_attribute("tabindex", "-1")
    expect(trap).to_have_attribute("autocomplete", "off")
    assert trap.evaluate("trap => trap.closest('[aria-hidden=true]') !== null")
    visitor.fill_in()
    trap.evaluate("trap => { trap.value = 'x' }")
    visitor.send_button.click()
    expect(visitor.thank_you).to_be_focused()
    assert ReaderComment.objects.get().signs == ["honeypot"]


# What goes wrong on the way


def sent_keys(visitor):
    return [request.headers["idempotency-key"] for request in visitor.sent]


@pytest.mark.accessibility("The conversation on another website", "lost networks")
@pytest.mark.parametrize("how", ["no network", "no answer", "somebody else's error"])
def test_where_the_network_fails_the_words_stay_and_are_sent_once(visitor, post, how):
    def fail(route):
        if how == "no network":
            return route.abort()
        route.fetch()  # it arrived, and the answer got lost
        if how == "no answer":
            return route.abort("connectionreset")
        return route.fulfill(status=502, body="<h1>Bad gateway</h1>", headers={"access-control-allow-origin": "*"})

    visitor.visit()
    visitor.write()
    visitor.page.route(POSTS, fail)
    for _time in range(2):
        visitor.press_send()
        expect_problem(visitor, NOT_SENT)
    visitor.page.unroute_all()
    visitor.press_send()
    expect(visitor.thank_you).to_be_focused()
    assert ReaderComment.objects.get().body == WORDS
    assert len(set(sent_keys(visitor))) == 1


def test_other_words_have_another_key(visitor, post):
    visitor.visit()
    visitor.write()
    visitor.page.route(POSTS, lambda route: route.abort())
    visitor.press_send()
    expect_problem(visitor, NOT_SENT)
    visitor.page.unroute_all()
    visitor.write(body="Other words.")
    visitor.press_send()
    expect(visitor.thank_you).to_be_focused()
    assert len(set(sent_keys(visitor))) == 2


def test_a_reader_without_a_network_keeps_the_words(visitor, post):
    visitor.visit()
    visitor.write()
    visitor.context.set_offline(True)
    visitor.press_send()
    expect_problem(visitor, NOT_SENT)
    visitor.context.set_offline(False)
    visitor.press_send()
    expect(visitor.thank_you).to_be_focused()


# Where it may not send


def without_refusals(visitor):
    """What the browser itself writes down where the site does not let a page ask for something."""
    visitor.noticed = [
        line for line in visitor.noticed if "blocked by CORS policy" not in line and "ERR_FAILED" not in line
    ]


@pytest.mark.accessibility("The conversation on another website", "and where nobody can write from there")
@pytest.mark.parametrize("named", [[], {"another.example": True}], ids=["not named", "named for another site"])
def test_an_origin_that_may_not_send_says_so_and_leads_to_the_page(visitor, axe, post, sam, settings, front_end, named):
    """Before anybody writes a word; also where it is the front end of another of the sites."""
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {
        "ALLOWED_ORIGINS": named and {"another.example": [front_end.origin]}
    }
    visitor.visit()
    note = visitor.part("say").locator("[part=note]")
    expect(note).to_contain_text("You can read the comments here, but you cannot write one from here.")
    expect(visitor.heading("Say what you think")).to_be_visible()
    expect(visitor.part("comment-body")).to_have_text("Buses.")
    expect(visitor.part("form")).to_have_count(0)
    expect(visitor.page.get_by_role("button")).to_have_count(0)
    axe.assert_clean(visitor.page)
    without_refusals(visitor)
    visitor.follow("Write on our own website")
    assert visitor.page.url == f"{front_end.site}{post.url}#form"
    expect(visitor.page.get_by_label("Your comment")).to_be_visible()
    assert not visitor.sent


def test_a_fragment_leads_to_where_it_says_so(visitor, post, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"ALLOWED_ORIGINS": []}
    visitor.visit("#form")
    expect(visitor.heading("Say what you think")).to_be_focused()
    without_refusals(visitor)


def test_where_nobody_can_write_nothing_is_said_of_the_origin(visitor, post, sam, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"ALLOWED_ORIGINS": []}
    Conversation.objects.update(closes_at=later(-1))
    visitor.visit()
    expect(visitor.part("note")).to_have_count(1)
    expect(visitor.part("say")).to_have_count(0)
    without_refusals(visitor)


def framed(visitor, sandbox):
    """The page with the embed, in a frame with this `sandbox`, on the same website; ready when the conversation is drawn."""
    page = f'<!doctype html><html lang="en"><title>Framed</title><iframe title="In it" sandbox="{sandbox}" src="/page">'
    visitor.page.route("**/frame", lambda route: route.fulfill(body=page, content_type="text/html"))
    visitor.page.goto(f"{visitor.front_end.origin}/frame")
    frame = visitor.page.frame_locator("iframe")
    frame.locator("[part=conversation]").wait_for()
    return frame


def test_in_a_sandbox_it_says_that_it_cannot(visitor, post, sam):
    """The browser then says of no page whose it is: nobody could tell it from a stranger's."""
    frame = framed(visitor, "allow-scripts")
    expect(frame.locator("[part=comment-body]")).to_have_text("Buses.")
    expect(frame.locator("[part=form]")).to_have_count(0)
    say = frame.locator("[part=say]")
    expect(say).to_contain_text("you cannot write one from here")
    # It may not open a page either: there is the address to copy.
    expect(say).to_contain_text(f"{visitor.front_end.site}{post.url}")
    expect(say.get_by_role("link")).to_have_attribute("target", "_blank")
    visitor.noticed = [line for line in visitor.noticed if "sandboxed" not in line]


@pytest.mark.parametrize("press", ["Send", "Enter"])
def test_in_a_sandbox_that_keeps_its_origin_it_sends(visitor, post, press):
    """Also where no form may be submitted, of which browsers tell a script nothing."""
    frame = framed(visitor, "allow-scripts allow-same-origin")
    frame.get_by_role("textbox", name="Your comment").fill(WORDS)
    frame.get_by_role("textbox", name="A name to show").fill("Sam")
    if press == "Send":
        frame.get_by_role("button", name="Send", exact=True).click()
    else:
        frame.get_by_role("textbox", name="A name to show").press("Enter")
    expect(frame.get_by_role("heading", name="Thank you. Your comment has been sent.")).to_be_focused()
    assert ReaderComment.objects.get().body == WORDS
    visitor.noticed = [line for line in visitor.noticed if "sandbox" not in line]


def test_too_many_at_once_says_how_long_to_wait(visitor, post, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"FLOOD_PER_MINUTE": 1}
    visitor.visit()
    for body in [WORDS, "More."]:
        visitor.write(body=body)
        visitor.press_send()
        if body == WORDS:
            expect(visitor.thank_you).to_be_focused()
            visitor.press("Write another comment")
    expect_problem(visitor, "A lot is being sent from where you are.", body="More.")
    expect(visitor.problem).to_contain_text("You can press Send again in ")
    assert " second" in visitor.problem.inner_text()


def test_a_long_wait_is_said_in_minutes(visitor, post):
    visitor.visit()
    visitor.write()
    headers = {"access-control-allow-origin": "*", "access-control-expose-headers": "Retry-After", "retry-after": "300"}
    visitor.page.route(POSTS, lambda route: route.fulfill(status=503, body="", headers=headers))
    visitor.press_send()
    expect_problem(visitor, "You can press Send again in 5 minutes.")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"closes_at": later(-1)}, "This conversation has closed."),
        ({"access": Access.READ_ONLY}, "we are not taking new ones"),
    ],
    ids=["closed", "read-only"],
)
def test_the_conversation_closes_while_one_writes(visitor, sam, change, words):
    visitor.visit()
    visitor.write()
    Conversation.objects.update(**change)
    visitor.press_send()
    expect_problem(visitor, words)


@pytest.mark.accessibility("The conversation on another website", "axe in each of its states")
def test_all_comments_are_paused_while_one_writes(visitor, axe, sam):
    visitor.visit()
    promised = visitor.part("promise").or_(visitor.part("rules"))
    expect(promised.filter(has_text="Help, and other ways to comment")).to_contain_text("ring 999")
    expect(promised.filter(has_text="What happens to my words")).to_contain_text("We read comments Monday to Friday.")
    visitor.write()
    ReaderCommentSettings.objects.create(site=Site.objects.get(), paused=True, pause_words="Ann is ill.")
    visitor.press_send()
    expect_problem(visitor, "Ann is ill.")
    visitor.visit()
    expect(visitor.part("note")).to_have_text("Ann is ill.")
    expect(visitor.part("comment")).to_have_count(1)
    expect(visitor.part("form")).to_have_count(0)
    axe.assert_clean(visitor.page, dark_width=320)


def test_what_one_answers_is_gone_meanwhile(visitor, post, sam):
    visitor.visit()
    visitor.press("Reply to Sam")
    visitor.write()
    HideComment(sam, user=ModeratorFactory())()
    visitor.press_send()
    expect_problem(visitor, "is not on the page any more. You can still send your words as a comment of their own.")
    expect(visitor.heading("Say what you think")).to_be_visible()
    visitor.press_send()
    expect(visitor.thank_you).to_be_focused()
    assert ReaderComment.objects.get(status=Status.PENDING).reply_to is None


def make_stale(visitor):
    """The form is drawn with a token of long ago."""

    def answer(route):
        response = route.fetch()
        found = response.json()
        for field in found["form"]["fields"]:
            if field["name"] == "token":
                field["value"] = f"{found['page']}-1.of-long-ago"
        route.fulfill(response=response, body=json.dumps(found))

    visitor.page.route("**/conversations/*/", answer, times=1)


def test_a_form_that_was_open_for_days_is_sent_with_the_token_of_the_error(visitor, post):
    """Without asking for the form again: it may have been built ahead of time."""
    make_stale(visitor)
    visitor.visit()
    visitor.write()
    visitor.page.route("**/conversations/*/", lambda route: route.abort())
    visitor.press_send()
    expect(visitor.thank_you).to_be_focused()
    assert ReaderComment.objects.get().body == WORDS
    assert len(visitor.sent) == 2


def test_a_conversation_that_closed_while_the_form_was_open_for_days(visitor, sam):
    make_stale(visitor)
    visitor.visit()
    visitor.write()
    Conversation.objects.update(closes_at=later(-1))
    visitor.press_send()
    expect_problem(visitor, "This conversation has closed.")


def test_the_site_is_gone_when_a_form_of_days_ago_is_sent(visitor, post):
    make_stale(visitor)
    visitor.visit()
    visitor.write()
    tries = []

    def answer(route):
        tries.append(route.request.post_data_json["token"])
        route.continue_() if len(tries) == 1 else route.abort()

    visitor.page.route(POSTS, answer)
    visitor.press_send()
    expect_problem(visitor, NOT_SENT)
    assert len(set(tries)) == 2


def test_pressing_send_twice_makes_one_comment(visitor, post):
    visitor.visit()
    visitor.write()
    visitor.send_button.dblclick()
    expect(visitor.thank_you).to_be_focused()
    assert len(visitor.sent) == 1


# Without it


def test_without_scripts_there_is_the_link(visitor_with, post):
    visitor = visitor_with(scripts=False)
    visitor.open(visitor.front_end.origin)
    expect(visitor.page.get_by_role("link", name="Read and write comments")).to_be_visible()
    visitor.follow("Read and write comments")
    expect(visitor.page.locator("#comments")).to_be_visible()


#: Writes down what the element says, from its first word on; and a clock that need not be waited for.
TOLD = """
window.told = [];
for (const name of ["load", "error", "sent"]) {
  document.addEventListener(name, (event) => {
    if (event.target.localName === "coprod-comments") told.push([name, event.detail ?? null]);
  }, true);
}
"""
NO_NETWORK = {"reason": "network", "status": None}


def told(visitor):
    return visitor.page.evaluate("told")


def open_with_a_clock(visitor, fails):
    """Open the page with the embed. `fails(number)`: for the n-th time that the conversation is asked for, what a route is
    fulfilled with, or True for no answer at all, or None for what the site says."""
    asked = []

    def answer(route):
        asked.append(fails(len(asked) + 1))
        if asked[-1] is True:
            route.abort()
        elif asked[-1]:
            route.fulfill(
                headers={"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
                | asked[-1].pop("headers", {}),
                **asked[-1],
            )
        else:
            route.continue_()

    visitor.page.route("**/conversations/*/", answer)
    visitor.page.add_init_script(TOLD)
    visitor.page.clock.install()
    visitor.open(visitor.front_end.origin)
    return asked


def wait_for_told(visitor, number):
    visitor.page.wait_for_function("number => told.length === number", arg=number)


def test_where_the_network_does_not_come_back_the_link_stays_and_the_reason_is_told(visitor, post):
    asked = open_with_a_clock(visitor, lambda number: True)
    for tries, again in enumerate([2, 6, 20, None], 1):
        wait_for_told(visitor, tries)
        assert told(visitor)[-1] == ["error", NO_NETWORK | {"tries": tries, "again": again}]
        visitor.page.clock.run_for((again or 600) * 1000)
    assert len(asked) == 4
    expect(visitor.page.get_by_role("link", name="Read and write comments")).to_be_visible()
    visitor.noticed = [line for line in visitor.noticed if "ERR_FAILED" not in line]


def test_what_did_not_come_at_once_comes_later(visitor, post, sam):
    waits = {"status": 503, "headers": {"Retry-After": "9"}}
    asked = open_with_a_clock(
        visitor, lambda number: [{"status": 200, "body": "<p>Be back soon"}, waits, None][number - 1]
    )
    wait_for_told(visitor, 1)
    assert told(visitor)[-1] == ["error", {"reason": "answer", "status": 200, "tries": 1, "again": 2}]
    visitor.page.clock.run_for(2000)
    wait_for_told(visitor, 2)
    assert told(visitor)[-1] == ["error", {"reason": "status", "status": 503, "tries": 2, "again": 9}]
    visitor.page.clock.run_for(9000)
    expect(visitor.heading("Comments (1)")).to_be_visible()
    assert told(visitor)[-1] == ["load", None] and len(asked) == 3
    visitor.noticed = [line for line in visitor.noticed if "503" not in line]


@pytest.mark.parametrize(
    ("answer", "status"), [({"status": 404}, 404), ({"status": 503, "headers": {"Retry-After": "3600"}}, 503)]
)
def test_what_will_not_come_is_asked_for_once(visitor, post, answer, status):
    asked = open_with_a_clock(visitor, lambda number: dict(answer))
    wait_for_told(visitor, 1)
    assert told(visitor) == [["error", {"reason": "status", "status": status, "tries": 1, "again": None}]]
    visitor.page.clock.run_for(600_000)
    assert len(asked) == 1
    expect(visitor.page.get_by_role("link", name="Read and write comments")).to_be_visible()
    visitor.noticed = [line for line in visitor.noticed if str(status) not in line]


def test_a_page_that_is_not_public_leaves_the_link(visitor, post):
    post.unpublish()
    visitor.page.add_init_script(TOLD)
    visitor.open(visitor.front_end.origin)
    wait_for_told(visitor, 1)
    assert told(visitor)[0][1]["status"] == 404
    expect(visitor.page.get_by_role("link", name="Read and write comments")).to_be_visible()


def test_an_address_that_is_none_is_told(visitor, front_end, post):
    front_end.content = '<coprod-comments api="https://[" page="1"><a href="/there">There</a></coprod-comments>'
    visitor.page.add_init_script(TOLD)
    visitor.open(front_end.origin)
    wait_for_told(visitor, 1)
    assert told(visitor) == [["error", {"reason": "address", "status": None, "tries": 1, "again": None}]]


def test_what_was_sent_is_told_without_its_private_page(visitor, post):
    visitor.page.add_init_script(TOLD)
    visitor.visit()
    visitor.fill_in()
    visitor.page.get_by_role("button", name="Send", exact=True).click()
    expect(visitor.thank_you).to_be_focused()
    assert told(visitor) == [["load", None], ["sent", {"id": ReaderComment.objects.get().pk, "visible": False}]]


def test_whoever_was_on_the_link_goes_on_at_the_heading(visitor, sam):
    waiting = []
    visitor.page.route("**/conversations/*/", lambda route: waiting.append(route))
    visitor.open(visitor.front_end.origin)
    visitor.tab_to(visitor.page.get_by_role("link", name="Read and write comments"))
    visitor.wait_until(lambda: waiting)
    waiting[0].continue_()
    expect(visitor.heading("Comments (1)")).to_be_focused()
    expect(visitor.page.get_by_role("link", name="Read and write comments")).not_to_be_visible()


def test_another_page_s_conversation_in_its_place(visitor, post, question_page, sam):
    """As the router of a single-page application does it."""
    visitor.visit()
    expect(visitor.heading("Comments (1)")).to_be_visible()
    visitor.page.evaluate("pk => document.querySelector('coprod-comments').setAttribute('page', pk)", question_page.pk)
    expect(visitor.part("empty")).to_be_visible()
    expect(visitor.part("comment")).to_have_count(0)
    visitor.write()
    # Moved about, it is the same.
    visitor.page.evaluate("document.querySelector('h1').before(document.querySelector('coprod-comments'))")
    expect(visitor.field("Your comment")).to_have_value(WORDS)
    visitor.press_send()
    expect(visitor.thank_you).to_be_focused()
    assert ReaderComment.objects.get(status=Status.PENDING).page_id == question_page.pk


def test_what_was_looked_for_on_a_page_before_is_not_shown_on_the_next(visitor, post, question_page):
    comments = conversation_with(post, 24)
    visitor.visit()
    page, waiting = visitor.page, []
    page.route("**/comments/?*limit=*", lambda route: waiting.append(route))
    with page.expect_request("**/comments/?*limit=*"):
        page.evaluate("hash => { location.hash = hash }", f"comment-{comments[22].pk}")
    page.evaluate("pk => document.querySelector('coprod-comments').setAttribute('page', pk)", question_page.pk)
    expect(visitor.part("empty")).to_be_visible()
    visitor.wait_until(lambda: waiting)
    with page.expect_response("**/comments/?*limit=*") as found:
        waiting[0].continue_()
    assert len(found.value.json()["items"]) == 24
    page.wait_for_function("() => new Promise(done => setTimeout(done, 200, true))")
    expect(visitor.part("comment")).to_have_count(0)


# How it looks and sounds


def every_state(visitor, post, sam):
    """The list, a form for a reply, that form in error, a look at it with its questions, and the thank-you, one after the other."""
    ReaderCommentFactory(page=post, author_name=UNBROKEN, body=UNBROKEN, reply_to=sam, posted_at=timezone.now())
    conversation_with(post, 21)
    visitor.visit()
    yield
    visitor.part("reply").first.click()
    visitor.page.locator("#form-title").wait_for()
    yield
    visitor.fill_in(body="", author_name=UNBROKEN * 2, author_email=UNBROKEN)
    visitor.part("button").click()
    expect(visitor.problem.get_by_role("link")).to_have_count(3)
    yield
    visitor.fill_in(body=WORDS, author_name="Sam", author_email="")
    visitor.page.route(POSTS, lambda route: route.abort())
    visitor.part("button").click()
    expect(visitor.problem.get_by_role("link")).to_have_count(1)
    yield
    visitor.page.unroute_all()
    visitor.fill_in(body="Ring me on 07700 900123.", author_email="sam@hotmial.com")
    visitor.part("second").click()
    visitor.part("preview").wait_for()
    yield
    visitor.page.get_by_label("Use sam@hotmail.com").check()
    visitor.part("button").click()
    visitor.part("ticket").wait_for()
    yield
    visitor.page.route("**/comments/?page=*&cursor=*", lambda route: route.abort())
    visitor.part("more").get_by_role("button").click()
    expect(visitor.part("more").get_by_role("status")).not_to_be_empty()
    yield


@pytest.mark.accessibility("The conversation on another website", "axe in each of its states")
def test_axe_finds_nothing(visitor, axe, post, sam):
    for _state in every_state(visitor, post, sam):
        axe.assert_clean(visitor.page, dark_width=320, light_width=1280)


@pytest.mark.accessibility("The conversation on another website", "320 pixels, text twice as large, right to left")
@pytest.mark.parametrize("size", ["100%", "200%"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_runs_over_the_edge_of_a_narrow_screen(visitor_with, post, sam, settings, direction, size):
    if direction == "rtl":
        settings.LANGUAGES, settings.LANGUAGE_CODE = [("ar", "ar")], "ar"
    visitor = visitor_with(viewport={"width": 320 if size == "100%" else 640, "height": 640})
    for _state in every_state(visitor, post, sam):
        visitor.page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        assert visitor.page.evaluate(EMBED_OVER_THE_EDGE) == []


@pytest.mark.accessibility("The conversation on another website", "forced colours")
@pytest.mark.parametrize("colours", ["forced", "light", "dark"])
def test_focus_and_controls_are_seen(visitor_with, post, sam, colours):
    options = {"forced_colors": "active"} if colours == "forced" else {"color_scheme": colours}
    visitor = visitor_with(**options)
    visitor.visit()
    for control in [visitor.field("Your comment"), visitor.send_button]:
        visitor.tab_to(control)
        expect(control).to_have_css("outline-style", "solid")
        expect(control).to_have_css("outline-width", "3px")
    if colours == "forced":
        for control in [visitor.field("Your comment"), visitor.send_button]:
            width, colour, ground = control.evaluate(
                "one => { const style = getComputedStyle(one); return [style.borderTopWidth, style.borderTopColor, style.backgroundColor] }"
            )
            assert width != "0px" and colour not in {ground, "rgba(0, 0, 0, 0)"}


def test_targets_are_large_and_nothing_moves(visitor, post, sam):
    conversation_with(post, 21)
    visitor.visit()
    for control in [*visitor.page.get_by_role("button").all(), *visitor.page.get_by_role("textbox").all()]:
        assert control.bounding_box()["height"] >= 44, control
    moving = visitor.page.locator("coprod-comments").evaluate(
        """host => [...host.shadowRoot.querySelectorAll("*")].filter(one => {
            const style = getComputedStyle(one);
            return parseFloat(style.transitionDuration) || parseFloat(style.animationDuration);
        }).length"""
    )
    assert moving == 0


@pytest.mark.accessibility("The conversation on another website", "print")
def test_on_paper_there_are_the_comments_and_the_private_address(visitor, sam):
    visitor.visit()
    visitor.fill_in()
    visitor.send_button.click()
    visitor.part("ticket").wait_for()
    expect(visitor.part("ticket-address")).not_to_be_visible()
    visitor.press("Write another comment")
    visitor.page.emulate_media(media="print")
    expect(visitor.part("comment-body")).to_be_visible()
    expect(visitor.part("ticket-address")).to_be_visible()
    for part in ["say", "comment-actions", "another"]:
        expect(visitor.part(part).first).not_to_be_visible()


def test_a_page_gives_it_its_look(visitor, sam):
    visitor.visit()
    visitor.page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`
                coprod-comments { --coprod-link: rgb(1, 2, 3); --coprod-button: rgb(4, 5, 6); font-size: 30px; }
                coprod-comments::part(title) { color: rgb(7, 8, 9); }
            `);
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    expect(visitor.part("reply")).to_have_css("color", "rgb(1, 2, 3)")
    expect(visitor.send_button).to_have_css("background-color", "rgb(4, 5, 6)")
    expect(visitor.part("title").first).to_have_css("color", "rgb(7, 8, 9)")
    expect(visitor.field("Your comment")).to_have_css("font-size", "30px")


# What it leaves alone

#: Everything that makes HTML or code of text, keeps something on the reader's machine, or tells somebody something: it
#: works as before, and is written down. So is what is fetched, and whether with cookies. (`eval` is refused by the policy of
#: the page, and used by what looks at it from outside.)
TRAPS = """() => {
    window.trapped = [];
    window.fetched = [];
    const note = name => window.trapped.push(name);
    const property = (owner, name) => {
        const found = Object.getOwnPropertyDescriptor(owner, name);
        Object.defineProperty(owner, name, {
            ...found,
            get() { note(name); return found.get.call(this) },
            ...(found.set && {set(value) { note(name); found.set.call(this, value) }}),
        });
    };
    const call = (owner, name) => {
        owner[name] = new Proxy(owner[name], {
            apply(...call) { note(name); return Reflect.apply(...call) },
            construct(...call) { note(name); return Reflect.construct(...call) },
        });
    };
    for (const name of ["innerHTML", "outerHTML"]) property(Element.prototype, name);
    property(HTMLElement.prototype, "style");
    property(HTMLIFrameElement.prototype, "srcdoc");
    property(Document.prototype, "cookie");
    property(window, "indexedDB");
    call(Storage.prototype, "setItem"); // whether somebody asked to keep words is looked up
    for (const name of ["insertAdjacentHTML", "setHTML", "setHTMLUnsafe"])
        if (name in Element.prototype) call(Element.prototype, name);
    for (const name of ["write", "writeln"]) call(Document.prototype, name);
    call(Range.prototype, "createContextualFragment");
    call(Navigator.prototype, "sendBeacon");
    for (const name of ["DOMParser", "Function", "setInterval", "WebSocket", "XMLHttpRequest"]) call(window, name);
    const wait = window.setTimeout;
    window.setTimeout = (what, ...rest) => (typeof what === "function" || note("setTimeout"), wait(what, ...rest));
    const fetch = window.fetch;
    window.fetch = (address, options) => {
        window.fetched.push([String(address?.url ?? address), options?.credentials ?? address?.credentials]);
        return fetch(address, options);
    };
}"""


def test_it_makes_no_html_or_code_of_text_and_keeps_and_tells_nothing(visitor, front_end, post, sam):
    page, scripts = visitor.page, []
    page.add_init_script(f"({TRAPS})()")
    page.on("request", lambda request: request.resource_type == "script" and scripts.append(request.url))
    for _state in every_state(visitor, post, sam):
        assert page.evaluate("window.trapped") == []
        fetched = page.evaluate("window.fetched")
        assert fetched and {credentials for _address, credentials in fetched} == {"omit"}
        assert [address for address, _credentials in fetched if not address.startswith(front_end.site + "/api/")] == []
    assert {url.partition("?")[0] for url in scripts} == {front_end.site + SCRIPT}
    # The traps themselves
    page.evaluate(
        "() => { document.body.style.color = 'red'; localStorage.setItem('a', 'b'); localStorage.clear(); new DOMParser(); setInterval(() => 1) }"
    )
    assert page.evaluate("window.trapped") == ["style", "setItem", "DOMParser", "setInterval"]


#: What stands to the left and to the right of each part of the embed, and in which direction it is written.
SIDES = """host => [...host.shadowRoot.querySelectorAll("*")].map(one => {
    const style = getComputedStyle(one);
    const on = side => [`margin${side}`, `padding${side}`, `border${side}Width`].map(name => style[name]).join(" ");
    return [one.getAttribute("part") ?? one.localName, style.direction, on("Left"), on("Right"),
            style.textAlign, style.float];
})"""
TURN = """host => {
    const whole = host.shadowRoot.querySelector("[dir]");
    whole.dir = whole.dir == "rtl" ? "ltr" : "rtl";
}"""


def test_from_right_to_left_it_is_its_own_mirror_image(visitor, post, sam):
    compared = 0
    for _state in every_state(visitor, post, sam):
        embed = visitor.page.locator("coprod-comments")
        before = embed.evaluate(SIDES)
        embed.evaluate(TURN)
        after = embed.evaluate(SIDES)
        embed.evaluate(TURN)
        for (what, direction, left, right, *how), (_what, now, *sides, now_how, floats) in zip(
            before, after, strict=True
        ):
            assert sides == ([left, right] if now == direction else [right, left]), what
            assert how == [now_how, floats] and floats == "none" and now_how not in {"left", "right"}, what
            compared += now != direction and left != right
    assert compared > 10


# Languages


@pytest.fixture
def translated(monkeypatch):
    """As if there were a catalogue for each language: without one our words are English, and say so."""
    monkeypatch.setattr("coprod_wagtail.text.spoken.pgettext", lambda context, words: get_language())


@pytest.mark.accessibility("The conversation on another website", "right to left")
@pytest.mark.usefixtures("translated")
def test_arabic_goes_from_right_to_left(visitor, axe, post, sam, settings):
    settings.LANGUAGES, settings.LANGUAGE_CODE = [("ar", "ar")], "ar"
    ReaderCommentFactory(page=post, author_name="أحمد (NHS)", body="نعم", language="ar", reply_to=sam)
    visitor.visit()
    everything = visitor.page.locator("coprod-comments [lang=ar][dir=rtl]").first
    expect(everything).to_have_css("direction", "rtl")
    expect(visitor.part("replies")).to_have_css("border-right-width", "3px")
    expect(visitor.part("comment-head").last.locator("bdi").first).to_have_text("أحمد (NHS)")
    axe.assert_clean(visitor.page, dark_width=320)


def test_each_comment_keeps_its_own_language(visitor, post):
    ReaderCommentFactory(page=post, body="Mae'r bws yn hwyr.", language="cy")
    visitor.visit()
    expect(visitor.part("comment-body")).to_have_attribute("lang", "cy")


def test_no_word_is_the_scripts_own(visitor, post, settings, tmp_path):
    make_catalogue(tmp_path)
    settings.LOCALE_PATHS, settings.LANGUAGES, settings.LANGUAGE_CODE = [tmp_path], [(CODE, "1")], CODE
    type(post).objects.update(closing_question="")
    seen = """host => {
        const found = [];
        const walker = document.createTreeWalker(host.shadowRoot, NodeFilter.SHOW_ALL);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            found.push(node.data ?? "", ...["aria-label", "title", "alt", "placeholder", "value"]
                .map(name => node.getAttribute?.(name) ?? ""));
        }
        return found;
    }"""
    sam = ReaderCommentFactory(page=post, author_name="7", body="8", posted_at=timezone.now())
    for number in range(21):
        ReaderCommentFactory(page=post, author_name=str(number), body="9", posted_at=timezone.now())
    ReaderCommentFactory(page=post, author_name="6", body="5", reply_to=sam, posted_at=timezone.now())
    visitor.visit()

    def look():
        # The four words of a comment are nobody's sentence.
        words = " ".join(visitor.part("ticket-words").all_text_contents())
        found = visitor.page.locator("coprod-comments").evaluate(seen)
        left = english_in([each for each in found if each.strip() != words])
        assert left == []

    look()
    visitor.part("reply").first.click()
    visitor.part("button").click()
    expect(visitor.problem.get_by_role("link")).to_have_count(2)
    look()
    waiting = []
    visitor.page.route(POSTS, lambda route: waiting.append(route))
    visitor.fill_in(body="3", author_name="4")
    visitor.part("button").click()
    expect(visitor.part("form").locator("[part=status]")).not_to_be_empty()
    look()
    visitor.wait_until(lambda: waiting)
    waiting[0].fulfill(
        status=503,
        body="",
        headers={
            "access-control-allow-origin": "*", "access-control-expose-headers": "Retry-After", "retry-after": "x",
        },
    )  # fmt: skip
    expect(visitor.problem.get_by_role("link")).to_have_count(1)
    look()
    visitor.page.unroute_all()
    visitor.page.route("**/comments/?page=*&cursor=*", lambda route: route.abort())
    visitor.part("more").get_by_role("button").click()
    expect(visitor.part("more").get_by_role("status")).not_to_be_empty()
    look()
    visitor.part("button").click()
    visitor.part("ticket").wait_for()
    look()


@pytest.mark.usefixtures("translated")
def test_the_element_s_language_is_asked_for(visitor, front_end, post, settings):
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    front_end.embed(post, 'lang="ar"')
    visitor.visit()
    expect(visitor.page.locator("coprod-comments [dir=rtl]").first).to_be_visible()


def test_a_published_comment_is_there_for_the_next_reader(visitor, visitor_with, post):
    visitor.visit()
    visitor.fill_in()
    visitor.send_button.click()
    expect(visitor.thank_you).to_be_focused()
    PublishComment(ReaderComment.objects.get(), user=ModeratorFactory())()
    other = visitor_with()
    other.visit()
    expect(other.part("comment-body")).to_have_text(WORDS)


def test_set_conversation_words_reach_the_reader(visitor, post):
    SetConversation(post, {"closes_at": later(9)}, user=ModeratorFactory())()
    visitor.visit()
    expect(visitor.part("promise")).to_contain_text("Open until")
