"""What a moderator can decide, as the screens name it: one list for the single comment and for many."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..actions import Decision, DeclineComment, HideComment, MarkSpam, PublishComment, PutBack
from ..constants import Status


@dataclass(frozen=True, slots=True)
class Verb:
    """`name` is the word in the address, `label` the one on the button, `done` the sentence
    afterwards. `main` is the one a moderator takes most often; one that is not `offered` only undoes another."""

    name: str
    action: type[Decision]
    label: str
    done: str
    offered: bool = True
    main: bool = False

    def applies_to(self, comment) -> bool:
        return self.action.can_apply_to(comment)


VERBS = {
    verb.name: verb
    for verb in (
        Verb("publish", PublishComment, pgettext_lazy("button", "Publish"), _("%(comment)s is published."), main=True),
        Verb("decline", DeclineComment, pgettext_lazy("button", "Decline"), _("%(comment)s will not be published.")),
        Verb("hide", HideComment, pgettext_lazy("button", "Hide"), _("%(comment)s is hidden.")),
        Verb("mark-spam", MarkSpam, pgettext_lazy("button", "Mark as spam"), _("%(comment)s is marked as spam.")),
        Verb(
            "put-back",
            PutBack,
            pgettext_lazy("button", "Put back"),
            _("%(comment)s is waiting to be read again."),
            offered=False,
        ),
    )
}


def verbs_for(comment) -> list[Verb]:
    """What can be decided about `comment` as it stands."""
    return [verb for verb in VERBS.values() if verb.offered and verb.applies_to(comment)]


def undoing(was: Status, comment) -> Verb | None:
    """What takes `comment` back to `was`, the status it had before the last decision; None where nothing does."""
    for verb in VERBS.values():
        if verb.action.status == was and verb.applies_to(comment):
            return verb
    return None
