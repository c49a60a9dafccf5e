from time import process_time

import pytest

from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.importers.content import HEADING, QUOTE
from coprod_wagtail.importers.exceptions import CannotImport

from .samples import DATA, left_out, read, read_words

pytestmark = pytest.mark.framework


@pytest.fixture
def wordpress():
    return read(DATA / "wordpress.html")


def html_of(post):
    return " ".join(block.html for block in post.blocks)


def test_the_title_is_the_articles_and_not_the_sites(wordpress):
    assert wordpress.title == "Ramps and rain"


def test_who_and_when_come_from_the_article(wordpress):
    assert wordpress.authors == ["Grace Okoro"]
    assert wordpress.date.isoformat() == "2014-03-07"


def test_headings_keep_their_order_of_size(wordpress):
    levels = [(block.text, block.level) for block in wordpress.blocks if block.kind == HEADING]
    assert levels == [("What it needs", 2), ("When it rains", 3)]


@pytest.mark.smoke
def test_links_lists_and_emphasis_stay_and_nothing_that_runs(wordpress):
    html = html_of(wordpress)
    assert '<p>A ramp is <b>not</b> a slide. See <a href="https://old.example.org/guides/ramps">our guide</a>' in html
    assert "<ul><li>A rail<ul><li>on both sides</li></ul></li><li>Grip &amp; light</li></ul>" in html
    assert "<p>First line<br/>second line</p>" in html
    for unsafe in ("script", "onclick", "javascript", "bad", "<img", "<form", "Subscribe", "iframe", "style"):
        assert unsafe not in html


def test_a_quotation_keeps_who_said_it(wordpress):
    [quote] = [block for block in wordpress.blocks if block.kind == QUOTE]
    assert (quote.text, quote.source) == ("It is a river.", "Ann, wheelchair user")


def test_the_closing_question(wordpress):
    assert wordpress.closing_question == "What do your ramps need?"
    assert "What do your ramps need?" not in html_of(wordpress)


def test_what_is_left_out_is_listed(wordpress):
    listed = left_out(wordpress)
    for what in (
        "1 picture (“A wet ramp”)",
        "The ramp in March",
        "Recent posts",
        "Subscribe",
        "Share this",
        "1 link",
        "Posted in News",
    ):
        assert what in listed


@pytest.mark.smoke
def test_comments_with_their_names_dates_and_answers(wordpress):
    first, second = wordpress.comments
    assert first.author_name == "Sam Reed"
    assert first.posted_at.isoformat() == "2014-03-08T10:30:00+00:00"
    assert first.precision == DatePrecision.EXACT
    assert first.body == "Ours has a drain.\n\nSee drains (https://example.org/drains). [picture removed]"
    assert (second.author_name, second.posted_at, second.reply_to) == (None, None, 1)
    assert second.body == "Where can I get one?"


def test_comments_that_were_not_public_and_notes_of_machines_stay_out(wordpress):
    assert "Nobody has read this yet." in left_out(wordpress)
    assert "1 note from another website" in left_out(wordpress)
    assert any("4 comments, and we found 2" in note for note in wordpress.notes)


def test_drupals_way_of_saying_who_and_when():
    post = read(DATA / "drupal.html")
    assert (post.title, post.authors, post.date.isoformat()) == ("Who holds the keys?", ["Grace Okoro"], "2010-05-04")
    assert post.closing_question == "Who holds the keys where you live?"
    assert [(comment.author_name, comment.posted_at.day, comment.body) for comment in post.comments] == [
        ("Ann", 5, "Keys\n\nWe have a box with a number lock."),
        (None, 6, "The number is on the box."),
    ]


@pytest.mark.smoke
def test_an_old_page_of_tables_line_breaks_and_one_big_form():
    post = read(DATA / "tables.html")
    assert (post.title, post.authors, post.date.isoformat()) == ("The lift is broken", ["Grace Okoro"], "2005-06-03")
    assert [block.text[:9] for block in post.blocks] == ["The lift ", "So we met"]
    assert post.closing_question == "Where should we meet next?"
    assert [(comment.author_name, comment.body) for comment in post.comments] == [
        ("Sam", "In the lift."),
        (None, "At the mayor's house, if he has a ramp."),
    ]


