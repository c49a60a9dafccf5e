"""Puts the API together from what the installed apps bring."""

from functools import cache

from django.apps import apps
from django.urls import URLPattern, re_path
from django.utils.module_loading import import_string
from ninja import NinjaAPI, Swagger

import coprod_wagtail

from .door import door, nothing_here
from .problems import add_handlers

#: Part of the name of every address: `reverse("coprod_api:...")`.
NAMESPACE = "coprod_api"


@cache
def build() -> NinjaAPI:
    api = NinjaAPI(
        title="coprod-wagtail",
        version=coprod_wagtail.__version__,
        description="Posts, members and readers' comments of a Wagtail site, for front ends that are built elsewhere.",
        urls_namespace=NAMESPACE,
        docs=Swagger(settings={"persistAuthorization": False}),
        docs_url="docs/",
        openapi_url="openapi.json",
    )
    add_handlers(api)
    for config in apps.get_app_configs():
        for prefix, path in getattr(config, "api_routers", []):
            api.add_router(prefix, import_string(path))
    return api


@cache
def urls():
    """What `path()` takes. Every answer goes through the `door`, and what no router knows is a problem+json, too."""
    patterns, app_name, namespace = build().urls
    guarded = [
        URLPattern(pattern.pattern, door(pattern.callback), pattern.default_args, pattern.name) for pattern in patterns
    ]
    return [*guarded, re_path(r"", door(nothing_here))], app_name, namespace
