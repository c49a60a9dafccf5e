"""The pictures in the README and the documentation, taken anew from the demo: docs/images/NAME.png.

    python -m scripts.make_pictures               all of them
    python -m scripts.make_pictures post queue    only these

What a picture shows, its page says in words: `![...](...)`. Here it only gets its name. Nothing here names a word of the
site where a class name will do, so that it goes on working when words change.
"""

import inspect
import io
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.browser import sheets
from tests.browser.pasting import PASTE
from tests.docs.blocks import DOCS, blocks_of

from .frozen_demo import ORIGIN, ROOT, TODAY, FrozenDemo, frozen_demo

IMAGES = ROOT / "docs/images"
#: Of a browser's window. On a code host a page is about 900 wide, and a phone's picture stays as narrow as a phone.
DESK = (1100, 760)
PHONE = (375, 760)
#: Dots of a picture for each of the window's, so that words stay sharp.
DOTS = 1.5
#: Between two windows in one picture.
GAP = 8

POST = "/blog/seven-seconds-on-quay-street/"
COMMENTS = "/admin/reader-comments/"


@dataclass(frozen=True)
class Picture:
    """`draw(page, demo)` brings a browser's page to where it is to be looked at, in a window of this `size`.

    What it returns is the part to show; None: the whole window. A generator is looked at wherever it yields, and shows the
    windows side by side.
    """

    draw: Callable
    size: tuple[int, int]
    who: str


PICTURES: dict[str, Picture] = {}

IN_VIEW_ARE_THERE = """() => [...document.images].every((image) => {
  const { top, bottom, left, right } = image.getBoundingClientRect();
  return image.complete || bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth;
})"""


def picture(size=DESK, who=""):
    """The function's name is the picture's, with a hyphen for each underscore. `who` is signed in; nobody, if empty."""

    def register(draw):
        PICTURES[draw.__name__.replace("_", "-")] = Picture(draw, size, who)
        return draw

    return register


# What readers see


@picture()
def post(page, demo):
    page.goto(ORIGIN + POST)


@picture()
def conversation(page, demo):
    page.goto(ORIGIN + POST)
    bring_to_the_top(page.locator("#comments"))