def page(body, head=""):
    return f"<!doctype html><html><head><title>Ramps – Kettle Lane</title>{head}</head><body>{body}</body></html>"


ARTICLE = "<article><h1>Ramps</h1><p>A ramp is not a slide.</p></article>"


def test_without_a_date_there_is_none(tmp_path):
    post = read_words(tmp_path, page(ARTICLE), "page.html")
    assert (post.date, post.authors) == (None, [])


def test_the_date_and_author_in_the_head_of_the_page(tmp_path):
    head = '<meta property="article:published_time" content="2014-03-07T09:15:00Z"><meta name="author" content="Grace Okoro">'
    post = read_words(tmp_path, page(ARTICLE, head), "page.html")
    assert (post.date.isoformat(), post.authors) == ("2014-03-07", ["Grace Okoro"])


def test_a_time_inside_the_text_is_not_the_posts_date(tmp_path):
    body = "<article><h1>Ramps</h1><p>We meet again on <time datetime='2012-05-04'>4 May</time>, at the usual place with the ramp.</p></article>"
    post = read_words(tmp_path, page(body), "page.html")
    assert post.date is None
    assert "4 May, at the usual place" in post.blocks[0].text


def test_the_title_without_a_heading_is_the_windows(tmp_path):
    assert read_words(tmp_path, page("<p>A ramp is not a slide.</p>"), "page.html").title == "Ramps"


def test_paragraphs_that_never_end(tmp_path):
    post = read_words(tmp_path, page("<h1>Ramps</h1>" + "<p>A ramp.<ul><li>one<li>two</ul>" * 300), "page.html")
    assert len(post.blocks) == 600
    assert post.blocks[1].html == "<ul><li>one</li><li>two</li></ul>"


def test_a_link_above_the_text_to_the_comments_does_not_end_it(tmp_path):
    body = "<article><h1>Ramps</h1><p><a href='#comments'>1 comment</a></p><p>A ramp is not a slide.</p></article>"
    post = read_words(tmp_path, page(body), "page.html")
    assert [block.text for block in post.blocks] == ["A ramp is not a slide."]


def test_comments_without_a_known_structure_are_found_by_their_lines(tmp_path):
    comments = "<div id='comments'><h2>Comments</h2><p><b>Posted by Sam on 4 May 2012</b></p><p>Yes.</p><p>Old Site User says:</p><p>No.</p></div>"
    post = read_words(tmp_path, page(ARTICLE + comments), "page.html")
    assert [(comment.author_name, comment.body) for comment in post.comments] == [("Sam", "Yes."), (None, "No.")]


def test_a_comment_with_a_plain_head(tmp_path):
    comment = "<article class='comment'><header><h4>Sam</h4><time datetime='2012-05-04'>4 May</time></header><p>Yes.</p></article>"
    post = read_words(tmp_path, page(ARTICLE + comment), "page.html")
    assert [(comment.author_name, comment.posted_at.day, comment.body) for comment in post.comments] == [
        ("Sam", 4, "Yes.")
    ]


def test_a_comment_that_says_who_in_its_first_line(tmp_path):
    comment = "<ol class='commentlist'><li><p>Posted on by Old Site User</p><p>Yes.</p></li></ol>"
    post = read_words(tmp_path, page(ARTICLE + comment), "page.html")
    assert [(comment.author_name, comment.posted_at, comment.body) for comment in post.comments] == [
        (None, None, "Yes.")
    ]


def test_hidden_fields_and_words_are_in_nothing(tmp_path):
    body = ARTICLE.replace("</article>", "<p style='display: none'>Leave this field empty</p></article>")
    post = read_words(tmp_path, page(body), "page.html")
    assert [block.text for block in post.blocks] == ["A ramp is not a slide."]
    assert "Leave this field empty" in left_out(post)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "http://[::1",
        "/guide",
        "#top",
    ],
)
def test_links_that_are_unsafe_or_lead_nowhere_become_words(tmp_path, href):
    post = read_words(tmp_path, page(ARTICLE.replace("a slide", f'<a href="{href}">a slide</a>')), "page.html")
    assert post.blocks[0].html == "<p>A ramp is not a slide.</p>"
    assert "1 link" in left_out(post)


