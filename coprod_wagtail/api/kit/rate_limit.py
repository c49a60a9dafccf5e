"""How many more attempts there may be, in the fields `RateLimit` and `RateLimit-Policy`, as the IETF drafts them:
draft-ietf-httpapi-ratelimit-headers-10."""

from django.http import HttpRequest, HttpResponse

from coprod_wagtail.gateway.throttle import Quota


def say_what_is_left(request: HttpRequest, response: HttpResponse) -> None:
    """Called by the guard for every answer; says something where the request was counted, and noted as
    `coprod_quota`."""
    quota = getattr(request, "coprod_quota", None)
    if isinstance(quota, Quota):
        response.headers["RateLimit-Policy"] = f'"{quota.name}";q={quota.limit};w={quota.window}'
        response.headers["RateLimit"] = f'"{quota.name}";r={quota.left};t={quota.seconds}'
