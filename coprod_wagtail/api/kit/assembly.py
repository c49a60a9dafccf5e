"""Puts the API together from what the installed apps bring."""

from functools import cache
from typing import Any, cast

from django.urls import URLPattern, re_path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Router, Swagger
from ninja.openapi.schema import OpenAPISchema

import coprod_wagtail
from coprod_wagtail.features import api_routers, page_resources

from .document import finished
from .guard import View, guard, nothing_here
from .problems import add_handlers

#: Part of the name of every address: `reverse("coprod_api:...")`.
NAMESPACE = "coprod_api"


#: For a developer who sees the document first.
ABOUT = """Posts, members and readers' comments of a Wagtail site, for front ends that are built elsewhere.

- No cookies, no keys, no signing in: what is here is public, and readers write without an account.
- Words for people are finished, in the language of the page or the first one that `Accept-Language` asks for.
- Every error is `application/problem+json` (RFC 9457): `code` is for programs, `detail` and `errors` are for people.
- What may come at any time without a new version: fields in answers, values of enumerations, kinds in unions, codes of
  errors. Pass over what you do not know."""


class CoprodAPI(NinjaAPI):
    """As Ninja's, with a document that does not depend on the site."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        root = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        return finished(super().get_openapi_schema(path_prefix=""), root)


@cache
def build() -> CoprodAPI:
    """The API with the routers of all installed apps."""
    api = CoprodAPI(
        title="coprod-wagtail",
        version=coprod_wagtail.__version__,
        description=ABOUT,
        urls_namespace=NAMESPACE,
        openapi_url="openapi.json",
        docs_url="docs/",
        # By default the viewer asks a server of its makers whether the document is valid.
        docs=Swagger(settings={"validatorUrl": None}),
        docs_decorator=require_safe,
    )
    add_handlers(api)
    for prefix, router in api_routers():
        if not isinstance(router, Router):
            router = router()
        if router is not None:
            api.add_router(prefix, router)
    for resource in page_resources():
        api.add_router(f"/{resource.tag}/", resource.router())
    return api


@cache
def urls() -> tuple[list[URLPattern], str, str]:
    """What `path()` takes. Every answer goes through the guard, and so does what no router knows."""
    patterns, app_name, namespace = build().urls
    guarded = [
        URLPattern(pattern.pattern, guard(cast(View, pattern.callback)), pattern.default_args, pattern.name)
        for pattern in cast(list[URLPattern], patterns)
    ]
    return [*guarded, re_path(r"", guard(nothing_here))], app_name, namespace
