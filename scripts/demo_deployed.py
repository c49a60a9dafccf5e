"""The demo as it would run in earnest: PostgreSQL, Redis, two web processes and one for tasks, until somebody stops it.

`make demo-deployed` runs this. Where the database and the cache are is taken from the environment (DATABASE_URL,
CACHE_URL, PORT); without it they are on this machine. Only this machine is answered, unless BIND names another address.
"""

import os
import shlex
import sys
from pathlib import Path

import dj_database_url
import psycopg
from psycopg import sql
from together import prepare, run

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, "manage.py"]


def environment():
    defaults = {
        "DATABASE_URL": "postgres://postgres@127.0.0.1:5432/coprod_demo",
        "CACHE_URL": "redis://127.0.0.1:6379/0",
        "DJANGO_TASKS_WORKER": "1",
        "PORT": "8000",
        "BIND": "127.0.0.1",
    }
    return defaults | os.environ


def make_database(url):
    """Create the database if there is none of that name."""
    wanted = dj_database_url.parse(url)
    where = {"host": wanted["HOST"], "port": wanted["PORT"], "user": wanted["USER"], "password": wanted["PASSWORD"]}
    known = {name: value for name, value in where.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **known) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [wanted["NAME"]]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(wanted["NAME"])))


def serve(env):
    """Run the web server and the worker until somebody stops us, then stop both."""
    address = f"{env['BIND']}:{env['PORT']}"
    web = ["gunicorn", "example_site.wsgi", "--bind", address, "--workers", "2", "--threads", "4"]
    web += ["--graceful-timeout", "10"]
    # Whoever asks for an access log (GUNICORN_CMD_ARGS) gets one that names no private page.
    logs = ["--log-level", "warning", "--logger-class", "example_site.gunicorn_log.QuietLogger"]
    # What a worker was doing when it died is taken up by the next, which has the same name.
    name = ["--verbosity", "0", "--worker-id", "demo"]
    worker = f"{shlex.join([*MANAGE, 'take_up_tasks', *name])} && exec {shlex.join([*MANAGE, 'db_worker', *name])}"
    return run([[sys.executable, "-m", *web, *logs], ["sh", "-c", worker]], env)


def main():
    env = environment()
    os.chdir(ROOT)
    make_database(env["DATABASE_URL"])
    prepare([[*MANAGE, "migrate", "--verbosity", "0"], [*MANAGE, "load_demo"]], env)
    print(f"\nOpen http://localhost:{env['PORT']}/ in your browser. Press Ctrl+C to stop.", flush=True)
    sys.exit(serve(env))


if __name__ == "__main__":
    main()
