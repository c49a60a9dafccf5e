"""What an installer does first, in one Python and on a database in memory: check, migrate, makemigrations --check.

What this very code migrated before, here or in the tests of that kind of site, is not done twice (tests/migrated.py).
"""

import sqlite3
from contextlib import closing

import django
from django.core.management import call_command
from django.db import connection

from tests import migrated

django.setup()
call_command("check", fail_level="WARNING")
there = migrated.kept_file().exists()
if there:
    connection.ensure_connection()
    with closing(sqlite3.connect(migrated.kept_file())) as kept:
        kept.backup(connection.connection)
call_command("migrate", verbosity=0)
call_command("makemigrations", check=True, dry_run=True)
if not there:
    migrated.keep(connection)
