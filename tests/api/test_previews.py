"""Of previews, what holds on every site, with `wagtail-headless-preview` or without."""

import pytest

from coprod_wagtail.api.pages import previews

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def test_who_brings_no_good_token_is_told_nothing(api):
    response = api.read("previews/", content_type="coprod_pages.blogpostpage", token="id=1:1vNx:made-up")

    assert response.status_code == 404
    assert response.json()["code"] == "not_found"
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.shape
def test_every_kind_of_page_is_told_apart(api):
    schemas = api.get("/api/coprod/v1/openapi.json").json()["components"]["schemas"]

    assert schemas["Preview"]["discriminator"]["propertyName"] == "kind"
    assert set(schemas["Preview"]["discriminator"]["mapping"]) == {
        "post",
        "member",
        "conversation-page",
        "index",
        "other",
    }


@pytest.mark.shape
@pytest.mark.parametrize("count", [1, 2])
def test_a_site_may_leave_features_out(monkeypatch, count):
    some = previews.page_resources()[:count]
    monkeypatch.setattr(previews, "page_resources", lambda: some)

    schema = previews._schema(some).model_json_schema()

    assert previews.router() is not None
    named = {f"PreviewOf{resource.whole_schema.__name__}" for resource in some}
    assert named | {"PreviewOfOther"} <= set(schema["$defs"])


def test_without_any_there_is_nothing_to_preview(monkeypatch):
    monkeypatch.setattr(previews, "page_resources", list)

    assert previews.router() is None
