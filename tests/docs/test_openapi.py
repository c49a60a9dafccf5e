"""The OpenAPI document that is kept is the one that the code makes, and a change that breaks front ends is told from
one that adds."""

import copy
import json

import pytest
from django.utils import translation
from jsonschema import Draft202012Validator, FormatChecker

from coprod_wagtail.api.kit.assembly import build
from scripts import make_openapi
from scripts.breaking import breaks
from scripts.make_openapi import BEHIND, DOCUMENT, drift, present, promised, unnamed
from tests.api.strict import strict

from .blocks import DOCS, section_of


@pytest.mark.framework
@pytest.mark.smoke
def test_the_document_is_what_the_code_says():
    found = drift(promised(), present())
    assert not found, found


@pytest.mark.framework
def test_it_is_the_same_whatever_the_site_is_set_to(settings):
    settings.LANGUAGES = [("de", "German"), ("cy", "Welsh")]
    settings.LANGUAGE_CODE = "de"
    settings.COPROD_WAGTAIL = {"MAX_COMMENT_LENGTH": 7, "THREADS_PER_PAGE": 3, "MAX_NAME_LENGTH": 2}
    settings.TIME_ZONE = "Asia/Tokyo"
    with translation.override("de"):
        assert present() == promised()


def test_only_where_it_is_mounted_is_said_of_the_site():
    at_another_place = build().get_openapi_schema(path_prefix="/cms/api/")
    assert at_another_place["servers"][0]["url"] == "/cms/api"
    assert set(at_another_place["paths"]) == set(promised()["paths"])


class TestForFrontEnds:
    """What the types made from it are like."""

    def test_everything_has_a_good_name_and_a_word_about_it(self):
        schemas = promised()["components"]["schemas"]
        assert [name for name in schemas if not name.isalpha()] == []
        assert [name for name, schema in schemas.items() if not schema.get("description")] == []
        tags = {tag["name"]: tag["description"] for tag in promised()["tags"]}
        for operation in operations(promised()):
            assert operation["summary"] != operation["operationId"].replace("_", " ").title()
            assert operation["description"] and set(operation["tags"]) <= set(tags)
            assert all(parameter["description"] for parameter in operation["parameters"])

    def test_answers_leave_nothing_out(self):
        document = promised()
        asked = {
            "AnswerIn",
            "CaseIn",
            "CloseIn",
            "CommentIn",
            "ConfirmIn",
            "DecisionIn",
            "EditIn",
            "FollowIn",
            "HandOverIn",
            "ReportIn",
            "StaffAnswerIn",
            "WorriedIn",
        }
        sometimes = {"NotSent.token", "NotSent.questions"}
        for name, schema in document["components"]["schemas"].items():
            if name not in asked and "properties" in schema:
                left_out = [field for field in schema["properties"] if field not in schema.get("required", [])]
                assert {f"{name}.{field}" for field in left_out} <= sometimes

    def test_every_schema_has_an_example_and_it_is_true(self):
        """Also where only known values are: an example shows none that there is not."""
        document = strict(promised())
        for name, schema in document["components"]["schemas"].items():
            (example,) = schema["examples"]
            assert "…" not in str(example).replace("Sending…", "").replace("Loading…", ""), name
            whole = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
            Draft202012Validator(whole, format_checker=FormatChecker()).validate(example)

    def test_no_enumeration_in_an_answer_is_closed(self):
        """A value more would otherwise make strict clients refuse the whole answer."""
        document = promised()
        asked = {"CommentIn", "ReportIn"}
        for name, schema in document["components"]["schemas"].items():
            for field in schema.get("properties", {}).values() if name not in asked else []:
                inside = field.get("items", field)
                assert "const" in inside or "enum" not in inside, name
                known = [each for each in inside.get("anyOf", []) if "/Known" in each.get("$ref", "")]
                assert not known or {"type": "string"} in inside["anyOf"]
                assert "/Known" not in inside.get("$ref", "")

    def test_what_is_always_the_same_is_said_in_both_ways(self):
        schemas = promised()["components"]["schemas"]
        assert schemas["HeadingPart"]["properties"]["type"] == {
            "const": "heading",
            "enum": ["heading"],
            "type": "string",
        }

    def test_unions_have_a_kind_for_what_comes_later(self):
        schemas = promised()["components"]["schemas"]
        for union in (schemas["Part"], schemas["Preview"], schemas["AtPath"]):
            assert "other" in union["discriminator"]["mapping"]

    def test_nothing_is_empty_when_it_is_left_out(self):
        asked = [each["schema"] for operation in operations(promised()) for each in operation["parameters"]]
        asked += promised()["components"]["schemas"]["CommentIn"]["properties"].values()
        assert [schema for schema in asked if schema.get("default", 0) in ("", None)] == []

    def test_it_says_whose_it_is_and_what_it_may_answer(self):
        document = promised()
        assert document["info"]["license"]["identifier"] == "BSD-3-Clause" and document["info"]["contact"]["name"]
        for operation in operations(document):
            assert {"405", "500", "503"} <= set(operation["responses"])
        (sending,) = [each for each in operations(document) if each["operationId"] == "send_comment"]
        assert {"Retry-After", "RateLimit", "RateLimit-Policy"} <= set(sending["responses"]["429"]["headers"])

    def test_an_id_may_be_too_large(self):
        """More figures than a database keeps of a number are refused in words."""
        ids = [each for each in operations(promised()) if "integer" in {kind(one) for one in each["parameters"]}]
        assert ids and [each["operationId"] for each in ids if "422" not in each["responses"]] == []

    def test_what_is_sent_needs_no_more_than_the_form_asks_for(self):
        schema = promised()["components"]["schemas"]["CommentIn"]
        assert schema["required"] == ["page", "body", "author_name", "token"]

    def test_parts_of_a_text_are_told_apart_by_their_type(self):
        schemas = promised()["components"]["schemas"]
        assert schemas["Post"]["properties"]["body"]["items"] == {"$ref": "#/components/schemas/Part"}
        assert schemas["Part"]["discriminator"]["propertyName"] == "type"

    def test_every_link_leads_to_an_operation_and_asks_it_with_what_it_takes(self):
        known = {operation["operationId"]: operation for operation in operations(promised())}
        found = 0
        for operation in known.values():
            for response in operation["responses"].values():
                for link in response.get("links", {}).values():
                    takes = {parameter["name"] for parameter in known[link["operationId"]]["parameters"]}
                    assert set(link.get("parameters", {})) <= takes
                    found += 1
        assert found > 10


