"""The newest comments of a whole site, for its front page and the like."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Site

from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.page_tree.wagtail_page import AnyPage
from coprod_wagtail.text.spoken import mark_among_words

from ..constants import Status
from ..models import ReaderComment
from .items import Item, make_item
from .phrases import Excerpt, Phrases, excerpt

#: So many at most that pages draw.
MOST = 20


@dataclass(frozen=True, slots=True)
class Recent:
    """One of the newest comments: whose it is and when it was written, its first words, and where it is."""

    item: Item
    excerpt: Excerpt
    page: AnyPage
    url: str

    @property
    def page_mark(self) -> SafeString:
        """For the title of the page, where its language is not the one of the words around it."""
        return mark_among_words(self.page.locale.language_code) if has_languages() else SafeString("")

    @property
    def heading(self) -> SafeString:
        return self.item.heading


def recent_comments(site: Site | None, number: int, request: HttpRequest | None = None) -> list[Recent]:
    """The newest comments that everybody may read on pages of `site`, newest first, `MOST` of them at most. One query, once
    the addresses of the site are known; what is folded under a note is told by its note."""
    if site is None:
        return []
    # Wagtail asks for the language of a page, to tell its address, and so do we, to say it.
    comments: Any = ReaderComment.objects.visible().on_site(site).select_related("page", "page__locale")
    comments = comments.order_by("-sort_key", "-pk")
    phrases, found = Phrases(), []
    for comment in comments[: max(0, min(number, MOST))]:
        url = comment.page.get_url(request)
        if url:
            address = f"{url}?comment={comment.pk}#comment-{comment.pk}"
            found.append(Recent(make_item(comment, phrases=phrases), excerpt(comment), comment.page, address))
    return found


def comments_of(
    site: Site,
    *,
    limit: int,
    offset: int = 0,
    after: tuple[int, int] | None = None,
    newest: bool = True,
    page_id: int | None = None,
    under: AnyPage | None = None,
) -> tuple[list[ReaderComment], bool]:
    """The comments that everybody may read on pages of `site`, or on one page, or below one, the newest or the oldest first;
    each with its page. And whether more follow. `after` is the (sort key, id) of a comment to go on from. Two queries."""
    comments: Any = ReaderComment.objects.visible().on_site(site)
    if page_id is not None:
        comments = comments.filter(page=page_id)
    if under is not None:
        comments = comments.filter(page__path__startswith=under.path).exclude(page=under.pk)
    if after:
        # The first condition follows from the second, and lets the index find the place.
        key, pk = after
        later = Q(sort_key__lt=key) | Q(pk__lt=pk) if newest else Q(sort_key__gt=key) | Q(pk__gt=pk)
        comments = comments.filter(sort_key__lte=key) if newest else comments.filter(sort_key__gte=key)
        comments = comments.filter(later)
    order = ("-sort_key", "-pk") if newest else ("sort_key", "pk")
    # Ids first, rows second: databases walk through all that they skip.
    pks = list(comments.order_by(*order).values_list("pk", flat=True)[offset : offset + limit + 1])
    rows = ReaderComment.objects.filter(status=Status.PUBLISHED).select_related("page", "page__locale")
    found = rows.in_bulk(pks[:limit])
    return [found[pk] for pk in pks[:limit] if pk in found], len(pks) > limit
