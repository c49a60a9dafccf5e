"""What the charity looks twice for: three entries, and what they have found among the comments that wait."""

from coprod_wagtail.comments.constants import WORD_LIST_SIGN, QueueRank
from coprod_wagtail.comments.models import ReaderComment, WordListEntry
from coprod_wagtail.comments.moderation.word_lists.matching import found_in, key_of, tree_of

LANGUAGE = "en-gb"
#: Words, and what they do. Somebody who writes the first wants to be read today.
ENTRIES = [("be better off", "first"), ("no rx needed", "hold"), ("roof surveys", "hold")]


def keep_word_list(comments, site):
    """Write the entries, unless the site keeps a list already, and note which of the `comments` that wait have the words."""
    if WordListEntry.objects.filter(site=site).exists():
        return
    entries = [
        WordListEntry.objects.create(site=site, language=LANGUAGE, words=words, key=key_of(words), effect=effect)
        for words, effect in ENTRIES
    ]
    tree, first = tree_of((one.pk, one.words) for one in entries), {one.pk for one in entries if one.effect == "first"}
    waiting = ReaderComment.objects.awaiting_moderation().filter(pk__in=[one.pk for one in comments])
    for comment in waiting:
        found = found_in(comment.body, tree)
        if found:
            rank = QueueRank.FIRST if first.intersection(found) else QueueRank.USUAL
            signs = [*comment.signs, *(f"{WORD_LIST_SIGN}{pk}" for pk in found)]
            ReaderComment.objects.filter(pk=comment.pk).update(signs=signs, queue_rank=rank)
