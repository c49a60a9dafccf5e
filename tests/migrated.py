"""On SQLite: the database as the migrations make it, kept in a file for the next run, put back after a test, and given
to other processes.

To copy a whole database takes no time. To migrate takes ten seconds, and to empty all tables and to read their first
contents from JSON takes one.
"""

import hashlib
import os
import sqlite3
import sys
import time
from contextlib import closing, contextmanager
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".test-databases"
#: What the migrations of this repository are, and what they or the handlers after them call.
CODE = ["coprod_wagtail/**/*.py", "example_site/**/*.py", "tests/projects/**/*.py", "tests/settings.py"]
A_WEEK = 7 * 24 * 3600


def kept_file():
    """Where the database of this kind of site is kept, by all that has a say in what is in it."""
    said = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version} {settings.SETTINGS_MODULE}\n".encode())
    said.update("\n".join(sorted(f"{one.name}=={one.version}" for one in distributions())).encode())
    said.update("\n".join(settings.INSTALLED_APPS).encode())
    for pattern in CODE:
        for path in sorted(ROOT.glob(pattern)):
            said.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return KEPT / f"{said.hexdigest()[:32]}.sqlite3"


def copy(connection, path):
    """Write the database of `connection` to a file, for a process that needs a migrated site. Not in a transaction: SQLite
    would wait for its end."""
    with closing(sqlite3.connect(path)) as file:
        connection.ensure_connection()
        connection.connection.backup(file)
        file.execute("PRAGMA journal_mode=DELETE")  # a database in memory cannot read another kind


def keep(connection):
    """Keep what is in the database of `connection`; what nobody asked for during a week goes."""
    KEPT.mkdir(exist_ok=True)
    unfinished = KEPT / f"{os.getpid()}.unfinished"
    copy(connection, unfinished)
    unfinished.replace(kept_file())
    for path in KEPT.iterdir():
        if path.stat().st_mtime < time.time() - A_WEEK:
            path.unlink(missing_ok=True)


@contextmanager
def what_was_kept(connection):
    """Within this, a test database that is made for `connection` begins with what an earlier run kept; gives whether there
    is something. Django migrates it all the same, and finds that nothing is to be done."""
    file, creation = kept_file(), connection.creation
    if not file.exists():
        yield False
        return
    file.touch()  # asked for
    create = creation._create_test_db
    filled = []

    def create_and_fill(*args, **kwargs):
        name = create(*args, **kwargs)
        # One in memory is there for as long as somebody is connected to it.
        filled.append(sqlite3.connect(name, uri=True))
        with closing(sqlite3.connect(file)) as kept:
            kept.backup(filled[-1])
        return name

    creation._create_test_db = create_and_fill
    yield True
    del creation._create_test_db
    for one in filled:
        one.close()


class PutBack:
    """Called, it makes the database of `connection` again what it was when this was made."""

    def __init__(self, connection):
        self.connection = connection
        self.kept = sqlite3.connect(":memory:", check_same_thread=False)
        connection.ensure_connection()
        connection.connection.backup(self.kept)

    def __call__(self):
        self.connection.ensure_connection()
        self.kept.backup(self.connection.connection)
