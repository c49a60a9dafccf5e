"""The example site's own parts."""

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from wagtail.models import Site

from example_site.home.templatetags.site_menu import site_header

pytestmark = pytest.mark.framework


@pytest.fixture
def read(client, whole_site):
    return lambda address: BeautifulSoup(client.get(address).content, "html.parser")


def test_the_menu_has_home_and_the_pages_marked_for_menus(read):
    links = read("/").find("nav", attrs={"aria-label": "Main menu"}).find_all("a")

    assert {link.text: link["href"] for link in links} == {
        "Home": "/",
        "Our members": "/members/",
        "Blog": "/blog/",
        "Have your say": "/have-your-say/",
    }


def test_the_footer_has_the_others(read):
    assert [link.text for link in read("/").footer.find_all("a")] == ["Privacy"]


@pytest.mark.parametrize(
    ("address", "current"),
    [("/", ("Home", "page")), ("/blog/", ("Blog", "page")), ("/blog/a-good-week/", ("Blog", "true"))],
)
def test_the_menu_says_where_one_is(read, address, current):
    marked = read(address).find("nav", attrs={"aria-label": "Main menu"}).find_all("a", attrs={"aria-current": True})

    assert [(link.text, link["aria-current"]) for link in marked] == [current]


def test_the_home_page_shows_what_is_new_and_what_is_asked(read):
    main = read("/").main

    assert main.find("a", string="A good week")["href"] == "/blog/a-good-week/"
    assert main.find("a", string="What should we do next?")["href"] == "/have-your-say/"


def test_a_file_that_is_not_there_is_not_found(client, db):
    assert client.get("/media/no-such-file.png").status_code == 404


def test_a_host_that_is_no_site_has_an_empty_menu(db):
    Site.objects.all().delete()
    request = RequestFactory().get("/")

    assert site_header({"request": request}) == {"site_name": None, "home": None, "entries": []}
