"""Readers' comments among what their search finds, where a site wants that.

There is no second copy of anybody's words: the comments themselves are asked, those that everybody may read at that moment. On
PostgreSQL the index by which moderators find words finds them (`moderation.search.index`), which a row leaves and enters in the
transaction that changes it; other databases look through the comments of the site.
"""

from functools import reduce
from operator import and_
from typing import Any

from django.db import connections
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.search.kinds import OtherKind, Thing
from coprod_wagtail.text.collation import literal_parts, loose_pattern
from coprod_wagtail.text.moments import local

from ..constants import DatePrecision
from ..models import ReaderComment, ReaderCommentSettings
from ..moderation.search.index import SHORTEST, is_there
from ..moderation.search.words import PlainWords

#: So many are found at most, the newest.
MOST_FOUND = 200
#: So many words are looked for, the first ones: each may mean to look through every comment.
_MOST_WORDS = 6


class Comments(OtherKind):
    name = "comment"
    label = _("Readers’ comments")
    # Translators: what something is that was found.
    one = pgettext_lazy("kind of page", "Reader’s comment")

    def is_on(self, site: Site) -> bool:
        return ReaderCommentSettings.objects.filter(site=site, search_comments=True).exists()

    def ranks(self, words, scope):
        if scope.narrowed:
            return []
        comments = _readable().on_site(scope.site)
        if scope.top is not None:
            comments = comments.filter(page__path__startswith=scope.top.path)
        if scope.locale:
            comments = comments.filter(page__locale__language_code=scope.locale)
        found = _with_words(comments, words[:_MOST_WORDS]).order_by("-sort_key", "-pk")
        rows = found.values_list("pk", "page__locale__language_code")[:MOST_FOUND]
        first = scope.first_locale
        return [((int(bool(first) and code != first), rank), pk) for rank, (pk, code) in enumerate(rows)]

    def things(self, pks):
        comments = _readable().filter(pk__in=pks).select_related("page", "page__locale")
        return {comment.pk: _thing(comment) for comment in comments}


comments = Comments()


def _readable() -> Any:
    """The comments whose words everybody may read now. Those that are folded under a note are no one's to meet unawares."""
    return ReaderComment.objects.visible().filter(content_note="")


def _with_words(comments, words):
    """Those of `comments` with a word that begins like each of `words`, in what was written or in the name of who did. One query
    more on PostgreSQL, to find out about the index."""
    for word in words:
        # One letter that is none comes before it, or nothing.
        pattern = rf"(^|\W){loose_pattern(word)}"
        comments = comments.filter(Q(body__iregex=pattern) | Q(author_name__iregex=pattern))
    parts = [part for word in words for part in literal_parts(word) if len(part) >= SHORTEST]
    if parts and is_there(connections[comments.db]):
        # Whatever fits the patterns has these in it. An index finds them, and the patterns are asked of those alone.
        comments = comments.alias(coprod_words=PlainWords(F("author_name"), F("body")))
        comments = comments.filter(reduce(and_, (Q(coprod_words__contains=part) for part in parts)))
    return comments


def _thing(comment):
    is_a_day = comment.posted_at is not None and comment.posted_precision not in {
        DatePrecision.UNKNOWN,
        DatePrecision.YEAR,
        DatePrecision.MONTH,
    }
    return Thing(
        comment.page,
        comment.page.title,
        [comment.body],
        local(comment.posted_at).date() if is_a_day else None,
        [] if comment.lost_author or not comment.author_name else [comment.author_name],
        comment.language or (comment.page.locale.language_code if has_languages() else ""),
        f"?comment={comment.pk}#comment-{comment.pk}",
    )
