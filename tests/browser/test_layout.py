"""Narrow screens, large text, loose spacing, other colours, paper: what axe cannot see.

The example site's look is tested here together with the package's layout, as a reader meets them.
"""

import re
import sys

import pytest
from playwright.sync_api import expect

from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.comments.slip import code
from tests.factories import ReaderCommentFactory
from tests.pages.factories import CategoryFactory

from .measuring import CONTRAST, CONTROLS, COVERED, FOCUSED, MOVING, OVER_THE_EDGE, WRITTEN_AFTER

PHONE = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}  # a screen of 1280 by 1024 at 400 per cent
UNBROKEN = "Llanfair" * 15
LONG_ADDRESS = f"https://www.example.org/{'timetable-' * 12}?route={'24' * 40}"
SECRET = "b" * 22

# The values of WCAG 1.4.12, set the way a reader's own tool may set them.
TEXT_SPACING = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
"""
ADD_STYLE = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""

WRITE_IN_EACH = """families => families.forEach(family => {
    const words = document.createElement("p");
    words.style.fontFamily = family;
    words.textContent = "Said in Welsh: tŷ, dŵr.";
    document.body.append(words);
})"""


@pytest.fixture
def talk(full_post):
    """A conversation of words that do not break."""
    body = f"{UNBROKEN} {LONG_ADDRESS}\n\n{UNBROKEN}"
    first = ReaderCommentFactory(page=full_post, author_name=UNBROKEN, body=body)
    ReaderCommentFactory(page=full_post, author_name=UNBROKEN[::-1], body=body, reply_to=first)
    ReaderCommentFactory(
        page=full_post,
        author_name=UNBROKEN,
        body=body,
        status=Status.PENDING,
        slip_hash=code.slip_hash(SECRET),
    )
    return first


@pytest.fixture
def long_names(full_post, question_page):
    """Lists and profiles of words that do not break."""
    profile = full_post.authors.first().profile.specific
    profile.display_name = profile.role = profile.short_text = UNBROKEN
    profile.links = [("link", {"label": UNBROKEN[:90], "url": LONG_ADDRESS})]
    profile.save_revision().publish()
    full_post.title = full_post.summary = full_post.closing_question = UNBROKEN
    full_post.body = [
        ("heading", {"text": UNBROKEN, "level": "h2"}),
        ("text", f'<p><a href="{LONG_ADDRESS}">{UNBROKEN}</a></p><ul><li>{UNBROKEN}</li></ul>'),
        ("quote", {"text": UNBROKEN, "source": "", "source_url": LONG_ADDRESS}),
    ]
    full_post.save_revision().publish()
    full_post.categories.add(CategoryFactory(name=UNBROKEN[:60], slug="long"))
    full_post.save()
    question_page.question = UNBROKEN
    question_page.save_revision().publish()
    return [page.url for page in (profile, profile.get_parent(), full_post, full_post.get_parent(), question_page)]


def visit_all(reader, talk):
    """The post, a form for a reply, that form in error, and the private page, one after the other."""
    reader.open(talk.page.url)
    yield
    reader.open(f"{talk.page.url}?reply={talk.pk}")
    yield
    reader.fill_and_send(body=UNBROKEN, author_name=UNBROKEN + UNBROKEN, author_email=UNBROKEN)
    expect(reader.problem.get_by_role("link")).to_have_count(2)
    yield
    reader.open(f"/comments/slips/{SECRET}/")
    yield


@pytest.mark.skipif(sys.platform != "linux", reason="which fonts a browser has is told to fontconfig, which is Linux's")
@pytest.mark.parametrize("address", ["/blog/a-good-week/", "/admin/login/"], ids=["ours", "Wagtail's"])
def test_every_letter_is_of_the_font_that_the_tests_bring(at_work, full_post, address):
    page = at_work().page
    page.goto(address)
    families = ["serif", "sans-serif", "monospace", "system-ui", "Arial", "'Noto Sans'", "'Segoe UI'", "'DejaVu Sans'"]
    page.evaluate(WRITE_IN_EACH, families)
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    everything = devtools.send("DOM.querySelectorAll", {"nodeId": root, "selector": "body *"})["nodeIds"]
    used = [devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in everything]
    assert {font["familyName"] for fonts in used for font in fonts} == {"Atkinson Hyperlegible Next"}


def test_the_measuring_itself(reader_with, talk):
    """A word that may not break is found, and so is one that a page hides past its edge."""
    page = reader_with(viewport=PHONE).page
    page.goto(talk.page.url)
    assert page.evaluate(OVER_THE_EDGE, "body") == []
    page.evaluate(ADD_STYLE, "* { overflow-wrap: normal !important; } html { overflow-x: hidden; }")
    assert any(UNBROKEN[:20] in found for found in page.evaluate(OVER_THE_EDGE, "body"))


@pytest.mark.accessibility("A narrow screen", "at 320 pixels, with words that do not break", "1.4.10")
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts-on", "scripts-off"])
def test_nothing_runs_over_the_edge_of_a_narrow_screen(reader_with, talk, scripts):
    reader = reader_with(viewport=PHONE, java_script_enabled=scripts)
    for _ in visit_all(reader, talk):
        assert reader.page.evaluate(OVER_THE_EDGE, "body") == []
        # ... nor with the reader's own spacing
        reader.page.evaluate(ADD_STYLE, TEXT_SPACING)
        assert reader.page.evaluate(OVER_THE_EDGE, "body") == []


@pytest.mark.parametrize("viewport", [ZOOMED, PHONE, {"width": 1280, "height": 800}], ids=["400%", "phone", "wide"])
def test_lists_and_profiles_keep_to_the_screen_whatever_they_are_called(reader_with, long_names, viewport):
    reader = reader_with(viewport=viewport)
    for address in ["/", *long_names]:
        for style in ("", TEXT_SPACING, "html { font-size: 200% !important; }" if viewport["width"] > 320 else ""):
            reader.open(address)
            reader.page.evaluate(ADD_STYLE, style)
            assert reader.page.evaluate(OVER_THE_EDGE, "body") == [], (address, style)
            assert reader.page.evaluate(COVERED) == [], (address, style)


def test_the_measuring_of_covered_words_itself(reader_with, post):
    page = reader_with().page
    page.goto(post.url)
    assert page.evaluate(COVERED) == []
    page.evaluate(
        ADD_STYLE,
        """:is(.coprod-summary, .coprod-body) { position: absolute; inset: 0; } .coprod-body h2 { margin: 0; }
        .coprod-say { block-size: 2rem; overflow: hidden; }""",
    )
    found = page.evaluate(COVERED)
    assert any("Twelve people" in line for line in found)
    assert any(line.startswith("cut: ") and "coprod-say" in line for line in found)


@pytest.mark.accessibility("Text twice as large", "a reader's own spacing", "no words cover others", "1.4.12")
@pytest.mark.parametrize(
    ("viewport", "style"),
    [
        ({"width": 1280, "height": 800}, "html { font-size: 237.5% !important; }"),
        (PHONE, TEXT_SPACING),
        (ZOOMED, ""),
    ],
    ids=["text-at-200%", "text-spacing", "zoom-at-400%"],
)
def test_words_never_cover_one_another(reader_with, talk, viewport, style):
    reader = reader_with(viewport=viewport)
    for _ in visit_all(reader, talk):
        reader.page.evaluate(ADD_STYLE, style)
        assert reader.page.evaluate(COVERED) == [], reader.page.url


@pytest.mark.accessibility("Somebody who asks for less motion", "Nothing moves", "2.3.3")
def test_nothing_moves_for_whoever_asks_for_that(reader_with, talk, long_names):
    reader = reader_with()  # who does ask for it: conftest.py
    for _ in visit_all(reader, talk):
        assert reader.page.evaluate(MOVING) == []
    for address in ["/", *long_names]:
        reader.open(address)
        assert reader.page.evaluate(MOVING) == []
    reader.page.evaluate(ADD_STYLE, "h1 { transition: color 1s; } html { scroll-behavior: smooth; }")
    assert len(reader.page.evaluate(MOVING)) == 2


@pytest.mark.accessibility("Text twice as large", "Nothing is cut off", "1.4.4")
def test_nothing_runs_over_the_edge_with_text_at_200_per_cent(reader_with, talk):
    reader = reader_with(viewport={"width": 1280, "height": 800})
    for _ in visit_all(reader, talk):
        size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        before = reader.page.evaluate(size)
        reader.page.evaluate(f"document.documentElement.style.fontSize = `${{2 * {size}}}px`")
        assert reader.page.evaluate(size) == 2 * before
        assert reader.page.evaluate(OVER_THE_EDGE, "body") == []
        button = reader.page.locator(".coprod-button, h1").last
        assert button.evaluate("element => parseFloat(getComputedStyle(element).fontSize)") >= 2 * before


@pytest.mark.accessibility("What one presses", "24 by 24 pixels or more", "buttons and fields 44 high", "2.5.8")
@pytest.mark.parametrize("width", [320, 1280])
def test_what_one_presses_is_large_enough(reader_with, talk, width, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"THREADS_PER_PAGE": 1}
    ReaderCommentFactory(page=talk.page, author_name="Bo", body="x")
    reader = reader_with(viewport={"width": width, "height": 640})
    pressed = set()
    for _ in visit_all(reader, talk):
        for control in reader.page.evaluate(CONTROLS):
            pressed.add(control["what"])
            assert control["height"] >= (44 if control["kind"] == "main" else 24), control
            assert control["width"] >= 24, control
    follow = "Get an e-mail when people write here"
    assert {"Send", "Later comments", "House rules", "author_name", follow} <= pressed


@pytest.mark.accessibility("Focus", "seen and not covered, in light, dark and forced colours", "2.4.7", "2.4.11")
@pytest.mark.parametrize(
    "seeing",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        {"forced_colors": "active", "color_scheme": "dark"},
        {"viewport": ZOOMED},
    ],
    ids=["light", "dark", "forced-colours", "forced-colours-dark", "zoom-at-400%"],
)
def test_the_focus_is_seen_wherever_it_goes(reader_with, talk, seeing):
    reader = reader_with(**{"viewport": PHONE} | seeing)
    reader.open(f"{talk.page.url}?reply={talk.pk}")
    reader.fill_and_send(body="", author_name="")
    expect(reader.problem).to_be_focused()
    expect(reader.send_button).to_have_css("outline-style", "none")
    seen = [reader.page.evaluate(FOCUSED)]
    while "Send" not in seen[-1]["what"] or len(seen) == 1:
        reader.page.keyboard.press("Tab")
        seen.append(reader.page.evaluate(FOCUSED))
        assert len(seen) < 40
    assert [stop for stop in seen if not stop["onTop"] or stop["ring"] < 3] == []
    # What has no name is the offer to keep the words, which are not sent with it.
    last = [stop["what"] for stop in seen[-7:]]
    folded = ["Could your words upset someone?", "Did someone help you write this?"]
    assert last == ["body", "author_name", "author_email", *folded, "", "Send"]


def test_controls_have_edges_in_forced_colours(reader_with, talk):
    reader = reader_with(forced_colors="active")
    reader.open(talk.page.url)
    reader.fill_and_send(body="", author_name="Sam")
    expect(reader.problem).to_be_focused()
    controls = reader.page.locator(
        ".coprod-problem, .coprod-field input, .coprod-field textarea, .coprod-button, .coprod-field--error"
    )
    edges = controls.evaluate_all(
        """elements => elements.map(element => {
            const style = getComputedStyle(element);
            return [element.className || element.name, style.borderInlineStartStyle,
                    parseFloat(style.borderInlineStartWidth), style.borderInlineStartColor, style.backgroundColor];
        })"""
    )
    assert len(edges) == 8
    for what, style, width, colour, ground in edges:
        assert style != "none" and width > 0, what
        assert colour not in {ground, "rgba(0, 0, 0, 0)"}, what


def test_boxes_have_edges_in_forced_colours(reader_with, talk):
    """Their ground goes, so something else has to hold them together."""
    Conversation.objects.update(access=Access.READ_ONLY)
    reader = reader_with(forced_colors="active")
    boxes = [(talk.page.url, [".coprod-closing", ".coprod-note", ".coprod-avatar--letters", ".coprod-replies"])]
    boxes += [(f"/comments/slips/{SECRET}/", [".coprod-ticket", ".coprod-note"])]
    for address, selectors in boxes:
        reader.open(address)
        for selector in selectors:
            expect(reader.page.locator(selector).first).to_have_css(
                "border-inline-start-style", re.compile("solid|dashed")
            )


@pytest.mark.accessibility(
    "Contrast of the example site", "3 to 1 for the edges of controls", "7 to 1 for long texts", "1.4.3", "1.4.11"
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_and_long_texts_stand_out(reader_with, talk, scheme):
    """3:1 for edges of controls, 7:1 for what is read at length; axe asks for neither."""
    reader = reader_with(color_scheme=scheme)
    reader.open(talk.page.url)
    reader.fill_and_send(body="", author_name="Sam")
    expect(reader.problem).to_be_focused()
    for edged in ("#coprod-body", "#coprod-author_name", ".coprod-problem"):
        assert reader.page.locator(edged).evaluate(CONTRAST, "borderTopColor") >= 3, edged
    for text in (".coprod-body p", ".coprod-comment__body p", ".coprod-promise li", "#coprod-body"):
        assert reader.page.locator(text).first.evaluate(CONTRAST, "color") >= 7, text


@pytest.mark.accessibility("Print", "The conversation prints without its form")
def test_a_conversation_prints_without_its_form(reader_with, talk):
    reader = reader_with()
    reader.open(talk.page.url)
    expect(reader.send_button).to_be_visible()
    reader.page.emulate_media(media="print")
    expect(reader.send_button).not_to_be_visible()
    expect(reader.page.get_by_role("button", name="Reply to")).to_have_count(0)
    expect(reader.page.locator(".coprod-comment__body").first).to_be_visible()


@pytest.mark.accessibility("Print", "paper says where links lead")
def test_paper_says_where_links_lead_and_says_it_once(reader_with, full_post):
    full_post.body = [
        ("text", '<p><a href="https://example.org/timetable">The timetable</a> and <a href="/blog/">our blog</a></p>'),
        ("quote", {"text": "So they said.", "source": "The council", "source_url": "https://example.org/council"}),
        ("quote", {"text": "And so did they.", "source": "", "source_url": "https://example.org/others"}),
    ]
    full_post.save_revision().publish()
    ReaderCommentFactory(page=full_post, body="Look at https://example.org/mine")
    reader = reader_with()
    reader.open(full_post.url)
    links = reader.page.locator(".coprod-body a, .coprod-comment__body a")
    assert {link.evaluate(WRITTEN_AFTER) for link in links.all()} == {""}
    reader.page.emulate_media(media="print")
    assert {link.text_content().strip(): link.evaluate(WRITTEN_AFTER) for link in links.all()} == {
        "The timetable": " (https://example.org/timetable)",
        "our blog": "",
        "The council": " (https://example.org/council)",
        "https://example.org/others": "",
        "https://example.org/mine": "",
    }


def test_paper_is_white_and_holds_nothing_to_press(reader_with, talk):
    """Whatever colours the screen had."""
    reader = reader_with(color_scheme="dark")
    reader.open(talk.page.url)
    reader.page.emulate_media(media="print")
    for part in ("body", ".masthead", ".coprod-closing", ".footer"):
        ground = reader.page.locator(part).evaluate("element => getComputedStyle(element).backgroundColor")
        assert ground in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}, part
    for words in ("h1", ".coprod-summary", ".coprod-comment__body p", ".coprod-comment__head", ".coprod-byline a"):
        assert reader.page.locator(words).first.evaluate(CONTRAST, "color") == 21, words
    for name in ("Main menu", "About this site"):
        expect(reader.page.get_by_role("navigation", name=name)).to_have_count(0)
    expect(reader.page.locator(".skip")).not_to_be_visible()


def test_a_printed_private_page_can_be_found_again(reader_with, talk):
    reader = reader_with()
    reader.open(f"/comments/slips/{SECRET}/")
    address = reader.page.get_by_text(reader.page.url)
    expect(address).not_to_be_visible()
    reader.page.emulate_media(media="print")
    expect(address).to_be_visible()
    expect(reader.page.locator("h1")).to_be_focused()
    expect(reader.page.locator("h1")).to_have_css("outline-style", "none")


def test_a_linked_comment_is_not_covered_by_anything(reader_with, talk):
    for number in range(6):
        last = ReaderCommentFactory(page=talk.page, author_name=f"Reader {number}", body="Words. " * 60)
    reader = reader_with(viewport=PHONE)
    reader.open(f"{talk.page.url}?comment={last.pk}#comment-{last.pk}")
    heading = reader.page.locator(f"#comment-{last.pk}-title")
    expect(heading).to_be_in_viewport(ratio=1)
    assert heading.evaluate(
        """element => {
            const box = element.getBoundingClientRect();
            return element.contains(document.elementFromPoint(box.left + 5, box.top + 5));
        }"""
    )