def test_an_address_cannot_break_out_of_its_link(tmp_path):
    post = read_words(
        tmp_path, page(ARTICLE.replace("a slide", """<a href='https://e.org/"onclick="x'>a slide</a>""")), "page.html"
    )
    assert 'href="https://e.org/&quot;onclick=&quot;x"' in post.blocks[0].html


@pytest.mark.parametrize(
    "html",
    [
        page("<nav>Home</nav><form><input></form>"),
        "<html><body><div>" * 2000 + "words",
        page("<h1>Ramps</h1>"),
        "<html><body><p></p></body></html>",
    ],
)
def test_html_that_is_no_article_is_refused(tmp_path, html):
    with pytest.raises(CannotImport):
        read_words(tmp_path, html, "page.html")


@pytest.mark.smoke
@pytest.mark.parametrize(
    "junk",
    ["<![if gte mso 9]>x<![endif]>", "<![CDATAx", "<!-- <p>", "<?php echo 1 ?>", "&#0;&#xd800;", "</div></article>"],
)
def test_broken_markup_does_no_harm(tmp_path, junk):
    post = read_words(tmp_path, page(ARTICLE + junk), "page.html")
    assert post.blocks[0].text == "A ramp is not a slide."


def test_tables_of_figures_become_lines_and_tables_of_layout_text(tmp_path):
    table = "<table><tr><th>Day</th><th>Ramp</th></tr><tr><td>Monday</td><td>wet</td></tr><tr><td><p>One cell.</p></td></tr></table>"
    post = read_words(tmp_path, page(ARTICLE.replace("</article>", f"{table}</article>")), "page.html")
    assert [block.text for block in post.blocks[1:]] == ["Day | Ramp", "Monday | wet", "One cell."]


def test_a_table_of_figures_keeps_its_rows_and_columns(tmp_path):
    table = (
        "<table><caption>When it is wet</caption><tr><th>Day</th><th>Ramp &amp; path</th></tr>"
        '<tr><th>Monday</th><td>wet, <a href="mailto:us@example.org">ask</a></td></tr><tr><th>Friday</th><td></td></tr></table>'
    )
    post = read_words(tmp_path, page(ARTICLE.replace("</article>", f"{table}</article>")), "page.html")
    (block,) = post.blocks[1:]

    assert block.text == "When it is wet\nDay | Ramp & path\nMonday | wet, ask\nFriday"
    assert block.table.caption == "When it is wet"
    assert block.table.headings == ("Day", "Ramp & path")
    assert block.table.rows == (
        ("<p>Monday</p>", '<p>wet, <a href="mailto:us@example.org">ask</a></p>'),
        ("<p>Friday</p>", ""),
    )
    assert block.table.row_headings


@pytest.mark.parametrize(
    "layout",
    [
        "<tr><td>Menu</td><td>Words</td></tr>",
        "<tr><td>Menu<br>Home</td><td>Words</td></tr><tr><td>a</td><td>b</td></tr>",
        "<tr><th>a</th><th>b</th></tr><tr><td colspan=2>c</td></tr>",
        "<tr><th>a</th><th>b</th></tr><tr><td>c</td><td><ul><li>d</li></ul></td></tr>",
        "<tr><th>a</th><th></th></tr><tr><td>c</td><td>d</td></tr>",
    ],
)
def test_a_table_for_the_layout_does_not(tmp_path, layout):
    post = read_words(tmp_path, page(ARTICLE.replace("</article>", f"<table>{layout}</table></article>")), "page.html")

    assert not any(block.table for block in post.blocks)
    assert len(post.blocks) > 1


def test_words_in_a_list_are_never_lost(tmp_path):
    points = (
        "<ul>loose<li><p>one</p><h4>two</h4></li><li>three<blockquote>four</blockquote></li><ol><li>five</li></ol></ul>"
    )
    post = read_words(tmp_path, page(ARTICLE.replace("</article>", f"{points}</article>")), "page.html")
    assert post.blocks[1].text.replace("-", "").split() == ["loose", "one", "two", "three", "four", "five"]


def test_line_breaks_inside_emphasis_do_not_tear_it(tmp_path):
    body = ARTICLE.replace("a slide", "<b>a<br><br>slide</b>")
    assert read_words(tmp_path, page(body), "page.html").blocks[0].html == "<p>A ramp is not <b>a<br/>slide</b>.</p>"


