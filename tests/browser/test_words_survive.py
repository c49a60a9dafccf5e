"""Somebody types first and then tries everything on the page that can be pressed: the words are there, or one step back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.text.plain_text import typed_length
from tests.factories import ReaderCommentFactory

from .reader import WORDS

#: What can be pressed, but for Send and for what browsers do without leaving the page, such as opening a fold.
#: Nor for the way to one thing at a time, where the words are in a page each (test_before_sending.py).
PRESSED = "main a[href]:not([href*='/steps/']), main button:not(.coprod-button, [aria-hidden=true], [type=button], [name=step])"
KEEP = "Keep what I have written on this device until I close this page"


@pytest.fixture
def conversation(post, settings):
    """Of three pages, of which a reader reads the second."""
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"THREADS_PER_PAGE": 2}
    begin = timezone.now() - timedelta(days=9)
    firsts = [
        ReaderCommentFactory(page=post, author_name=f"R{number}", posted_at=begin + timedelta(days=number))
        for number in range(5)
    ]
    ReaderCommentFactory(page=post, author_name="Tern", reply_to=firsts[2], posted_at=timezone.now())
    return firsts


def seen(reader):
    return [one for one in reader.page.locator(PRESSED).all() if one.is_visible()]


def expect_words(reader):
    expect(reader.field("Your comment")).to_have_value(WORDS)
    expect(reader.field("A name to show")).to_have_value("Sam")
    expect(reader.field("E-mail (optional)")).to_have_value("sam@")


@pytest.mark.accessibility("Words half written", "Whatever is pressed on the page", "with and without scripts", "3.3.4")
@pytest.mark.parametrize("place", ["?comments=2", "reply"])
def test_the_words_survive_whatever_is_pressed(reader, post, conversation, place):
    address = post.url + (f"?reply={conversation[2].pk}" if place == "reply" else place)
    reader.open(address)
    number = len(seen(reader))
    assert number > 8
    leading_away = 0
    for index in range(number):
        reader.open(address)
        for name, value in {"body": WORDS, "author_name": "Sam", "author_email": "sam@"}.items():
            reader.page.locator(f".coprod-form [name={name}]").fill(value)
        pressed = seen(reader)[index]
        same_page = pressed.evaluate(
            "one => one.localName === 'button' || one.hasAttribute('data-coprod-carry') || one.hash && one.pathname === location.pathname"
        )
        pressed.click()
        reader.page.wait_for_load_state()
        if "/reports/" in reader.page.url:  # one for each comment
            reader.page.go_back()
        elif not same_page or (not reader.scripts and pressed_permalink(reader)):
            # To a page of its own. Browsers give the words back when one comes back.
            leading_away += 1
            reader.page.go_back()
        expect_words(reader)
    assert leading_away < number / 2
    assert not ReaderComment.objects.filter(body=WORDS).exists()


def pressed_permalink(reader):
    """Whether the page is now the one of a comment's link to itself: without scripts it is loaded anew."""
    return "?comment=" in reader.page.url and "#comment-" in reader.page.url


# Kept on the device, for who asks


def test_words_are_kept_for_who_asks_until_they_are_sent(reader, post):
    if not reader.scripts:
        pytest.skip("Without scripts there is nothing to keep them with, and no offer.")
    kept = "Object.keys(sessionStorage).length + localStorage.length"
    offer = reader.page.get_by_label(KEEP)
    reader.open(post.url)
    reader.write()
    assert reader.page.evaluate(kept) == 0, "nobody asked"
    reader.page.reload()
    expect(offer).not_to_be_checked()
    reader.tab_to(offer)
    reader.page.keyboard.press("Space")
    reader.type_into("Your comment", WORDS)
    reader.page.reload()
    expect(reader.field("Your comment")).to_have_value(WORDS)
    expect(offer).to_be_checked()
    # What is not sent for an error stays, too.
    reader.press_send()
    reader.expect_problem("Write a name to show", name="")
    reader.type_into("A name to show", "Sam")
    reader.press_send()
    reader.expect_thanks()
    assert reader.page.evaluate(kept) == 0


