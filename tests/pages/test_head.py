"""What stands in the head of the package's pages, and which pictures are loaded at once."""

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from wagtail_factories import ImageFactory

from coprod_wagtail.text.moments import today
from tests.factories import BlogPostPageFactory

pytestmark = [pytest.mark.framework, pytest.mark.django_db]


def soup_of(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser")


def descriptions(client, page):
    return [meta["content"] for meta in soup_of(client, page).select("head meta[name=description]")]


def test_the_summary_is_the_description(client, whole_site):
    whole_site["member"].short_text = "I like buses\nthat come."
    whole_site["member"].save()
    assert descriptions(client, whole_site["post"]) == ["Twelve people planned a week."]
    assert descriptions(client, whole_site["member"]) == ["I like buses that come."]


def test_a_question_is_described_by_how_its_text_begins(client, whole_site):
    question = whole_site["question"]
    question.body = [
        ("heading", {"text": "First", "level": "h2"}),
        ("text", f"<p>The <b>bus</b> &amp; the stop.</p><p>{'It moves. ' * 30}</p>"),
    ]
    question.save()
    (words,) = descriptions(client, question)
    assert words.startswith("The bus & the stop. It moves.") and words.endswith("…")
    assert 140 < len(words) <= 156
    question.body, question.what_happens_next = [], "We decide on 1 June."
    question.save()
    assert descriptions(client, question) == ["We decide on 1 June."]


def test_an_editors_own_description_is_the_only_one(client, whole_site):
    post = whole_site["post"]
    if not hasattr(post, "search_description"):
        pytest.skip("this site's base page knows of no descriptions")
    post.search_description = "Said by an editor."
    post.save()
    assert descriptions(client, post) == ["Said by an editor."]


def test_nothing_is_said_without_words(client, whole_site):
    whole_site["post"].summary, whole_site["post"].body = "", []
    whole_site["post"].save()
    assert descriptions(client, whole_site["post"]) == []


# Style sheets


def drawn(rf, page, template):
    template = engines["django"].from_string("{% load coprod_wagtail coprod_comments %}" + template)
    html = template.render({"page": page}, rf.get(page.url))
    return html, [link["href"] for link in BeautifulSoup(html, "html.parser").select("link[rel=stylesheet]")]


def test_a_conversation_brings_its_style_sheets_where_the_head_has_none(rf, whole_site):
    html, sheets = drawn(rf, whole_site["post"], "{% comments page %}")
    assert [sheet.rsplit("/", 1)[-1] for sheet in sheets] == ["base.css", "comments.css"]
    assert html.index("comments.css") < html.index('id="comments"')


def test_a_style_sheet_is_linked_once_in_a_page(rf, whole_site):
    template = (
        '<head>{% coprod_styles "comments" %}</head>{% coprod_styles "base" "comments" "blog" %}{% comments page %}'
    )
    for _ in range(2):  # and again in the next page
        html, sheets = drawn(rf, whole_site["post"], template)
        assert [sheet.rsplit("/", 1)[-1] for sheet in sheets] == ["base.css", "comments.css", "blog.css"]
        assert html.index("comments.css") < html.index("</head>")


def test_all_style_sheets_of_our_own_pages_are_linked_once(client, whole_site):
    for page in whole_site.values():
        sheets = [link["href"] for link in soup_of(client, page).select("link[rel=stylesheet]")]
        assert len(sheets) == len(set(sheets))


# Pictures


def test_the_first_picture_is_loaded_at_once_and_the_others_when_they_are_near(client, whole_site):
    for _ in range(2):
        BlogPostPageFactory(parent=whole_site["blog"], image=ImageFactory(), image_alt="A kettle", date=today())
    first, *others = soup_of(client, whole_site["blog"]).select(".coprod-posts img")
    assert (first.get("loading"), first.get("fetchpriority")) == (None, "high")
    assert others
    assert {picture["loading"] for picture in others} == {"lazy"}


def test_the_picture_of_a_post_is_loaded_at_once_and_those_in_its_text_when_they_are_near(client, whole_site):
    post = whole_site["post"]
    post.image, post.image_alt = ImageFactory(), "A kettle"
    picture = {"image": ImageFactory(), "caption": ""}
    post.body = [("picture", picture)]
    post.save()
    first, inside = soup_of(client, post).select(".coprod-picture img")
    assert (first.get("loading"), first.get("fetchpriority")) == (None, "high")
    assert inside["loading"] == "lazy"
    assert first["width"] and first["height"]  # so that nothing moves when it comes
