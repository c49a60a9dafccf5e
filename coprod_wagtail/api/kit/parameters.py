"""What operations are asked with: ids, text and sites; each refused where it can mean nothing."""

from dataclasses import dataclass
from typing import Annotated, Any, Self

from django.http import Http404, HttpRequest
from ninja import Schema
from pydantic import Field, GetJsonSchemaHandler, ModelWrapValidatorHandler, StringConstraints, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from wagtail.models import Site

from coprod_wagtail.page_tree.wagtail_page import AnyPage

#: What fits into a database's id.
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Said:
    """What the document says of a parameter, with an example. Ninja drops the description of pydantic's `Field` there."""

    description: str
    example: object = None

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core_schema)
        schema["description"] = self.description
        if self.example is not None:
            schema["examples"] = [self.example]
        return schema


Id = Annotated[int, Field(ge=1, le=LARGEST)]
PageId = Annotated[Id, Said("Id of the page.")]

#: Text that may be compared with a column: one line, without characters that a database refuses.
Line = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]

SearchWords = Annotated[Line, Said("Words to look for; the best 500 matches at most.")]

SiteName = Annotated[
    Line, Said("Id or host name of the site, where there are several. Else it is the one of this host.")
]

LanguageCode = Annotated[
    str,
    StringConstraints(max_length=100, pattern=r"^([A-Za-z]{1,8}([-_@][A-Za-z0-9]{1,8})*)?$"),
    Said("Only pages in this language, one of the site's, such as `cy`."),
]

Under = Annotated[
    str,
    StringConstraints(max_length=2000),
    Said("Only what is below this page: its id, or its path."),
]

# Whatever somebody asked a front end for: of any length, with anything in it. Where nothing is, that is the answer.
PagePath = Annotated[
    str,
    Said(
        "The path of a page, as its `path` has it or as a browser asked for it: encoded or not, with or without a query.",
        "/blog/a-week/",
    ),
]


class Body(Schema):
    """What is sent as JSON: an object. Of a number or a text, pydantic would read the attributes instead, and take one for
    an object without any fields."""

    # Around Ninja's own, which hides what was sent behind an object of its own.
    @model_validator(mode="wrap")
    @classmethod
    def _is_an_object(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(value, dict):
            raise ValueError("This is no JSON object.")
        return handler(value)


def site_asked_for(request: HttpRequest, name: str) -> Site:
    """The site that ``?site=`` names by its id or its host name, or else the one that the request came to; Http404
    where there is none.

    A proxy or a host in between may make the latter the wrong one: so every operation takes the name.
    """
    if not name:
        site = Site.find_for_request(request)
    elif name.isascii() and name.isdigit() and len(name) < 10:
        site = Site.objects.filter(pk=name).first()
    else:
        site = Site.objects.filter(hostname__iexact=name).order_by("port").first()
    if site is None:
        raise Http404
    request.coprod_site_id = site.pk  # type: ignore[attr-defined]  # a note of ours on Django's request
    return site


def is_on_site(page: AnyPage, site: Site) -> bool:
    """Whether `page` is the root page of `site` or below it. Asks the database nothing once the roots are cached."""
    return any(
        root.site_id == site.pk and page.url_path.startswith(root.root_path) for root in Site.get_site_root_paths()
    )


#: For the OpenAPI document: what a trusted front end says of the reader it sends for (see `gateway.signatures`).
READERS_ADDRESS: list[dict[str, Any]] = [
    {
        "in": "header",
        "name": "Coprod-Reader-Address",
        "schema": {"type": "string"},
        "required": False,
        "description": "From the server of a trusted front end: the address of the reader it sends for.",
    },
    {
        "in": "header",
        "name": "Coprod-Signature",
        "schema": {"type": "string"},
        "required": False,
        "description": "Signs that address: `t=` the time and `v1=` the HMAC. One that is not good is as if there were none.",
    },
]
