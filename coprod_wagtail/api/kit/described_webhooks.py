"""What the OpenAPI document says, under `webhooks`, of messages that the site sends to others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ninja import Schema
from ninja.openapi.schema import REF_TEMPLATE
from ninja.schema import NinjaGenerateJsonSchema
from pydantic.json_schema import models_json_schema


@dataclass(frozen=True, kw_only=True)
class Described:
    """One kind of message. All words are English."""

    #: What receivers know it by, such as "page.moved".
    name: str
    #: When it is sent, in a few words, and what else there is to say.
    summary: str
    description: str
    #: The shape of what is sent, as JSON.
    body: type[Schema]
    #: OpenAPI's parameters: the headers that are sent with it.
    headers: Sequence[Mapping[str, Any]]
    #: What it means for whoever sends it that the receiver answers with any status of 200 to 299.
    taken: str


def described(messages: Sequence[Described]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The section `webhooks`, and the schemas that it refers to."""
    models = list({id(message.body): message.body for message in messages}.values())
    found, definitions = models_json_schema(
        [(model, "serialization") for model in models],
        ref_template=REF_TEMPLATE,
        schema_generator=NinjaGenerateJsonSchema,
    )
    section = {
        message.name: {"post": _operation(message, found[message.body, "serialization"])} for message in messages
    }
    return section, definitions.get("$defs", {})


def _operation(message: Described, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "operationId": "on_" + message.name.replace(".", "_"),
        "summary": message.summary,
        "description": message.description,
        "tags": ["webhooks"],
        "parameters": [dict(header) for header in message.headers],
        "requestBody": {"content": {"application/json": {"schema": dict(schema)}}, "required": True},
        "responses": {"2XX": {"description": message.taken}},
    }