def kind(parameter):
    return parameter["schema"].get("type")


def operations(document):
    return [operation for methods in document["paths"].values() for operation in methods.values()]


# Breaking and adding

DOCUMENT_OF_A_SHOP = {
    "paths": {
        "/things/": {
            "get": {
                "operationId": "list_things",
                "parameters": [
                    {"in": "query", "name": "limit", "schema": {"type": "integer", "maximum": 100, "default": 20}},
                    {"in": "query", "name": "order", "schema": {"type": "string", "enum": ["new", "old"]}},
                ],
                "responses": {
                    "200": {
                        "headers": {"ETag": {}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Things"}}},
                    },
                    "404": {"content": {"application/problem+json": {"schema": {"type": "object"}}}},
                },
            },
            "post": {
                "operationId": "send_thing",
                "requestBody": {
                    "required": False,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ThingIn"}}},
                },
                "responses": {"202": {}},
            },
        }
    },
    "webhooks": {
        "thing.made": {
            "post": {
                "operationId": "on_thing_made",
                "parameters": [{"in": "header", "name": "webhook-id", "schema": {"type": "string"}}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Made"}}}},
                "responses": {"2XX": {}},
            }
        }
    },
    "components": {
        "schemas": {
            "Made": {"type": "object", "properties": {"thing": {"type": "integer"}}, "required": ["thing"]},
            "Things": {
                "type": "object",
                "properties": {
                    "items": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                    "next": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                },
                "required": ["items", "next"],
            },
            "Thing": {
                "type": "object",
                "properties": {
                    "id": {"type": "integer"},
                    "state": {"$ref": "#/components/schemas/State", "description": "Now."},
                    "mood": {"anyOf": [{"$ref": "#/components/schemas/KnownMood"}, {"type": "string"}]},
                    "at": {"type": "string", "format": "date-time"},
                    "inside": {"anyOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "null"}]},
                    "parts": {
                        "type": "array",
                        "items": {
                            "discriminator": {"propertyName": "type"},
                            "oneOf": [
                                {"$ref": "#/components/schemas/TextPart"},
                                {"$ref": "#/components/schemas/PicturePart"},
                            ],
                        },
                    },
                    "extra": {"type": "object", "additionalProperties": {"type": "string"}},
                    "maker": {
                        "anyOf": [{"$ref": "#/components/schemas/Person"}, {"$ref": "#/components/schemas/Firm"}]
                    },
                },
                "required": ["id", "state", "at", "inside", "parts"],
            },
            "State": {"type": "string", "enum": ["open", "closed"]},
            "KnownMood": {"type": "string", "enum": ["good", "bad"]},
            "TextPart": {
                "type": "object",
                "properties": {"type": {"type": "string", "const": "text"}, "value": {"type": "string"}},
                "required": ["type", "value"],
            },
            "PicturePart": {
                "type": "object",
                "properties": {"type": {"type": "string", "const": "picture"}, "value": {}},
                "required": ["type", "value"],
            },
            "Person": {"type": "object", "properties": {"name": {"type": "string"}}},
            "Firm": {"type": "object", "properties": {"name": {"type": "string"}}},
            "ThingIn": {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "maxLength": 80},
                    "colour": {"type": "string", "enum": ["red", "blue"]},
                    "age": {"anyOf": [{"type": "integer"}, {"type": "null"}], "default": None},
                },
                "required": ["name"],
            },
        }
    },
}
GET, POST = ("paths", "/things/", "get"), ("paths", "/things/", "post")
SCHEMAS = ("components", "schemas")
THING, THING_IN = (*SCHEMAS, "Thing"), (*SCHEMAS, "ThingIn")
GONE = object()


def changed(*changes):
    """The document with what is at some places put in place of what was there: (place, value), GONE to take it out."""
    document = copy.deepcopy(DOCUMENT_OF_A_SHOP)
    for place, value in changes:
        *way, last = place
        found = document
        for step in way:
            found = found[step]
        if value is GONE:
            del found[last]
        elif isinstance(found, list) and last == len(found):
            found.append(value)
        else:
            found[last] = value
    return document


BREAKING = {
    "a path goes": ([(("paths", "/things/"), GONE)], "list_things: GET /things/ is no longer there"),
    "an operation goes": ([(POST, GONE)], "send_thing: POST /things/ is no longer there"),
    "an operation gets another name": ([((*GET, "operationId"), "things")], "list_things: is called things now"),
    "a schema goes": ([((*SCHEMAS, "Old"), GONE)], "schema Old: is no longer there"),
    "a parameter goes": ([((*GET, "parameters", 0), GONE)], "list_things query limit: is no longer there"),
    "a new parameter is required": (
        [((*GET, "parameters", 2), {"in": "query", "name": "q", "required": True, "schema": {}})],
        "list_things query q: is new, and required",
    ),
    "a parameter becomes required": (
        [((*GET, "parameters", 0, "required"), True)],
        "list_things query limit: is required now",
    ),
    "a parameter becomes of another type": (
        [((*GET, "parameters", 0, "schema"), {"type": "string", "default": 20})],
        "list_things query limit: integer is not taken any more",
    ),
    "a limit gets narrower": (
        [((*GET, "parameters", 0, "schema", "maximum"), 50)],
        "list_things query limit: maximum is 50 now",
    ),
    "a default becomes another": (
        [((*GET, "parameters", 0, "schema", "default"), 5)],
        "list_things query limit: left out, it means 5 now",
    ),
    "a choice goes": (
        [((*GET, "parameters", 1, "schema", "enum"), ["new"])],
        "list_things query order: takes nothing but ['new'] now",
    ),
    "a status goes": ([((*GET, "responses", "404"), GONE)], "list_things 404: is no longer there"),
    "there is another success": ([((*POST, "responses", "200"), {})], "send_thing 200: is new, and no error"),
    "a header goes": ([((*GET, "responses", "200", "headers"), {})], "list_things 200 header ETag: is no longer there"),
    "another media type": (
        [((*GET, "responses", "404", "content"), {"text/html": {}})],
        "list_things 404: is no longer application/problem+json",
    ),
    "a field goes": ([((*THING, "properties", "id"), GONE)], "list_things 200 $.items[].id: is no longer there"),
    "a field can be left out": (
        [((*THING, "required"), ["id", "at", "inside", "parts"])],
        "list_things 200 $.items[].state: can be left out now",
    ),
    "a field can be null": (
        [((*THING, "properties", "id"), {"type": ["integer", "null"]})],
        "list_things 200 $.items[].id: can be null now",
    ),
    "a field becomes of another type": (
        [((*THING, "properties", "id"), {"type": "string"})],
        "list_things 200 $.items[].id: can be string now",
    ),
    "whole numbers become any": (
        [((*THING, "properties", "id"), {"type": "number"})],
        "list_things 200 $.items[].id: can be number now",
    ),
    "a field becomes anything": (
        [((*THING, "properties", "id"), {})],
        "list_things 200 $.items[].id: can be anything now",
    ),
    "a moment becomes any text": (
        [((*THING, "properties", "at"), {"type": "string"})],
        "list_things 200 $.items[].at: is not written as date-time any more",
    ),
    "an open choice goes": (
        [((*THING, "properties", "mood"), GONE)],
        "list_things 200 $.items[].mood: is no longer there",
    ),
    "a choice becomes any text": (
        [((*SCHEMAS, "State"), {"type": "string"})],
        "list_things 200 $.items[].state: can be any string now",
    ),
    "a field within a kind of part goes": (
        [((*SCHEMAS, "TextPart", "properties", "value"), GONE)],
        "list_things 200 $.items[].parts[].value: is no longer there",
    ),
    "a part that does not say what it is": (
        [((*THING, "properties", "parts", "items"), {"anyOf": [{"$ref": "#/components/schemas/Person"}]})],
        "list_things 200 $.items[].parts[]: can be object now",
    ),
    "one more of several that do not say what they are": (
        [((*THING, "properties", "maker", "anyOf", 2), {"$ref": "#/components/schemas/Things"})],
        "list_things 200 $.items[].maker: can be Things now",
    ),
    "what else there is becomes of another type": (
        [((*THING, "properties", "extra", "additionalProperties"), {"type": "integer"})],
        "list_things 200 $.items[].extra.*: can be integer now",
    ),
    "a body becomes required": ([((*POST, "requestBody", "required"), True)], "send_thing body: is required now"),
    "a body goes": ([((*POST, "requestBody"), GONE)], "send_thing body: is no longer there"),
    "a message goes": ([(("webhooks", "thing.made"), GONE)], "webhook thing.made: is no longer sent"),
    "a header of a message goes": (
        [(("webhooks", "thing.made", "post", "parameters"), [])],
        "webhook thing.made header webhook-id: is no longer there",
    ),
    "a field of a message goes": (
        [((*SCHEMAS, "Made", "properties", "thing"), GONE)],
        "webhook thing.made $.thing: is no longer there",
    ),
    "a new field is required": (
        [((*THING_IN, "properties", "size"), {"type": "integer"}), ((*THING_IN, "required"), ["name", "size"])],
        "send_thing body $.size: is required now",
    ),
    "a field becomes required": (
        [((*THING_IN, "required"), ["name", "colour"])],
        "send_thing body $.colour: is required now",
    ),
    "a field is taken no longer": (
        [((*THING_IN, "properties", "colour"), GONE)],
        "send_thing body $.colour: is no longer there",
    ),
    "a choice is taken no longer": (
        [((*THING_IN, "properties", "colour", "enum"), ["red"])],
        "send_thing body $.colour: takes nothing but ['red'] now",
    ),
    "null is taken no longer": (
        [((*THING_IN, "properties", "age"), {"type": "integer", "default": None})],
        "send_thing body $.age: null is not taken any more",
    ),
    "less text is taken": (
        [((*THING_IN, "properties", "name", "maxLength"), 8)],
        "send_thing body $.name: maxLength is 8 now",
    ),
    "text has to look like something": (
        [((*THING_IN, "properties", "name", "pattern"), "^x")],
        "send_thing body $.name: pattern is ^x now",
    ),
    "nothing else is taken": (
        [((*THING_IN, "additionalProperties"), False)],
        "send_thing body $: takes no other fields now",
    ),
}

ADDING = {
    "nothing": [],
    "a path": [(("paths", "/more/"), {})],
    "an operation": [(("paths", "/things/", "delete"), {"operationId": "forget_things"})],
    "a parameter": [((*GET, "parameters", 2), {"in": "query", "name": "q", "schema": {"type": "string"}})],
    "a choice that can be sent": [((*GET, "parameters", 1, "schema", "enum"), ["new", "old", "best"])],
    "a wider limit": [((*GET, "parameters", 0, "schema", "maximum"), 500)],
    "no limit": [((*GET, "parameters", 0, "schema", "maximum"), GONE)],
    "an error": [((*GET, "responses", "429"), {})],
    "a header": [((*GET, "responses", "200", "headers", "Link"), {})],
    "a field in answers": [((*THING, "properties", "name"), {"type": "string"})],
    "a field that is always there": [((*THING, "required"), [*DOCUMENT_OF_A_SHOP["components"]["schemas"]["Thing"]["required"], "extra"])],
    "a field that is never null any more": [((*THING, "properties", "inside"), {"$ref": "#/components/schemas/Thing"})],
    "a value in an enumeration that is open": [((*SCHEMAS, "KnownMood", "enum"), ["good", "bad", "better"])],
    "a message": [(("webhooks", "thing.lost"), {})],
    "a field in a message": [((*SCHEMAS, "Made", "properties", "by"), {"type": "string"})],
    "a value in an enumeration": [((*SCHEMAS, "State", "enum"), ["open", "closed", "later"])],
    "a value less in an enumeration": [((*SCHEMAS, "State", "enum"), ["open"])],
    "a choice where any text was": [((*THING, "properties", "at", "enum"), ["now"])],
    "a kind of part that says what it is": [
        ((*SCHEMAS, "SoundPart"), {"type": "object", "properties": {"type": {"const": "sound"}}}),
        ((*THING, "properties", "parts", "items", "oneOf", 2), {"$ref": "#/components/schemas/SoundPart"}),
    ],
    "a field that can be sent": [((*THING_IN, "properties", "size"), {"type": "integer"})],
    "a field that need not be sent": [((*THING_IN, "required"), [])],
    "a type that can be sent": [((*THING_IN, "properties", "name"), {"type": ["string", "null"]})],
    "any type can be sent": [((*THING_IN, "properties", "name"), {})],
    "words": [((*THING, "description"), "Something."), ((*THING, "properties", "id", "description"), "Its number.")],
    "a schema": [((*SCHEMAS, "More"), {"type": "object"})],
    "a schema with a part of it elsewhere": [
        ((*SCHEMAS, "Base"), {"type": "object", "properties": {"name": {"type": "string", "maxLength": 80}}, "required": ["name"]}),
        ((*THING_IN, "allOf"), [{"$ref": "#/components/schemas/Base"}]),
        ((*THING_IN, "properties", "name"), GONE),
        ((*THING_IN, "required"), GONE),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKING)
def test_what_breaks_is_told_and_where(name):
    changes, said = BREAKING[name]
    old = copy.deepcopy(DOCUMENT_OF_A_SHOP)
    if "schema" in name:
        old["components"]["schemas"]["Old"] = {}
        changes = []
    new = changed(*changes)
    found = breaks(old, new)
    assert said in found
    assert drift(old, new).startswith("This breaks front ends") and said in drift(old, new)


@pytest.mark.parametrize("name", ADDING)
def test_what_adds_breaks_nothing(name):
    new = changed(*ADDING[name])
    assert breaks(DOCUMENT_OF_A_SHOP, new) == []
    assert drift(DOCUMENT_OF_A_SHOP, new) == (BEHIND if ADDING[name] else "")


def test_every_schema_of_the_real_one_is_looked_at():
    document = promised()
    assert breaks(document, copy.deepcopy(document)) == []
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        properties = schema.get("properties", {})
        # One question takes a while. That each field counts is shown above, with schemas that are made up.
        for field in [*properties][:1]:
            left = {other: value for other, value in properties.items() if other != field}
            less = {"components": {"schemas": {**schemas, name: {**schema, "properties": left}}}}
            assert breaks(document, {**document, **less}), f"{name}.{field}"


class TestMakeOpenapi:
    def test_the_changelog_names_what_breaks_once_there_was_a_release(self):
        lines = ["list_things 200 $.items[].id: is no longer there", "schema Old: is no longer there"]
        before_any = "# Changelog\n\n## 0.1.0 (unreleased)\n\n- Something.\n"
        after_one = (
            "# Changelog\n\n## 0.2.0 (unreleased)\n\n- `Old` is no more.\n\n## 0.1.0\n\n- `list_things` is new.\n"
        )
        assert unnamed(lines, before_any) == []
        assert unnamed(lines, after_one) == ["list_things"]

    def test_it_refuses_what_breaks_and_writes_it_only_when_told(self, tmp_path, monkeypatch):
        kept = tmp_path / "openapi.json"
        promise = promised()
        promise["paths"]["/more/"] = {"get": {"operationId": "list_more", "responses": {}}}
        kept.write_text(json.dumps(promise))
        monkeypatch.setattr(make_openapi, "DOCUMENT", kept)
        assert "list_more: GET /more/ is no longer there" in make_openapi.main([])
        assert json.loads(kept.read_text()) == promise
        assert make_openapi.main(["--breaking"]) is None
        assert kept.read_text() == DOCUMENT.read_text()

    def test_it_writes_what_adds_without_a_word(self, tmp_path, monkeypatch):
        kept = tmp_path / "openapi.json"
        promise = promised()
        del promise["components"]["schemas"]["Post"]["properties"]["seo"]
        kept.write_text(json.dumps(promise))
        monkeypatch.setattr(make_openapi, "DOCUMENT", kept)
        assert make_openapi.main([]) is None
        assert kept.read_text() == DOCUMENT.read_text()


def test_the_page_says_what_is_promised():
    section = section_of(DOCS / "reference/api.md", "The document, and what we promise")
    assert "make openapi" in section and "openapi-typescript" in section
