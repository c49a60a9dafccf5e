"""What one moderator chose, and what follows from it for the screens."""

from collections.abc import Sequence

from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import texts
from ...constants import WORD_LIST_SIGN, QueueRank, Sign
from ...models import ReaderComment, ReadingPreferences
from ...moderation.told import Told, Withheld
from ...reports.constants import Reason

WORRYING = gettext_lazy("Somebody is worried about a person.")
#: By which single key each is done. Letters of the English words: a keyboard has few others that all languages have.
KEYS = {"publish": "p", "decline": "d", "hide": "h", "mark-spam": "s", "keep": "k"}
ANSWER_KEY, HAND_OVER_KEY, NEXT_KEY = "r", "o", "n"
#: These two open a box.
COVER_KEY, WORRY_KEY = "c", "w"


def preferences_of(user) -> ReadingPreferences:
    """What `user` chose; the defaults, unsaved, where they never did. One query."""
    return ReadingPreferences.objects.filter(pk=user.pk).first() or ReadingPreferences(user=user)


def with_preferences(comments, user):
    """`comments`, each with what `user` chose: `folds_for_reader` and `keys_for_reader`. No query more."""
    chosen = ReadingPreferences.objects.filter(pk=user.pk)
    return comments.annotate(
        folds_for_reader=Exists(chosen.filter(folds=True)), keys_for_reader=Exists(chosen.filter(keys=True))
    )


def why_folded(comment: ReaderComment, reports: Sequence[Told]) -> str:
    """Why the words of `comment` may upset, for who wants them folded; empty where nothing says so. `reports` are the open ones
    about it. Which word of a list was found is not said here: it may be what upsets."""
    for report in reports:
        if isinstance(report, Withheld):
            return str(texts.URGENT)
        if report.reason == Reason.WORRIED:
            return str(WORRYING)
    if comment.queue_rank == QueueRank.FIRST and any(sign.startswith(WORD_LIST_SIGN) for sign in comment.signs):
        return str(Sign.WORD_LIST.label)
    if comment.content_note:
        return _("The writer put a note before it: %(note)s") % {"note": comment.content_note}
    return ""


def with_keys(verbs, wanted: bool):
    """Each of `verbs` with the key that does it, which is empty where none is wanted."""
    return [(verb, KEYS.get(verb.name, "") if wanted else "") for verb in verbs]
