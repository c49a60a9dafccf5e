"""Emptying the queue: the copies that have to be let go of first, then one message after another."""

import logging
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from .addresses import prune_addresses
from .constants import USUAL, Problem
from .deadline import Deadline, DeadlineExceeded, within
from .kinds import Kind, Outcome
from .models import OutgoingMessage
from .rows import note, prune, take

logger = logging.getLogger(__name__)

#: With less than this left, in seconds, nothing is begun that has to be done by then.
TOO_LITTLE = 0.3


@dataclass
class Turn:
    """What was done: how many messages arrived and how many did not, by kind; the moments at which some are tried again,
    each with their rank; and whether there may be more to send now."""

    arrived: Counter = field(default_factory=Counter)
    failed: Counter = field(default_factory=Counter)
    again: list[tuple[datetime, int]] = field(default_factory=list)
    more: bool = False


def send_due(
    seconds: float, *, before: Callable[[], None] | None = None, first_only: bool = False, hurry: bool = False
) -> Turn:
    """Send what is due, one message after another, beginning none after so many seconds.

    `before` is called before the first one is taken, where there is one. `first_only` leaves everything but letting go of
    copies. Each try has the deadline of its kind; with `hurry`, no more than what is left of the seconds.
    """
    turn, ends = Turn(more=True), time.monotonic() + seconds
    while ends - time.monotonic() > (TOO_LITTLE if hurry else 0):
        taken = take(before_rank=USUAL if first_only else None, before=before)
        if taken is None:
            turn.more = False
            break
        before = None
        _send(*taken, turn, ends if hurry else None)
    if turn.arrived or turn.failed:
        prune()
        prune_addresses()
    return turn


def _send(message: OutgoingMessage, kind: Kind, turn: Turn, ends: float | None):
    # While one destination is waited for, copies are let go of all the same.
    meanwhile = partial(_let_go_of_copies, turn) if message.rank >= USUAL else None
    again = note(message, kind, outcome := _try(message, kind, ends, meanwhile))
    kind.after(message, outcome)
    (turn.failed if outcome.problem else turn.arrived)[kind.name] += 1
    if again:
        turn.again.append((again, message.rank))


def _let_go_of_copies(turn):
    # One at a time: in between it is looked whether the answer that is waited for has come.
    taken = take(before_rank=USUAL)
    if taken:
        _send(*taken, turn, None)


def _try(message, kind, ends, meanwhile) -> Outcome:
    try:
        send = kind.prepare(message)
        if isinstance(send, Outcome):
            return send
        seconds = kind.deadline if ends is None else min(kind.deadline, ends - time.monotonic())
        if (
            seconds < TOO_LITTLE
        ):  # what was asked of the database has taken the time, and the destination is not to blame
            return Outcome(Problem.NO_ANSWER)
        return within(Deadline(seconds), send, meanwhile)
    except DeadlineExceeded:
        return Outcome(Problem.NO_ANSWER, silent=True)
    except Exception as error:
        # Not what it says: that may hold an address, or somebody's words.
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("A message could not be sent (%s): %s\n%s", kind.name, type(error).__name__, where)
        return Outcome(Problem.MISTAKE)
