"""The OpenAPI document as a front-end developer wants it: of what operations say, and what holds for all of them.

It is about the API and not about the site: neither languages nor versions of Python change it. Where the API is mounted
is in `servers`, so that paths, and types made from them, are the same for every site.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from coprod_wagtail.features import api_tags

from .problems import MEDIA_TYPE

#: Whatever kind of dict Ninja makes.
_DocumentT = TypeVar("_DocumentT", bound=dict[str, Any])

#: What each status means here. Python's own phrases change from version to version.
_MEANINGS = {
    200: "Here it is.",
    202: "Taken in.",
    304: "Nothing has changed since the answer with that `ETag`.",
    400: "The body cannot be read.",
    403: "A page of another website sent it.",
    404: "It is not there, or not for everybody.",
    409: "It cannot be taken in now. `code` says why.",
    413: "It is too large.",
    415: "It is not JSON.",
    422: "Something has to be mended. `errors` says what, field by field.",
    429: "Too many attempts from one address.",
}

_IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "required": False,
    "description": "The `ETag` of the answer that you have. If it is still right, the answer is 304.",
}
_HEADERS = {
    "Content-Language": {
        "description": "The language of the words for people.",
        "required": True,
        "schema": {"type": "string"},
    },
    "ETag": {"description": "For `If-None-Match`.", "required": True, "schema": {"type": "string"}},
    "Link": {
        "description": "Where the list goes on (`next`) and where it came from (`prev`), seen from the address that was "
        "asked. Where it does neither, there is none.",
        "required": False,
        "schema": {"type": "string"},
    },
    "Retry-After": {
        "description": "In how many seconds to try again.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    },
}


def leads_to(status: int, **links: Mapping[str, Any]) -> dict[str, Any]:
    """For an operation's `openapi_extra`: where what it answers leads (OpenAPI's links). Each link has the id of the
    operation as its name, and says what to ask it with: ``leads_to(202, get_slip={"secret": "$response.body#/secret"})``;
    `body` is what to send.
    """
    found: dict[str, dict[str, Any]] = {}
    for operation_id, asked in links.items():
        found[operation_id] = {"operationId": operation_id}
        if parameters := {name: value for name, value in asked.items() if name != "body"}:
            found[operation_id]["parameters"] = parameters
        if "body" in asked:
            found[operation_id]["requestBody"] = asked["body"]
    return {"responses": {status: {"links": found}}}


def finished(document: _DocumentT, root: str) -> _DocumentT:
    """`document`, an OpenAPI document with paths below the API's root, which is at the address `root`."""
    document["servers"] = [{"url": root.rstrip("/"), "description": "This site."}]
    document["security"] = []  # it asks nobody who they are
    document["paths"] = dict(sorted(document["paths"].items()))
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    for operation in operations:
        _finish(operation)
    _drop_links_to_what_is_not_there(operations)
    document["components"]["headers"] = _HEADERS
    document["tags"] = _tags(operations)
    schemas = document["components"]["schemas"]
    requested = _named_in([[each["parameters"], each.get("requestBody")] for each in operations], schemas)
    answered = _named_in([each["responses"] for each in operations], schemas)
    for name in answered - requested:
        _say_that_all_is_there(schemas[name])
    document["components"]["schemas"] = {name: schemas[name] for name in sorted(requested | answered)}
    _without_titles([document["paths"], document["components"]["schemas"]])
    return document


def _finish(operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        parameter["schema"] = _never_null(parameter["schema"])
        # Ninja says these twice, and a parameter's own examples have another form.
        parameter["schema"].pop("description", None)
        parameter.pop("examples", None)
    if 304 in operation["responses"]:
        operation["parameters"].append(_IF_NONE_MATCH)
    for status, response in operation["responses"].items():
        response["description"] = _MEANINGS.get(status, response["description"])
        content = response.get("content", {})
        if status >= 400 and "application/json" in content:
            response["content"] = {MEDIA_TYPE: content["application/json"]}
        names = ["Content-Language"]
        if status == 304 or (status == 200 and 304 in operation["responses"]):
            names.append("ETag")
        if status == 200 and any(parameter["name"] == "offset" for parameter in operation["parameters"]):
            names.append("Link")
        if status == 429:
            names.append("Retry-After")
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _drop_links_to_what_is_not_there(operations: Sequence[dict[str, Any]]) -> None:
    """A feature may lead to another one's operations, and that one need not be installed."""
    known = {operation["operationId"] for operation in operations}
    for response in (response for operation in operations for response in operation["responses"].values()):
        if "links" in response:
            response["links"] = {name: link for name, link in response["links"].items() if link["operationId"] in known}


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """What can be left out of an address is never null there."""
    others = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    if len(others) != 1:
        return schema
    return {**others[0], **{name: value for name, value in schema.items() if name != "anyOf"}}


def _tags(operations: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What the installed apps say of the tags in use."""
    used = {tag for operation in operations for tag in operation.get("tags", [])}
    known = api_tags()
    return [{"name": tag, "description": known[tag]} if tag in known else {"name": tag} for tag in sorted(used)]


def _without_titles(found: object) -> None:
    """Take out the titles that pydantic makes of every name: they say nothing more than the name."""
    if isinstance(found, list):
        for each in found:
            _without_titles(each)
    elif isinstance(found, dict):
        if isinstance(found.get("title"), str):
            del found["title"]
        for name, each in found.items():
            if name not in {"examples", "example", "default"}:
                _without_titles(each)


def _named_in(found: object, schemas: dict[str, Any]) -> set[str]:
    """The names of all schemas that `found` refers to, at any depth."""
    names: set[str] = set()
    left = [found]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            name = str(each.get("$ref", "")).removeprefix("#/components/schemas/")
            if name in schemas and name not in names:
                names.add(name)
                left.append(schemas[name])
            left += each.values()
        elif isinstance(each, list):
            left += each
    return names


def _say_that_all_is_there(schema: dict[str, Any]) -> None:
    """In answers nothing is ever left out, whatever default the code has for it."""
    if "properties" in schema:
        schema["required"] = list(schema["properties"])
        for each in schema["properties"].values():
            each.pop("default", None)