def test_the_heading_of_a_comment_is_not_said_twice(tmp_path):
    comment = "<div class='comment'><h3>Yes it…</h3><span class='author'>By Sam</span><div class='content'><p>Yes it is.</p></div></div>"
    post = read_words(tmp_path, page(ARTICLE + comment), "page.html")
    assert [(comment.author_name, comment.body) for comment in post.comments] == [("Sam", "Yes it is.")]


def test_a_comment_without_words_is_left_out(tmp_path):
    comment = "<div class='comment'><span class='author'>Sam</span><div class='content'></div></div>"
    post = read_words(tmp_path, page(ARTICLE + comment), "page.html")
    assert post.comments == []
    assert "Sam" in left_out(post)


def test_a_relative_date_is_no_date(tmp_path):
    comment = "<div class='comment'><b class='fn'>Sam</b> <span class='date'>2 years ago</span><div class='content'>Yes.</div></div>"
    [comment] = read_words(tmp_path, page(ARTICLE + comment), "page.html").comments
    assert (comment.author_name, comment.posted_at, comment.body) == ("Sam", None, "Yes.")


def test_a_byline_by_its_class(tmp_path):
    body = ARTICLE.replace("<p>", "<p class='byline'>By Grace Okoro</p><p>", 1)
    post = read_words(tmp_path, page(body), "page.html")
    assert post.authors == ["Grace Okoro"]
    assert [block.text for block in post.blocks] == ["A ramp is not a slide."]


@pytest.mark.sampled
@pytest.mark.parametrize("space", ["\u2003", "\u2003\n", "\u00a0", "&emsp;", "<br>", "<br>\u2003", "<br/> "])
def test_a_long_run_of_spaces_or_breaks_is_read_in_one_pass(tmp_path, space):
    """200 kB of wide spaces once took 25 seconds, and twice as many would have taken four times that."""
    length = 20_000 if "<" in space else 200_000  # the parser takes its time over many elements
    words = page(f"<article><h1>Ramps</h1><p>A ramp{space * (length // len(space))}is not a slide.</p></article>")
    start = process_time()
    post = read_words(tmp_path, words, "page.html")
    assert process_time() - start < 8
    assert html_of(post).split() in [
        ["<p>A", "ramp", "is", "not", "a", "slide.</p>"],
        ["<p>A", "ramp</p>", "<p>is", "not", "a", "slide.</p>"],
    ]


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("a<br>b", ["<p>a<br/>b</p>"]),
        ("<br>a \u2003<br>\u2003 b<br>", ["<p>a<br/>b</p>"]),
        ("a<br><br>b", ["<p>a</p>", "<p>b</p>"]),
        ("<br><br>a<br> \u2003<br><br>b<br><br>", ["<p>a</p>", "<p>b</p>"]),
        ("<b>a<br><br>b</b>", ["<p><b>a<br/>b</b></p>"]),
    ],
)
def test_two_breaks_end_a_paragraph_and_one_a_line(tmp_path, html, paragraphs):
    post = read_words(tmp_path, page(f"<article><h1>Ramps</h1><div>{html}</div></article>"), "page.html")
    assert [block.html for block in post.blocks] == paragraphs


def test_a_date_that_nobody_can_read_has_a_line_in_the_report(tmp_path):
    comment = (
        '<li class="comment"><cite>Sam</cite> <span class="comment-date">{}</span><p class="comment-body">Yes.</p></li>'
    )
    comments = "".join(comment.format(date) for date in ("the 9th of Marchember 2014", "9 Mawrth 2014", "long ago"))
    head = '<meta property="article:published_time" content="2014 week 10"><meta name="author" content="Grace Okoro">'
    post = read_words(tmp_path, page(f"{ARTICLE}<ol>{comments}</ol>", head), "page.html")
    assert [comment.posted_at and comment.posted_at.day for comment in post.comments] == [None, 9, None]
    whys = {item.what: item.why for item in post.left_out}
    for date in ("the 9th of Marchember 2014", "2014 week 10"):
        assert whys[f"“{date}”"] == "We cannot read the date in it. We say that it is not known."
    assert len(whys) == len(post.left_out)
