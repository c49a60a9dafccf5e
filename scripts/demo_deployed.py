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


def all_ended(processes):
    """Whether all of them end within a few seconds."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if all(process.poll() is not None for process in processes):
            return True
        time.sleep(0.1)
    return False


def serve(env):
    """Run the web server and the worker until one of them ends or somebody stops us, then stop both."""
    web = ["gunicorn", "example_site.wsgi", "--bind", f"0.0.0.0:{env['PORT']}", "--workers", "2", "--threads", "4"]
    # Whoever asks for an access log (GUNICORN_CMD_ARGS) gets one that names no private page.
    logs = ["--log-level", "warning", "--logger-class", "example_site.gunicorn_log.QuietLogger"]
    commands = [[sys.executable, "-m", *web, *logs], [*MANAGE, "db_worker", "--verbosity", "0"]]
    # Only noted, whoever sends how many: `make` passes on what the terminal has sent already, and a second signal must
    # not keep us from stopping what the first one told us to.
    signals = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: signals.append(number))
    processes = [subprocess.Popen(command, env=env) for command in commands]
    while not signals and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    # Ctrl+C in a terminal has reached them, too, and a second signal does gunicorn no good.
    if signals[:1] != [signal.SIGINT] or not all_ended(processes):
        for process in processes:
            process.terminate()
        if not all_ended(processes):
            for process in processes:
                process.kill()
                process.wait()
    return 0 if signals else max(abs(process.returncode) for process in processes)


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
