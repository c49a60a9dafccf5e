"""What an entry of a word list would have held, before anybody writes it into the list."""

from dataclasses import dataclass

from wagtail.models import Site

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.page_tree.visibility import private_page

from ...models import ReaderComment
from ...permissions import policy
from .lists import spoken
from .matching import found_in, tree_of

#: So many comments are looked through, the newest first; and so many of those that are found are shown.
LOOKED_THROUGH, SHOWN = 2000, 20
_FIELDS = ("body", "author_name", "content_note")


@dataclass(frozen=True, slots=True)
class Tried:
    """In `looked_through` comments, `number` have it; the newest of them are `comments`."""

    looked_through: int
    number: int
    comments: list[ReaderComment]


def try_entry(words: str, *, site: Site, language: str, user: "AnyUser | None") -> Tried:
    """Which of the latest comments on `site` in this language, among those that `user` may read, an entry with these
    `words` would have held. Two queries."""
    tree, wanted = tree_of([(0, words)]), spoken(language)
    latest = policy.comments_for(user).on_site(site).order_by("-received_at", "-pk")
    words_of_them = latest.values_list("pk", "language", *_FIELDS)[:LOOKED_THROUGH]
    looked_at = [(pk, texts) for pk, spoken_in, *texts in words_of_them if spoken(spoken_in) == wanted]
    found = [pk for pk, texts in looked_at if any(found_in(text, tree) for text in texts)]
    rows = ReaderComment.objects.select_related("page").annotate(page_is_private=private_page())
    comments = rows.in_bulk(found[:SHOWN])
    return Tried(len(looked_at), len(found), [comments[pk] for pk in found[:SHOWN] if pk in comments])
