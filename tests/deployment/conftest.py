"""The demo in several processes, as `make demo-deployed` starts it, and nothing of Django in this one.

A run of its own (`make test-deployment`): it starts servers, and takes most of its time to fill a new database.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import dj_database_url
import psycopg
import pytest
import redis

from .connection import Connection
from .fronts import has_nginx, has_varnish, nginx_command, running, varnish_command

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DATABASE = "postgres://{user}@{host}:{port}/{name}".format(
    user=os.environ.get("PGUSER", "postgres"),
    host=os.environ.get("PGHOST", "127.0.0.1"),
    port=os.environ.get("PGPORT", "5432"),
    name=os.environ.get("TEST_DEPLOYMENT_DATABASE", "coprod_test_deployment"),
)
_REDIS, _FIRST = (
    os.environ.get("TEST_REDIS", "redis://127.0.0.1:6379"),
    int(os.environ.get("TEST_DEPLOYMENT_REDIS_DB", "6")),
)
#: One for each site: what is kept there of where a site is, the other would take for its own.
CACHE, CACHE_OF_ANOTHER = f"{_REDIS}/{_FIRST + 1}", f"{_REDIS}/{_FIRST}"
START_SECONDS = 300
#: What readers call the site; only under this name may caches keep its pages.
HOST = "kettle-lane.example"


def pytest_collection_modifyitems(items):
    ours = [item for item in items if HERE in item.path.parents]
    if len(ours) < len(items):
        for item in ours:
            item.add_marker(pytest.mark.skip("The deployed demo is tested by itself: make test-deployment"))


def connect(name=None):
    known = dj_database_url.parse(DATABASE)
    return psycopg.connect(
        host=known["HOST"],
        port=known["PORT"],
        user=known["USER"],
        dbname=name or known["NAME"],
        autocommit=True,
        connect_timeout=5,
    )


def drop_database():
    name = psycopg.sql.Identifier(dj_database_url.parse(DATABASE)["NAME"])
    with connect("postgres") as connection:
        connection.execute(psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def flush_cache():
    for url in (CACHE, CACHE_OF_ANOTHER):
        with closing(redis.Redis.from_url(url)) as client:
            client.flushdb()


@pytest.fixture(scope="session")
def servers():
    """PostgreSQL, with no database of ours in it, and Redis, with an empty one."""
    try:
        drop_database()
        flush_cache()
    except (psycopg.OperationalError, redis.ConnectionError) as error:
        pytest.skip(f"Needs PostgreSQL and Redis (`make services` starts them): {error}")
    yield
    drop_database()
    flush_cache()


@pytest.fixture(scope="session")
def port():
    wanted = int(os.environ.get("TEST_DEPLOYMENT_PORT", "0"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", wanted))
        return probe.getsockname()[1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def fronts(port, tmp_path_factory):
    """The caches in front of the demo that this machine has: their ports by name."""
    wanted = {}
    if has_varnish():
        wanted["varnish"] = varnish_command
    if has_nginx():
        wanted["nginx"] = nginx_command
    ports = {name: free_port() for name in wanted}
    with ExitStack() as stack:
        for name, command in wanted.items():
            directory = tmp_path_factory.mktemp(name)
            stack.enter_context(running(command(directory, ports[name], port), ports[name], directory))
        yield ports


@pytest.fixture(scope="session")
def deployed(servers, port, fronts, tmp_path_factory):
    """The demo, running."""
    with started(port, tmp_path_factory.mktemp("deployed"), fronts) as demo:
        yield demo


@contextmanager
def started(port, directory, fronts=None, changes=None):
    """Starts what `make demo-deployed` starts, word for word, and stops it again."""
    assert "$(BIN)/python scripts/demo_deployed.py" in (ROOT / "Makefile").read_text()
    # A connection stays with its worker, and the log says which worker that is. And it says all that a log may say.
    line = "%(p)s %(q)s | %(r)s %(f)s %({location}o)s"
    watching = f"--keep-alive 60 --access-logfile {directory / 'access.log'} --access-logformat '{line}'"
    env = os.environ | {
        "DATABASE_URL": DATABASE,
        "CACHE_URL": CACHE,
        "PORT": str(port),
        "DJANGO_MEDIA": str(directory / "media"),
        "GUNICORN_CMD_ARGS": watching,
    }
    if fronts:
        caches = ",".join(f"http://127.0.0.1:{front}" for front in fronts.values())
        env |= {"FRONTEND_CACHE": caches, "COPROD_PAGE_CACHE_SECONDS": "600", "WAGTAILADMIN_BASE_URL": f"http://{HOST}"}
    env |= changes or {}
    env.pop("DJANGO_SETTINGS_MODULE", None)  # pytest-django's, and the tests'
    with (directory / "output.txt").open("w") as output:
        demo = subprocess.Popen(
            [sys.executable, "scripts/demo_deployed.py"],
            cwd=ROOT,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_it_answers(demo, port, directory / "output.txt")
        yield Deployed(port, directory / "access.log", demo, env)
    finally:
        stop(demo)
        shutil.rmtree(directory, ignore_errors=True)


def wait_until_it_answers(demo, port, output):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert demo.poll() is None, output.read_text()[-3000:]
        try:
            with closing(Connection(port)) as connection:
                if connection.get("/").status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"No answer after {START_SECONDS} seconds:\n{output.read_text()[-3000:]}")


def stop(demo):
    """End the demo as `kill` does, if it has not ended, and then see to it that nothing of it is left."""
    demo.terminate()
    try:
        demo.wait(40)
    except subprocess.TimeoutExpired:
        demo.kill()
        demo.wait()
    end = time.monotonic() + 10
    while (left := processes_of(demo.pid)) and time.monotonic() < end:
        time.sleep(0.25)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left, f"The demo left processes behind when it was told to stop: {left}"


def processes_of(session):
    """Those that run, with what they are: {process id: command}. A zombie whose end nobody has asked for is none: where
    the first process of the machine fetches none, it stays for ever."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, of = (process / "stat").read_text().rpartition(") ")[2].split()[:4]
            if int(of) == session and state != "Z":
                found[int(process.name)] = (process / "cmdline").read_text().replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            pass  # it has ended meanwhile
    return found


