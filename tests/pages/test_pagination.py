"""The links below a list lead to its other pages, and every number that somebody types leads to one of them."""

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

pytestmark = pytest.mark.framework

FIFTY = list(range(50))


def drawn(query="", objects=FIFTY):
    request = RequestFactory().get(f"/blog/{query}")
    context = {"label": "Pages of posts", "previous_label": "Newer posts", "next_label": "Older posts"}
    context |= {"of": Paginator(objects, 10).get_page(request.GET.get("page"))}
    html = render_to_string("coprod_wagtail/elements/pagination.html", context, request)
    return BeautifulSoup(html, "html.parser")


def links(query, objects=FIFTY):
    return {link["rel"][0]: link["href"] for link in drawn(query, objects).find_all("a")}


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 1),
        ("?page=3", 3),
        ("?page=99", 5),
        ("?page=", 1),
        ("?page=two", 1),
        ("?page=2.5", 1),
        ("?page=²", 1),
        ("?page=%00", 1),
        ("?page=" + "9" * 5000, 1),
    ],
)
def test_whatever_is_typed_leads_to_a_page(asked, number):
    assert drawn(asked).find(attrs={"aria-current": "page"}).text == f"Page {number} of 5"


@pytest.mark.parametrize("query", ["", "?page=7"])
def test_one_page_needs_no_links(query):
    assert not drawn(query, []).find()


def test_the_first_page_links_forward_only():
    soup = drawn("")
    assert soup.nav["aria-label"] == "Pages of posts"
    assert [link.text for link in soup.find_all("a")] == ["Older posts"]


def test_a_page_in_the_middle_links_both_ways():
    assert [link.text for link in drawn("?page=2").find_all("a")] == ["Newer posts", "Older posts"]


def test_links_keep_what_else_the_address_says():
    assert links("?category=food&page=3") == {
        "prev": "/blog/?category=food&page=2",
        "next": "/blog/?category=food&page=4",
    }


def test_the_first_page_has_one_address():
    assert links("?page=2")["prev"] == "/blog/"
    assert links("?page=2&tag=tea")["prev"] == "/blog/?tag=tea"


def test_there_is_nothing_before_the_first_and_after_the_last():
    assert set(links("")) == {"next"}
    assert set(links("?page=5")) == {"prev"}
