"""Where a post leads on to: before and after it, related ones, the parts of its series; on its page and over JSON."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from coprod_wagtail.blog.finding import neighbours
from coprod_wagtail.blog.finding.in_order import in_order
from coprod_wagtail.blog.models import Series
from coprod_wagtail.pages.models import BlogIndexPage, BlogPostPage, RelatedBlogPost
from tests.pages.factories import CategoryFactory, make_private

pytestmark = pytest.mark.framework


def api(client, post):
    return client.get(f"/api/coprod/v1/posts/{post.pk}/").json()


def fresh(post):
    return BlogPostPage.objects.get(pk=post.pk)


def around(post):
    found = fresh(post).neighbours
    return [page and page.title for page in (found.older, found.newer)]


# Before and after


def test_the_order_is_that_of_the_list_from_end_to_end(write, blog):
    """Whatever is known of the posts' dates, one can go from the newest to the oldest, and back."""
    now = timezone.now()
    for number, day in enumerate([(2026, 5, 1), (2026, 5, 1), (2026, 5, 1), (2025, 1, 1), (), (), ()]):
        post = write(f"Post {number}", *day)
        if number % 3:
            moment = now - datetime.timedelta(days=number)
            BlogPostPage.objects.filter(pk=post.pk).update(first_published_at=moment)
    listed = list(blog.get_posts())
    for place, post in enumerate(listed):
        older = listed[place + 1].title if place + 1 < len(listed) else None
        assert around(post) == [older, listed[place - 1].title if place else None]


def test_only_what_everybody_may_see_is_around(write, blog):
    write("Draft", 2026, 5, 2, live=False)
    make_private(write("Private", 2026, 5, 4))
    middle = write("Middle", 2026, 5, 3)
    other = BlogIndexPage(title="Other", slug="other")
    blog.get_parent().add_child(instance=other)
    write("Of another blog", 2026, 5, 3, parent=other)
    assert around(middle) == [None, None]


@pytest.mark.shape
def test_both_doors_say_it(client, read, write):
    first, second, third = (write(f"Post {day}", 2026, 5, day) for day in (1, 2, 3))
    links = {link["rel"][0]: link for link in read(second.url).select(".coprod-neighbours a[rel]")}
    assert links["prev"]["href"] == first.url and "Older post Post 1" in " ".join(links["prev"].text.split())
    assert links["next"]["href"] == third.url and "Newer post Post 3" in " ".join(links["next"].text.split())
    told = api(client, second)
    assert told["previous"] == {"id": first.pk, "title": "Post 1", "path": "/blog/post-1/", "url": first.full_url}
    assert told["next"]["id"] == third.pk
    assert api(client, third)["next"] is None


def test_the_way_back(read, write):
    page = read(write("Soup", 2026, 5, 4).url)
    assert [link["href"] for link in page.select(".coprod-breadcrumbs a")][-1] == "/blog/"
    assert page.select_one(".coprod-back a").text == "Back to Blog"


# Related


@pytest.fixture
def food(db):
    return CategoryFactory(name="Food", slug="food")


def related(post):
    return [page.title for page in fresh(post).related]


def test_those_that_share_most_come_first(client, read, write, food):
    post = write("Post", 2026, 5, 4, tags=["tea", "cake"], categories=[food])
    write("One topic", 2026, 5, 5, categories=[food])
    write("Nothing", 2026, 5, 6, tags=["bus"])
    write("Two tags", 2026, 5, 1, tags=["tea", "cake"])
    write("One tag", 2026, 5, 2, tags=["tea"])
    write("One tag, older", 2025, 5, 2, tags=["cake"])
    assert related(post) == ["Two tags", "One tag", "One tag, older"]
    section = read(post.url).find(id="coprod-related").parent
    assert [link.text for link in section.select("a")] == related(post)
    assert [link["title"] for link in api(client, post)["related"]] == related(post)


@pytest.fixture
def two_nearby(monkeypatch):
    monkeypatch.setattr(neighbours, "NEARBY", 2)
    neighbours._dated_posts.cache_clear()
    yield
    neighbours._dated_posts.cache_clear()


