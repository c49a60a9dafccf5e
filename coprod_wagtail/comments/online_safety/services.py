"""What on a site could be more than readers' comments on what the site itself publishes.

A service in which users communicate only by comments on content of its provider, by sharing those, by like buttons, emoji,
votes and ratings, and by names and pictures beside all that, is exempt from the duties of the Online Safety Act 2023
(Schedule 1, paragraph 4; docs/explanation/online-safety-act.md). Nothing that this package brings goes beyond that. Whether
the site as a whole does is for whoever runs it to say: here is what a machine can see of it.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import FileField
from wagtail.models import Site, get_page_models

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.origins import allowed_origins
from coprod_wagtail.swap import get_page_model

from ..mixins import CommentableMixin
from ..models import ReaderComment

#: Well-known apps by which users reach one another directly or begin things of their own, and what with.
BEYOND_COMMENTS = {
    "postman": "private messages",
    "django_messages": "private messages",
    "pinax.messages": "private messages",
    "machina": "a forum",
    "pybb": "a forum",
    "spirit": "a forum",
    "misago": "a forum",
    "askbot": "a forum",
    "friendship": "friends and followers",
}
_ADMIN = "wagtailadmin.access_admin"
#: So many accounts are looked at.
_ACCOUNTS = 200


def apps_beyond_comments() -> list[tuple[str, str]]:
    """Those of `BEYOND_COMMENTS` that are installed, each with what it brings."""
    installed = tuple(f"{config.name}." for config in apps.get_app_configs())
    return [
        (name, what)
        for name, what in BEYOND_COMMENTS.items()
        if any(config.startswith(f"{name}.") for config in installed)
    ]


def models_with_uploads() -> list[str]:
    """Names of the models by which files hang on readers' comments: those with a relation to them and a field for files, and
    what inherits from them."""
    return [
        model._meta.label
        for model in apps.get_models()
        if _belongs_to_comments(model) and any(isinstance(field, FileField) for field in model._meta.fields)
    ]


def _belongs_to_comments(model) -> bool:
    if issubclass(model, ReaderComment):
        return True
    fields = (*model._meta.fields, *model._meta.many_to_many)
    return any(field.related_model is ReaderComment for field in fields)


def origins_elsewhere() -> list[str]:
    """The origins in ``ALLOWED_ORIGINS`` that neither a site nor a front end of this one is at: where these are pages of other
    people, comments there are not about what this site publishes. One query, none where the settings name none."""
    named = allowed_origins()
    if not named:
        return []
    ours = {site.hostname for site in Site.objects.all()} | set(_front_ends())
    return [origin for origin in named if not _is_below(urlsplit(origin).hostname or "", ours)]


def _front_ends() -> Iterator[str]:
    for named in (conf.FRONTEND_SLIP_URL, conf.FRONTEND_MAIL_URL, getattr(settings, "WAGTAILADMIN_BASE_URL", "")):
        for url in named.values() if isinstance(named, dict) else [named]:
            if host := urlsplit(url or "").hostname:
                yield host


def _is_below(host: str, ours: set[str]) -> bool:
    """Whether `host` is one of `ours`, or has the same parent: www.example.org and news.example.org."""
    parents = {one.removeprefix("www.") for one in ours}
    return host in ours or any(host == one or host.endswith(f".{one}") for one in parents)


def page_of_an_outsider():
    """A page that readers comment on, and that somebody owns who may not even open Wagtail's admin; None if there is none. It
    looks at the first `_ACCOUNTS` accounts that own one."""
    models = [model for model in get_page_models() if issubclass(model, CommentableMixin)]
    types = ContentType.objects.get_for_models(*models).values()
    pages = get_page_model()._default_manager.filter(content_type__in=types, live=True, owner__isnull=False)
    owners = pages.order_by("owner").values_list("owner", flat=True).distinct()[:_ACCOUNTS]
    for user in get_user_model()._default_manager.filter(pk__in=list(owners)):
        # Who has left was let in once.
        if user.is_active and not user.has_perm(_ADMIN):
            return pages.filter(owner=user).order_by("pk").first()
    return None
