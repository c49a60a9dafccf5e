"""A table in a text, as readers meet it on a phone and on paper."""

import pytest
from playwright.sync_api import expect

from .test_worn import TABLE

NARROW = {"viewport": {"width": 320, "height": 700}}


@pytest.fixture
def post_with_a_table(full_post):
    full_post.body = [("heading", {"text": "When", "level": "h2"}), ("table", TABLE)]
    full_post.save_revision().publish()
    return full_post


@pytest.mark.accessibility("A table in a text", "A wide table scrolls in a box of its own, with the keyboard", "axe")
def test_a_wide_table_scrolls_in_its_own_box_with_the_keyboard(reader_with, axe, post_with_a_table):
    reader = reader_with(**NARROW)
    reader.open(post_with_a_table.url)
    region = reader.page.get_by_role("region", name=TABLE["table"]["caption"])
    assert region.evaluate("box => box.scrollWidth > box.clientWidth + 100")
    assert reader.page.evaluate("document.documentElement.scrollWidth") == 320
    reader.tab_to(region)
    left = []
    while not left or (left[-1] <= 100 and len(left) < 50):
        reader.page.keyboard.press("ArrowRight")
        reader.page.wait_for_timeout(50)
        left.append(region.evaluate("box => box.scrollLeft"))
    assert left[-1] > 100
    axe.assert_clean(reader.page, dark_width=320, light_width=1280)


@pytest.mark.accessibility("A table in a text", "its caption stays in sight")
def test_the_caption_stays_in_sight(reader_with, post_with_a_table):
    reader = reader_with(**NARROW)
    reader.open(post_with_a_table.url)
    region = reader.page.locator(".coprod-table")
    for scrolled in (0, 200):
        region.evaluate("(box, left) => (box.scrollLeft = left)", scrolled)
        box = reader.page.locator(".coprod-table caption").bounding_box()
        assert (box["x"], box["x"] + box["width"]) == pytest.approx((20, 300), abs=2)


def test_no_word_of_a_table_is_broken_to_make_it_fit(reader_with, post_with_a_table):
    reader = reader_with(**NARROW)
    reader.open(post_with_a_table.url)
    day = reader.page.get_by_role("rowheader", name="Wednesday").first
    lines = day.evaluate("""cell => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getClientRects().length;
    }""")
    assert lines == 1


@pytest.mark.accessibility("A table in a text", "A screen reader hears what each cell belongs to")
def test_a_screen_reader_hears_what_each_cell_belongs_to(reader_with, post_with_a_table):
    reader = reader_with()
    reader.open(post_with_a_table.url)
    table = reader.page.get_by_role("table", name=TABLE["table"]["caption"])
    expect(table.get_by_role("columnheader")).to_have_text([one["heading"] for one in TABLE["table"]["columns"]])
    expect(table.get_by_role("rowheader")).to_have_text(["Wednesday"] * 3)


@pytest.mark.accessibility("A table in a text", "On paper all of it is seen")
def test_on_paper_the_whole_table_is_seen(reader_with, post_with_a_table):
    reader = reader_with(**NARROW)
    reader.open(post_with_a_table.url)
    reader.page.emulate_media(media="print")
    assert reader.page.locator(".coprod-table").evaluate("box => getComputedStyle(box).overflowX") == "visible"
