"""A client for which every answer of the JSON API has to be as its OpenAPI document says."""

import json
import re
from functools import cache

from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator

from coprod_wagtail.api.kit.assembly import build

from .strict import strict

PROBLEM = {"$ref": "#/components/schemas/Problem"}


@cache
def document():
    """What clients are told, without what it leaves open."""
    return strict(build().get_openapi_schema())


@cache
def operations():
    """Pattern of a path, and the operations at it by method."""
    (server,) = document()["servers"]
    return [
        (re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(server["url"] + path))), methods)
        for path, methods in document()["paths"].items()
    ]


class ConformingClient(Client):
    """Django's test client, and a failure where an answer of the API is not as documented."""

    def request(self, **environ):
        response = super().request(**environ)
        if environ["PATH_INFO"].startswith(reverse("coprod_api:api-root")):
            query = QueryDict(environ.get("QUERY_STRING", ""))
            assert_conforming(environ["REQUEST_METHOD"], environ["PATH_INFO"], response, query.get("fields", ""))
        return response


def assert_conforming(method, path, response, fields=""):
    assert not response.cookies
    if path in {reverse("coprod_api:openapi-json"), reverse("coprod_api:openapi-view")} and response.status_code == 200:
        return
    if method == "OPTIONS" and response.status_code == 204:
        assert response.headers["Allow"] and not response.content
        return
    schema, media_type, headers = _declared(method, path, response.status_code)
    about = document()["components"]["headers"]
    assert [name for name in headers if about[name]["required"] and not response.has_header(name)] == []
    assert "Link" in headers or not response.has_header("Link")
    if schema is None:
        assert not response.content
        return
    assert response.headers["Content-Type"].partition(";")[0] == media_type
    if method != "HEAD":
        schemas = document()["components"]["schemas"]
        if fields.strip(", ") and response.status_code == 200:
            schema, schemas = _sparse(schema, schemas, [name.strip() for name in fields.split(",") if name.strip()])
        Draft202012Validator({**schema, "components": {"schemas": schemas}}).validate(json.loads(response.content))


def _sparse(schema, schemas, fields):
    """The shape of an answer of which somebody asked for these fields only, of each item if it is a list: they are all
    there, and no others."""
    name = _name_in(schema)
    if "items" in schemas[name]["properties"]:
        name = _name_in(schemas[name]["properties"]["items"]["items"])
    narrow = {name: _narrowed(schemas[name], fields)}
    if name == "Thread" and (of_replies := [field for field in fields if field in schemas["Comment"]["properties"]]):
        narrow["Comment"] = _narrowed(schemas["Comment"], of_replies)
    return schema, schemas | narrow


def _narrowed(shape, fields):
    asked = {field: shape["properties"][field] for field in fields}
    return {**shape, "properties": asked, "required": list(asked), "additionalProperties": False}


def _name_in(schema):
    return schema["$ref"].removeprefix("#/components/schemas/")


def _declared(method, path, status):
    methods = next((methods for pattern, methods in operations() if pattern.fullmatch(path)), None)
    if methods is None or method.replace("HEAD", "GET").lower() not in methods:
        assert status in {404, 405}
        return PROBLEM, "application/problem+json", []
    responses = methods[method.replace("HEAD", "GET").lower()]["responses"]
    assert status in responses, f"{method} {path} answered {status}, which its description does not mention"
    headers = responses[status]["headers"]
    for media_type, content in responses[status].get("content", {}).items():
        return content["schema"], media_type, headers
    return None, None, headers
