"""Tables in a text: in the editor, on the page, and what is counted and found of them."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.rich_text import expand_db_html

from coprod_wagtail.content.blocks import body_blocks, count_words
from coprod_wagtail.pages.models import BlogPostPage

pytestmark = pytest.mark.framework


def table(
    *rows, headings=("Day", "Where"), kinds=("text", "rich_text"), caption="When we are open", row_headings=False
):
    columns = [{"type": kind, "heading": heading} for kind, heading in zip(kinds, headings, strict=True)]
    cells = [{"values": list(row)} for row in rows]
    return ("table", {"table": {"columns": columns, "rows": cells, "caption": caption}, "row_headings": row_headings})


def body(*parts):
    return BlogPostPage(body=list(parts)).body


def drawn(part):
    return BeautifulSoup(part.render(), "html.parser")


@pytest.mark.shape
def test_a_table_has_a_row_of_headings_and_a_caption():
    soup = drawn(body(table(("Monday & Friday", "<p>The <b>hall</b></p>")))[0])

    assert [(cell.name, cell.get("scope"), cell.text) for cell in soup.find_all(["th", "td"])] == [
        ("th", "col", "Day"),
        ("th", "col", "Where"),
        ("td", None, "Monday & Friday"),
        ("td", None, "The hall"),
    ]
    assert soup.find("b").text == "hall"
    assert soup.caption.text == "When we are open"
    assert soup.find("thead").find_all("th")


def test_the_first_column_may_be_headings_too():
    soup = drawn(body(table(("Monday", "<p>The hall</p>"), headings=("", "Where"), row_headings=True))[0])

    assert [(cell["scope"], cell.text) for cell in soup.find_all("th")] == [("col", "Where"), ("row", "Monday")]
    assert soup.find("thead").td.text == ""  # an empty heading would be read out as one


def test_a_wide_table_is_scrolled_by_keyboard_and_has_a_name():
    for caption, name in [("When we are open", "When we are open"), ("", "Table")]:
        region = drawn(body(table(("Monday", "<p>x</p>"), caption=caption))[0]).find(class_="coprod-table")
        assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", name)


def test_what_is_typed_is_no_html():
    soup = drawn(body(table(("<b>Monday</b>\nTuesday", "<p>x</p>"), headings=("<i>", "B"), caption="<u>"))[0])

    assert soup.td.text == "<b>Monday</b>Tuesday"
    assert len(soup.td.find_all("br")) == 1
    assert not soup.find(["i", "u"])


def test_links_in_cells_ring_and_write():
    cell = '<p><a href="tel:+4420700000">ring</a> <a href="mailto:us@example.org">write</a></p>'
    soup = drawn(body(table(("Monday", cell)))[0])

    assert [link["href"] for link in soup.find_all("a")] == ["tel:+4420700000", "mailto:us@example.org"]


@pytest.mark.shape
@pytest.mark.parametrize("rows", [1, 30])
def test_links_to_pages_cost_the_same_for_any_number_of_cells(blog, rows):
    link = f'<p><a linktype="page" id="{blog.pk}">here</a></p>'
    part = body(table(*[("Monday", link)] * rows))[0]
    part.render()  # what is kept about the site's root
    with CaptureQueriesContext(connection) as own:
        soup = drawn(part)
    # With languages, Wagtail itself asks for each link.
    with CaptureQueriesContext(connection) as in_one_text:
        expand_db_html(link * rows)

    assert [link["href"] for link in soup.find_all("a")] == ["/blog/"] * rows
    assert len(own) <= len(in_one_text) + 1


def test_words_of_a_table_are_counted():
    # No database here: counting never asks it.
    parts = body(table(("One two", "<p>three <b>four</b></p>"), ("", None), caption="five"))

    assert count_words(parts) == 2 + 4 + 1


def test_words_of_a_table_are_found():
    block = BlogPostPage._meta.get_field("body").stream_block
    found = block.get_searchable_content(body(table(("Monday", "<p>The hall</p>"))))

    assert {"When we are open", "Day", "Where", "Monday", "The hall"} <= set(found)


def test_a_site_s_own_kinds_of_parts_are_not_taken_for_tables():
    class Value:
        raw_data = [
            {"type": "table", "value": {"data": [["a", "b"]], "table_caption": "Wagtail's other kind of table"}},
            {"type": "list", "value": ["a", "b"]},
            {"type": "page", "value": 7},
            {"type": "nothing", "value": None},
        ]

    assert count_words(Value) == 0


@pytest.mark.shape
def test_there_are_no_tables_where_wagtail_cannot_draw_their_editor(monkeypatch):
    assert "table" in dict(body_blocks())
    monkeypatch.setattr("django.apps.apps.is_installed", lambda name: name != "wagtail.contrib.typed_table_block")
    assert "table" not in dict(body_blocks())


# In the editor


def cleaned(value, *, draft=False):
    block = BlogPostPage._meta.get_field("body").stream_block
    return (block.clean_deferred if draft else block.clean)(body(value))


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("unfinished", "message"),
    [
        (table(("Monday", "<p>x</p>"), headings=("Day", " ")), "Write a heading above each column."),
        (table(("Monday", "<p>x</p>"), headings=("", "Where")), "Write a heading above each column."),
        (table(headings=(), kinds=()), "A table needs a column and a row."),
        (table(), "A table needs a column and a row."),
    ],
    ids=["no heading", "no heading in the corner", "nothing", "no rows"],
)
def test_a_draft_may_have_an_unfinished_table(unfinished, message):
    cleaned(unfinished, draft=True)
    with pytest.raises(ValidationError) as caught:
        cleaned(unfinished)
    said = caught.value.as_json_data()["blockErrors"][0]["blockErrors"]["table"]["messages"]
    assert [line.startswith(message) for line in said] == [True]


def test_the_corner_above_a_column_of_headings_may_be_empty():
    cleaned(table(("Monday", "<p>x</p>"), headings=("", "Where"), row_headings=True))
