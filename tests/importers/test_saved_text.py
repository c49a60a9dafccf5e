from pathlib import Path

import pytest

import coprod_wagtail
from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.importers.content import HEADING, LIST, PARAGRAPH, RULE
from coprod_wagtail.importers.exceptions import CannotImport

from .samples import DATA, REAL_PAGE, TUESDAYS, left_out, needs_real_page, read, read_words

pytestmark = pytest.mark.framework


def headings(post):
    return [block.text for block in post.blocks if block.kind == HEADING]


def test_the_parts_of_a_page():
    post = read(TUESDAYS)
    assert post.title == "Why we meet on Tuesdays"
    assert post.blocks[0].text.startswith("We are a small group")
    assert headings(post) == ["What did we change first?"]
    assert post.blocks[-1].text == "Nothing about us is decided on a Monday any more."
    assert post.closing_question == "What would you change?"
    assert (post.date, post.authors, post.summary) == (None, [], "")


def test_a_comment_that_lost_name_and_date():
    [comment] = read(TUESDAYS).comments
    assert comment.body == "We did the same in our town, and moved the bus stop as well. Keep going!"
    assert (comment.author_name, comment.posted_at, comment.precision) == (None, None, DatePrecision.UNKNOWN)
    assert comment.position == 1


def test_the_old_sites_boilerplate_is_nowhere_but_in_the_list_of_what_is_left_out():
    post = read(TUESDAYS)
    words = " ".join([*(block.text for block in post.blocks), *(comment.body for comment in post.comments)])
    for boilerplate in ("Posted on", "Old Site User", "Add your comment", "Leave this field empty"):
        assert boilerplate not in words
        assert boilerplate in left_out(post)
    assert all(item.why for item in post.left_out)


@needs_real_page
def test_the_real_page():
    post = read(REAL_PAGE)
    assert post.title == "What is co-production?"
    assert headings(post) == ["What were some of the highlights of working in a co-produced way?"]
    assert post.closing_question == "What do you think?"
    assert post.blocks[0].text.startswith("The National Co-Production Advisory Group is")
    assert post.blocks[-1].text == "That what l consider is real co production."
    [comment] = post.comments
    assert comment.body.startswith("A shout out from the Republic of Ireland")
    assert comment.body.endswith("Keep the good stuff coming!")
    assert comment.author_name is None
    assert comment.posted_at is None


@needs_real_page
def test_not_a_word_of_the_real_page_is_lost():
    post = read(REAL_PAGE)
    kept = [post.title, post.closing_question, *(block.text for block in post.blocks)]
    kept += [comment.body for comment in post.comments] + [item.what.strip("“”") for item in post.left_out]
    assert sorted(" ".join(kept).split()) == sorted(REAL_PAGE.read_text().split())


def test_a_page_with_everything_on_it():
    post = read(DATA / "several-comments.txt")
    assert post.title == "A room with a kettle"
    assert post.authors == ["Grace Okoro"]
    assert post.date.isoformat() == "2012-05-04"
    assert headings(post) == ["Is that so much to ask?"]
    assert post.closing_question == "What do you have in your room?"
    assert [block.html for block in post.blocks if block.kind == LIST] == [
        "<ul><li>a door that opens by itself</li><li>chairs with arms</li><li>a kettle</li></ul>"
    ]
    assert "letter to the mayor &lt; 300 words" in post.blocks[-1].html


def test_several_comments_in_several_forms():
    post = read(DATA / "several-comments.txt")
    assert [(comment.author_name, comment.precision, comment.body) for comment in post.comments] == [
        (
            "Sam Reed",
            DatePrecision.DAY,
            "A hearing loop, and nobody knows how to switch it on.\n\nSo we wrote the steps on the wall.",
        ),
        ("Ann", DatePrecision.MONTH, "A plant."),
        (None, DatePrecision.YEAR, "Two plants!"),
        (None, DatePrecision.UNKNOWN, "Nothing at all."),
    ]
    assert [comment.position for comment in post.comments] == [1, 2, 3, 4]


def test_it_says_when_the_old_page_counts_other_comments():
    assert any("has 3 comments, and we found 4" in note for note in read(DATA / "several-comments.txt").notes)


PAGE = "Ramps\n\nA ramp is not a slide.\n\n"


