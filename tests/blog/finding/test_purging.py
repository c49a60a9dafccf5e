"""What a cache in front of the site keeps of the lists and of what leads on to a post, and what it is told to forget."""

import pytest
from taggit.models import Tag

from coprod_wagtail.blog.finding import index
from coprod_wagtail.blog.models import Series
from coprod_wagtail.pages.models import BlogIndexPage, BlogPostPage, RelatedBlogPost
from tests.pages.factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    make_private,
)
from tests.purged import Remembers

pytestmark = pytest.mark.framework


@pytest.fixture
def food(db):
    return CategoryFactory(name="Food", slug="food")


@pytest.fixture
def member(root_page):
    members = MemberIndexPageFactory(parent=root_page, title="Members", slug="members")
    return MemberProfilePageFactory(parent=members, title="Maryam", slug="maryam")


@pytest.fixture
def post(write, food, member):
    series = Series.objects.create(name="A year", slug="a-year")
    post = write("Soup", 2026, 5, 4, tags=["tea"], categories=[food], series=series)
    BlogPostAuthorFactory(page=post, profile=member)
    return BlogPostPage.objects.get(pk=post.pk)


LISTS = {f"/blog/{below}" for below in ("topic/food/", "tag/tea/", "series/a-year/", "by/maryam/", "2026/", "2026/05/")}


@pytest.fixture
def forgotten(purged, django_capture_on_commit_callbacks):
    """`forgotten(do)`: what was purged because of that."""

    def forgotten(do):
        Remembers.purged = []
        with django_capture_on_commit_callbacks(execute=True):
            do()
        return purged()

    return forgotten


def test_shared_caches_may_keep_the_lists(client, settings, post):
    settings.COPROD_WAGTAIL = {"PAGE_CACHE_SECONDS": 60}
    for address in ["/blog/", *LISTS]:
        assert "s-maxage=60" in client.get(address, headers={"host": "localhost"})["Cache-Control"], address
    other = client.get("/blog/topic/food/?page=1", headers={"host": "localhost"})
    assert "s-maxage" not in other["Cache-Control"]


def test_they_are_forgotten_with_the_blog(post, forgotten):
    assert forgotten(lambda: post.save_revision().publish()) >= LISTS


def empty(post):
    post.tags.clear()
    post.categories.clear()
    post.authors.clear()
    post.series, post.date = None, "2020-01-01"
    post.save_revision().publish()


@pytest.mark.shape
@pytest.mark.parametrize(
    "leave",
    [empty, lambda post: post.unpublish(), make_private, lambda post: post.delete()],
    ids=["nothing of it", "unpublished", "private", "deleted"],
)
def test_lists_that_a_post_leaves_are_forgotten(post, forgotten, leave):
    assert forgotten(lambda: leave(post)) >= LISTS


def test_so_are_those_of_a_blog_that_it_leaves(post, blog, forgotten):
    other = BlogIndexPage(title="Other", slug="other")
    type(blog).objects.get(pk=blog.pk).get_parent().add_child(instance=other)
    found = forgotten(lambda: post.move(other, pos="last-child"))
    assert found >= LISTS
    assert "/other/topic/food/" in found


def test_what_is_called_otherwise_is_forgotten_where_it_was(post, food, forgotten):
    tea = Tag.objects.get(name="tea")
    for thing, was in ((food, "topic/food/"), (tea, "tag/tea/"), (post.series, "series/a-year/")):
        thing.slug = "new"
        found = forgotten(thing.save)
        assert {f"/blog/{was}", f"/blog/{was.split('/')[0]}/new/"} <= found


@pytest.mark.parametrize("way", ["unpublished", "deleted", "private", "another slug"])
def test_so_is_a_member_who_goes(post, member, forgotten, way):
    def go():
        if way == "private":
            make_private(member)
        elif way == "another slug":
            member.slug = "m"
            member.save_revision().publish()
        else:
            member.unpublish() if way == "unpublished" else member.delete()

    assert "/blog/by/maryam/" in forgotten(go)


@pytest.fixture
def leading(write, post, food):
    """Posts that lead to "Soup": the ones before and after it, one about the same, one that chose it, another part."""
    chosen = write("Chosen", 2020, 1, 1)
    RelatedBlogPost.objects.create(page=chosen, post=post)
    return [
        write("Older", 2026, 5, 3),
        write("Newer", 2026, 5, 5),
        write("Same tag", 2026, 6, 1, tags=["tea"]),
        write("Same series", 2024, 5, 5, series=post.series),
        chosen,
    ]


def rename(post):
    post.title = "Stew"
    post.save_revision().publish()


@pytest.mark.parametrize(
    "change",
    [rename, empty, lambda post: post.unpublish(), make_private, lambda post: post.delete()],
    ids=["renamed", "elsewhere", "unpublished", "private", "deleted"],
)
def test_the_posts_that_lead_to_it_are_forgotten(post, leading, forgotten, change):
    assert forgotten(lambda: change(post)) >= {page.url for page in leading}


def test_a_new_post_is_the_next_of_the_one_before(write, post, forgotten):
    new = write("New", 2026, 7, 1, live=False)
    assert post.url in forgotten(lambda: new.save_revision().publish())


def test_a_draft_changes_nothing_that_is_kept(post, leading, forgotten):
    post.title = "Draft"
    assert forgotten(post.save_revision) == set()


def test_a_busy_blog_has_no_more_addresses_than_a_cache_can_be_told_of(blog, write, monkeypatch):
    monkeypatch.setattr(index, "KEPT_ARCHIVES", 3)
    for one in range(12):
        write(f"Post {one}", 2026, 5, 4, tags=[f"t{one}"])
    kept = [path for path in blog.get_cached_paths() if path.count("/") > 1 and "feed" not in path]
    assert len(kept) == 3
    thrown = [path for path in blog.get_purged_paths() if path.count("/") > 1 and "feed" not in path]
    assert len(thrown) == 6 and thrown[:3] == kept