@picture(PHONE)
def form_with_an_error(page, demo):
    page.goto(ORIGIN + POST)
    page.locator(".coprod-form [name=author_name]").fill("Sam")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/comments/**")
    bring_to_the_top(page.locator("#form"))


# What editors see


def edit(demo, slug, more=""):
    return f"{ORIGIN}/admin/pages/{demo.pages[slug]}/edit/{more}"


def add(demo, kind, below):
    return f"{ORIGIN}/admin/pages/add/coprod_pages/{kind}/{demo.pages[below]}/"


@picture(who="editor")
def new_post(page, demo):
    page.goto(add(demo, "blogpostpage", "blog"))
    # Otherwise it is a matter of moments how far down the page has come when its menu opens.
    bring_to_the_top(page.locator("#panel-child-content-body-section"), room=160)
    page.get_by_role("button", name="Insert a block").first.click()


@picture((1100, 620), who="editor")
def authors(page, demo):
    page.goto(edit(demo, "seven-seconds-on-quay-street"))
    bring_to_the_top(page.locator("#panel-child-content-authors-section"), room=80)


@picture((1100, 700), who="editor")
def picture_words(page, demo):
    page.goto(edit(demo, "seven-seconds-on-quay-street"))
    bring_to_the_top(page.locator("[name=image_alt]").locator("xpath=ancestor::section[1]"), room=80)


def paste(page, demo, html):
    """Into the last text of a post that is there already."""
    page.goto(edit(demo, "half-a-bed-of-beans"))
    text = page.locator("[data-contentpath='body'] .public-DraftEditor-content:visible").last
    text.click()
    page.keyboard.press("Control+End")
    text.evaluate(PASTE, [html, re.sub(r"<[^>]+>", "", html), False])
    page.get_by_role("button", name="Close this message").or_(page.get_by_label("Caption")).first.wait_for()
    return text


@picture((1100, 640), who="editor")
def pasted(page, demo):
    paste(
        page,
        demo,
        '<h2>On Mondays</h2><p style="font-family:Cambria">Soup is from noon. Ring <a href="tel:+441632960114">01632 960 114</a> if you '
        'want some kept.</p><p><img src="file:///soup.png">Bread is free.</p>',
    )
    bring_to_the_top(page.get_by_role("button", name="Close this message"), room=420)


@picture((1100, 760), who="editor")
def table(page, demo):
    rows = [("Day", "Opens", "What there is"), ("Monday", "noon", "Soup"), ("Thursday", "10 a.m.", "Bread and jam")]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    paste(page, demo, f"<p>When we are there:</p><table>{cells}</table>")
    caption = page.locator("[data-contentpath='body']").get_by_label("Caption").last
    caption.fill("When the kitchen is open")
    bring_to_the_top(caption, room=160)


@picture((1100, 640), who="editor")
def still_missing(page, demo):
    page.goto(edit(demo, "seven-seconds-on-quay-street"))
    page.locator("[name=image_alt]").fill("")
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_load_state()
    bring_to_the_top(page.locator("[name=image_alt]"), room=240)


@picture((1100, 620), who="editor")
def leaving(page, demo):
    page.goto(f"{ORIGIN}/admin/pages/{demo.pages['idris-vaughan']}/unpublish/")


@picture((375, 900), who="editor")
def categories_phone(page, demo):
    page.goto(edit(demo, "seven-seconds-on-quay-street"))
    bring_to_the_top(page.get_by_role("group", name="Categories"), room=80)


@picture((1100, 1000), who="editor")
def conversation_change(page, demo):
    page.goto(edit(demo, "seven-seconds-on-quay-street", "#tab-settings"))
    page.get_by_role("button", name="Change…").click()
    page.get_by_role("dialog").get_by_label("Read only").wait_for()


@picture(who="editor")
def home(page, demo):
    page.goto(f"{ORIGIN}/admin/")


@picture(who="editor")
def publish(page, demo):
    page.goto(edit(demo, "half-a-bed-of-beans"))
    page.get_by_role("button", name="More actions").last.click()


@picture(who="editor")
def preview(page, demo):
    page.goto(edit(demo, "half-a-bed-of-beans"))
    page.get_by_role("button", name="Toggle preview").click()
    frame = page.frame_locator("[data-side-panel=preview] iframe").last
    frame.locator("h1").wait_for()


@picture(who="editor")
def schedule(page, demo):
    page.goto(edit(demo, "half-a-bed-of-beans"))
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").or_(page.get_by_role("button", name="Edit schedule")).click()
    page.locator("[name=go_live_at]").wait_for()


@picture(who="editor")
def profile(page, demo):
    page.goto(edit(demo, "tern"))


@picture(who="editor")
def categories(page, demo):
    page.goto(f"{ORIGIN}/admin/snippets/coprod_blog/category/")


@picture((1100, 760), who="editor")
def conversation_settings(page, demo):
    page.goto(edit(demo, "seven-seconds-on-quay-street", "#tab-settings"))
    page.get_by_role("button", name="Change…").wait_for()


# What moderators see


@picture(who="moderator")
def queue(page, demo):
    page.goto(f"{ORIGIN}{COMMENTS}?status=pending")


@picture(PHONE, who="moderator")
def queue_phone(page, demo):
    page.goto(f"{ORIGIN}{COMMENTS}?status=pending")


@picture((1100, 900), who="moderator")
def figures(page, demo):
    page.goto(f"{ORIGIN}{COMMENTS}figures/")


def one_comment(demo):
    return f"{ORIGIN}{COMMENTS}inspect/{demo.comments['Kerb Your Enthusiasm']}/"


@picture((1100, 640), who="moderator")
def comment(page, demo):
    page.goto(one_comment(demo))


@picture(PHONE, who="moderator")
def comment_phone(page, demo):
    page.goto(one_comment(demo))


@picture(PHONE, who="moderator")
def why(page, demo):
    page.goto(one_comment(demo))
    page.get_by_role("button", name="Decline").first.click()


@picture((1100, 620), who="moderator")
def cases(page, demo):
    page.goto(f"{ORIGIN}{COMMENTS}cases/")


@picture((1100, 900), who="moderator")
def case(page, demo):
    cases(page, demo)
    page.locator(".coprod-queue tbody a").first.click()


# What a page of the package looks like in the style sheets of other sites

LOOKS = {"none": "", "dark": "", "Tailwind": "tailwind.css", "Bootstrap": "bootstrap.css", "GOV.UK": "govuk.css"}
RECIPES = DOCS / "how-to/match-your-sites-look.md"
HALF = (760, 940)


def look(page, dress):
    """The top of a post and the end of its form."""
    page.goto(ORIGIN + "/blog/what-came-to-the-mending-table/")
    if dress:
        page.evaluate(sheets.DRESS, dress)
        # Not with the site's own head, which nothing dresses.
        bring_to_the_top(page.locator("h1"))
    yield
    page.locator(".coprod-form [type=submit]").last.evaluate(
        "button => scrollTo(0, button.getBoundingClientRect().bottom + scrollY - innerHeight * 0.92)"
    )
    yield


def register_look(sheet, title):
    def draw(page, demo):
        after = blocks_of(RECIPES, "css", title)[0].code if title else ""
        worn = (sheets.OURS | sheets.FROM_NPM)[sheet]
        yield from look(page, [worn.read(), worn.classes, after])

    PICTURES[f"look-{sheet.lower().replace('.', '')}"] = Picture(draw, HALF, "")


for _sheet, _title in LOOKS.items():
    register_look(_sheet, _title)


@picture(HALF)
def look_theme(page, demo):
    yield from look(page, None)


# Last, since it leaves a comment: nothing else is to show it.
@picture(PHONE)
def private_page(page, demo):
    page.goto(ORIGIN + POST)
    page.locator(".coprod-form [name=author_name]").fill("Sam")
    page.locator(".coprod-form [name=body]").fill(
        "The one by the library. It goes red before I have let go of the wall."
    )
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/slips/**")
    bring_to_the_top(page.locator("#thank-you"))


def bring_to_the_top(element, room=24):
    """Scroll whatever scrolls: readers' pages do it themselves, the admin's have something that does."""
    element.first.evaluate(
        """(element, room) => {
          element.style.scrollMarginBlockStart = `${room}px`;
          element.scrollIntoView({ behavior: "instant" });
        }""",
        room,
    )


# How they are taken


def take(browser, demo: FrozenDemo, wanted: Picture) -> list[bytes]:
    """A PNG of each window that it shows."""
    width, height = wanted.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=1 if wanted.size == HALF else DOTS,
        # Other sheets are written into the page.
        bypass_csp=True,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
        has_touch=wanted.size == PHONE,
    )
    if wanted.who:
        context.add_cookies([{"name": demo.cookie, "value": demo.sessions[wanted.who], "url": ORIGIN}])
    page = context.new_page()
    page.clock.set_fixed_time(TODAY)
    drawn = wanted.draw(page, demo)
    taken = [look_at(part or page, page) for part in (drawn if inspect.isgenerator(drawn) else [drawn])]
    context.close()
    return taken


def look_at(part, page) -> bytes:
    page.wait_for_load_state("networkidle")
    # Pictures come when somebody comes near them, and menus take a moment.
    page.wait_for_function(IN_VIEW_ARE_THERE)
    page.wait_for_timeout(600)
    return part.screenshot(animations="disabled", caret="hide")


def side_by_side(pictures):
    from PIL import Image  # noqa: PLC0415

    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) - 1)
    whole = Image.new("RGB", (width, max(picture.height for picture in pictures)), "grey")
    left = 0
    for picture in pictures:
        whole.paste(picture, (left, 0))
        left += picture.width + GAP
    return whole


def keep(name: str, taken: list[bytes]) -> str:
    """Write the picture, small, if it shows anything else than the one that is there. Returns what was done."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - it comes with Wagtail, and a test needs only the names

    whole = side_by_side([Image.open(io.BytesIO(each)).convert("RGB") for each in taken])
    small = whole.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE)
    path = IMAGES / f"{name}.png"
    if path.exists():
        there = Image.open(path)
        if there.size == small.size and not ImageChops.difference(there.convert("RGB"), small.convert("RGB")).getbbox():
            return "as it was"
    small.save(path, optimize=True)
    return f"{path.stat().st_size / 1000:.0f} kB"


def main(names: Iterable[str]) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - it comes with the tests' packages

    from tests.browser import chromium  # noqa: PLC0415

    names = list(names)
    if unknown := set(names) - set(PICTURES):
        sys.exit(f"There is no picture {', '.join(sorted(unknown))}. There are: {', '.join(PICTURES)}.")
    if not sheets.installed():
        sys.exit(sheets.NOT_INSTALLED)
    IMAGES.mkdir(exist_ok=True)
    with frozen_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**demo.browser_options(chromium.installed()))
        for name, wanted in PICTURES.items():
            if not names or name in names:
                print(f"{name}: {keep(name, take(browser, demo, wanted))}", flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
