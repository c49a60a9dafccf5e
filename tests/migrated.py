"""The database as the migrations make it: put back after a test in real transactions, and on SQLite kept in a file for the
next run and given to other processes.

To copy a whole file takes no time. To migrate takes ten seconds. To empty all tables as Django does it, and to read their
first contents from JSON, takes from one to three, by the server.
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
from django.db.transaction import atomic

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


def put_back_for(connection):
    """Called, what this gives makes the database of `connection` again what it is now."""
    return PutBackFile(connection) if connection.vendor == "sqlite" else PutBackRows(connection)


class PutBackFile:
    """Called, it makes the database of `connection` again what it was when this was made."""

    def __init__(self, connection):
        self.connection = connection
        self.kept = sqlite3.connect(":memory:", check_same_thread=False)
        connection.ensure_connection()
        connection.connection.backup(self.kept)

    def __call__(self):
        self.connection.ensure_connection()
        self.kept.backup(self.connection.connection)


class PutBackRows:
    """The same on a server: what has rows is emptied, and what had some has them again, from copies in the same database. No
    file of a table is written anew for that, as it is for Django's TRUNCATE."""

    COPY = "kept_by_tests_"

    def __init__(self, connection):
        self.connection = connection
        with connection.cursor() as cursor:
            self.copies = {name: f"{self.COPY}{number}" for number, name in enumerate(self._with_rows(cursor))}
            for name, copy in self.copies.items():
                cursor.execute(f"CREATE TABLE {copy} AS SELECT * FROM {self._quoted(name)}")

    def __call__(self):
        with atomic(self.connection.alias), self.connection.cursor() as cursor:
            self.connection.disable_constraint_checking()  # PostgreSQL asks at the end, and has no need of it
            for name in {*self._with_rows(cursor), *self.copies}:
                cursor.execute(f"DELETE FROM {self._quoted(name)}")
            for name, copy in self.copies.items():
                cursor.execute(f"INSERT INTO {self._quoted(name)} SELECT * FROM {copy}")
            self.connection.enable_constraint_checking()

    def _quoted(self, name):
        return self.connection.ops.quote_name(name)

    def _with_rows(self, cursor):
        names = [name for name in self.connection.introspection.table_names(cursor) if not name.startswith(self.COPY)]
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{name}', EXISTS (SELECT 1 FROM {self._quoted(name)})" for name in names)
        )
        return sorted(name for name, has_rows in cursor.fetchall() if has_rows)
