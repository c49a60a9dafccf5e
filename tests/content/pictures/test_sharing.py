"""The picture that a site shows where somebody shares a link: as clean as those on pages."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Site

from coprod_wagtail.content.pictures.all_pictures import Library
from coprod_wagtail.content.pictures.names import is_clean
from coprod_wagtail.models import SearchAndSharing
from tests.seo.heads import head_of

from .test_admin import SENTENCE
from .test_pages import DAMAGED, fresh

pytestmark = pytest.mark.framework

ALT = "Two people peel potatoes."


@pytest.fixture
def sharing(upload, commit):
    with commit():
        return SearchAndSharing.objects.create(site=Site.objects.get(), picture=upload(), picture_alt=ALT)


def settings_form(site):
    return reverse("wagtailsettings:edit", args=["coprod_wagtail", "searchandsharing", site.pk])


def test_it_is_shown_for_a_page_without_one(client, sharing, post_with):
    own = post_with(None, title="A day out")
    head = head_of(client, own.url)
    assert ".fill-1200x630" in head.og("image") and head.og("image:alt") == ALT
    size = fresh(sharing.picture).renditions.get(filter_spec="fill-1200x630")
    assert (head.og("image:width"), head.og("image:height")) == (str(size.width), str(size.height))
    told = client.get(f"/api/coprod/v1/posts/{own.pk}/").json()["seo"]["og"]
    assert (told["image"], told["image_alt"]) == (head.og("image"), ALT)


def test_a_pages_own_picture_comes_first(client, sharing, post_with, upload):
    head = head_of(client, post_with(upload()).url)
    assert "fill-1200x630" not in head.og("image") and head.og("image:alt") == "A pier"


def test_it_is_made_once(client, sharing, post_with):
    url = post_with(None).url
    first = head_of(client, url).og("image")
    assert head_of(client, url).og("image") == first
    assert fresh(sharing.picture).renditions.filter(filter_spec="fill-1200x630").count() == 1


def test_a_file_that_is_gone_breaks_no_page(client, sharing, post_with, media):
    (media.root / fresh(sharing.picture).file.name).unlink()
    head = head_of(client, post_with(None).url)
    assert head.og("image") is None and head.only('meta[name="twitter:card"]', "content") == "summary"


def test_it_tells_nothing(sharing, media):
    assert is_clean(fresh(sharing.picture)) and media.telling() == []


def test_another_file_for_it_is_cleaned_at_once(sharing, upload, media, commit):
    from django.core.files.base import ContentFile

    from . import telling

    picture = fresh(sharing.picture)
    picture.file = ContentFile(telling.FILES[".jpg"](), name="Jane.jpg")
    with commit():
        picture.save()
    assert is_clean(fresh(picture)) and media.telling() == []


def test_one_that_was_there_before_is_found(sharing, upload):
    old = upload()
    SearchAndSharing.objects.update(picture=old)
    assert Library().has_unclean()
    call_command("clean_pictures", commit=True, verbosity=0)
    assert is_clean(fresh(old)) and not Library().has_unclean()


def test_one_that_cannot_be_cleaned_is_said_in_the_form(admin_client, upload, media):
    site, broken = Site.objects.get(), upload(title="Pier")
    broken.get_rendition("max-165x165")  # as the library and the form show it
    (media.root / broken.file.name).write_bytes(DAMAGED)
    answer = admin_client.post(settings_form(site), {"picture": broken.pk, "picture_alt": ALT})
    assert escape(SENTENCE) in answer.text
    assert not SearchAndSharing.objects.exclude(picture=None).exists()


def test_an_editor_chooses_one_and_says_what_it_shows(admin_client, upload):
    site, picture = Site.objects.get(), upload()
    answer = admin_client.post(settings_form(site), {"picture": picture.pk, "picture_alt": " "})
    assert "Say what the picture shows, for people who cannot see it." in answer.text
    answer = admin_client.post(settings_form(site), {"picture": picture.pk, "picture_alt": ALT, "no_ai_training": "on"})
    assert answer.status_code == 302
    saved = SearchAndSharing.objects.get()
    assert (saved.picture_id, saved.picture_alt, saved.no_ai_training) == (picture.pk, ALT, True)


@pytest.mark.django_db
def test_words_are_needed_only_with_a_picture(upload):
    SearchAndSharing(site=Site.objects.get()).full_clean()
    with pytest.raises(ValidationError):
        SearchAndSharing(site=Site.objects.get(), picture=upload()).full_clean()
