import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from coprod_wagtail.templatetags.coprod_wagtail import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Maryam Otieno", "MO"),
        ("dev", "D"),
        ("Ann Mary van der Berg", "AB"),
        ("Sam (a visitor)", "SV"),
        ("Élodie", "É"),
        ("", ""),
        ("***", ""),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def pagination(**context):
    context = {"label": "Pages of posts", "previous_label": "Newer posts", "next_label": "Older posts", **context}
    return BeautifulSoup(render_to_string("coprod_wagtail/elements/pagination.html", context), "html.parser")


def test_one_page_needs_no_links():
    assert not pagination(current=1, total=1).find()


def test_the_first_page_links_forward_only():
    soup = pagination(current=1, total=3, previous_url="", next_url="?page=2")

    assert soup.nav["aria-label"] == "Pages of posts"
    assert [link.text for link in soup.find_all("a")] == ["Older posts"]
    assert soup.find(attrs={"aria-current": "page"}).text == "Page 1 of 3"


def test_a_page_in_the_middle_links_both_ways():
    soup = pagination(current=2, total=3, previous_url="?", next_url="?page=3")

    assert [link.text for link in soup.find_all("a")] == ["Newer posts", "Older posts"]


def test_initials_are_not_read_out():
    html = render_to_string("coprod_wagtail/elements/avatar.html", {"name": "Maryam Otieno"})

    assert 'aria-hidden="true">MO</span>' in html
