"""A web process and a tasks worker of a site in earnest, on a copy of the tests' database."""

import os
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from sqlite3 import connect
from threading import Event, Thread

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120


def within(seconds, condition):
    """Whether `condition()` comes true in that time."""
    end = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


@contextmanager
def listening(handler):
    """Yields a server in a thread, with its address as `url` and what came as `seen`: pairs of a path and a time."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.seen, server.over = [], Event()
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass


class NeverAnswers(_Quiet):
    """A receiver that takes the connection and the message, and says nothing."""

    def do_POST(self):
        self.server.seen.append((self.path, time.time()))
        self.server.over.wait(600)
        self.close_connection = True


class Answers(_Quiet):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append((self.headers.get("webhook-id", self.path), time.time()))
        self.send_response(204)
        self.end_headers()


class LetsGo(_Quiet):
    """A cache in front of the site, as far as it is told to forget."""

    def do_PURGE(self):
        self.server.seen.append((self.path, time.time()))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


class Site:
    """The site's processes; `cache` is the address of the cache in front of it."""

    def __init__(self, directory, cache):
        self.log = directory / "log.txt"
        self.database = directory / "site.sqlite3"
        self.env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.outbox.site",
            "OUTBOX_DATABASE": str(self.database),
            "OUTBOX_CACHE": cache,
        }
        connection.ensure_connection()
        with closing(connect(self.database)) as copy:
            connection.connection.backup(copy)

    @contextmanager
    def process(self, *arguments):
        """A Python program, started; what it prints comes line by line, all else goes to the log."""
        with self.log.open("a") as log:
            running = subprocess.Popen(
                [sys.executable, *arguments], cwd=ROOT, env=self.env, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
            )  # fmt: skip
        with running:
            try:
                yield running
            finally:
                running.kill()

    def worker(self):
        return self.process("manage.py", "db_worker", "--interval", "0.1", "--no-startup-delay", "--no-reload")

    def manage(self, *arguments):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def web(self, code):
        """A process that does `code` as the web server would, with words of its own to and from whoever started it."""
        return self.process("-c", f"import django\ndjango.setup()\n{code}")

    def hears(self, process, word):
        """What the process says after `word`, which has to be the next that it says."""
        line = process.stdout.readline()
        assert line.startswith(word), f"{line!r}\n{self.log.read_text()[-3000:]}"
        return line.removeprefix(word).strip()