def test_who_changes_their_mind_leaves_nothing_behind(reader, post):
    if not reader.scripts:
        pytest.skip("Without scripts there is nothing to keep them with, and no offer.")
    reader.open(post.url)
    reader.write()
    offer = reader.tab_to(reader.page.get_by_label(KEEP))
    reader.page.keyboard.press("Space")
    assert WORDS in reader.page.evaluate("JSON.stringify(sessionStorage)")
    expect(offer).to_be_checked()
    reader.page.keyboard.press("Space")
    assert reader.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_is_kept_can_be_cleared_and_another_page_has_none_of_it(reader, post):
    if not reader.scripts:
        pytest.skip("Without scripts there is nothing to keep them with, and no offer.")
    reader.open(post.url)
    reader.write()
    offer = reader.tab_to(reader.page.get_by_label(KEEP))
    reader.page.keyboard.press("Space")
    other = reader.context.new_page()
    other.goto(post.url)
    assert other.evaluate("sessionStorage.length + localStorage.length") == 0
    expect(other.get_by_label("Your comment")).to_have_value("")
    other.close()
    reader.press("Clear what is kept")
    assert reader.page.evaluate("sessionStorage.length + localStorage.length") == 0
    expect(offer).not_to_be_checked()
    expect(offer).to_be_focused()
    expect(reader.page.get_by_text("Nothing is kept on this device now.")).to_be_visible()
    expect(reader.field("Your comment")).to_have_value(WORDS)


def test_without_scripts_nothing_is_offered(reader, post):
    reader.open(post.url)
    expect(reader.page.get_by_label(KEEP)).to_have_count(1 if reader.scripts else 0)


# The counter

COUNTED = [
    "", " ", "a", "  a\n\n", "a\nb", "é", "e\u0301", "👩‍👩‍👧‍👦", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "a\u200bb", "\u00a0a\u3000", "\ufeffa", "\x85a\u2028", "שְׁמַ֖ע", "tiếng", "한국어", "\u1112\u1161\u11ab", "a" + "\u0301" * 600,
]  # fmt: skip


def test_it_counts_as_the_server_does(reader, post):
    if not reader.scripts:
        pytest.skip("Nothing counts without scripts; the limit stands beside the field.")
    reader.open(post.url)
    script = reader.page.locator("script[src*='comments.js']").get_attribute("src")
    counted = reader.page.evaluate(
        "async ([script, texts]) => { const { count } = await import(script); return texts.map(count) }",
        [script, COUNTED],
    )
    assert counted == [typed_length(text) for text in COUNTED]


def test_how_much_room_is_left_is_seen_at_once_and_heard_after_a_pause(reader, post, settings):
    if not reader.scripts:
        pytest.skip("Nothing counts without scripts; the limit stands beside the field.")
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MAX_COMMENT_LENGTH": 40}
    reader.page.clock.install()
    reader.open(post.url)
    seen = reader.page.locator(".coprod-count")
    heard = reader.page.locator(".coprod-field [role=status]")
    reader.type_into("Your comment", "x" * 10)
    expect(seen).to_have_text("")
    reader.type_into("Your comment", "x" * 38)
    expect(seen).to_have_text("Characters left: 2")
    expect(heard).to_have_text("")
    reader.page.clock.fast_forward(1500)
    expect(heard).to_have_text("Characters left: 2")
    reader.type_into("Your comment", "x" * 45)
    expect(seen).to_have_text("Characters too many: 5")
    # Nothing is cut or forbidden; the server says the same number.
    expect(reader.field("Your comment")).to_have_value("x" * 45)
    reader.type_into("A name to show", "Sam")
    reader.press_send()
    reader.expect_problem("Your comment is 5 characters too long.", body="x" * 45)


# The private page


def test_the_private_address_can_be_copied(reader, post):
    reader.open(post.url)
    reader.write()
    reader.press_send()
    place = reader.expect_thanks()
    box = reader.tab_to(reader.field("The address of this page"))
    expect(box).to_have_value(place)
    copy = reader.page.get_by_role("button", name="Copy")
    if not reader.scripts:
        expect(copy).to_have_count(0)
        return
    assert box.evaluate("box => [box.selectionStart, box.selectionEnd]") == [0, len(place)]
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.press("Copy")
    expect(reader.page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert reader.page.evaluate("navigator.clipboard.readText()") == place


def test_numbers_to_ring_can_be_tapped(reader, post):
    reader.open(post.url)
    reader.write()
    reader.press_send()
    reader.expect_thanks()
    for number, rung in (("999", "tel:999"), ("116 123", "tel:116123")):
        expect(reader.page.get_by_role("link", name=number)).to_have_attribute("href", rung)
