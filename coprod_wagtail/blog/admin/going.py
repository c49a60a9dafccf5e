"""Before a profile goes: whose posts name it, and what they will say without it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import PageViewRestriction

from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model

from ..authors import author_models
from ..bylines import name_without_profile

#: Page paths put into one query.
_BATCH = 50
#: Posts named for each thing they will say; the others are counted.
_NAMED = 5
#: In the query of a screen that moves many pages: the place about which its editor was told that it is private.
_AGREED = "coprod_told_of"


@dataclass
class Saying:
    """What some posts will say in place of the name on a profile."""

    #: The words, such as "A former member".
    says: str
    #: Some of the posts, as pages.
    posts: list[Any] = field(default_factory=list)
    #: How many posts there are beside these.
    more: int = 0


def sayings_without(pages: Iterable[Any], *, off_the_site: bool) -> list[Saying]:
    """What the posts that readers see will say when the profiles among `pages`, and those below them, are not public any
    more; `off_the_site` says whether they are unpublished or deleted, else they are made private. The same few queries for any
    number of posts."""
    going = _public_profiles(pages)
    if not going:
        return []
    found: defaultdict[str, dict[int, Any]] = defaultdict(dict)
    for model in author_models():
        rows = model._default_manager.filter(profile__in=going, page__live=True).select_related("page")
        for row in rows.order_by("page__title", "page_id", "sort_order"):
            profile = going[row.profile_id]
            profile.live = not off_the_site
            found[name_without_profile(row, profile)].setdefault(row.page_id, row.page)
    sayings = []
    for says, posts in found.items():
        named = list(posts.values())
        sayings.append(Saying(says, named[:_NAMED], len(named[_NAMED:])))
    return sorted(sayings, key=lambda one: (-len(one.posts) - one.more, one.says))


def _public_profiles(pages):
    """Those that a post names, of `pages` and all below them, which everybody may see now; by id."""
    tops: list[str] = []
    for path in sorted({page.path for page in pages}):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    found = {}
    for start in range(0, len(tops), _BATCH):
        here = reduce(or_, (Q(path__startswith=path) for path in tops[start : start + _BATCH]))
        named = reduce(or_, (Q(pk__in=_named_by(model)) for model in author_models()), Q(pk__in=[]))
        for page in for_everyone(get_page_model()._default_manager.filter(here & named)).specific():
            found[page.pk] = page
    return found


def _named_by(author_model):
    return author_model._default_manager.exclude(profile=None).values("profile")


def notice(pages: Iterable[Any], *, off_the_site: bool, heading: str = "") -> SafeString:
    """All of that in words, for a screen of the admin; empty where no post would change."""
    pages = list(pages)
    sayings = sayings_without(pages, off_the_site=off_the_site)
    if not sayings:
        return SafeString("")
    context = {"sayings": sayings, "heading": heading, "profile": pages[0] if len(pages) == 1 else None}
    return SafeString(render_to_string("coprod_wagtail/blog/admin/going.html", context))


def before_delete_page(request, page):
    """Wagtail's hook of that name. It runs for the question and for the answer; only the question is for reading."""
    if request.method == "GET" and (words := notice([page], off_the_site=True)):
        messages.warning(request, words)


def before_move_page(request, page, destination):
    """Wagtail's hook of that name: only what moves to where not everybody may go takes a name away."""
    if request.method != "GET":
        return
    if _is_private(destination) and (words := notice([page], off_the_site=False)):
        messages.warning(request, words)


def before_bulk_action(request, action_type, pages, action):
    """Wagtail's hook of that name. The screen that moves many pages asks where to only as it moves them, so it is shown once
    more before they go where not everybody may."""
    if action_type != "move" or action.model is not get_page_model():
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    if request.GET.get(_AGREED) == str(destination.pk) or not _is_private(destination):
        return None
    heading = _(
        "Nothing has been moved yet. Not everybody may see that place. To move them there, press the button again."
    )
    words = notice(pages, off_the_site=False, heading=heading)
    if not words:
        return None
    messages.warning(request, words)
    action.destination = destination  # what the form then shows
    query = request.GET.copy()
    query[_AGREED] = str(destination.pk)
    context = action.get_context_data() | {"submit_url": f"{request.path}?{query.urlencode()}"}
    return TemplateResponse(request, action.template_name, {"destination": destination, **context})


def _is_private(page):
    return PageViewRestriction.objects.filter(page__in=page.get_ancestors(inclusive=True)).exists()
