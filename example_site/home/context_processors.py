from django.conf import settings


def session_cookie(request):
    """`has_session_cookie`: whether the browser brought one, found out without opening the session.

    Asking for the user or the session itself would make the answer say `Vary: Cookie`, and no cache could keep it.
    """
    return {"has_session_cookie": settings.SESSION_COOKIE_NAME in request.COOKIES}
