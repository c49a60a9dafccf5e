"""Puts the API together from what the installed apps bring."""

from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from django.http import HttpRequest
from django.urls import URLPattern, re_path, reverse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Router, Swagger
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from coprod_wagtail.features import api_for_signed_in, api_routers, page_resources
from coprod_wagtail.text.moments import aware

from .document import INFO, TITLE, VERSION, finished
from .guard import View, guard, nothing_here
from .problems import add_handlers
from .queries import Queries

#: Part of the name of every address: `reverse("coprod_api:...")`.
NAMESPACE = "coprod_api"


#: For a developer who sees the document first.
ABOUT = """Posts, members and readers' comments of a Wagtail site, for front ends that are built elsewhere.

- No cookies, no keys, no signing in: what is here is public, and readers write without an account. Only the doors of the
  people who read and decide about comments (`moderation`) want to know who they are.
- Words for people are finished, in the language of the page or the first one that `Accept-Language` asks for.
- Every error is `application/problem+json` (RFC 9457): `code` is for programs, `detail` and `errors` are for people.
- What may come at any time without a new version: fields in answers, values beside those that are known, codes of errors.
  Pass over what you do not know. A kind of part, or of page in a preview, that comes later is an `other`."""


class MomentEncoder(NinjaJSONEncoder):
    """Says every moment in UTC, with a Z (RFC 3339), also on a site whose database keeps no time zones: clients that are
    made with zod take no other."""

    def default(self, o: Any) -> Any:
        return super().default(aware(o).astimezone(UTC) if isinstance(o, datetime) else o)


class Renderer(JSONRenderer):
    encoder_class = MomentEncoder


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
        title=TITLE,
        version=VERSION,
        description=ABOUT,
        renderer=Renderer(),
        urls_namespace=NAMESPACE,
        openapi_url="openapi.json",
        docs_url="docs/",
        # By default the viewer asks a server of its makers whether the document is valid.
        docs=Swagger(settings={"validatorUrl": None}),
        docs_decorator=require_safe,
        openapi_extra={"info": INFO},
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
def _queries() -> Queries:
    # When first asked, and not when addresses are put together: the document of all operations takes a moment.
    return Queries(build().get_openapi_schema(path_prefix="")["paths"])


def check_query(request: HttpRequest) -> None:
    """Raise `Refused` where the address has a parameter that its operation does not, or one twice."""
    if request.META.get("QUERY_STRING"):
        _queries().check(request, "/" + request.path.removeprefix(reverse(f"{NAMESPACE}:api-root")))


def _origins_of(route: str) -> str:
    """The setting that lists the origins which may ask there; empty where everybody may."""
    closed = api_for_signed_in().items()
    return next((setting for prefix, setting in closed if route.startswith(prefix.lstrip("/"))), "")


@cache
def urls() -> tuple[list[URLPattern], str, str]:
    """What `path()` takes. Every answer goes through the guard, and so does what no router knows."""
    patterns, app_name, namespace = build().urls
    guarded = [
        URLPattern(
            pattern.pattern,
            guard(cast(View, pattern.callback), check_query, _origins_of(str(pattern.pattern))),
            pattern.default_args,
            pattern.name,
        )
        for pattern in cast(list[URLPattern], patterns)
    ]
    return [*guarded, re_path(r"", guard(nothing_here))], app_name, namespace
