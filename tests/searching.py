"""For tests that search: their pages are in the index, and MariaDB and MySQL hold nothing there of a transaction that is
still open."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.db import connection
from modelsearch import signal_handlers

_ON_MYSQL = connection.vendor == "mysql"
#: For `pytestmark`.
SEARCHES = [
    pytest.mark.django_db(transaction=_ON_MYSQL),
    pytest.mark.usefixtures("searchable"),
]
#: Whether pages are found as soon as the factories make them. The fixture `searchable` says so.
SEARCHABLE = False
_NOTHING = SimpleNamespace(enqueue=lambda *args: None)


def searches(test):
    """A decorator."""
    for mark in SEARCHES:
        test = mark(test)
    return test


@contextmanager
def left_out_of_the_index():
    """What is saved in this is not found by a search until it is saved again, but for tests that are `SEARCHABLE`. To index
    takes a third of the time of making a page, and few tests search."""
    if SEARCHABLE:
        yield
        return
    task, signal_handlers.insert_or_update_object_task = signal_handlers.insert_or_update_object_task, _NOTHING
    try:
        yield
    finally:
        signal_handlers.insert_or_update_object_task = task
