"""Who has to know that a picture has another file, and sites that have pictures in a way of their own."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from coprod_wagtail.caching import content_version
from coprod_wagtail.content.pictures import cleaning, tasks
from coprod_wagtail.content.pictures.names import is_clean
from coprod_wagtail.content.pictures.usage import shown
from coprod_wagtail.models import SiteHelp
from coprod_wagtail.pages.models import MemberProfilePage

from .conftest import NAME
from .test_pages import fresh

pytestmark = pytest.mark.framework


def test_caches_forget_the_old_addresses_and_the_pages_that_name_them(profile, post_with, purged, commit):
    photo = fresh(profile.photo)
    old = [f"/media/{photo.file.name}", photo.get_rendition("fill-160x160").url]
    post = post_with(None)
    with commit():
        profile.unpublish()
    assert set(old) <= purged()
    photo = fresh(photo)
    old = [f"/media/{photo.file.name}", photo.get_rendition("width-50").url]
    post.image = photo
    post.image_decorative = True
    with commit():
        post.save()
        cleaning.replace(photo, cleaning.clean_copy_of(photo))
    assert {*old, "/blog/", "/blog/a-day-out/", f"/api/coprod/v1/posts/{post.pk}/"} <= purged()


def test_pages_are_drawn_anew_before_their_etag_is_known(profile, settings, commit):
    settings.COPROD_WAGTAIL = {"ETAG_BEFORE_DRAWING": True}
    content_version.note_change()
    before = cache.get(content_version.KEY)
    with commit():
        tasks.put_pictures_away.func([str(profile.photo_id)], profile.pk)
    assert cache.get(content_version.KEY) != before


def test_an_old_size_is_not_found_in_the_cache_any_more(profile, commit):
    """Processes remember sizes in a cache they share, under the picture's hash, which is the same under its new name."""
    old = fresh(profile.photo).get_rendition("width-40")
    with commit():
        tasks.put_pictures_away.func([str(profile.photo_id)], profile.pk)
    assert fresh(profile.photo).get_rendition("width-40").file.name != old.file.name


def test_a_site_may_say_the_folder_and_not_the_name(monkeypatch, upload, post_with):
    monkeypatch.setattr(get_image_model(), "get_upload_to", lambda image, name: f"of-{image.pk}/{NAME}.jpg")
    picture = upload()
    post_with(picture)
    picture = fresh(picture)
    assert picture.file.name.startswith(f"of-{picture.pk}/picture-") and is_clean(picture)


def test_so_it_may_where_all_are_cleaned_when_they_come(monkeypatch, upload, media, settings, commit):
    monkeypatch.setattr(get_image_model(), "get_upload_to", lambda image, name: f"people/{NAME}.jpg")
    settings.COPROD_WAGTAIL = {"CLEAN_ALL_PICTURES": True}
    with commit():
        picture = upload()
    assert media.telling() == [] and list(media.files()) == [fresh(picture).file.name]
    assert is_clean(fresh(picture))


def test_a_private_branch_is_asked_about_in_a_few_queries(members, publish, upload, commit):
    def queries():
        with CaptureQueriesContext(connection) as found, commit():
            tasks.put_pictures_of_branch_away.func(members.pk)
        return len(found)

    decorative = {"photo_decorative": True}
    publish(MemberProfilePage(title="One", photo=upload(), **decorative), members)
    queries()  # whatever is looked up once a process
    one = queries()
    for title in ("Two", "Three", "Four"):
        publish(MemberProfilePage(title=title, photo=upload(), **decorative), members)
    assert queries() == one


def test_after_it_is_private_each_has_another_name(members, publish, upload, commit):
    pages = [
        publish(MemberProfilePage(title=title, photo=upload(), photo_decorative=True), members)
        for title in ("One", "Two")
    ]
    before = {fresh(page.photo).file.name for page in pages}
    with commit():
        PageViewRestriction.objects.create(page=members, restriction_type="password", password="pier")
    assert not before & {fresh(page.photo).file.name for page in pages}


def test_what_a_thing_of_another_kind_shows_counts_as_shown(profile, monkeypatch):
    """Nobody can say on which pages a setting or a snippet is drawn."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import ReferenceIndex, Site

    setting = SiteHelp.objects.create(site=Site.objects.get(), text="Ring us")
    kind = ContentType.objects.get_for_model(SiteHelp)
    photo = ContentType.objects.get_for_model(get_image_model())
    profile.unpublish()
    assert shown([profile.photo_id]) == set()
    ReferenceIndex.objects.create(
        content_type=kind, base_content_type=kind, object_id=str(setting.pk), to_content_type=photo,
        to_object_id=str(profile.photo_id), model_path="logo", content_path="logo",
        content_path_hash="4a5b1a3f-8d3c-4a2a-9c3e-0f0f0f0f0f0f",
    )  # fmt: skip
    assert shown([profile.photo_id]) == {profile.photo_id}


def test_fixtures_are_loaded_as_they_are(upload, posts):
    from django.core import serializers

    picture = upload()
    written = serializers.serialize("json", [picture])
    for loaded in serializers.deserialize("json", written):
        loaded.save()
    assert fresh(picture).file.name == picture.file.name


def test_any_page_with_comments_counts(root_page, upload, media, publish):
    from tests.factories import QuestionPage

    picture = upload()
    body = [{"type": "picture", "value": {"image": {"image": picture.pk, "alt_text": "A pier"}, "caption": ""}}]
    publish(QuestionPage(title="Question", question="What?", body=body), root_page)
    assert media.telling() == []
