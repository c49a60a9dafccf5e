"""The words that a decision is about are shown inside the writer's own text."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from coprod_wagtail.comments.grounds.marking import marked_html, marked_words, marks_in

pytestmark = pytest.mark.pure

TEXT = "My neighbour Jo <jo@example.org> helps.\n\nJo lives next door."


def test_each_line_is_a_stretch_of_its_own():
    marks = marks_in(TEXT, "Jo <jo@example.org>\n\n next   door ")
    assert marked_words(TEXT, marks) == ["Jo <jo@example.org>", "next door"]


def test_a_stretch_may_reach_over_two_paragraphs():
    marks = marks_in(TEXT, "helps.\n\nJo lives")
    assert marked_words(TEXT, marks) == ["helps.\n\nJo lives"]
    html = BeautifulSoup(marked_html(TEXT, marks), "html.parser")
    assert [len(paragraph.select("mark")) for paragraph in html.select("p")] == [1, 1]
    assert str(html).split() == marked_html(TEXT, marks).split()


def test_words_that_are_not_there_are_refused():
    with pytest.raises(ValidationError, match="not in the comment"):
        marks_in(TEXT, "Jo\nMary")
    assert marks_in(TEXT, "  ") == []


def test_a_mark_is_said_in_words_and_the_text_stays_escaped():
    html = marked_html(TEXT, marks_in(TEXT, "<jo@example.org>"))
    mark = BeautifulSoup(html, "html.parser").mark
    assert [span["class"] for span in mark.select("span")] == [["coprod-visually-hidden"]] * 2
    assert mark.get_text() == "[marked: <jo@example.org> end of mark]"
    assert "&lt;jo@example.org&gt;" in html and "<a" not in html
    assert "<b>" not in marked_html("<b>\x02x\x03", [(0, 3)])
