import pytest
from wagtail.search.backends import get_search_backend

from coprod_wagtail.pages.models import BlogPostPage
from tests.factories import BlogPostPageFactory
from tests.pages.factories import (
    BlogPostAuthorFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    make_private,
)
from tests.searching import SEARCHES

pytestmark = [pytest.mark.framework, *SEARCHES]


def found(words):
    return [page.title for page in get_search_backend().search(words, BlogPostPage.objects.live())]


@pytest.fixture
def by_maryam(post, root_page, django_capture_on_commit_callbacks):
    """A post that search finds under the name of its author."""
    members = MemberIndexPageFactory(parent=root_page)
    member = MemberProfilePageFactory(parent=members, title="Maryam")
    BlogPostAuthorFactory(page=post, profile=member)
    with django_capture_on_commit_callbacks(execute=True):
        BlogPostPage.objects.get(pk=post.pk).save()
    assert found("Maryam") == ["A good week"]
    return member


def test_a_post_is_found_by_its_words(blog, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        BlogPostPageFactory(
            parent=blog, title="Kettle", summary="About urns", body=[("text", "<p>porcelain</p>")], live=True
        )

    assert found("kettle") == found("urns") == found("porcelain") == ["Kettle"]


def test_a_profile_that_is_taken_away_takes_its_name_out_of_search(by_maryam, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        by_maryam.unpublish()

    assert found("Maryam") == []
    assert found("week") == ["A good week"]


def test_a_profile_that_is_deleted_takes_its_name_out_of_search(by_maryam, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        by_maryam.delete()

    assert found("Maryam") == []


def test_a_profile_behind_a_login_is_not_found_by_name(by_maryam, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        restriction = make_private(by_maryam.get_parent())
    assert found("Maryam") == []

    with django_capture_on_commit_callbacks(execute=True):
        restriction.delete()
    assert found("Maryam") == ["A good week"]


def test_a_profile_that_changes_its_name_is_found_by_the_new_one(by_maryam, django_capture_on_commit_callbacks):
    by_maryam.display_name = "Zainab"
    with django_capture_on_commit_callbacks(execute=True):
        by_maryam.save_revision().publish()

    assert found("Zainab") == ["A good week"]
    assert found("Maryam") == []
