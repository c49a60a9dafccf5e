"""The package's pages in style sheets that real sites have: what a site would notice in the first minute."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.slip import code
from tests.docs.blocks import DOCS, blocks_of
from tests.factories import ReaderCommentFactory

from . import sheets
from .front_end import FrontEnd, Visitor

WIDTHS = (320, 1280)
RECIPES = DOCS / "how-to/match-your-sites-look.md"
THEME = Path(__file__).resolve().parents[2] / "example_site/static/example_site/theme.css"
SECRET = "b" * 22
PARAGRAPHS = (
    "<p>The kettle goes on at <a href='/'>nine</a>.</p>" + f"<p>{'Then we talk, and then we have soup. ' * 9}</p>"
)
COLUMNS = ["text", "text", "rich_text", "text", "text", "text"]
#: Wider than a phone.
TABLE = {
    "table": {
        "caption": "When the kitchen is open, and who is there to ask",
        "columns": [
            {"type": kind, "heading": heading}
            for kind, heading in zip(
                COLUMNS, ["Day", "Morning", "Whom to ask", "Afternoon", "Evening", "Food"], strict=True
            )
        ],
        "rows": [{"values": ["Wednesday", "Gardeners", "<p><a href='/'>Maryam</a></p>", "", "Singing", "Vegetables"]}]
        * 3,
    },
    "row_headings": True,
}

groups = pytest.mark.parametrize(
    "wardrobe",
    [
        sheets.OURS,
        pytest.param(sheets.FROM_NPM, marks=pytest.mark.skipif(not sheets.installed(), reason=sheets.NOT_INSTALLED)),
    ],
    ids=["plain", "npm"],
)


@pytest.fixture
def talk(full_post):
    full_post.body = [
        ("text", f"{PARAGRAPHS}<ul><li>Tea</li><li>Soup</li></ul>"),
        ("heading", {"text": "Monday", "level": "h2"}),
        ("text", PARAGRAPHS),
        ("quote", {"text": "So they said.", "source": "The council", "source_url": "https://example.org/council"}),
        ("table", TABLE),
    ]
    full_post.save_revision().publish()
    first = ReaderCommentFactory(page=full_post, author_name="Sam", body="A bus.\n\nAnd a tram. " * 20)
    ReaderCommentFactory(page=full_post, author_name="Ann", body="Yes. https://example.org/", reply_to=first)
    ReaderCommentFactory(page=full_post, body="Mine.", status=Status.PENDING, slip_hash=code.slip_hash(SECRET))
    return first


def stumbles(page, wardrobe, classes=True):
    """What is found in each style sheet, at each width."""
    found = {}
    for name, sheet in wardrobe.items():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(sheets.DRESS, [sheet.read(), sheet.classes if classes else {}, sheet.after])
            page.locator("summary").evaluate_all("all => all.forEach(one => one.parentElement.open = true)")
            if here := page.evaluate(sheets.STUMBLES):
                found[f"{name}, {width} px"] = here
    return found


def told(found):
    return "\n".join(f"{where}: {line}" for where, lines in found.items() for line in lines)


@pytest.fixture
def reader(reader_with):
    return reader_with(bypass_csp=True)  # the sheets are written into the page


def test_the_measuring_itself(reader, talk):
    reader.open(talk.page.url)
    assert told(stumbles(reader.page, {"none": sheets.OURS["none"]})) == ""
    planted = """
        .coprod-page { padding: 0 !important; max-inline-size: none !important; margin: 0 !important; }
        .coprod-field input, .coprod-button { border: 0 !important; background: none !important; min-block-size: 0 !important;
            padding: 0 !important; line-height: 1 !important; }
        a { text-decoration: none !important; padding: 0 !important; line-height: 1 !important; min-block-size: 0 !important; }
        summary { display: block !important; } ul { list-style: none !important; }
        .coprod-posts, .coprod-promise li { list-style: disc !important; }
        p { margin: 0 !important; } .coprod-hint { color: #999 !important; font-size: 11px !important; }
        .coprod-ticket, .coprod-closing { inline-size: 110vw; }
        body { margin: 0 }
    """
    found = stumbles(reader.page, {"bad": sheets.Sheet(planted)})
    said = {line.split(":")[0].split(" (")[0] for lines in found.values() for line in lines}
    assert said == {
        "words at the edge of the window",
        "over the edge of the window",
        "words too faint",
        "small letters",
        "long lines",
        "no edge to be seen",
        "a link like other words",
        "too low to press",
        "under 44 pixels",
        "nothing says that it opens",
        "a bullet",
        "no bullet",
        "paragraphs run together",
    }


@groups
@pytest.mark.accessibility(
    "Inside the style sheets of other sites", "Edges, contrast, what one presses, markers", "at 320 pixels"
)
def test_a_post_a_reply_and_a_form_in_error(reader, talk, wardrobe):
    reader.open(talk.page.url)
    assert told(stumbles(reader.page, wardrobe)) == ""
    reader.open(f"{talk.page.url}?reply={talk.pk}")
    assert told(stumbles(reader.page, wardrobe)) == ""
    reader.fill_and_send(body="", author_name="", author_email="no address")
    expect(reader.problem).to_be_visible()
    assert told(stumbles(reader.page, wardrobe)) == ""


@groups
def test_a_private_page(reader, talk, wardrobe):
    reader.open(f"/comments/slips/{SECRET}/")
    assert told(stumbles(reader.page, wardrobe)) == ""


@groups
def test_lists_profiles_and_questions(reader, talk, question_page, wardrobe):
    profile = talk.page.specific.authors.first().profile.specific
    profile.links = [("link", {"label": "The bus", "url": "https://example.org/"})]
    profile.save_revision().publish()
    for page in (talk.page.get_parent(), profile.get_parent(), profile, question_page):
        reader.open(page.url)
        assert told(stumbles(reader.page, wardrobe)) == "", page.url


@groups
def test_a_site_that_puts_no_container_around_its_pages(reader, talk, wardrobe):
    reader.open(talk.page.url)
    assert told(stumbles(reader.page, wardrobe, classes=False)) == ""


@groups
def test_from_right_to_left(reader, talk, wardrobe):
    reader.open(talk.page.url)
    reader.page.evaluate("() => (document.documentElement.dir = 'rtl')")
    assert told(stumbles(reader.page, wardrobe)) == ""


@groups
def test_a_conversation_on_a_page_of_the_sites_own(reader, talk, wardrobe):
    """Nothing of the package around it."""
    reader.open(talk.page.url)
    reader.page.evaluate(
        """() => document.querySelector("main").replaceChildren(...document.querySelectorAll(".coprod-conversation"))"""
    )
    assert reader.page.locator(".coprod-page").count() == 0
    assert told(stumbles(reader.page, wardrobe)) == ""


@groups
def test_the_embed(new_context, talk, base_url, settings, wardrobe):
    with FrontEnd(base_url) as front_end:
        settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"ALLOWED_ORIGINS": [front_end.origin]}
        front_end.embed(talk.page)
        visitor = Visitor(new_context(bypass_csp=True), front_end, scripts=True)
        visitor.visit()
        visitor.page.get_by_text("House rules").click()
        assert told(stumbles(visitor.page, wardrobe)) == ""
        visitor.page.get_by_role("button", name="Send").click()
        visitor.page.locator("[part~=problem]").wait_for()
        assert told(stumbles(visitor.page, wardrobe)) == ""


# Who wins


def dressed(page, css, wanted):
    """What the properties of elements are under a site's CSS: `wanted` has a name for each selector and property."""
    page.evaluate(sheets.DRESS, [css, {}, ""])
    return {
        name: page.locator(selector).first.evaluate("(one, name) => getComputedStyle(one)[name]", name)
        for name, selector in wanted.items()
    }


PLAIN_RULES = """
    html { font-family: Georgia; line-height: 2 }
    h2 { font-size: 50px; font-weight: 300 }
    p { margin-block: 0 40px }
"""


@pytest.mark.parametrize("layer", ["", "base"], ids=["no-layer", "a-layer-called-base"])
def test_a_site_has_its_own_typeface(reader, talk, layer):
    css = f"@layer {layer} {{ {PLAIN_RULES} }}" if layer else PLAIN_RULES
    reader.open(talk.page.url)
    assert dressed(reader.page, css, {"fontFamily": ".coprod-body p"}) == {"fontFamily": "Georgia"}


def test_plain_rules_of_a_site_change_headings_and_space(reader, talk):
    reader.open(talk.page.url)
    wanted = {"fontSize": ".coprod-body h2", "fontWeight": "#form-title", "marginBlockEnd": ".coprod-comment__body p"}
    assert dressed(reader.page, PLAIN_RULES, wanted) == {
        "fontSize": "50px",
        "fontWeight": "300",
        "marginBlockEnd": "40px",
    }


def test_plain_rules_of_a_site_do_not_change_edges(reader, talk):
    reader.open(talk.page.url)
    css = "input, textarea, button { border: 0; background: none; padding: 0 } * { border-radius: 0; outline: 0 }"
    wanted = {"borderTopWidth": ".coprod-field input", "paddingTop": ".coprod-field textarea"}
    assert "0px" not in dressed(reader.page, css, wanted).values()
    reader.page.locator(".coprod-button:not([name])").focus()
    expect(reader.send_button).to_have_css("outline-width", "3px")


def test_what_a_site_puts_in_between_keeps_its_own_look(reader, talk):
    reader.open(talk.page.url)
    reader.page.evaluate(
        """() => document.querySelector(".coprod-body").insertAdjacentHTML("afterbegin",
            '<section class="box"><a class="pill" href="/">Join</a><ul class="row"><li>One</li></ul></section>')"""
    )
    css = ".box { padding: 9px; border: 3px solid } .pill { text-decoration: none } .row { list-style: square }"
    wanted = {
        "paddingTop": ".box",
        "borderTopWidth": ".box",
        "textDecorationLine": ".pill",
        "listStyleType": ".row li",
    }
    assert [*dressed(reader.page, css, wanted).values()] == ["9px", "3px", "none", "square"]


def test_a_page_is_not_dark_because_the_readers_system_is(reader_with, talk):
    seen = []
    for scheme in ("light", "dark"):
        reader = reader_with(bypass_csp=True, color_scheme=scheme)
        reader.open(talk.page.url)
        wanted = {
            "color": ".coprod-body p",
            "backgroundColor": ".coprod-button",
            "borderTopColor": ".coprod-field input",
        }
        seen.append(dressed(reader.page, "", wanted))
    assert seen[0] == seen[1]
    assert seen[0]["color"] == "rgb(0, 0, 0)"


# The documentation's recipes


def recipe(title):
    (block,) = blocks_of(RECIPES, "css", title)
    return block.code


# The colour of "Send", and the typeface of the text, that the recipe is about.
FOLLOWED = {
    "Tailwind": ("Tailwind", "tailwind.css", "rgb(29, 78, 216)", "BlinkMacSystemFont"),
    "Tailwind without layers": ("Tailwind without layers", "tailwind.css", "rgb(29, 78, 216)", "BlinkMacSystemFont"),
    "Bootstrap": ("Bootstrap", "bootstrap.css", "rgb(13, 110, 253)", "system-ui"),
    "GOV.UK Frontend": ("GOV.UK", "govuk.css", "rgb(15, 122, 82)", "arial"),
    "properties": ("none", "site.css", "rgb(91, 42, 134)", "system-ui"),
    "your own": ("none", "", "rgb(26, 74, 128)", "system-ui"),
}


@pytest.mark.parametrize(("worn", "title", "ground", "typeface"), FOLLOWED.values(), ids=FOLLOWED)
def test_a_recipe(reader, talk, worn, title, ground, typeface):
    wardrobe = sheets.OURS | sheets.FROM_NPM
    if worn in sheets.FROM_NPM and not sheets.installed():
        pytest.skip(sheets.NOT_INSTALLED)
    sheet = replace(wardrobe[worn], after=recipe(title) if title else THEME.read_text())
    reader.open(talk.page.url)
    assert told(stumbles(reader.page, {worn: sheet})) == ""
    expect(reader.send_button).to_have_css("background-color", ground)
    assert typeface in reader.page.locator(".coprod-body p").first.evaluate(
        "words => getComputedStyle(words).fontFamily"
    )
    h1, h2, text = (
        reader.page.locator(words).first.evaluate("words => parseFloat(getComputedStyle(words).fontSize)")
        for words in ("h1", ".coprod-body h2", ".coprod-body p")
    )
    assert h1 > h2 > text
    reader.fill_and_send(body="", author_name="Sam")
    expect(reader.problem).to_be_visible()
    assert told(stumbles(reader.page, {worn: sheet})) == ""


def test_the_theme_is_small_enough_to_copy():
    assert len(THEME.read_text().splitlines()) < 150
