"""What stands behind the proxy: says as whom, and at which address, the package sees whoever asks."""

import json

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest

settings.configure(
    ALLOWED_HOSTS=["www.example.org"],
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    USE_X_FORWARDED_HOST=True,  # so that one that was let through would be seen
    COPROD_WAGTAIL={"TRUSTED_PROXIES": 1},
)


def application(environ, start_response):
    from coprod_wagtail.gateway.client import client_address

    request = WSGIRequest(environ)
    said = {
        "client": client_address(request),
        "forwarded": environ.get("HTTP_X_FORWARDED_FOR"),
        "url": request.build_absolute_uri(),
        "length": len(request.body),
    }
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(said).encode()]
