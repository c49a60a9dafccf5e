"""A PostgreSQL and a Redis of a test's own, which it may stop, kill and fill. The machine's own are left alone."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import redis

SETTINGS = Path(__file__).resolve().parents[2] / "example_site/deploy/postgresql.conf"
PATIENCE = 60


def newest_postgresql():
    """The folder with its programs, which Debian keeps out of the PATH; None without one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    here = shutil.which("initdb")
    return Path(here).resolve().parent if here else None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process that can be started again on the same port."""

    def __init__(self, folder):
        self.folder, self.port, self.process = folder, free_port(), None
        self.log = folder / "log"

    def command(self):
        raise NotImplementedError

    def answers(self):
        raise NotImplementedError

    def start(self):
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self.command(), stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, user=self.user
            )
        end = time.monotonic() + PATIENCE
        while not self.answers():
            assert time.monotonic() < end and self.process.poll() is None, self.log.read_text()[-2000:]
            time.sleep(0.1)

    def stop(self, number=signal.SIGTERM):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    user = None


class PostgreSQL(Server):
    """Keeps its data in `folder`, and logs as the documentation has it."""

    def __init__(self, folder, *, quiet=True):
        super().__init__(folder)
        self.programs = newest_postgresql()
        if os.getuid() == 0:  # as which it would not run
            self.user = "postgres"
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        self.log.touch()
        self.data = folder / "data"
        subprocess.run(
            [self.programs / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"],
            check=True, stdout=subprocess.DEVNULL, user=self.user,
        )  # fmt: skip
        # Small files, so that a small disk is filled soon.
        settings = (
            "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmin_wal_size = 32MB\nmax_wal_size = 64MB\n"
        )
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(settings + (f"include '{folder / 'quiet.conf'}'\n" if quiet else ""))
        shutil.copy(SETTINGS, folder / "quiet.conf")
        (folder / "quiet.conf").chmod(0o644)

    def command(self):
        return [self.programs / "postgres", "-D", self.data, "-p", str(self.port)]

    def connect(self, name="postgres"):
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="postgres", dbname=name, autocommit=True, connect_timeout=5
        )

    def answers(self):
        with suppress(psycopg.OperationalError), self.connect():
            return True
        return False


class Redis(Server):
    def command(self):
        return ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no"]

    def answers(self):
        with suppress(redis.ConnectionError, redis.TimeoutError):
            client = redis.Redis(port=self.port)
            try:
                return client.ping()
            finally:
                client.close()
        return False


def folder_for_servers():
    """A folder that another user may look into, too; who asks for it throws it away."""
    folder = Path(tempfile.mkdtemp(prefix="coprod-servers-"))
    folder.chmod(0o755)
    return folder
