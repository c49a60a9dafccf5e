"""The lists below a blog: of a year and a month, about a topic, with a tag, by a person, of a series."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taggit.models import Tag

from coprod_wagtail.blog.finding.words import is_taken, kind_of, words_in
from coprod_wagtail.blog.models import Series
from coprod_wagtail.blog.tags import merge_tags
from tests.factories import BlogPostPageFactory
from tests.pages.factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    make_private,
)

pytestmark = pytest.mark.framework


@pytest.fixture
def food(db):
    return CategoryFactory(name="Food & drink", slug="food")


@pytest.fixture
def member(root_page):
    members = MemberIndexPageFactory(parent=root_page, title="Members", slug="members")
    return MemberProfilePageFactory(parent=members, title="Maryam", slug="maryam", display_name="Maryam O.")


@pytest.fixture
def series(db):
    return Series.objects.create(name="Our first year", slug="our-first-year", description="How it began.")


@pytest.fixture
def filed(write, food, member, series):
    """A post that is in every list, and one that is in others."""
    post = write("Soup", 2026, 5, 4, tags=["tea"], categories=[food], series=series)
    BlogPostAuthorFactory(page=post, profile=member)
    write("Bus", 2025, 12, 31, tags=["bus"])
    return post


#: Below the blog, with the heading.
LISTS = {
    "2026/": "Posts from 2026",
    "2026/05/": "Posts from May 2026",
    "topic/food/": "Posts about Food & drink",
    "tag/tea/": "Posts marked “tea”",
    "by/maryam/": "Posts by Maryam O.",
    "series/our-first-year/": "Series: Our first year",
}


@pytest.mark.shape
@pytest.mark.parametrize(("address", "heading"), LISTS.items())
def test_each_list_has_an_address_a_heading_and_a_title(read, titles, filed, address, heading):
    page = read(f"/blog/{address}")
    assert titles(f"/blog/{address}") == ["Soup"]
    assert " ".join(page.h2.text.split()) == heading
    name = re.sub("Posts (from|about|marked|by) |Series: |[“”]", "", heading)
    assert " ".join(page.title.text.split()).startswith(f"{name} – Blog")
    assert page.find("a", string="All posts")["href"] == "/blog/"
    assert page.find("link", rel="canonical")["href"] == f"http://localhost/blog/{address}"
    assert [item.text for item in page.select(".coprod-breadcrumbs li")][-2] == "Blog"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("?category=food", "topic/food/"),
        ("?tag=tea", "tag/tea/"),
        ("?page=7", ""),
        # An empty list has no address of its own.
        ("?category=nothing-there", ""),
    ],
)
def test_addresses_with_a_query_go_on_working_and_name_the_new_ones(read, filed, query, canonical):
    CategoryFactory(name="Nothing there", slug="nothing-there")
    page = read(f"/blog/{query}")
    assert page.find("link", rel="canonical")["href"] == f"http://localhost/blog/{canonical}"


def test_two_at_once_have_no_other_address(read, titles, filed):
    assert titles("/blog/?category=food&tag=tea") == ["Soup"]
    assert read("/blog/?category=food&tag=tea").find("link", rel="canonical") is None


@pytest.mark.parametrize(
    "address",
    [
        "2024/", "2026/04/", "2026/13/", "2026/00/", "0000/", "0000/01/", "2026/05/04/", "20266/", "٢٠٢٦/",
        "topic/", "topic/drink/", "topic/%00/", "topic/a b/", "tag/soup/", "by/nobody/", "by/blog/", "series/none/", "nothing/food/",
    ],
)  # fmt: skip
def test_what_is_empty_or_cannot_be_is_not_found(client, filed, address):
    assert client.get(f"/blog/{address}").status_code == 404


@pytest.mark.parametrize("away", ["draft", "private", "blog"])
def test_a_list_of_nothing_that_everybody_may_see_is_not_found(client, filed, away):
    if away == "draft":
        filed.unpublish()
    else:
        make_private(filed if away == "private" else filed.get_parent())
    for address in LISTS:
        # Wagtail asks whoever may not see the blog to sign in.
        assert client.get(f"/blog/{address}").status_code in ({302, 404} if away == "blog" else {404}), address


@pytest.mark.parametrize(
    ("asked", "now"), [("2026/5/", "2026/05/"), ("topic/FOOD/", "topic/food/"), ("Topic/food/", "topic/food/"), ("tag/Tea/?page=2", "tag/tea/?page=2")]
)  # fmt: skip
def test_other_ways_to_write_it_lead_there(client, filed, asked, now):
    answer = client.get(f"/blog/{asked}")
    assert (answer.status_code, answer["Location"]) == (302, f"/blog/{now}")


def test_former_names_lead_to_the_new_ones_from_both_forms_of_address(client, filed, food, series):
    food.slug = "eating"
    food.save()
    series.slug = "the-first-year"
    series.save()
    tea = Tag.objects.get(name="tea")
    tea.slug = "teas"
    tea.save()
    leads = {
        "topic/food/?page=1": "topic/eating/?page=1",
        "?category=food": "?category=eating",
        "tag/tea/": "tag/teas/",
        "?tag=tea": "?tag=teas",
        "series/our-first-year/": "series/the-first-year/",
    }
    for asked, now in leads.items():
        answer = client.get(f"/blog/{asked}")
        assert (answer.status_code, answer["Location"]) == (302, f"/blog/{now}"), asked
    merge_tags(Tag.objects.get(name="bus"), Tag.objects.get(name="tea"))
    assert client.get("/blog/tag/bus/")["Location"] == "/blog/tag/teas/"


def test_lists_come_in_pages(read, titles, write, food):
    for day in range(1, 13):
        write(f"Day {day}", 2026, 5, day, categories=[food])
    assert titles("/blog/topic/food/")[0] == "Day 12"
    assert titles("/blog/2026/?page=2") == ["Day 2", "Day 1"]
    page = read("/blog/topic/food/?page=2")
    assert page.select_one(".coprod-pagination a")["href"] == "/blog/topic/food/"
    assert "page 2 of 2" in page.title.text
    assert page.find("link", rel="canonical")["href"] == "http://localhost/blog/topic/food/?page=2"


def test_only_posts_of_this_blog(client, filed, blog, food, write):
    other = type(blog)(title="Other", slug="other")
    blog.get_parent().add_child(instance=other)
    assert client.get("/other/topic/food/").status_code == 404
    assert client.get("/other/by/maryam/").status_code == 404


@pytest.mark.shape
@pytest.mark.parametrize("slug", ["topic", "2026"])
def test_a_page_that_is_there_comes_first(read, titles, filed, blog, slug):
    BlogPostPageFactory(parent=blog, title="I was here first", slug=slug)
    assert read(f"/blog/{slug}/").h1.text == "I was here first"
    below = "topic/food/" if slug == "topic" else "2026/05/"
    assert titles(f"/blog/{below}") == ["Soup"]


def test_a_draft_does_not_hide_a_list(titles, filed, blog):
    BlogPostPageFactory(parent=blog, title="Not yet", slug="2026", live=False, date=None)
    assert titles("/blog/2026/") == ["Soup"]


@pytest.mark.parametrize("hide", ["unpublished", "private"])
def test_nobody_learns_of_a_profile_that_is_not_public(client, filed, member, hide):
    member.unpublish() if hide == "unpublished" else make_private(member)
    assert client.get("/blog/by/maryam/").status_code == 404


def test_somebody_without_a_profile_has_no_list(client, filed):
    BlogPostAuthorFactory(page=filed, name="Sam")
    assert client.get("/blog/by/sam/").status_code == 404


def test_the_words_are_those_of_the_language(settings, tmp_path, filed, read, client):
    settings.COPROD_WAGTAIL = {"FORMER_LIST_WORDS": {"topic": ["pwnc"]}}
    assert client.get("/blog/pwnc/food/")["Location"] == "/blog/topic/food/"
    assert kind_of("PWNC") == "topic"
    assert words_in("fr") == {"topic": "topic", "tag": "tag", "by": "by", "series": "series"}
    assert words_in("xx-nothing") == words_in("en")


@pytest.mark.parametrize("slug", ["feed", "2026", "1999", "tag", "Topic", "by", "series", "2026/"])
def test_which_names_are_taken(slug):
    assert is_taken(slug) == (slug != "2026/")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=30))
def test_whatever_somebody_types_is_a_page_or_not_found(client, filed, typed):
    for kind in ("topic", "tag", "by", "series"):
        answer = client.get(f"/blog/{kind}/{typed.replace('/', '')}/")
        assert answer.status_code in {200, 301, 302, 404}


def test_a_year_lists_its_months(read, write):
    for month, day in [(5, 1), (5, 2), (3, 1)]:
        write(f"{month}-{day}", 2026, month, day)
    months = read("/blog/2026/").select(".coprod-find li")
    assert [" ".join(month.text.split()) for month in months] == ["March 2026 1 post", "May 2026 2 posts"]
    assert months[0].a["href"] == "/blog/2026/03/"
    assert not read("/blog/2026/03/").select(".coprod-find")


def test_the_blog_lists_its_topics_and_years_with_numbers(read, write, food):
    bus = CategoryFactory(name="Buses", slug="buses")
    write("One", 2026, 5, 1, categories=[food, bus])
    write("Two", 2025, 5, 1, categories=[food])
    write("Draft", 2024, 5, 1, categories=[food], live=False)
    found = [" ".join(one.text.split()) for one in read("/blog/").select(".coprod-find li")]
    assert found == ["Buses 1 post", "Food & drink 2 posts", "2026 1 post", "2025 1 post"]
    assert [one["href"] for one in read("/blog/").select(".coprod-find a")] == [
        "/blog/topic/buses/",
        "/blog/topic/food/",
        "/blog/2026/",
        "/blog/2025/",
    ]


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", ["", *LISTS])
def test_the_number_of_queries_does_not_grow(client, filed, write, series, member, food, address):
    def add(number):
        for one in range(number):
            more = CategoryFactory()
            post = write(
                f"{number} {one}", 2026, 5, 1 + one % 9, tags=["tea", f"t{one}"], categories=[food, more], series=series
            )
            BlogPostAuthorFactory(page=post, profile=member)

    add(3)
    queries(client, f"/blog/{address}")
    few = queries(client, f"/blog/{address}")
    add(20)
    assert queries(client, f"/blog/{address}") == few


def test_topics_and_years_take_three_queries_however_many_there_are(client, blog, write, food, monkeypatch):
    for year in (2025, 2026):
        write(f"In {year}", year, 5, 1, categories=[food, CategoryFactory()])
    client.get("/blog/")
    with_them = queries(client, "/blog/")
    for tag in ("blog_topics", "blog_years"):
        monkeypatch.setattr(
            f"coprod_wagtail.blog.finding.counts.{'topics' if 'topics' in tag else 'years'}", lambda scope: []
        )
    assert with_them - queries(client, "/blog/") == 3


def test_topics_in_a_list_are_links(read, filed):
    links = read("/blog/").select(".coprod-post-summary__about a")
    assert [(link.text, link["href"]) for link in links] == [("Food & drink", "/blog/topic/food/")]
    assert read("/members/maryam/").select_one(".coprod-post-summary__about a")["href"] == "/blog/topic/food/"


def test_when_the_blog_moves_its_lists_are_found(client, filed, blog, django_capture_on_commit_callbacks):
    blog.slug = "news"
    with django_capture_on_commit_callbacks(execute=True):
        blog.save_revision().publish()
    answer = client.get("/blog/topic/food/")
    assert (answer.status_code, answer["Location"]) == (301, "/news/topic/food/")
    assert client.get("/blog/2026/05/")["Location"] == "/news/2026/05/"


def test_a_preview_of_the_blog_shows_the_whole_list(filed, blog):
    assert "Soup" in blog.make_preview_request().text


def test_the_last_month_of_all(titles, write):
    write("Far", 9999, 12, 31)
    assert titles("/blog/9999/12/") == titles("/blog/9999/") == ["Far"]
