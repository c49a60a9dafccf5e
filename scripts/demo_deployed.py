"""The demo as it would run in earnest: PostgreSQL, Redis, two web processes and one for tasks, until one of them ends.

`make demo-deployed` runs this. Where the database and the cache are is taken from the environment (DATABASE_URL,
CACHE_URL, PORT); without it they are on this machine.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import dj_database_url
import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, "manage.py"]
PATIENCE = 10


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
    commands = [[sys.executable, "-m", *web, "--log-level", "warning"], [*MANAGE, "db_worker", "--verbosity", "0"]]
    processes = [subprocess.Popen(command, env=env) for command in commands]
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
    return max(abs(process.returncode) for process in processes)


def main():
    env = environment()
    os.chdir(ROOT)
    # Whoever stops us stops what we started, whichever way they do it.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    make_database(env["DATABASE_URL"])
    subprocess.run([*MANAGE, "migrate", "--verbosity", "0"], env=env, check=True)
    subprocess.run([*MANAGE, "load_demo"], env=env, check=True)
    print(f"\nOpen http://localhost:{env['PORT']}/ in your browser. Press Ctrl+C to stop.", flush=True)
    try:
        sys.exit(serve(env))
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
