"""Where a name lives on after it was changed: in the address of a profile, and in redirects from older ones."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.text import slugify


@dataclass(frozen=True)
class OldName:
    """What still tells another name than the profile shows."""

    #: The profile's own part of its address, if that has words that the name has not; else empty.
    slug: str
    #: Addresses that lead to the profile and have such words, each with where an editor removes it; empty for who may not.
    redirects: list[tuple[str, str]]


def old_name(profile: Any, user: Any) -> OldName | None:
    """What tells another name than `profile` shows, for an editor; None where nothing does. One query."""
    known = _words(profile.public_name)
    slug = profile.slug if _words(profile.slug) - known else ""
    redirects = [
        (redirect.old_path, _where_to_remove(redirect, user))
        for redirect in _redirects_to(profile)
        if _words(redirect.old_path.rstrip("/").rpartition("/")[2]) - known
    ]
    return OldName(slug, redirects) if slug or redirects else None


def _words(text):
    return {word for word in slugify(text, allow_unicode=True).split("-") if word and not word.isdecimal()}


def _redirects_to(profile):
    if not apps.is_installed("wagtail.contrib.redirects"):
        return []
    # Only where the app is installed.
    from wagtail.contrib.redirects.models import Redirect  # noqa: PLC0415

    return Redirect.objects.filter(redirect_page=profile.pk).order_by("old_path", "pk")


def _where_to_remove(redirect, user):
    may = user.has_perm("wagtailredirects.delete_redirect")
    return reverse("wagtailredirects:delete", args=[redirect.pk]) if may else ""
