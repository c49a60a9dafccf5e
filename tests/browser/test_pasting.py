"""Editors paste from Word, Google Docs, mails and PDFs: what becomes of it, in the page as it is saved.

The files in `clipboards/` have the shape of what these programs put on the clipboard.
"""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from coprod_wagtail.content.blocks import part_texts

from .pasting import PASTE

CLIPBOARDS = Path(__file__).parent / "clipboards"

#: What the editor says, and no item of the menu.
NOW_SAVED = re.compile(r"\bsaved\b(?! answers)", re.IGNORECASE)


class Writing:
    """A page in the page editor."""

    def __init__(self, editor, edited):
        self.edited = edited
        editor.open(reverse("wagtailadmin_pages:edit", args=[edited.pk]))
        self.page = editor.page

    def box(self, number=0):
        return self.page.locator("[data-contentpath='body'] .public-DraftEditor-content:visible").nth(number)

    def paste(self, html="", text="", file=False, into=None, at="End"):
        """Paste what is in a file of that name, or the HTML or text itself."""
        html, text = (self.on_clipboard(words) for words in (html, text))
        box = into or self.box()
        box.click()
        self.page.keyboard.press(f"Control+{at}")
        box.evaluate(PASTE, [html, text or re.sub(r"<[^>]+>", "", html), file])
        self.page.wait_for_timeout(600)

    def on_clipboard(self, words):
        return (CLIPBOARDS / words).read_text() if words.endswith((".html", ".txt")) else words

    @property
    def parts(self):
        return self.page.locator("[data-contentpath='body'] [data-streamfield-child]:visible")

    @property
    def message(self):
        return self.page.locator("[data-coprod-pasted]")

    @property
    def announced(self):
        return self.page.locator(".w-sr-only[role=status]").last

    def saved(self):
        """The page as a draft of what stands there now."""
        self.page.wait_for_timeout(600)  # the editor writes into its field after a moment
        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".messages").or_(self.page.get_by_text(NOW_SAVED)).first).to_be_visible()
        self.page.wait_for_timeout(800)
        return type(self.edited).objects.get(pk=self.edited.pk).get_latest_revision_as_object()

    def body(self):
        return [(part["type"], without_keys(part["value"])) for part in self.saved().body.raw_data]


def without_keys(value):
    if isinstance(value, str):
        return re.sub(r' data-block-key="\w+"', "", value)
    if isinstance(value, dict):
        return {name: without_keys(inner) for name, inner in value.items()}
    return [without_keys(inner) for inner in value] if isinstance(value, list) else value


@pytest.fixture
def editor(at_work, admin_user):
    return at_work(admin_user)


@pytest.fixture
def writing(editor, post):
    """`writing(*parts)`: a post of these parts in the editor; of one empty text without any."""

    def open_one(*parts):
        post.body = list(parts) or [("text", "<p></p>")]
        post.save_revision().publish()
        return Writing(editor, post)

    return open_one


TEL = '<a href="tel:+441632960114">01632 960114</a>'


def table(columns, *rows, caption="", row_headings=False):
    return {
        "table": {
            "columns": [{"type": kind, "heading": heading} for heading, kind in columns.items()],
            "rows": [{"values": list(row)} for row in rows],
            "caption": caption,
        },
        "row_headings": row_headings,
    }


def test_from_word(writing):
    words = writing()
    words.paste("word.html")

    assert words.body() == [
        ("heading", {"text": "The garden", "level": "h2"}),
        ("heading", {"text": "Who may come", "level": "h2"}),
        (
            "text",
            '<p>Everybody <b>may</b> come, and <i>stay</i>. Ring <a href="tel:+441632%20960114">01632 960114</a> '
            'or write to <a href="mailto:us@example.org">us</a>.</p>',
        ),
        ("heading", {"text": "What to bring", "level": "h3"}),
        ("text", "<ul><li>Gloves<ul><li>thick ones</li></ul></li></ul><ol><li>Come first</li></ol>"),
        (
            "table",
            table(
                {"Day": "text", "Whom to ask": "rich_text"},
                ["Monday", '<p><a href="mailto:bo@example.org">Bo</a></p>'],
                ["Friday", "<p>Nobody,</p><p>just come</p>"],
                caption="When we are open",
                row_headings=True,
            ),
        ),
        ("text", "<p>See you there soon: the map.</p>"),
    ]


