"""A client of the API that holds every answer to the OpenAPI document."""

import json

import jsonschema
from django.test import Client

from coprod_wagtail.api.assembly import build

ROOT = "/api/coprod/v1/"


def document():
    return json.loads(json.dumps(build().get_openapi_schema(path_prefix=ROOT)))


class ApiClient(Client):
    """GET and POST of JSON below the API's root. Fails where an answer, or its status, is not in the document."""

    def read(self, path, **query):
        return self._checked(self.get(ROOT + path, query, headers=query.pop("headers", None)), "get")

    def write(self, path, data, *, headers=None, content_type="application/json", raw=None):
        body = json.dumps(data) if raw is None else raw
        response = self.post(ROOT + path, body, content_type=content_type, headers=headers or {})
        return self._checked(response, "post")

    def _checked(self, response, method):
        if response.status_code >= 400:
            assert response["Content-Type"] == "application/problem+json"
        found = operation_at(response.wsgi_request.path, method)
        if found is not None:
            schema = document()
            declared = found["responses"]
            assert str(response.status_code) in declared, f"{response.status_code} is not declared"
            shape = declared[str(response.status_code)]["content"]["application/json"]["schema"]
            jsonschema.validate(response.json(), {**shape, "components": schema["components"]})
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        return response


def operation_at(path, method):
    """The operation of the document that answers here, or None."""
    parts = path.split("/")
    for template, operations in document()["paths"].items():
        pattern = template.split("/")
        if len(pattern) == len(parts) and all(
            a == b or (a.startswith("{") and b) for a, b in zip(pattern, parts, strict=True)
        ):
            return operations.get(method)
    return None
