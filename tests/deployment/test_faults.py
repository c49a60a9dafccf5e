"""Readers write while the deployment breaks: nothing is lost, doubled or miscounted, and no log holds what they wrote.

A run of its own (`make test-faults`), with a PostgreSQL and a Redis of its own. It prints a table, and every number in it
but "sent" and "stored" has to be nought.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from uuid import uuid4

import psycopg
import pytest

from .conftest import processes_of, started
from .connection import Connection
from .own_servers import PostgreSQL, Redis, folder_for_servers, free_port, newest_postgresql

pytestmark = [
    pytest.mark.skipif(not os.environ.get("FAULTS"), reason="A run of its own: make test-faults"),
    pytest.mark.skipif(newest_postgresql() is None, reason="Needs the programs of PostgreSQL"),
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="Needs redis-server"),
]

READERS = int(os.environ.get("FAULT_READERS", "8"))
EACH = int(os.environ.get("FAULT_COMMENTS", "5"))
#: Seconds for which a reader goes on trying.
PATIENCE = 240
#: In every comment, and in no other text.
WORDS, NAME, ADDRESS = "Faultwords", "Faultname", "faultmail@example.org"
#: What `make test-faults` prints in the end.
TABLE = []


def parent_of(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[1])


class Site:
    """The deployed demo on servers of its own."""

    def __init__(self, demo, database, cache, directory):
        self.demo, self.database, self.cache, self.directory = demo, database, cache, directory
        self.ports = [demo.port]
        with closing(Connection(demo.port)) as connection:
            paths = {link["href"] for link in connection.get("/blog/").soup.select("main a[href^='/blog/']")}
            posts = sorted(path for path in paths if path.strip("/").count("/") == 1 and "?" not in path)
            self.posts = [path for path in posts if connection.get(path).soup.select_one("form.coprod-form")]
        assert self.posts

    def ask(self, question, *values):
        with closing(self.database.connect("coprod_faults")) as connection:
            return connection.execute(question, values).fetchall()

    def processes(self, what):
        return [pid for pid, command in processes_of(self.demo.process.pid).items() if what in command]

    def web_processes(self):
        """Those that answer, and not the first one, which started them."""
        parents = {pid: parent_of(pid) for pid in self.processes("gunicorn")}
        return [pid for pid, parent in parents.items() if parent in parents]

    def logs(self):
        found = {path: path.read_text(errors="replace") for path in self.directory.iterdir() if path.is_file()}
        return found | {self.database.log: self.database.log.read_text(errors="replace")}


class Reader(Thread):
    """Writes some comments, one after another, through either door, and presses the button again when it did not work."""

    def __init__(self, site):
        super().__init__(daemon=True)
        self.site, self.random = site, random.Random()
        self.sent, self.unanswered = [], []

    def run(self):
        for number in range(EACH):
            mark = f"{WORDS} {uuid4().hex}"
            send = self._by_form if number % 2 else self._as_json
            (self.sent if self._until(lambda send=send, mark=mark: send(mark)) else self.unanswered).append(mark)

    def _until(self, step):
        end = time.monotonic() + PATIENCE
        step = step()
        next(step)
        while time.monotonic() < end:
            try:
                if step.send(Connection(self.random.choice(self.site.ports))):
                    return True
            except StopIteration:
                return False
            time.sleep(0.3)
        return False

    def _by_form(self, mark):
        """A generator: each connection it is sent is one more try."""
        form = None
        connection = yield
        while True:
            done = False
            try:
                if form is None:
                    action, fields = connection.get(self.random.choice(self.site.posts)).form("form.coprod-form")
                    form = action, fields | {"body": mark, "author_name": NAME, "author_email": ADDRESS}
                else:
                    answer = connection.post(*form)
                    done = answer.status == 302
                    if answer.status == 503:  # a page of ours, with the words in it
                        assert mark in answer.text
                    else:
                        assert answer.status in {302, 500, 502}, (answer.status, answer.text[:2000])
            except (OSError, HTTPException, AttributeError):
                pass  # nobody there, or a page without a form
            finally:
                connection.close()
            connection = yield done

    def _as_json(self, mark):
        body, key = None, uuid4().hex
        connection = yield
        while True:
            done = False
            try:
                if body is None:
                    action, fields = connection.get(self.random.choice(self.site.posts)).form("form.coprod-form")
                    page = int(action.strip("/").rpartition("/")[2])
                    body = {"page": page, "token": fields["token"], "body": mark, "author_name": NAME}
                else:
                    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
                    answer = connection._ask("POST", "/api/coprod/v1/comments/", json.dumps(body), headers)
                    done = answer.status == 202
                    assert answer.status in {202, 500, 503}, (answer.status, answer.text[:2000])
            except (OSError, HTTPException, AttributeError):
                pass
            finally:
                connection.close()
            connection = yield done


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = folder_for_servers()
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        disk = folder / "disk"
        disk.mkdir()
        if mount(disk):
            stack.callback(subprocess.run, ["umount", "--lazy", disk], check=False)
        database, cache = PostgreSQL(disk), Redis(folder)
        for server in (database, cache):
            server.start()
            stack.callback(server.stop)
        directory = tmp_path_factory.mktemp("faults")
        elsewhere = {
            "DATABASE_URL": f"postgres://postgres@127.0.0.1:{database.port}/coprod_faults",
            "CACHE_URL": f"redis://127.0.0.1:{cache.port}/0",
        }
        demo = stack.enter_context(started(free_port(), directory, changes=elsewhere))
        site = Site(demo, database, cache, directory)
        site.disk = disk if os.path.ismount(disk) else None
        yield site


def mount(folder):
    """A small disk of its own for the database, where this machine lets us have one."""
    if os.getuid() != 0:
        return False
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "tmpfs", folder], capture_output=True)
    return done.returncode == 0


@contextmanager
def readers(site):
    writing = [Reader(site) for _ in range(READERS)]
    for reader in writing:
        reader.start()
    yield writing
    for reader in writing:
        reader.join(EACH * PATIENCE)


def counted(site, name, writing):
    """A line of the table, each of whose faults has to be nought."""
    sent = [mark for reader in writing for mark in reader.sent]
    unanswered = sum(len(reader.unanswered) for reader in writing)
    stored = dict(
        site.ask(
            "SELECT body, count(*) FROM coprod_comments_readercomment WHERE body = ANY(%s) GROUP BY body",
            [mark for reader in writing for mark in [*reader.sent, *reader.unanswered]],
        )
    )
    wrong = site.ask(
        "SELECT conversation.id FROM coprod_comments_conversation conversation LEFT JOIN LATERAL ("
        " SELECT count(*) FILTER (WHERE status = 'pending') AS waiting,"
        " count(*) FILTER (WHERE status = 'published') AS published"
        " FROM coprod_comments_readercomment comment WHERE comment.conversation_id = conversation.id"
        ") counted ON true"
        " WHERE (waiting_count, published_count) IS DISTINCT FROM (waiting, published)"
    )
    line = {
        "sent": len(sent),
        "stored": len(stored),
        "lost": sum(mark not in stored for mark in sent),
        "doubled": sum(number > 1 for number in stored.values()),
        "counters wrong": len(wrong),
        "no answer": unanswered,
    }
    TABLE.append({"fault": name} | line)
    assert line == line | {"lost": 0, "doubled": 0, "counters wrong": 0, "no answer": 0}
    assert line["sent"] == READERS * EACH


def kill(pids):
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def web_processes_are_killed(site):
    for _ in range(3):
        kill(site.web_processes()[:1])
        time.sleep(3)


def the_worker_is_killed(site):
    for _ in range(2):
        kill(site.processes("db_worker"))
        time.sleep(6)


def connections_are_cut(site):
    for _ in range(5):
        site.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = 'coprod_faults'"
        )
        time.sleep(2)


def the_database_is_killed_and_starts_again(site):
    for _ in range(2):
        site.database.stop(signal.SIGQUIT)
        time.sleep(3)
        site.database.start()
        time.sleep(3)


def redis_is_away(site):
    site.cache.stop()
    with closing(Connection(site.demo.port)) as connection:
        for path in ("/", "/blog/", site.posts[0], "/api/coprod/v1/posts/", "/admin/login/"):
            assert connection.get(path).status == 200, path
    time.sleep(5)
    site.cache.start()


def the_disk_is_full(site):
    if site.disk is None:
        pytest.skip("Needs a small disk of its own: run it as root, where tmpfs may be mounted")
    filling = site.disk / "full"
    try:
        with filling.open("wb") as file:
            while True:
                file.write(b"\0" * 1_000_000)
                file.flush()
    except OSError:
        pass
    time.sleep(8)
    filling.unlink()
    if site.database.process.poll() is not None:  # it gave up, and whoever looks after the machine starts it again
        site.database.start()
    time.sleep(3)


FAULTS = [
    web_processes_are_killed,
    the_worker_is_killed,
    connections_are_cut,
    the_database_is_killed_and_starts_again,
    redis_is_away,
    the_disk_is_full,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_nothing_is_lost_doubled_or_miscounted(site, fault):
    with readers(site) as writing:
        time.sleep(2)
        fault(site)
    counted(site, fault.__name__.replace("_", " "), writing)


AHEAD = """
import time_machine, datetime
time_machine.travel(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=5), tick=True).start()
"""


def test_clocks_five_minutes_apart(site, tmp_path):
    """A second web server beside the first, which takes forms of the other's, and the other of its."""
    (tmp_path / "sitecustomize.py").write_text(AHEAD)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "example_site.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    env = site.demo.env | {"PYTHONPATH": str(tmp_path), "GUNICORN_CMD_ARGS": ""}
    with (site.directory / "ahead.txt").open("w") as output:
        ahead = subprocess.Popen(command, env=env, stdout=output, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with closing(Connection(port)) as connection:
                    if connection.get("/").status == 200:
                        break
            except OSError:
                time.sleep(0.5)
        site.ports = [site.demo.port, port]
        with readers(site) as writing:
            pass
        counted(site, "clocks five minutes apart", writing)
    finally:
        site.ports = [site.demo.port]
        ahead.terminate()
        ahead.wait(60)


def test_no_task_is_left_behind(site):
    def left():
        return site.ask(
            "SELECT status, count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('RUNNING', 'FAILED')"
            " OR (status = 'READY' AND run_after > '9000-01-01') GROUP BY status"
        )

    end = time.monotonic() + 120
    while left() and time.monotonic() < end:
        time.sleep(1)
    assert left() == []


def test_no_log_holds_what_readers_wrote(site):
    """And a statement that fails, such as one made by hand here, is named without its values."""
    with closing(site.database.connect("coprod_faults")) as connection, pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute("CREATE TABLE once (words text PRIMARY KEY)")
        for _ in range(2):
            connection.execute(f"INSERT INTO once VALUES ('{WORDS} {NAME} {ADDRESS}')")
    logs = site.logs()
    assert "duplicate key value" in logs[site.database.log]
    for path, text in logs.items():
        for secret in (WORDS, NAME, ADDRESS):
            assert secret not in text, (path, text[max(0, text.index(secret) - 300) :][:600])


def test_with_postgresqls_own_settings_its_log_would():
    """So it is the documented settings that keep them out."""
    folder = folder_for_servers()
    database = PostgreSQL(folder, quiet=False)
    try:
        database.start()
        with closing(database.connect()) as connection, pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("CREATE TABLE once (words text PRIMARY KEY)")
            for _ in range(2):
                connection.execute(f"INSERT INTO once VALUES ('{WORDS}')")
        assert WORDS in database.log.read_text()
    finally:
        database.stop()
        shutil.rmtree(folder, ignore_errors=True)