@pytest.mark.usefixtures("two_nearby")
def test_only_posts_near_it_are_looked_at(write):
    post = write("Post", 2026, 5, 10, tags=["tea"])
    for day in (7, 8, 9, 11, 12, 13):
        write(f"Day {day}", 2026, 5, day, tags=["tea"])
    assert related(post) == ["Day 12", "Day 11", "Day 9"]
    assert around(post) == ["Day 9", "Day 11"]


def test_one_without_a_date_goes_with_others_without(write):
    post = write("Post", tags=["tea"])
    write("Undated", tags=["tea"])
    write("Dated", 2026, 5, 4, tags=["tea"])
    assert related(post) == ["Undated"]


def test_nothing_is_related_to_what_is_about_nothing(write):
    write("Other", 2026, 5, 4)
    assert related(write("Post", 2026, 5, 5)) == []


def choose(post, *others):
    post.related_posts = [RelatedBlogPost(post=other, sort_order=place) for place, other in enumerate(others)]
    post.save_revision().publish()


@pytest.mark.shape
def test_what_an_editor_chose_comes_instead_and_in_order(write):
    post = write("Post", 2026, 5, 4, tags=["tea"])
    first, second = write("First", 2020, 5, 5), write("Second", 2026, 5, 3)
    write("Same tag", 2026, 5, 2, tags=["tea"])
    choose(post, first, second)
    assert related(post) == ["First", "Second"]
    assert around(post)[0] == "Second"


def test_what_was_chosen_and_is_not_public_any_more_is_not_shown(write):
    post = write("Post", 2026, 5, 4, tags=["tea"])
    chosen = [write(f"Chosen {one}", 2026, 5, 5) for one in range(3)]
    write("Same tag", 2026, 5, 2, tags=["tea"])
    choose(post, *chosen, post)
    chosen[0].unpublish()
    make_private(chosen[1])
    assert related(post) == ["Chosen 2"]
    chosen[2].delete()
    assert related(post) == ["Same tag"]


# Series


@pytest.fixture
def series(db):
    return Series.objects.create(name="Our first year", slug="our-first-year")


@pytest.mark.shape
def test_a_post_says_which_part_it_is_and_leads_to_the_others(client, read, write, series):
    first, second, third = (write(f"Part {day}", 2026, 5, day, series=series) for day in (1, 2, 3))
    write("Draft", 2026, 5, 4, series=series, live=False)
    page = read(second.url)
    place = page.select_one(".coprod-series__place")
    assert " ".join(place.text.split()) == "Part 2 of 3 of Our first year"
    assert place.a["href"] == "/blog/series/our-first-year/"
    parts = page.find("nav", attrs={"aria-label": "Other parts of this series"})
    assert [link["href"] for link in parts.select("a")] == [first.url, third.url]
    told = api(client, second)["series"]
    assert (told["name"], told["slug"], told["part"], told["of"]) == ("Our first year", "our-first-year", 2, 3)
    assert (told["previous"]["id"], told["next"]["id"]) == (first.pk, third.pk)
    assert api(client, first)["series"]["previous"] is None
    listed = read("/blog/series/our-first-year/").select(".coprod-post-summary__title")
    assert [one.text.strip() for one in listed] == ["Part 1", "Part 2", "Part 3"]


def test_a_part_number_changes_the_order(titles, write, series):
    for day in (1, 2, 3):
        write(f"Day {day}", 2026, 5, day, series=series, series_part=2 if day == 3 else None)
    assert titles("/blog/series/our-first-year/") == ["Day 1", "Day 3", "Day 2"]


def test_the_only_part_is_counted_by_nobody(read, write, series):
    page = read(write("Alone", 2026, 5, 1, series=series).url)
    assert " ".join(page.select_one(".coprod-series__place").text.split()) == "Part of Our first year"


def test_a_series_that_is_deleted_leaves_its_posts(read, write, series):
    post = write("Part", 2026, 5, 1, series=series)
    series.delete()
    assert not read(post.url).select(".coprod-series__place")


