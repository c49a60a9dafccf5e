"""What may leave the site: each kind of message says how it is sent, how long that may take, and when to try again.

A feature names its kinds in its `FeatureConfig`: ``outgoing_kinds = ["my_app.mail.MailKind"]``.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from coprod_wagtail.features import outgoing_kinds

from .constants import USUAL, Problem
from .deadline import Deadline

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Outcome:
    """How a try went. Without a `problem`, the message arrived."""

    problem: Problem = Problem.NONE
    #: The status that came back, where there is such a thing.
    answer: int | None = None
    #: Nobody was there: everything else for this destination waits until this message is tried again.
    silent: bool = False
    #: Trying again is no use.
    final: bool = False
    #: Its recipient is not there any more, so that nothing else is to be sent there either.
    gone: bool = False


#: What is run in a thread of its own, without the database, and has to be done when the deadline is over. What it raises
#: counts as a mistake of ours; only its class and where it happened are logged, never what it says.
Send = Callable[[Deadline], Outcome]


class Kind:
    """One kind of outgoing message. A subclass sets `name` and `label`, and says in `prepare` how one is sent.

    Delivery is at least once: a process may die after the message left and before that was noted.
    """

    #: Stored in each row, so it stays. At most 40 characters.
    name: str
    #: For people, in the plural: what `send_pending` counts.
    label: "StrOrPromise"
    #: Its rank among what waits: see `constants`. What is ranked below `USUAL` is also sent in a request where no worker
    #: runs, so that is for letting go of copies only.
    rank: int = USUAL
    #: Seconds that one try may take in all, whatever the other side does.
    deadline: float = 10
    #: How long after a failed try the next one comes; the last pause again and again.
    pauses: tuple[timedelta, ...] = (
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=8),
        timedelta(hours=24),
    )
    #: Whether what is done stays for a while, for a list of what was sent.
    kept: bool = True

    @property
    def patience(self) -> timedelta:
        """For how long a message is tried; by default as long as the pauses last."""
        return reduce(add, self.pauses)

    @property
    def lease(self) -> timedelta:
        """Longer than a try can take. If a process dies in the middle of one, another may try after this.

        While one message is sent, copies are let go of beside it, which takes a second deadline at most; and databases
        are asked before and after.
        """
        return timedelta(seconds=4 * self.deadline + 20)

    def paused(self) -> Collection[str]:
        """Destinations to which nothing is sent at present, because somebody said so."""
        return ()

    def prepare(self, message) -> Send | Outcome:
        """How to send this `OutgoingMessage`, with all that has to be asked of the database; or how it went, when there is
        nothing to send."""
        raise NotImplementedError

    def after(self, message, outcome: Outcome) -> None:
        """What is to be done once it is noted how a try went. May be called twice for one message, or not at all: its process
        may die."""


def all_kinds() -> dict[str, Kind]:
    """The kinds of every installed app, by name."""
    return {kind.name: kind() for kind in outgoing_kinds()}
