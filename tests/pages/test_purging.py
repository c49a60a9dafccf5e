"""What the cache in front of the site forgets when what pages show changes elsewhere."""

import pytest

from coprod_wagtail.page_tree.paths import page_path
from tests.factories import BlogPostPageFactory
from tests.pages.factories import BlogPostAuthorFactory, MemberProfilePageFactory, make_private

pytestmark = pytest.mark.framework

#: The hands that a member's profile can be taken away by.
TAKEN_AWAY = {
    "made private": make_private,
    "made private with the list of members": lambda member: make_private(member.get_parent()),
    "unpublished": lambda member: member.unpublish(),
    "deleted": lambda member: member.delete(),
    "moved to where only members read": lambda member: member.move(_private_list_beside(member), pos="last-child"),
}


def _private_list_beside(member):
    members = member.get_parent().specific
    private = type(members)(title="Members only", slug="members-only")
    members.get_parent().add_child(instance=private)
    make_private(private)
    return private


def paths(*pages):
    return {page_path(page).path for page in pages}


def api(kind, page):
    return f"/api/coprod/v1/{kind}/{page.pk}/"


@pytest.fixture
def co_author(whole_site):
    """Another member, who wrote the post, too."""
    sam = MemberProfilePageFactory(parent=whole_site["members"], title="Sam", slug="sam")
    BlogPostAuthorFactory(page=whole_site["post"], profile=sam, sort_order=1)
    return sam


@pytest.fixture
def shown_with(whole_site, co_author):
    """Where the member's name stands, beside the profile and the list of members."""
    post, blog = whole_site["post"], whole_site["blog"]
    return paths(post, blog, co_author) | {api("posts", post)}


def test_a_category_of_another_name(whole_site, purged, django_capture_on_commit_callbacks):
    category = whole_site["post"].categories.get()
    category.name = "Eating"
    with django_capture_on_commit_callbacks(execute=True):
        category.save()
    assert paths(whole_site["post"], whole_site["blog"]) <= purged()
    assert api("posts", whole_site["post"]) in purged()


def test_a_category_that_goes(whole_site, purged, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        whole_site["post"].categories.get().delete()
    assert paths(whole_site["post"], whole_site["blog"]) <= purged()


def test_it_is_never_in_the_way_of_who_changes_it(whole_site, purged, monkeypatch):
    def fails(*args):
        raise RuntimeError

    monkeypatch.setattr("coprod_wagtail.blog.signal_handlers.purge_soon", fails)
    whole_site["post"].categories.get().save()
    assert purged() == set()


@pytest.mark.shape
@pytest.mark.sampled
@pytest.mark.parametrize("away", TAKEN_AWAY)
def test_a_member_who_took_their_profile_away_is_named_nowhere(
    whole_site, shown_with, purged, away, django_capture_on_commit_callbacks
):
    own = paths(whole_site["member"], whole_site["members"])
    with django_capture_on_commit_callbacks(execute=True):
        TAKEN_AWAY[away](whole_site["member"])
    assert own | shown_with <= purged()


def test_a_member_with_another_name(whole_site, shown_with, purged, django_capture_on_commit_callbacks):
    member = whole_site["member"]
    member.display_name = "M."
    with django_capture_on_commit_callbacks(execute=True):
        member.save_revision().publish()
    assert paths(member, whole_site["members"]) | shown_with <= purged()


@pytest.mark.parametrize("away", ["made private", "unpublished"])
def test_a_post_that_is_no_more_is_listed_on_no_profile(
    whole_site, co_author, purged, away, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        TAKEN_AWAY[away](whole_site["post"])
    assert paths(whole_site["member"], co_author, whole_site["blog"]) <= purged()


def test_neither_are_many_that_went_at_once(whole_site, purged, django_capture_on_commit_callbacks):
    """The further pages of the profile's list are gone, too, before anything is purged."""
    member = whole_site["member"]
    posts = [BlogPostPageFactory(parent=whole_site["blog"]) for _one in range(2 * member.POSTS_PER_PAGE)]
    for post in posts:
        BlogPostAuthorFactory(page=post, profile=member, sort_order=0)
    with django_capture_on_commit_callbacks(execute=True):
        for post in posts:
            post.unpublish()
    [path] = paths(member)
    assert {f"{path}?page=2", f"{path}?page=3"} <= purged()


@pytest.mark.parametrize("change", ["taken off", "another instead", "deleted with the post"])
def test_a_post_lists_on_no_profile_that_it_does_not_name(
    whole_site, co_author, purged, change, django_capture_on_commit_callbacks
):
    post = whole_site["post"]
    with django_capture_on_commit_callbacks(execute=True):
        if change == "deleted with the post":
            post.delete()
        else:
            post.authors = [author for author in post.authors.all() if author.profile_id == co_author.pk]
            if change == "another instead":
                [author] = post.authors.all()
                author.profile = whole_site["member"]
                author.save()
            post.save_revision().publish()
    assert paths(co_author if change == "another instead" else whole_site["member"]) <= purged()


@pytest.mark.shape
def test_the_old_path_in_the_api_goes_as_well(whole_site, purged, django_capture_on_commit_callbacks):
    blog, post = whole_site["blog"], whole_site["post"]
    before = page_path(post).path
    with django_capture_on_commit_callbacks(execute=True):
        blog.slug = "news"
        blog.save()
    post.refresh_from_db()
    for path in (before, page_path(post).path):
        assert f"/api/coprod/v1/posts/by-path/?path={path}" in purged()