def test_from_google_docs(writing):
    words = writing()
    words.paste("google-docs.html")

    assert words.body() == [
        ("heading", {"text": "Who may come", "level": "h2"}),
        (
            "text",
            f"<p>Everybody <b>may</b> come, and <i>stay</i>. Ring {TEL} or "
            '<a href="https://example.org/way?a=1">read</a>.</p>',
        ),
        ("heading", {"text": "What to bring", "level": "h2"}),
        ("text", "<ul><li>Gloves<ul><li>thick ones</li></ul></li></ul><ol><li>Come first</li></ol>"),
        ("table", table({"Day": "text", "Where": "text"}, ["Monday", "Hall"], ["Friday", ""])),
        ("text", "<p>See you.</p>"),
    ]


@pytest.mark.parametrize(
    ("program", "html"),
    [
        (
            "outlook",
            '<p>Dear all,</p><p>The minutes are <a href="https://example.org/minutes">here</a>.</p>'
            '<ul><li>Soup</li><li>Bread</li></ul><p>Kind regards<br/>Bo<br/><a href="tel:01632960114">01632 960114</a></p>',
        ),
        (
            "gmail",
            '<p>Dear all,</p><p>Come on <b>Monday</b>.</p><p>Write to <a href="mailto:us@example.org">us@example.org</a></p>'
            "<ol><li>Soup</li><li>Bread</li></ol><p>Bo<br/>Kitchen</p>",
        ),
        (
            "apple-mail",
            f"<p>Dear all,</p><p>Ring {TEL}.</p><ul><li>Soup<ul><li>hot</li></ul></li></ul>"
            '<p>See <a href="https://example.org/">the page</a> first.</p>',
        ),
    ],
)
def test_from_a_mail(writing, program, html):
    words = writing()
    words.paste(f"{program}.html")

    assert words.body() == [("text", html)]


PDF = [
    "<p>Our garden is open to everybody who likes to dig, to weed, to water, or just to sit under the old pear tree. It was "
    "a car park until 1994, and some of the stones are still there.</p>",
    "<p>What should you bring? Gloves, a hat and something to drink. We have the tools. Children come with somebody who "
    "looks after them, and dogs stay outside the gate. The well-known rule of the house: nobody is told what to do, and "
    "volunteers may rest. Our volunteers are people like you.</p>",
    "<ul><li>Mondays, from nine until the soup is ready, which is at about half past twelve</li><li>Fridays</li></ul>",
    "<p>Kettle Lane 14<br/>Port Hollin</p>",
]


def test_from_a_pdf_the_lines_of_a_paragraph_are_one_again(writing):
    words = writing()
    words.paste(text="pdf.txt")

    assert words.body() == [("text", "".join(PDF))]


def test_from_a_pdf_in_firefox(writing):
    words = writing()
    lines = "Our garden is open to everybody who likes to dig, to weed, or just to sit\nunder the old pear tree."
    words.paste("firefox-pdf.html", text=lines)

    assert words.body() == [("text", f"<p>{lines.replace(chr(10), ' ')}</p>")]


def test_what_stood_there_stays_around_it(writing):
    words = writing(
        ("heading", {"text": "Before", "level": "h2"}), ("text", "<p>One two</p>"), ("quote", {"text": "Q"})
    )
    box = words.box()
    box.click()
    words.page.keyboard.press("Control+Home")
    for _letter in "One":
        words.page.keyboard.press("ArrowRight")
    box.evaluate(PASTE, ["<p>!</p><h3>Then</h3><p>after</p>", "!\nThen\nafter", False])
    words.page.wait_for_timeout(600)

    assert words.body() == [
        ("heading", {"text": "Before", "level": "h2"}),
        ("text", "<p>One!</p>"),
        ("heading", {"text": "Then", "level": "h3"}),  # it stands under another one
        ("text", "<p>after two</p>"),
        ("quote", {"text": "Q", "source": "", "source_url": ""}),
    ]


@pytest.mark.accessibility("What an editor is told about a paste", "axe", "a screen reader hears it")
def test_it_is_said_what_was_left_out_and_can_be_undone(writing, axe, settings):
    # While axe looks, nothing else runs on the page, and Wagtail's autosave comes twice with one number of a revision.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    words = writing(("text", "<p>Mine.</p>"))
    words.paste("word.html")

    said = (
        "Headings and tables are parts of their own now. Left out: pictures (1); comments (1); links that lead nowhere "
        "from here (1); fonts, sizes and colours. Add each picture as a part of its own, with words for people who cannot "
        "see it."
    )
    expect(words.message.locator("p")).to_have_text(said)
    expect(words.announced).to_have_text(said)
    axe.assert_clean(words.page, dark_width=390, light_width=1280, context={"include": [["[data-coprod-pasted]"]]})
    words.message.get_by_role("button", name="Undo").click()
    expect(words.message).to_have_count(0)
    expect(words.announced).to_have_text("The text is as it was before.")
    assert words.body() == [("text", "<p>Mine.</p>")]


