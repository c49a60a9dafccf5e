"""What a moderator can do about a comment who does not want to decide alone."""

from urllib.parse import urlencode

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ...models import ReaderCommentSettings
from ...moderation.handing.shown import handed, may_be_handed
from ...moderation.same_writer import by_the_same
from ...moderation.told import is_withheld
from ...reports.constants import ANSWER_LENGTH, Reason
from ...reports.worry import WORRYING, whom_to_ring
from ..preferences.chosen import (
    ANSWER_KEY,
    COVER_KEY,
    HAND_OVER_KEY,
    NEXT_KEY,
    WORRY_KEY,
    why_folded,
    with_keys,
)
from ..rows import index_url, reading_url


def about_preferences(comment, reports, verbs):
    """What follows from how somebody wants to read `comment`, which has it (`with_preferences`): why the words are folded, and the
    keys, with the words on what two of them open."""
    folds, keys = comment.folds_for_reader, comment.keys_for_reader
    return {
        "hides_words": folds,
        "folded": why_folded(comment, reports) if folds else "",
        "keyed_verbs": with_keys(verbs, keys),
        "answer_key": ANSWER_KEY if keys else "",
        "hand_over_key": HAND_OVER_KEY if keys else "",
        "next_key": NEXT_KEY if keys else "",
        "cover_key": COVER_KEY if keys else "",
        "worry_key": WORRY_KEY if keys else "",
        "cover_words": _("Cover a phone number, a name or other words"),
        "worry_words": _("I am worried about somebody"),
    }


#: So many of the same writer are shown at once.
SHOWN = 5


def about_same_writer(comment, user):
    """What else its writer said, the newest first, where they have confirmed their address. Two queries, and none where not."""
    if not getattr(comment, "writer_is_confirmed", False):
        return {}
    others = by_the_same(comment, user).exclude(pk=comment.pk).order_by("-received_at", "-pk")
    return {
        "same_writer": [
            {"comment": one, "url": reading_url(one), "words": Truncator(" ".join(one.body.split())).chars(120)}
            for one in others.only("body", "status", "received_at", "language")[:SHOWN]
        ],
        "same_writer_url": f"{index_url()}?{urlencode({'writer': comment.pk})}",
    }


def about_help(comment, user, reports):
    """With whom it is, and whether it can be handed over, or be worried about; and whom to ring, where one of the open `reports`
    says that somebody is worried. One query where it was handed over, and some for who is to be rung."""
    worrying = any(is_withheld(report) or report.reason == Reason.WORRIED for report in reports)
    return {
        "to_ring": whom_to_ring(ReaderCommentSettings.for_site(comment.page.get_site())) if worrying else [],
        "handed": handed(comment, user),
        "may_hand_over": may_be_handed(comment),
        "may_worry": comment.status in WORRYING,
        "worry_length": ANSWER_LENGTH,
        "drawn": timezone.now().isoformat(),
    }
