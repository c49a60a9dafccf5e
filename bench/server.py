"""One database, filled from nothing, and one gunicorn worker on it. Nothing is left behind."""

import json
import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
DATABASES = ["sqlite", "postgresql"]


@contextmanager
def serving(database, sizes):
    """Gives the port, and what `content.make` said."""
    with _empty(database) as name, TemporaryDirectory(prefix="coprod-bench-") as media:
        ours = {"BENCH_DATABASE": database, "BENCH_NAME": name, "DJANGO_MEDIA": media}
        env = os.environ | ours | {"DJANGO_SETTINGS_MODULE": "bench.settings"}
        fill = [sys.executable, "manage.py", "fill_for_bench", *map(str, sizes)]
        made = subprocess.run(fill, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
        with _gunicorn(env) as port:
            yield port, json.loads(made.stdout)


def measured_queue(count):
    """What `filling_queue.compare` said of so many comments, on PostgreSQL."""
    return _measured("postgresql", "measure_queue", count)


def measured_posts(database, few, many):
    """What `many_posts.compare` said of so many posts."""
    return _measured(database, "measure_posts", few, many)


def _measured(database, command, *numbers):
    with _empty(database) as name:
        ours = {"BENCH_DATABASE": database, "BENCH_NAME": name, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        command = [sys.executable, "manage.py", command, *map(str, numbers)]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | ours, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


@contextmanager
def _empty(database):
    """An empty database for as long as the block runs; gives its name."""
    make, drop, name = {
        "sqlite": (lambda name: None, _drop_sqlite, os.environ.get("BENCH_SQLITE", str(ROOT / "bench.sqlite3"))),
        "postgresql": (_make_postgresql, _drop_postgresql, os.environ.get("BENCH_POSTGRESQL", "coprod_bench")),
    }[database]
    drop(name)
    make(name)
    try:
        yield name
    finally:
        drop(name)


def _drop_sqlite(name):
    for end in ("", "-wal", "-shm"):
        Path(f"{name}{end}").unlink(missing_ok=True)


def _make_postgresql(name):
    _tell_postgresql("CREATE DATABASE {}", name)


def _drop_postgresql(name):
    _tell_postgresql("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _tell_postgresql(statement, name):
    # Whoever measures on SQLite alone need not have it.
    import psycopg  # noqa: PLC0415
    from psycopg import sql  # noqa: PLC0415

    user, host = os.environ.get("PGUSER", "postgres"), os.environ.get("PGHOST", "127.0.0.1")
    with psycopg.connect(dbname="postgres", user=user, host=host, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@contextmanager
def _gunicorn(env):
    listening = socket.create_server(("127.0.0.1", 0))
    number = listening.fileno()
    command = ["gunicorn", "example_site.wsgi", "--bind", f"fd://{number}", "--workers", "1", "--log-level", "warning"]
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=env, pass_fds=[number])
    try:
        # Whoever connects from now on waits until the worker is there.
        yield listening.getsockname()[1]
    finally:
        process.terminate()
        process.wait(30)
        listening.close()
