"""What the cache in front of the site forgets in one language when something changes in another."""

import pytest
from wagtail.models import Site

from coprod_wagtail.models import SiteHelp
from coprod_wagtail.page_tree.paths import page_path

from .translating import translate

pytestmark = pytest.mark.django_db


def test_a_translated_post_that_names_the_original_profile(
    member, welsh_post, purged, django_capture_on_commit_callbacks
):
    member.display_name = "M."
    with django_capture_on_commit_callbacks(execute=True):
        member.save_revision().publish()
    assert {page_path(page).path for page in (welsh_post, welsh_post.get_parent())} <= purged()


def test_a_translated_profile_that_lists_what_names_the_original(
    member, welsh_home, welsh_post, purged, django_capture_on_commit_callbacks
):
    translate(member.get_parent().specific)
    welsh_member = translate(member)
    with django_capture_on_commit_callbacks(execute=True):
        welsh_post.unpublish()
    assert page_path(welsh_member).path in purged()


def test_words_on_every_page_stand_on_the_pages_of_every_language(
    post, welsh_post, purged, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        SiteHelp.objects.create(site=Site.objects.get(), phone="020 7946 0000")
    assert {page_path(page).path for page in (post, welsh_post)} <= purged()
