"""Every address that a page ever had goes on leading to it."""

import pytest

from tests.factories import BlogIndexPageFactory

pytestmark = [pytest.mark.framework, pytest.mark.django_db]


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def rename(page, slug):
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return rename


def move(page, parent):
    type(page).objects.get(pk=page.pk).move(type(parent).objects.get(pk=parent.pk), pos="last-child")


def leads_to(client, address, page):
    answer = client.get(address)
    assert answer.status_code == 301, address
    page.refresh_from_db()
    return answer.headers["Location"].split("?")[0] == page.url


@pytest.mark.shape
def test_a_page_that_is_renamed_twice(client, whole_site, rename):
    post, first = whole_site["post"], whole_site["post"].url
    rename(post, "a-better-week")
    second = post.url
    rename(post, "the-best-week")
    assert leads_to(client, first, post) and leads_to(client, second, post)
    assert leads_to(client, f"{first}?comment=7", post)


def test_what_is_below_a_page_that_is_renamed(client, whole_site, rename):
    member, before = whole_site["member"], whole_site["member"].url
    rename(whole_site["members"], "people")
    member.refresh_from_db()
    assert member.url == "/people/maryam/" and leads_to(client, before, member)
    assert leads_to(client, "/members/", whole_site["members"])


def test_a_page_that_is_moved_and_comes_back(client, whole_site):
    post, before = whole_site["post"], whole_site["post"].url
    other = BlogIndexPageFactory(parent=whole_site["home"], title="News", slug="news")
    move(post, other)
    assert leads_to(client, before, post)
    moved = post.url
    move(post, whole_site["blog"])
    post.refresh_from_db()
    assert client.get(before).status_code == 200 and leads_to(client, moved, post)


def test_a_front_end_is_told_too(client, whole_site, rename):
    before = whole_site["post"].url
    rename(whole_site["post"], "a-better-week")
    told = client.get("/api/coprod/v1/redirects/by-path/", {"path": before}).json()
    assert (told["target"], told["permanent"]) == ("/blog/a-better-week/", True)
