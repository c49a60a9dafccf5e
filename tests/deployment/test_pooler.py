"""The demo behind PgBouncer, with the file that the documentation hands out: a connection is somebody's for one transaction."""

import os
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Barrier, Thread

import dj_database_url
import psycopg
import pytest

from .conftest import CACHE_OF_ANOTHER, DATABASE, ROOT, connect, free_port, started
from .connection import Connection
from .fronts import DEPLOY, program, running
from .test_deployed_demo import POST, comment_form, comments_of, sign_in

NAME = "coprod_test_pooled"
#: One long list in steps, while somebody else has a transaction in between.
IN_STEPS = """
import django
django.setup()
from threading import Thread
from django.db import connection, transaction
from wagtail.models import Page

def somebody_else():
    with transaction.atomic():
        Page.objects.count()
        met.wait()
        done.wait(10)
    connection.close()

from threading import Barrier, Event
met, done = Barrier(2), Event()
pages = Page.objects.order_by("pk").iterator(chunk_size=1)
seen = [next(pages)]
other = Thread(target=somebody_else)
other.start()
met.wait(10)
try:
    seen += pages
finally:
    done.set()
    other.join()
print(len(seen) == Page.objects.count())
"""


@contextmanager
def pgbouncer(directory):
    """One of our own, with two connections to the database; its port."""
    known, port = dj_database_url.parse(DATABASE), free_port()
    recipe = (DEPLOY / "pgbouncer.ini").read_text()
    for documented, here in (
        ("host=127.0.0.1 port=5432", f"host={known['HOST']} port={known['PORT']}"),
        ("listen_port = 6432", f"listen_port = {port}"),
        # Who comes as whom is not what this is about.
        ("auth_type = scram-sha-256", "auth_type = trust"),
        ("/etc/pgbouncer/userlist.txt", directory / "users"),
        ("default_pool_size = 20", "default_pool_size = 2"),
    ):
        assert recipe.count(documented) == 1, documented
        recipe = recipe.replace(documented, str(here))
    (directory / "pgbouncer.ini").write_text(recipe)
    (directory / "users").write_text(f'"{known["USER"]}" ""\n')
    command = [program("pgbouncer"), directory / "pgbouncer.ini"]
    if os.getuid() == 0:  # as which it does not run
        for folder in (directory, *directory.parents[:2]):
            folder.chmod(0o755)
        command[:0] = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    with running(command, port, directory):
        yield port


@pytest.fixture(scope="module")
def pooled(servers, tmp_path_factory):
    """The demo in two processes, which share two connections."""
    if program("pgbouncer") is None:
        pytest.skip("Needs PgBouncer: apt-get install pgbouncer")
    drop = psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(psycopg.sql.Identifier(NAME))
    with pgbouncer(tmp_path_factory.mktemp("pgbouncer")) as port:
        user = dj_database_url.parse(DATABASE)["USER"]
        url = f"postgres://{user}@127.0.0.1:{port}/{NAME}"
        with connect("postgres") as database:
            database.execute(drop)
        try:
            changes = {"DATABASE_URL": url, "DATABASE_POOLER": "1", "CACHE_URL": CACHE_OF_ANOTHER}
            with started(free_port(), tmp_path_factory.mktemp("pooled"), changes=changes) as demo:
                yield demo
        finally:
            with connect("postgres") as database:
                database.execute(drop)


def manage(demo, *command):
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=demo.env, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_many_who_write_at_once_are_each_taken_in_once(pooled):
    together, answers = Barrier(8), []

    def write(number):
        with closing(Connection(pooled.port)) as reader:
            action, fields = comment_form(reader, body=f"Words number {number}.", author_name="At once")
            together.wait(30)
            answers.extend(reader.post(action, fields).status for _click in range(2))

    readers = [Thread(target=write, args=[number]) for number in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(60)
    assert answers == [302] * 16
    with connect(NAME) as database:
        assert len(comments_of(database, "At once")) == 8


def test_a_comment_goes_from_the_form_to_the_page(pooled):
    with closing(Connection(pooled.port)) as reader, closing(Connection(pooled.port)) as moderator:
        words = "The pooler hands us round."
        action, fields = comment_form(reader, body=words, author_name="Handed round")
        private = reader.post(action, fields).headers["Location"].partition("#")[0]
        assert words in reader.get(private).text and words not in reader.get(POST).text
        with connect(NAME) as database:
            ((pk, *_),) = comments_of(database, "Handed round")
        sign_in(moderator)
        decide = f"/admin/reader-comments/decide/{pk}/publish/"
        _, fields = moderator.get(f"/admin/reader-comments/inspect/{pk}/").form(f'form:has([formaction="{decide}"])')
        assert moderator.post(decide, fields).status == 302
        assert words in reader.get(POST).text


def test_what_runs_beside_the_site_runs(pooled):
    manage(pooled, "purge_comments")
    manage(pooled, "send_pending")
    manage(pooled, "check", "--deploy", "--database", "default")


@pytest.mark.parametrize("says_so", [True, False])
def test_a_list_that_is_read_in_steps_needs_the_setting(pooled, says_so):
    env = pooled.env | {"DJANGO_SETTINGS_MODULE": "example_site.settings", "DATABASE_POOLER": "1" if says_so else ""}
    done = subprocess.run(
        [sys.executable, "-c", IN_STEPS], cwd=Path(ROOT), env=env, capture_output=True, text=True, timeout=120
    )
    if says_so:
        assert done.stdout == "True\n", done.stderr[-3000:]
    else:
        assert "cursor" in done.stderr and "does not exist" in done.stderr
