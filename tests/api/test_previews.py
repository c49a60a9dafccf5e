"""Of previews, what holds on every site, with `wagtail-headless-preview` or without."""

import pytest

pytestmark = pytest.mark.django_db


def test_who_brings_no_good_token_is_told_nothing(api):
    response = api.read("previews/", content_type="coprod_pages.blogpostpage", token="id=1:1vNx:made-up")

    assert response.status_code == 404
    assert response.json()["code"] == "not_found"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_every_kind_of_page_is_told_apart(api):
    schemas = api.get("/api/coprod/v1/openapi.json").json()["components"]["schemas"]

    assert schemas["Preview"]["discriminator"]["propertyName"] == "kind"
    assert set(schemas["Preview"]["discriminator"]["mapping"]) == {"post", "member", "conversation-page"}
