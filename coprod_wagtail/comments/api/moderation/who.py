"""Who asks at the moderators' doors of the API: with the session of Wagtail's admin, or with a token."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.api.kit.problems import Refused
from coprod_wagtail.compat import user_of_api_token
from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.throttle import Quota, count

from ...permissions import policy
from ...staff import texts

_MINUTE = 60
#: What somebody is told who has no right to anything here, by what they want to do.
_REFUSALS = {
    "view": texts.NO_RIGHT_TO_READ,
    "answer": texts.NO_RIGHT_TO_ANSWER,
    "handle_cases": texts.NO_RIGHT_TO_HANDLE_CASES,
}
_SAFE = {"GET", "HEAD", "OPTIONS"}


def _brings_token(request: HttpRequest) -> bool:
    # A web server may ask for a password of its own ("Basic"), which says nothing about who asks here.
    return request.headers.get("Authorization", "").lower().startswith("bearer ")


class Session(AuthBase):
    """The session cookie of who has signed in. What changes something needs Django's CSRF token beside it, in the header
    `X-CSRFToken`: another website's page could send the cookie along."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "sessionid"
    openapi_description = (
        "The session of who has signed in on the site; Django's setting `SESSION_COOKIE_NAME` may give the cookie another "
        "name. What changes something needs Django's CSRF token, too, in the header `X-CSRFToken`."
    )

    def __init__(self, action: str = "view") -> None:
        super().__init__()
        self.action = action

    def __call__(self, request: HttpRequest) -> Any:
        # Without one, no session is begun by asking.
        if _brings_token(request) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user: Any = getattr(request, "user", AnonymousUser())
        if not user.is_authenticated:
            return None
        if request.method not in _SAFE and check_csrf(request):
            raise Refused(403, "csrf", _("Send Django’s CSRF token in the header X-CSRFToken."))
        return _let_in(request, user, self.action)


class Token(AuthBase):
    """An API token of Wagtail 8. It is asked last, so it also turns away who brought nothing that is good."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "An API token of Wagtail 8. Wagtail 7.4 has none."

    def __init__(self, action: str = "view") -> None:
        super().__init__()
        self.action = action

    def __call__(self, request: HttpRequest) -> Any:
        user = user_of_api_token(request) if _brings_token(request) else None
        if user is None:
            words = _("Sign in first, or send a token.")
            raise Refused(401, "not_signed_in", words, headers={"WWW-Authenticate": "Bearer"})
        return _let_in(request, user, self.action)


def _let_in(request: HttpRequest, user: AnyUser, action: str) -> AnyUser:
    _count(request, user)
    if not policy.user_has_permission(user, action):
        raise Refused(403, "not_allowed", _REFUSALS[action])
    return user


def _count(request: HttpRequest, user: AnyUser) -> None:
    """One person's program cannot keep the site from answering everybody else."""
    limit = conf.MODERATION_PER_MINUTE
    used = count("moderation", str(user.pk), _MINUTE) if limit else None
    if not used:
        return
    quota = Quota("moderation", limit, _MINUTE, used, seconds=_MINUTE - int(time.time()) % _MINUTE)
    request.coprod_quota = quota  # type: ignore[attr-defined]  # a note of ours on Django's request
    if quota.is_exceeded:
        words = _("You asked too often in a short time. Wait a little.")
        raise Refused(429, "too_many", words, headers={"Retry-After": str(quota.seconds)})


#: For a router: either of them.
MODERATORS = [Session(), Token()]
#: And for who answers readers, which is another right.
WHO_ANSWERS = [Session("answer"), Token("answer")]
#: And for who looks after cases, which is one more.
WHO_HANDLES_CASES = [Session("handle_cases"), Token("handle_cases")]
