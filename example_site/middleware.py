"""Two answers the site gives with every page: what a browser may load, and who may keep a copy."""

from django.conf import settings
from django.utils.cache import patch_cache_control

# Everything from this site, nothing inline, nothing from anybody else. The package needs no more than this; the
# tests run under it.
STRICT_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)

# The same, but readers may add styles of their own. People set their text spacing (WCAG 1.4.12) and contrast with
# bookmarklets and tools that put a style element into the page, which the strict policy would take away from them.
READERS_STYLES_POLICY = f"{STRICT_POLICY}; style-src 'self' 'unsafe-inline'"

# Wagtail's and Django's own screens still use inline styles and scripts.
ADMIN_PATHS = ("/admin/", "/django-admin/")


def content_security_policy(get_response):
    """Send the site's Content-Security-Policy with every page that readers see."""

    def middleware(request):
        response = get_response(request)
        if not request.path.startswith(ADMIN_PATHS):
            response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        return response

    return middleware


def private_to_the_session(get_response):
    """Keep pages drawn for a session out of shared caches.

    Readers bring no session cookie, so what they get stays the same for everyone and may be kept by any cache.
    """

    def middleware(request):
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
