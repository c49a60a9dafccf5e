"""What is at the API's own address."""

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Schema
from pydantic import Field

from ..kit.caching import unless_unchanged
from ..kit.document import TITLE, VERSION
from ..kit.problems import problems

root = Router(tags=["about"])


class About(Schema):
    """What this API is, and where it is described."""

    title: str = Field(description="What it is called.", examples=["coprod-wagtail"])
    version: str = Field(description="Of the API, as in its address.", examples=["v1"])
    document: str = Field(
        description="Path of its description, an OpenAPI document.", examples=["/api/coprod/v1/openapi.json"]
    )
    docs: str = Field(description="Path of the same for people, in a browser.", examples=["/api/coprod/v1/docs/"])


@root.get(
    "",
    response={200: About, 304: None, **problems(422)},
    operation_id="get_root",
    summary="What this is",
)
def get_root(request: HttpRequest):
    """What this API is, and where its description is: for programs, and for people."""
    found = {
        "title": TITLE,
        "version": VERSION,
        "document": reverse("coprod_api:openapi-json"),
        "docs": reverse("coprod_api:openapi-view"),
    }
    unless_unchanged(request, {"drawn": found})
    return found
