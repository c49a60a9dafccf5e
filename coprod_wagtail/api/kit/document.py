"""The OpenAPI document as a front-end developer wants it: of what operations say, and what holds for all of them.

It is about the API and not about the site: neither languages nor versions of Python change it. Where the API is mounted
is in `servers`, so that paths, and types made from them, are the same for every site.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from coprod_wagtail.features import api_tags, api_webhooks

from .described_webhooks import described
from .examples import add_examples
from .known import SOMETIMES
from .problems import MEDIA_TYPE

TITLE = "coprod-wagtail"
#: Of what is promised, and not of the package: the document is the same on every site.
VERSION = "v1"
INFO = {
    "license": {"name": "BSD 3-Clause License", "identifier": "BSD-3-Clause"},
    "contact": {"name": "The coprod-wagtail contributors"},
}

#: Whatever kind of dict Ninja makes.
_DocumentT = TypeVar("_DocumentT", bound=dict[str, Any])

#: What each status means here. Python's own phrases change from version to version.
_MEANINGS = {
    200: "Here it is.",
    202: "Taken in.",
    304: "Nothing has changed since the answer with that `ETag`.",
    400: "The body cannot be read.",
    401: "It is for who has signed in, or has a token.",
    403: "It is not for who asks: a page of another website sent it, or they have no right to it.",
    404: "It is not there, or not for everybody.",
    405: "The address does not take such requests. `Allow` says which it does.",
    409: "It cannot be taken in now. `code` says why.",
    413: "It is too large.",
    415: "It is not JSON.",
    422: "Something has to be mended. `errors` says what, field by field.",
    429: "Too many attempts from one address.",
    500: "Something went wrong on our side.",
    503: "The site cannot answer just now.",
}
#: What any operation may answer, whoever asks and however.
_EVERYWHERE = (405, 500, 503)
_PROBLEM = {"$ref": "#/components/schemas/Problem"}

_IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "required": False,
    "description": "The `ETag` of the answer that you have. If it is still right, the answer is 304.",
}
_HEADERS = {
    "Allow": {"description": "The methods that there are.", "required": True, "schema": {"type": "string"}},
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
    "RateLimit": {
        "description": "How many more attempts (`r`) may come from this address in the present minute, and in how many "
        "seconds (`t`) a new one begins. Where nothing is counted, there is none "
        "(draft-ietf-httpapi-ratelimit-headers-10).",
        "required": False,
        "schema": {"type": "string", "examples": ['"sending";r=117;t=42']},
    },
    "RateLimit-Policy": {
        "description": "How many attempts (`q`) may come in how many seconds (`w`).",
        "required": False,
        "schema": {"type": "string", "examples": ['"sending";q=120;w=60']},
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
    document["webhooks"], told = described(api_webhooks())
    messages = [operation for methods in document["webhooks"].values() for operation in methods.values()]
    _drop_links_to_what_is_not_there(operations)
    document["components"]["headers"] = _HEADERS
    document["tags"] = _tags([*operations, *messages])
    schemas = document["components"]["schemas"] | told
    requested = _named_in([[each["parameters"], each.get("requestBody")] for each in operations], schemas)
    answered = _named_in([*(each["responses"] for each in operations), messages], schemas)
    for name in answered - requested:
        _say_that_all_is_there(schemas[name])
    for name in requested - answered:
        for field in schemas[name].get("properties", {}).values():
            _say_no_empty_default(field)
    document["components"]["schemas"] = {name: schemas[name] for name in sorted(requested | answered)}
    _tidy([document["paths"], document["webhooks"], document["components"]["schemas"]])
    add_examples(document["components"]["schemas"])
    return document


def _finish(operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        _finish_parameter(parameter)
    responses = operation["responses"]
    if 304 in responses:
        operation["parameters"].append(_IF_NONE_MATCH)
    responses |= {status: {"content": {MEDIA_TYPE: {"schema": _PROBLEM}}} for status in _EVERYWHERE}
    operation["responses"] = dict(sorted(responses.items()))
    for status, response in responses.items():
        response["description"] = _MEANINGS.get(status) or response["description"]
        content = response.get("content", {})
        if status >= 400 and "application/json" in content:
            response["content"] = {MEDIA_TYPE: content["application/json"]}
        response["headers"] = {
            name: {"$ref": f"#/components/headers/{name}"} for name in _headers_of(status, operation)
        }


def _finish_parameter(parameter: dict[str, Any]) -> None:
    parameter["schema"] = _never_null(parameter["schema"])
    # Ninja says these twice, or only in the schema where that may be null; and a parameter's own examples have another form.
    if said := parameter["schema"].pop("description", ""):
        parameter.setdefault("description", said)
    parameter.pop("examples", None)
    _say_no_empty_default(parameter["schema"])


def _headers_of(status: int, operation: Mapping[str, Any]) -> list[str]:
    responses = operation["responses"]
    names = ["Content-Language"]
    if status == 304 or (status == 200 and 304 in responses):
        names.append("ETag")
    if status == 200 and any(parameter["name"] == "offset" for parameter in operation["parameters"]):
        names.append("Link")
    if status == 405:
        names.append("Allow")
    if 429 in responses and status not in _EVERYWHERE:
        names += ["RateLimit", "RateLimit-Policy"]
    if status in {429, 503}:
        names.append("Retry-After")
    return names


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


def _tidy(found: object) -> None:
    """Take out the titles that pydantic makes of every name: they say nothing more than the name. And say what is always
    the same as an enumeration, too: some generators know only one of the two."""
    if isinstance(found, list):
        for each in found:
            _tidy(each)
    elif isinstance(found, dict):
        if isinstance(found.get("title"), str):
            del found["title"]
        if "const" in found:
            found["enum"] = [found["const"]]
        for name, each in found.items():
            if name not in {"examples", "example", "default"}:
                _tidy(each)


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
    """In answers nothing is left out, whatever default the code has for it, but what says that it is there sometimes."""
    if "properties" in schema:
        fields = schema["properties"]
        schema["required"] = [name for name, each in fields.items() if not each.pop(SOMETIMES, False)]
        for each in fields.values():
            each.pop("default", None)


def _say_no_empty_default(schema: dict[str, Any]) -> None:
    """What is empty where it is left out need not be sent: clients that are made from the document would send it."""
    default = schema.get("default")
    if default is False or default in ("", []):
        del schema["default"]
