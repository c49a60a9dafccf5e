"""Pictures in an object store that speaks S3, where a file of a name takes the place of the one before it."""

import os

import pytest
from wagtail.images import get_image_model

from coprod_wagtail.content.pictures.names import is_clean
from tests.example_site.object_store import ObjectStore

from . import telling
from .test_pages import fresh

pytestmark = pytest.mark.framework


@pytest.fixture
def store(settings, monkeypatch):
    monkeypatch.setitem(os.environ, "AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")
    with ObjectStore() as store:
        options = {
            "bucket_name": "media",
            "endpoint_url": store.url,
            "region_name": "local",
            "access_key": "key",
            "secret_key": "secret",
            "querystring_auth": True,
        }
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options},
        }
        yield store


def telling_in(store):
    return [name for name, content in store.objects.items() if telling.MARK in content or "Jane" in name]


@pytest.mark.parametrize("suffix", [".jpg", ".webp"])
def test_pictures_are_cleaned_and_put_away_there_too(store, suffix, upload, post_with, commit):
    picture = upload(suffix)
    picture.get_rendition("width-30")
    assert telling_in(store)
    post = post_with(picture)
    assert telling_in(store) == [] and is_clean(fresh(picture))
    fresh(picture).get_rendition("width-30")
    shown = set(store.objects)
    with commit():
        post.unpublish()
    assert len(shown) == 2 and not shown & set(store.objects) and len(store.objects) == 1


def test_two_pictures_of_one_name_share_a_file_until_one_is_cleaned(store, upload, post_with):
    first, second = upload(), upload()
    assert first.file.name == second.file.name
    post_with(first)
    assert f"/media/{second.file.name}" in store.objects and fresh(first).file.name != second.file.name


def test_a_store_that_is_away_is_said_in_words(store, upload, posts, monkeypatch, commit):
    from botocore.exceptions import EndpointConnectionError

    from coprod_wagtail.content.pictures.cleaning import clean_pictures

    picture = upload()

    def fails(*args, **kwargs):
        raise EndpointConnectionError(endpoint_url="https://store.example")

    monkeypatch.setattr(
        type(picture.file.storage._wrapped)
        if hasattr(picture.file.storage, "_wrapped")
        else type(picture.file.storage),
        "open",
        fails,
    )
    (problem,) = clean_pictures([picture.pk])
    assert "could not be read or stored just now" in problem.messages[0]
    assert get_image_model().objects.get().file.name == picture.file.name