@pytest.mark.parametrize("marker", ["Posted by Sam on 4 May 2012", "Posted on 4 May 2012 by Sam", "4 May 2012 by Sam"])
def test_a_comment_begins_where_the_text_says_who_and_when(tmp_path, marker):
    post = read_words(tmp_path, f"{PAGE}{marker}\n\nOurs is.\n\nSadly.")
    assert [(comment.author_name, comment.body) for comment in post.comments] == [("Sam", "Ours is.\n\nSadly.")]
    assert [block.text for block in post.blocks] == ["A ramp is not a slide."]


def test_words_right_under_the_name_are_the_comments(tmp_path):
    post = read_words(tmp_path, f"{PAGE}Posted by Sam\nOurs is.\nReally.\nReply")
    assert post.comments[0].body == "Ours is.\nReally."
    assert "Reply" in left_out(post)


def test_somebody_quoted_in_the_text_is_no_comment_and_the_report_asks(tmp_path):
    post = read_words(tmp_path, f"{PAGE}Sam says:\n\nOurs is.\n\nWe measured it, and Sam is right.")
    assert post.comments == []
    assert [block.text for block in post.blocks][1:] == ["Sam says:", "Ours is.", "We measured it, and Sam is right."]
    assert any("Sam says:" in note for note in post.notes)


@pytest.mark.parametrize("before", ["What do you think?\n\n", "2 comments\n\n"])
def test_somebody_who_says_something_after_the_question_or_the_heading_is(tmp_path, before):
    post = read_words(tmp_path, f"{PAGE}{before}Sam says:\n\nOurs is.")
    assert [comment.author_name for comment in post.comments] == ["Sam"]


def test_who_and_when_under_the_title_is_the_posts(tmp_path):
    post = read_words(tmp_path, "Ramps\nBy Grace Okoro\n4 May 2012\n\nA ramp is not a slide.")
    assert (post.authors, post.date.isoformat()) == (["Grace Okoro"], "2012-05-04")
    assert [block.text for block in post.blocks] == ["A ramp is not a slide."]
    assert post.comments == []


def test_a_lost_name_under_the_title_is_no_author(tmp_path):
    post = read_words(tmp_path, "Ramps\n\nPosted on by Old Site User\n\nA ramp is not a slide.")
    assert (post.authors, post.date, post.comments) == ([], None, [])
    assert "Old Site User" in left_out(post)


def test_a_line_under_the_text_with_nothing_under_it_is_about_the_post(tmp_path):
    post = read_words(tmp_path, f"{PAGE}Posted by Grace Okoro on 4 May 2012\n\nNo comments")
    assert (post.authors, post.comments) == (["Grace Okoro"], [])
    assert post.date.isoformat() == "2012-05-04"


def test_a_date_alone_under_the_title_says_nothing_of_a_name(tmp_path):
    for line in ("Posted on 4 May 2012", "4 May 2012"):
        post = read_words(tmp_path, f"Ramps\n\n{line}\n\nA ramp is not a slide.")
        assert (post.authors, post.date.isoformat(), post.left_out) == ([], "2012-05-04", [])


def test_a_date_alone_under_the_text_is_the_posts(tmp_path):
    post = read_words(tmp_path, f"{PAGE}* * *\n\nPublished on 4 May 2012\n\nShare this")
    assert post.date.isoformat() == "2012-05-04"
    assert [block.text for block in post.blocks] == ["A ramp is not a slide."]


def test_a_date_that_stands_alone_under_a_name_is_the_comments(tmp_path):
    post = read_words(
        tmp_path, f"{PAGE}Sam says:\n\n4 May 2012 at 10:30 am\n\nOurs is.\n\n* * *\n\nLee says:\n\n3 years ago\n\nNo."
    )
    assert [(comment.author_name, comment.precision, comment.body) for comment in post.comments] == [
        ("Sam", DatePrecision.EXACT, "Ours is."),
        ("Lee", DatePrecision.UNKNOWN, "No."),
    ]
    assert "3 years ago" in left_out(post)


def test_a_month_is_no_date_for_a_post(tmp_path):
    post = read_words(tmp_path, "Ramps\n\nPosted by Grace Okoro on May 2012\n\nA ramp is not a slide.")
    assert post.date is None
    assert "May 2012" in left_out(post)


def test_an_empty_comment_is_left_out(tmp_path):
    post = read_words(
        tmp_path, f"{PAGE}Posted by Sam on 4 May 2012\n\nYes.\n\nPosted by Ann on 5 May 2012\n\nAdd your comment"
    )
    assert [comment.author_name for comment in post.comments] == ["Sam"]
    assert "Ann" in left_out(post)


