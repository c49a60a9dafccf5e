"""Two things at the same moment, each on a database connection of its own."""

from threading import Barrier, BrokenBarrierError, Thread, local

from django.db import connection
from django.db.utils import DatabaseErrorWrapper

PATIENCE = 20


class Meeting:
    """A place in the code that the runners of a race reach together.

    `must` says that all of them have to come; otherwise whoever waits for somebody that a lock holds back goes on after
    a moment. Only the first visit of each runner counts: who is sent back and tries again is not waited for.
    """

    def __init__(self, runners, *, must):
        self.barrier = Barrier(runners)
        self.must = must
        self.been = local()

    def attend(self):
        if getattr(self.been, "here", False):
            return
        self.been.here = True
        try:
            self.barrier.wait(PATIENCE if self.must else 0.5)
        except BrokenBarrierError:
            if self.must:
                raise

    def before(self, monkeypatch, owner, name):
        """Meet before each call of `owner.name`."""
        original = getattr(owner, name)

        def after_meeting(*args, **kwargs):
            self.attend()
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, name, after_meeting)

    def before_asking_for(self, column):
        """Within this, meet before each query on the connection of this thread that looks for a value of `column`."""

        def meet(execute, sql, *args):
            if column in sql.partition(" WHERE ")[2]:
                self.attend()
            return execute(sql, *args)

        return connection.execute_wrapper(meet)


def note_refusals(monkeypatch):
    """A list that fills with what the database refuses from here on, on any connection: each stands in its log with all of
    its values."""
    refused, original = [], DatabaseErrorWrapper.__exit__

    def noting(self, kind, value, traceback):
        if kind is not None and issubclass(kind, self.wrapper.Database.Error):
            refused.append(value)
        return original(self, kind, value, traceback)

    monkeypatch.setattr(DatabaseErrorWrapper, "__exit__", noting)
    return refused


def race(*runners):
    """Call all at once. Returns what each gave back, or the exception it ended with, in the same order."""
    results = [None] * len(runners)

    def run(place, runner):
        try:
            results[place] = runner()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair, daemon=True) for pair in enumerate(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(3 * PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "A runner hangs."
    return results