class Deployed:
    def __init__(self, port, access_log, process, env):
        self.port = port
        self.access_log = access_log
        self.process = process
        self.env = env

    def connections_to_two_workers(self):
        """Two connections, each with a worker of its own behind it."""
        by_worker = {}
        for number in range(60):
            connection = Connection(self.port)
            assert connection.get(f"/blog/?probe={number}").status == 200
            worker = self._worker_of(f"?probe={number}")
            if worker in by_worker:
                connection.close()
                continue
            by_worker[worker] = connection
            if len(by_worker) == 2:
                return list(by_worker.values())
        raise AssertionError(f"60 connections, and all of them with the same worker: {list(by_worker)}")

    def _worker_of(self, query):
        for _ in range(40):
            for line in self.access_log.read_text().splitlines():
                process, seen = line.partition(" | ")[0].split(" ", 1)
                if query == f"?{seen.removeprefix('?')}":
                    return process
            time.sleep(0.05)
        raise AssertionError(f"Nothing of {query} in the log.")


@pytest.fixture
def workers(deployed):
    """Two connections to the site, each to another web process."""
    pair = deployed.connections_to_two_workers()
    yield pair
    for connection in pair:
        connection.close()


@pytest.fixture
def database(deployed):
    with connect() as connection:
        yield connection


def pytest_terminal_summary(terminalreporter):
    from .test_faults import TABLE

    if TABLE:
        names = list(TABLE[0])
        terminalreporter.section("what readers sent while it broke")
        for line in [dict(zip(names, names, strict=True)), *TABLE]:
            fault, *numbers = line.values()
            terminalreporter.line(f"{fault:<42}" + "".join(f"{number:>16}" for number in numbers))