def test_a_comment_that_waits_on_the_old_site_is_not_published_here(tmp_path):
    post = read_words(tmp_path, f"{PAGE}Posted by Sam on 4 May 2012\n\nYes.\n\nYour comment is awaiting moderation.")
    assert post.comments == []
    assert "Yes." in left_out(post)


def test_words_after_the_form_belong_to_nobody_and_are_listed(tmp_path):
    post = read_words(tmp_path, f"{PAGE}Add your comment\n\nOpening hours are ten to four.")
    assert [block.text for block in post.blocks] == ["A ramp is not a slide."]
    assert "Opening hours" in left_out(post)


def test_an_ambiguous_date_is_said(tmp_path):
    post = read_words(tmp_path, f"{PAGE}Posted by Sam on 04/05/2012\n\nYes.")
    assert post.comments[0].posted_at.month == 5
    assert any("4 May 2012" in note for note in post.notes)


def test_an_address_in_place_of_a_name_is_dropped(tmp_path):
    post = read_words(tmp_path, f"{PAGE}Posted by sam@example.org on 4 May 2012\n\nYes.")
    assert post.comments[0].author_name is None
    assert post.comments[0].posted_at is not None


def test_questions_in_a_row_and_long_ones_are_text(tmp_path):
    long = "Who would have thought that " + "so very " * 20 + "much could be said about it?"
    post = read_words(
        tmp_path, f"Ramps\n\nWhy?\n\nWhy not?\n\nBecause.\n\n{long}\n\nYes. I asked her. Did she know?\n\nEnd."
    )
    assert [(block.kind, block.text[:8]) for block in post.blocks] == [
        (PARAGRAPH, "Why?"),
        (HEADING, "Why not?"),
        (PARAGRAPH, "Because."),
        (PARAGRAPH, "Who woul"),
        (PARAGRAPH, "Yes. I a"),
        (PARAGRAPH, "End."),
    ]
    assert post.closing_question == ""


def test_the_only_paragraph_is_text_even_if_it_asks(tmp_path):
    post = read_words(tmp_path, "Ramps\n\nWhat do you think?")
    assert [block.text for block in post.blocks] == ["What do you think?"]


def test_broken_lines_are_joined_and_meant_ones_kept(tmp_path):
    wrapped = "This line was broken by a browser at eighty characters,\nand goes on here."
    post = read_words(
        tmp_path,
        f"Ramps and\nrain\n\n{wrapped}\n\nRoses are red,\nviolets are blue.\n\n1. one\n\n2. two\n\n* * *\n\nEnd.",
    )
    assert post.title == "Ramps and rain"
    assert post.blocks[0].text == wrapped.replace("\n", " ")
    assert post.blocks[1].html == "<p>Roses are red,<br/>violets are blue.</p>"
    assert post.blocks[2].html == "<ol><li>one</li><li>two</li></ol>"
    assert post.blocks[3].kind == RULE


def test_markup_in_a_text_file_is_text(tmp_path):
    post = read_words(tmp_path, "Ramps\n\n<script>alert(1)</script> & <b>bold</b>")
    assert post.blocks[0].html == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold&lt;/b&gt;</p>"


def test_a_post_may_be_called_what_a_menu_says(tmp_path):
    assert read_words(tmp_path, "Accessibility\n\nA ramp is not a slide.").title == "Accessibility"
    assert read_words(tmp_path, "Home\n\nBlog\n\nRamps\n\nA ramp is not a slide.").title == "Ramps"


@pytest.mark.parametrize(
    "words",
    [
        "Add your comment\n\nLeave this field empty\n",
        "Ramps",
        "Ramps\n\nAdd your comment\n\nLeave this field empty",
        "Ramps\n\nComments\n\nPosted by Sam on 4 May 2012\n\nYes.",
        "Posted on by Old Site User\n\nYes.",
        "word " * 100,
        "***\n\nwords",
        '{"title": "Ramps", "text": "A ramp is not a slide."}',
        '<?xml version="1.0"?><rss><channel><title>Ramps</title></channel></rss>',
    ],
)
def test_what_is_no_page_is_refused(tmp_path, words):
    with pytest.raises(CannotImport):
        read_words(tmp_path, words)


@pytest.mark.parametrize("name", ["pyproject.toml", "Makefile", "coprod_wagtail/conf.py"])
def test_programs_and_settings_are_no_page(name):
    path = Path(coprod_wagtail.__file__).parent.parent / name
    with pytest.raises(CannotImport, match="program or a list of settings"):
        read(path)
