"""What holds for every address of the API."""

import json

import pytest
from wagtail.models import Site

from coprod_wagtail.api.kit.assembly import build

from .client import ROOT

pytestmark = pytest.mark.framework

FRONT = "https://front.example"


@pytest.mark.shape
def test_the_document_is_openapi_3_1_and_says_each_error(client):
    document = client.get(f"{ROOT}openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "coprod-wagtail"
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["operationId"]
            assert {"405", "500", "503"} <= set(operation["responses"])


@pytest.mark.sampled
@pytest.mark.parametrize("path", ["nothing/", "comments/1/2/3", "conversations/x/", "../"])
def test_what_is_not_there_is_a_problem(api, db, path):
    response = api.read(path)
    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


@pytest.mark.sampled
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_taken_in(client, post, content_type):
    response = client.post(f"{ROOT}comments/", json.dumps({"page": post.pk}), content_type=content_type)
    assert response.status_code == 415
    assert response.json()["code"] == "not_json"


def test_more_than_64_kb_is_too_much(api, post):
    response = api.write("comments/", {"page": post.pk, "body": "x" * 1_000_000})
    assert response.status_code == 413
    assert response.json()["code"] == "too_large"


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("{", 400),
        (" ", 400),
        ("[" * 30_000, 400),
        ('{"page": ' + "9" * 5000 + "}", 400),
        ("[]", 422),
        ("null", 422),
        ('"text"', 422),
        ('{"page": "x"}', 422),
        ('{"page": 0}', 422),
        ('{"page": 99999999999999999999999}', 422),
        ('{"page": true}', None),
        ("{}", 422),
    ],
)
def test_what_is_no_message_is_a_problem(api, db, raw, status):
    response = api.write("comments/", None, raw=raw)
    assert response.status_code in ({status} if status else {404, 422})
    if response.status_code == 422:
        assert response.json()["errors"]


@pytest.mark.sampled
@pytest.mark.parametrize("query", ["page=x", "page=", "", "page=1&limit=0", "page=1&limit=9999", "page=1&offset=-1"])
def test_a_query_that_does_not_fit_is_a_problem(client, db, query):
    response = client.get(f"{ROOT}comments/?{query}")
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("number", [2**31, 2**53 + 1, 2**63, 2**70])
def test_numbers_that_no_database_has(api, db, number):
    assert api.read("comments/", page=number).status_code in {404, 422}
    assert api.read(f"conversations/{number}/").status_code in {404, 422}


def test_errors_are_in_the_readers_language(client, db, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("de", "German")]
    response = client.get(f"{ROOT}comments/?page=x", headers={"Accept-Language": "de, en;q=0.5"})
    assert response["Content-Language"] == "de"
    assert response["Vary"] == "Accept-Language"
    assert client.get(f"{ROOT}comments/?page=x", headers={"Accept-Language": "xx"})["Content-Language"] != "de"


class TestOtherOrigins:
    def test_anybodys_page_may_show_what_is_public(self, client, post):
        response = client.get(f"{ROOT}conversations/{post.pk}/", headers={"Origin": "https://anybody.example"})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in response["Access-Control-Expose-Headers"]
        assert not response.has_header("Access-Control-Allow-Credentials")

    def test_only_named_origins_may_write(self, client, db, settings):
        settings.COPROD_WAGTAIL = {"ALLOWED_ORIGINS": [FRONT]}
        asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        response = client.options(f"{ROOT}comments/", headers={"Origin": FRONT, **asked})
        assert response["Access-Control-Allow-Origin"] == FRONT
        assert "POST" in response["Access-Control-Allow-Methods"]
        allowed = response["Access-Control-Allow-Headers"].split(", ")
        assert {"Idempotency-Key", "traceparent", "tracestate", "baggage"} <= set(allowed)
        assert "Origin" in response["Vary"]
        other = client.options(f"{ROOT}comments/", headers={"Origin": "https://evil.example", **asked})
        assert other.status_code == 204
        assert not other.has_header("Access-Control-Allow-Origin")

    def test_a_page_may_ask_whether_it_may_write_before_it_draws_a_form(self, client, db, settings, root_page):
        """Of the very site that it would send to."""
        Site.objects.create(hostname="shop.example", root_page=root_page)
        settings.COPROD_WAGTAIL = {"ALLOWED_ORIGINS": {"shop.example": [FRONT]}}

        def asked(query, origin=FRONT):
            answer = client.options(f"{ROOT}comments/{query}", headers={"Origin": origin})
            assert answer.status_code == 204
            return answer.headers.get("Access-Control-Allow-Origin")

        assert asked("?site=shop.example") == FRONT
        assert asked("?site=shop.example", "https://evil.example") is None
        for other in ("", "?site=localhost", f"?site={Site.objects.get(is_default_site=True).pk}"):
            assert asked(other) is None
        for nonsense in ("?site=%00", "?site=nowhere", "?site=" + "9" * 5000):
            asked(nonsense)


def test_each_operation_has_a_name_of_its_own():
    names = [
        operation["operationId"]
        for operations in build().get_openapi_schema()["paths"].values()
        for operation in operations.values()
    ]
    assert len(names) == len(set(names))
