"""Who empties the queue, and when. A task is only a bell, and each bell has all sent that is due.

So nothing depends on one that was lost: what it was rung for is found by the next, or by `manage.py send_pending`.
"""

import time
from datetime import datetime, timedelta
from typing import Any

from asgiref.local import Local
from django.utils import timezone
from django_tasks import task

from coprod_wagtail.text.moments import aware

from .constants import SECONDS_OF_A_REQUEST, TURN, USUAL
from .kinds import all_kinds
from .sending import send_due

#: Backends that do a task at once, in whatever process it is asked for.
WITHOUT_A_WORKER = {f"{package}.backends.immediate.ImmediateBackend" for package in ("django_tasks", "django.tasks")}
#: Copies are let go of before the tasks of the site and of Wagtail, whose priority is 0. All else that leaves comes after.
PRIORITY_OF_COPIES, USUAL_PRIORITY = 50, -50

#: `left`: how many seconds the present request may still spend on letting go of copies.
_request = Local()


def has_worker() -> bool:
    """Whether tasks are done by a process of their own."""
    backend = type(empty_outbox.get_backend())
    return not any(f"{base.__module__}.{base.__qualname__}" in WITHOUT_A_WORKER for base in backend.__mro__)


def ring(rank: int = USUAL, *, at: datetime | None = None) -> None:
    """Have what is due sent soon, or at a later moment where the tasks backend can wait.

    Without a worker, no message leaves the machine in a request: they wait for `manage.py send_pending`. Only copies are let
    go of at once, and for two seconds in all.
    """
    if not has_worker():
        if rank < USUAL and at is None:
            _let_go_in_this_request()
        return
    backend = empty_outbox.get_backend()
    if at is not None and not backend.supports_defer:
        return
    changes: dict[str, Any] = {} if at is None else {"run_after": aware(at)}
    if backend.supports_priority:
        changes["priority"] = PRIORITY_OF_COPIES if rank < USUAL else USUAL_PRIORITY
    empty_outbox.using(**changes).enqueue()


@task()
def empty_outbox():
    """Send what is due, for some seconds. If there is more, other tasks come in between."""
    # If this process dies, somebody has to look when what it held is due again.
    held = timedelta(seconds=TURN) + max((kind.lease for kind in all_kinds().values()), default=timedelta(0))
    turn = send_due(TURN, before=lambda: ring(at=timezone.now() + held))
    for again, rank in turn.again:
        ring(rank, at=again)
    if turn.more:
        ring()


def request_begins(**kwargs):
    """A receiver for Django's signal that a request has come."""
    _request.left = SECONDS_OF_A_REQUEST


def request_ends(**kwargs):
    """A receiver for Django's signal that a request was answered."""
    if hasattr(_request, "left"):
        del _request.left


def _let_go_in_this_request():
    left, began = getattr(_request, "left", SECONDS_OF_A_REQUEST), time.monotonic()
    send_due(left, first_only=True, hurry=True)
    if hasattr(_request, "left"):
        _request.left = left - (time.monotonic() - began)
