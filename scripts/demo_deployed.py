"""The demo as it would run in earnest: PostgreSQL, Redis, two web processes and one for tasks, until one of them ends.

`make demo-deployed` runs this. Where the database and the cache are is taken from the environment (DATABASE_URL,
CACHE_URL, PORT); without it they are on this machine.
"""

import os
import subprocess
import sys
from pathlib import Path

import dj_database_url
import psycopg
from psycopg import sql
from together import run

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, "manage.py"]


def environment():
    defaults = {
        "DATABASE_URL": "postgres://postgres@127.0.0.1:5432/coprod_demo",
        "CACHE_URL": "redis://127.0.0.1:6379/0",
        "DJANGO_TASKS_WORKER": "1",
        "PORT": "8000",
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
    """Run the web server and the worker until one of them ends or somebody stops us, then stop both."""
    web = ["gunicorn", "example_site.wsgi", "--bind", f"0.0.0.0:{env['PORT']}", "--workers", "2", "--threads", "4"]
    # Whoever asks for an access log (GUNICORN_CMD_ARGS) gets one that names no private page.
    logs = ["--log-level", "warning", "--logger-class", "example_site.gunicorn_log.QuietLogger"]
    return run([[sys.executable, "-m", *web, *logs], [*MANAGE, "db_worker", "--verbosity", "0"]], env)


def main():
    env = environment()
    os.chdir(ROOT)
    make_database(env["DATABASE_URL"])
    subprocess.run([*MANAGE, "migrate", "--verbosity", "0"], env=env, check=True)
    subprocess.run([*MANAGE, "load_demo"], env=env, check=True)
    print(f"\nOpen http://localhost:{env['PORT']}/ in your browser. Press Ctrl+C to stop.", flush=True)
    sys.exit(serve(env))


if __name__ == "__main__":
    main()
