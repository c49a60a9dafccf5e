"""A parameter that means nothing is a mistake of whoever wrote it, and is told."""

import pytest

from .client import ROOT, ApiClient

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def api():
    return ApiClient()


def told(response):
    assert response.status_code == 422, response.content
    return {error["field"]: (error["code"], error["message"]) for error in response.json()["errors"]}


@pytest.mark.sampled
@pytest.mark.parametrize(
    "door", ["posts/", "members/", "conversation-pages/", "posts/by-path/", "comments/", "conversations/1/", "posts/1/"]
)
def test_one_that_there_is_not_is_named_with_those_there_are(api, door):
    found = told(api.get(f"{ROOT}{door}?categorie=caring&path=/&page=1"))
    code, message = found["categorie"]
    assert code == "unknown_parameter" and "site" in message


def test_it_is_told_whatever_else_is_wrong_or_missing(api):
    assert "x" in told(api.get(f"{ROOT}posts/999999/?x"))
    assert "x" in told(api.get(f"{ROOT}comments/?x=1"))
    assert "x" in told(api.get(f"{ROOT}slips/nobodys/?x=1"))


def test_one_that_is_given_twice_is_named(api):
    assert told(api.get(f"{ROOT}posts/?limit=1&limit=2"))["limit"][0] == "repeated_parameter"


def test_the_same_for_what_is_sent(api, post):
    answer = api.post(f"{ROOT}comments/?dry_run=1", "{}", content_type="application/json")
    assert "dry_run" in told(answer)


@pytest.mark.sampled
@pytest.mark.parametrize(
    "query", ["", "?limit=1", "?limit=1&offset=0&locale=en-gb", "?site=localhost", "?category=&order="]
)
def test_those_that_there_are_pass(api, post, query):
    assert api.get(f"{ROOT}posts/{query}").status_code in {200, 422}
    assert "unknown_parameter" not in api.get(f"{ROOT}posts/{query}").text


def test_a_name_of_any_length_and_kind_is_told_in_short(api):
    answer = api.get(f"{ROOT}posts/?{'x' * 3000}=1&%00=2&%f0=3&<script>=4")
    assert len(answer.content) < 4000
    assert told(answer)


def test_nothing_is_said_of_an_address_that_is_none(api):
    assert api.get(f"{ROOT}nothing/?x=1").status_code == 404


def test_the_document_itself_may_be_asked_for_with_anything(client):
    assert client.get(f"{ROOT}openapi.json?v=2").status_code == 200
