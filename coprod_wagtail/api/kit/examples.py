"""An example of every shape in the OpenAPI document, put together from those of its fields.

A field says one where its type does not say enough (``Field(examples=["/blog/a-week/"])``), or the shape says them for
several fields at once; numbers, moments, enumerations and other shapes need none.
"""

from collections.abc import Mapping
from typing import Any

_BY_FORMAT = {"date": "2026-05-17", "date-time": "2026-05-17T08:30:00Z"}
_BY_TYPE = {"boolean": True, "integer": 12, "number": 0.5, "string": "…", "null": None, "object": {}, "array": []}


def add_examples(schemas: Mapping[str, dict[str, Any]]) -> None:
    """Give each of the `schemas`, by name as in the document's components, its `examples`: one. Those of its fields are in
    it, and need not stand there twice."""
    found = {name: example_of(schema, schemas) for name, schema in schemas.items()}
    for name, example in found.items():
        schemas[name]["examples"] = [example]
        for field in schemas[name].get("properties", {}).values():
            field.pop("examples", None)


def example_of(schema: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]) -> Any:
    """What a value may be that `schema` describes; references lead into `schemas`."""
    said = schema.get("examples", [None])[0]
    if said is not None and "properties" not in schema:
        return said
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if choices := schema.get("enum"):
        return choices[0]
    if "const" in schema:
        return schema["const"]
    for several in ("allOf", "anyOf", "oneOf"):
        if several in schema:
            return example_of(schema[several][0], schemas)
    if "properties" in schema:
        fields = {name: example_of(field, schemas) for name, field in schema["properties"].items()}
        return {**fields, **(said or {})}
    if "items" in schema:
        return [example_of(schema["items"], schemas)]
    return _BY_FORMAT.get(schema.get("format", ""), _BY_TYPE.get(schema.get("type", ""), {}))
