import pytest
from django.test import RequestFactory

from coprod_wagtail.pagination import paginate

FIFTY = list(range(50))


def page(query, objects=FIFTY):
    return paginate(RequestFactory().get(f"/blog/{query}"), objects, 10)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 1),
        ("?page=3", 3),
        ("?page=0", 1),
        ("?page=-4", 1),
        ("?page=99", 5),
        ("?page=", 1),
        ("?page=two", 1),
        ("?page=2.5", 1),
        ("?page=²", 1),
        ("?page=" + "9" * 5000, 5),
        ("?page=%00", 1),
    ],
)
def test_every_number_leads_to_the_nearest_page(asked, number):
    assert page(asked).number == number


def test_an_empty_list_has_one_page():
    empty = page("?page=7", [])

    assert empty.number == 1
    assert not empty.previous_url
    assert not empty.next_url


def test_links_keep_what_else_the_address_says():
    middle = page("?category=food&page=3")

    assert middle.previous_url == "/blog/?category=food&page=2"
    assert middle.next_url == "/blog/?category=food&page=4"


def test_the_first_page_has_one_address():
    assert page("?page=2").previous_url == "/blog/"
    assert page("?page=2&tag=tea").previous_url == "/blog/?tag=tea"


def test_there_is_nothing_before_the_first_and_after_the_last():
    assert not page("").previous_url
    assert not page("?page=5").next_url