def test_undo_brings_back_an_empty_text(writing):
    words = writing(("quote", {"text": "Q"}), ("text", "<p></p>"))
    words.paste("<h1>Only a heading</h1><p></p>", text="Only a\nheading")
    expect(words.parts).to_have_count(2)
    expect(words.page.get_by_role("textbox", name="Heading")).to_have_value("Only a heading")
    expect(words.box()).to_have_count(0)  # an empty text could not be published

    words.message.get_by_role("button", name="Undo").click()
    assert [kind for kind, _value in words.body()] == ["quote", "text"]


def test_the_message_can_be_closed(writing):
    words = writing()
    words.paste("outlook.html")
    expect(words.message.locator("p")).to_contain_text("Left out: pictures (1); fonts, sizes and colours.")
    words.message.get_by_role("button", name="Close this message").click()
    expect(words.message).to_have_count(0)


def test_a_picture_alone_is_not_left_out_in_silence(writing):
    words = writing(("text", "<p>Mine.</p>"))
    words.paste(file=True)

    expect(words.message.locator("p")).to_have_text(
        "Left out: pictures (1). Add each picture as a part of its own, with words for people who cannot see it."
    )
    assert words.body() == [("text", "<p>Mine.</p>")]


def test_where_a_text_has_no_parts_headings_are_bold_and_tables_are_lines(editor, full_post):
    profile = full_post.authors.first().profile.specific
    editor.open(reverse("wagtailadmin_pages:edit", args=[profile.pk]))
    words = Writing(editor, profile)
    box = words.page.locator("[data-contentpath='long_text'] .public-DraftEditor-content")
    box.click()
    words.page.keyboard.press("Control+a")
    html = "<h2>Me</h2><table><tr><th>Day</th><th>Where</th></tr><tr><td>Monday</td><td>Hall</td></tr></table>"
    box.evaluate(PASTE, [html, "Me\nDay", False])
    words.page.wait_for_timeout(600)

    expect(words.message.locator("p")).to_have_text("Headings are bold words here. Tables are lines of words here.")
    assert without_keys(words.saved().long_text) == (
        "<p><b>Me</b></p><p><b>Day</b> | <b>Where</b></p><p>Monday | Hall</p>"
    )


def test_what_is_copied_within_the_editor_stays_wagtails(writing):
    words = writing(("text", "<p>A <b>b</b></p>"))
    words.paste('<div data-editor="x1"><b>c</b></div>', text="c\nd")

    expect(words.message).to_have_count(0)


def test_an_address_alone_becomes_a_link(writing):
    words = writing(("text", "<p>See </p>"))
    words.paste(text="https://example.org/here")

    assert 'href="https://example.org/here"' in words.body()[0][1]


def test_addresses_in_pasted_text_are_links(writing):
    words = writing()
    words.paste(text="Write to us@example.org.\n\nSee https://example.org/a?b=1, soon")

    assert words.body() == [
        (
            "text",
            '<p>Write to <a href="mailto:us@example.org">us@example.org</a>.</p>'
            '<p>See <a href="https://example.org/a?b=1">https://example.org/a?b=1</a>, soon</p>',
        )
    ]


def test_nothing_pasted_runs(writing):
    words = writing()
    evil = '<p>a<img src=x onerror="window.evil = 1"></p><script>window.evil = 1</script><p><a href="javascript:evil()">b</a></p>'
    words.paste(evil, text="a\nb")

    assert words.page.evaluate("window.evil") is None
    assert words.body() == [("text", "<p>a</p><p>b</p>")]


def test_what_was_pasted_can_be_published(writing, post, client):
    words = writing()
    words.paste("word.html")
    draft = words.saved()
    draft.full_clean()
    draft.body.stream_block.clean(draft.body)
    post.refresh_from_db()
    post.get_latest_revision().publish()

    drawn = client.get(post.url).text
    assert '<a href="tel:+441632%20960114">01632 960114</a>' in drawn
    assert '<th scope="row">Monday</th>' in drawn
    assert '<a href="mailto:bo@example.org">Bo</a>' in drawn
    assert any("Friday" in text for part in draft.body.raw_data for text in part_texts(part["type"], part["value"]))
