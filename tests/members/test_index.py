import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_factories import ImageFactory

from tests.pages.factories import MemberIndexPageFactory, MemberProfilePageFactory, make_private

pytestmark = pytest.mark.framework


@pytest.fixture
def members(root_page):
    return MemberIndexPageFactory(parent=root_page, slug="members", intro="<p>Who we are.</p>")


def names(client, address="/members/"):
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [heading.text.strip() for heading in soup.select(".coprod-member__name")]


@pytest.mark.shape
def test_profiles_are_listed_by_the_name_they_show(client, members):
    MemberProfilePageFactory(parent=members, title="Zed Ash", display_name="bea")
    MemberProfilePageFactory(parent=members, title="Ann")
    MemberProfilePageFactory(parent=members, title="Cy")

    assert names(client) == ["Ann", "bea", "Cy"]


def test_accents_and_capitals_do_not_count_on_any_database(client, members):
    ordered = ["Ægir", "ben", "Élodie", "emile", "Łucja", "Øyvind", "Żaneta", "Zoe"]
    for name in reversed(ordered):
        MemberProfilePageFactory(parent=members, title=name)
    assert names(client) == ordered
    answer = client.get(reverse("coprod_api:list_members")).json()
    assert [member["name"] for member in answer["items"]] == ordered


def test_only_profiles_everybody_may_see_are_listed(client, members):
    MemberProfilePageFactory(parent=members, title="Ann")
    MemberProfilePageFactory(parent=members, title="Draft", live=False)
    make_private(MemberProfilePageFactory(parent=members, title="Private"))

    assert names(client) == ["Ann"]


def test_an_empty_list_says_so(client, members):
    html = client.get("/members/").text

    assert "Who we are." in html
    assert "There is nobody here yet." in html


def test_long_lists_have_pages(client, members):
    for number in range(26):
        MemberProfilePageFactory(parent=members, title=f"Member {number:02}")

    assert len(names(client)) == 24
    assert names(client, "/members/?page=2") == ["Member 24", "Member 25"]


def test_the_number_of_queries_does_not_grow_with_the_profiles(client, members):
    def add(count):
        for _number in range(count):
            photo = ImageFactory(file__width=20, file__height=20)
            MemberProfilePageFactory(parent=members, photo=photo, photo_decorative=True)
        client.get("/members/")  # the sizes of new photos are made when they are first drawn

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/members/")
        return len(captured)

    add(3)
    with_three = queries()
    add(20)

    assert queries() == with_three