@pytest.mark.pure
@given(st.lists(st.one_of(st.none(), st.integers(1, 300)), max_size=12))
def test_every_part_has_one_place_and_numbers_are_kept_where_they_can_be(numbers):
    posts = [
        BlogPostPage(pk=pk, date=datetime.date(2026, 1, 1) + datetime.timedelta(days=pk), series_part=number)
        for pk, number in enumerate(numbers, 1)
    ]
    found = in_order(reversed(posts))
    assert sorted(post.pk for post in found) == [post.pk for post in posts]
    others = [post.pk for post in found if not post.series_part]
    assert others == sorted(others)
    chosen = [number for number in numbers if number]
    if len(set(chosen)) == len(chosen):
        for place, post in enumerate(found, 1):
            if post.series_part and post.series_part <= len(posts):
                assert place == post.series_part or place < post.series_part


# What it costs


def queries(call):
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


@pytest.mark.parametrize("door", ["page", "api"])
def test_the_number_of_queries_does_not_grow(client, write, series, food, door):
    post = write("Post", 2026, 5, 10, tags=["tea"], categories=[food], series=series)
    address = post.url if door == "page" else f"/api/coprod/v1/posts/{post.pk}/"

    def add(number):
        for one in range(number):
            write(f"{number} {one}", 2026, 5, 1 + one, tags=["tea", f"t{one}"], categories=[food], series=series)

    add(4)
    client.get(address)
    few = queries(lambda: client.get(address))
    add(20)
    assert queries(lambda: client.get(address)) == few


def ask_for_what_the_page_draws(post):
    return post.blog_index, post.shown_tags, post.shown_categories


@pytest.mark.parametrize("chosen", [True, False])
def test_it_takes_three_queries_at_most(write, series, food, chosen):
    post = write("Post", 2026, 5, 10, tags=["tea"], categories=[food], series=series)
    others = [write(f"{one}", 2026, 5, 8 + one, tags=["tea"], series=series) for one in range(4)]
    if chosen:
        choose(post, *others[:3])
    post = fresh(post)
    ask_for_what_the_page_draws(post)
    asked = queries(lambda: (post.neighbours, post.related, post.in_series))
    assert (asked, len(post.related)) == (3, 3)


def test_one_in_no_series_takes_two(write):
    posts = [write(f"Post {day}", 2026, 5, day) for day in (1, 2, 3)]
    post = fresh(posts[1])
    ask_for_what_the_page_draws(post)
    assert queries(lambda: (post.neighbours, post.related, post.in_series)) == 2


# In the editor


def test_a_preview_shows_what_the_form_says(write, series, food):
    post = write("Post", 2026, 5, 4)
    others = [write(f"Other {one}", 2026, 5, 5) for one in range(2)]
    draft = fresh(post)
    draft.series = series
    draft.related_posts = [RelatedBlogPost(post=other) for other in reversed(others)]
    text = draft.make_preview_request().text
    assert text.index("Other 1") < text.index("Other 0")
    assert "Our first year" in text


def test_the_preview_of_a_new_post(write, blog, series):
    write("Other", 2026, 5, 4, series=series)
    new = BlogPostPage(title="New", slug="new", series=series)
    parent = BlogIndexPage.objects.get(pk=blog.pk)
    new.path = BlogPostPage._get_children_path_interval(parent.path)[1]
    new.depth = parent.depth + 1
    new.set_url_path(parent)
    new.locale = parent.locale
    text = " ".join(new.make_preview_request(original_request=None).text.split())
    assert "Part 2 of 2 of" in text


NAMES = ("authors", "related_posts", "comments")
EMPTY = {
    **{f"{name}-{kind}_FORMS": "0" for name in NAMES for kind in ("TOTAL", "INITIAL")},
    **dict.fromkeys(("summary", "date", "closing_question", "tags"), ""),
    "body-count": "0",
}


def edit(client, post, **fields):
    data = EMPTY | {"title": post.title, "slug": post.slug} | fields
    return client.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), data)


REFUSED = "The blog needs this web address itself. Choose another one, such as"


