"""Something that may take for ever, done within so many seconds all the same."""

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread, current_thread

from django.db import connections

#: How often whoever waits looks what else there is to do, in seconds.
LOOK_EVERY = 0.2
#: So many threads may be left behind that do not end, such as those that wait for a name server.
MOST_LEFT_BEHIND = 20


class DeadlineExceeded(Exception):
    """It was not done in time."""


class Deadline:
    """A moment after which nothing is waited for any more.

    Whoever opens a socket hands it to `keep`, so that it can be shut from outside: then the thread that waits for it ends.
    """

    def __init__(self, seconds: float):
        self._ends = time.monotonic() + seconds
        self._lock = Lock()
        self._sockets: list[socket.socket] = []
        self._is_cut = False

    def left(self) -> float:
        """Seconds; never less than a hundredth, because 0 means "for ever" to a socket."""
        return max(self._ends - time.monotonic(), 0.01)

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._ends

    def keep(self, opened: socket.socket) -> None:
        # A copy: TLS takes the first one's place.
        with self._lock:
            if self._is_cut:
                opened.shutdown(socket.SHUT_RDWR)
            else:
                self._sockets.append(opened.dup())

    def close(self, *, cut: bool) -> None:
        """Let go of what was kept; with `cut`, end what is still going on there."""
        with self._lock:
            self._is_cut = cut
            kept, self._sockets = self._sockets, []
        for one in kept:
            if cut:
                with suppress(OSError):  # the other side was quicker
                    one.shutdown(socket.SHUT_RDWR)
            one.close()


_left_behind: list[Thread] = []


def within(deadline: Deadline, work: Callable, meanwhile: Callable[[], None] | None = None):
    """What `work(deadline)` gives back, or raises. Raises `DeadlineExceeded` when it is not done in time.

    It runs in a thread of its own, which a process that ends does not wait for, because nothing else can give up looking
    a name up. `meanwhile` is called every moment while it is waited for.
    """
    _left_behind[:] = [thread for thread in _left_behind if thread.is_alive()]
    if len(_left_behind) >= MOST_LEFT_BEHIND:
        raise DeadlineExceeded
    done, found = Event(), {}

    def run():
        try:
            found["result"] = work(deadline)
        except BaseException as error:  # raised again where it is waited for
            found["error"] = error
        finally:
            connections.close_all()  # of this thread
            done.set()

    thread = Thread(target=run, daemon=True, name=f"outbox of {current_thread().name}")
    thread.start()
    while not done.wait(min(deadline.left(), LOOK_EVERY)):
        if deadline.is_over:
            deadline.close(cut=True)
            _left_behind.append(thread)
            raise DeadlineExceeded
        if meanwhile:
            meanwhile()
    deadline.close(cut=False)
    if "error" in found:
        raise found["error"]
    return found["result"]