@pytest.mark.parametrize("slug", ["2026", "topic", "tag", "by", "series", "search", "feed"])
def test_a_post_is_not_put_where_a_list_is(admin_client, write, slug):
    post = write("Post", 2026, 5, 4)
    answer = edit(admin_client, post, slug=slug)
    assert f"{REFUSED} {slug}-post." in answer.text
    assert fresh(post).slug == "post"
    data = EMPTY | {"title": "New", "slug": slug}
    address = reverse("wagtailadmin_pages:add", args=["coprod_pages", "blogpostpage", post.get_parent().pk])
    assert REFUSED in admin_client.post(address, data).text


def test_one_that_is_there_already_can_still_be_saved(admin_client, write):
    post = write("Topic", 2026, 5, 4, slug="topic")
    assert edit(admin_client, post, slug="topic", title="Another title").status_code == 302
    assert fresh(post).get_latest_revision_as_object().title == "Another title"


def test_other_slugs_are_free(admin_client, write):
    post = write("Post", 2026, 5, 4)
    assert edit(admin_client, post, slug="topics-2026").status_code == 302


def test_an_editor_puts_a_post_in_a_series_and_chooses_what_to_read_next(admin_client, write, series):
    post, other = write("Post", 2026, 5, 4), write("Other", 2026, 5, 5)
    chosen = {"related_posts-TOTAL_FORMS": "1", "related_posts-0-post": str(other.pk), "related_posts-0-ORDER": "1"}
    edit(admin_client, post, series=str(series.pk), series_part="2", **chosen, **{"action-publish": "1"})
    post = fresh(post)
    assert (post.series, post.series_part, related(post)) == (series, 2, ["Other"])
    assert post.copy(update_attrs={"slug": "copy"}).series_part is None


def test_series_are_kept_beside_categories(admin_client, write, series):
    write("Part", 2026, 5, 4, series=series)
    assert "Our first year" in admin_client.get(reverse("wagtailsnippets_coprod_blog_series:list")).text
    data = {"name": "Another", "slug": "our-first-year", "description": ""}
    answer = admin_client.post(reverse("wagtailsnippets_coprod_blog_series:add"), data)
    assert "Another series has this name in its address." in answer.text
    answer = admin_client.get(reverse("wagtailsnippets_coprod_blog_series:delete", args=[series.pk]))
    assert "1 post is in this series and will be in none. The post itself stays." in answer.text


# The list over JSON


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("year=2026&month=5", {"Soup", "Cake"}),
        ("month=6", {"Bus"}),
        ("series=our-first-year", {"Soup"}),
        ("series=was-called-so", {"Soup"}),
        ("series=nothing", set()),
        ("under=/blog/", {"Soup", "Cake", "Bus"}),
        ("under=/other", {"Elsewhere"}),
    ],
)
def test_the_list_can_be_narrowed(client, write, blog, series, query, found):
    Series.objects.filter(pk=series.pk).update(slug="was-called-so")
    series.save()  # noted as a former name
    write("Soup", 2026, 5, 4, series=series)
    write("Cake", 2026, 5, 5)
    write("Bus", 2025, 6, 5)
    other = BlogIndexPage(title="Other", slug="other")
    blog.get_parent().add_child(instance=other)
    write("Elsewhere", 2024, 1, 1, parent=other)
    items = client.get(f"/api/coprod/v1/posts/?{query}").json()["items"]
    assert {item["title"] for item in items} == found
    ids = client.get(f"/api/coprod/v1/posts/?under={other.pk}").json()["items"]
    assert [item["title"] for item in ids] == ["Elsewhere"]


@pytest.mark.parametrize("query", ["month=13", "month=0", "month=x", "series=%00"])
def test_what_can_mean_nothing_is_refused(client, blog, query):
    assert client.get(f"/api/coprod/v1/posts/?{query}").status_code == 422


def test_under_a_blog_that_is_not_public_is_nothing(client, write, blog):
    write("Soup", 2026, 5, 4)
    make_private(blog)
    assert client.get("/api/coprod/v1/posts/?under=/blog/").status_code == 422
