"""The programs of a demo run together and end together (scripts/together.py)."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.pure,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="Looks for processes in /proc, which Linux has."),
]

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
# As Gunicorn does: a process that starts others. This one is deaf, and so are they.
DEAF = """
import os, signal, sys, time
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
os.fork()
with open(sys.argv[1], "a") as file:
    print(os.getpid(), file=file)
time.sleep(60)
"""
# Says that it has started, and ends when it is told to, or after so many seconds.
WILLING = """
import os, sys, time
with open(sys.argv[1], "a") as file:
    print(os.getpid(), file=file)
time.sleep(float(sys.argv[2]))
sys.exit(3)
"""
RUN = """
import os, sys, together
together.PATIENCE, together.SOON = 1, float(sys.argv[1])
commands = [[sys.executable, "-c", *argv.split("|")] for argv in sys.argv[2:]]
sys.exit(together.run(commands, dict(os.environ)))
"""
PREPARE = "import os, sys, together; together.prepare([[sys.executable, '-c', *sys.argv[1:]]], dict(os.environ))"


@pytest.fixture
def notes(tmp_path):
    """Where the programs of a test write down their process ids."""
    return tmp_path / "pids"


@pytest.fixture
def together():
    """Starts programs together. What a test leaves is ended, with all that it started."""
    started = []

    def start(*programs, soon=0.2):
        argv = ["|".join(map(str, program)) for program in programs]
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(soon), *argv],
            cwd=SCRIPTS,
            start_new_session=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate(timeout=20)


def pids_in(notes, count):
    """The first process ids that are written there, once there are so many."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        pids = [int(line) for line in notes.read_text().split()] if notes.exists() else []
        if len(pids) >= count:
            return pids
        time.sleep(0.02)
    raise AssertionError(f"{pids} have started, and not {count}.")


def runs(pid):
    """Whether there is such a process, other than a zombie whose end nobody has asked for."""
    end = time.monotonic() + 2  # it is killed a moment before it is gone
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
        except (FileNotFoundError, ProcessLookupError):
            return False
        if state == "Z":
            return False
        time.sleep(0.05)
    return True


def test_what_is_deaf_to_signals_is_ended_with_all_that_it_started(together, notes):
    process = together((DEAF, notes))
    pids = pids_in(notes, 2)

    os.killpg(process.pid, signal.SIGINT)
    process.send_signal(signal.SIGINT)

    assert process.wait(20) == 0
    assert [pid for pid in pids if runs(pid)] == []


def test_what_ends_is_started_again(together, notes):
    process = together((WILLING, notes, 60))
    (first,) = pids_in(notes, 1)
    time.sleep(0.3)  # it has run for longer than what cannot run here

    os.kill(first, signal.SIGKILL)
    second = pids_in(notes, 2)[1]

    assert runs(second) and process.poll() is None
    process.terminate()
    assert process.wait(20) == 0
    assert not runs(second)


def test_what_a_killed_one_started_does_not_live_beside_the_new_one(together, notes):
    together((DEAF, notes))
    pids = pids_in(notes, 2)
    time.sleep(0.3)

    os.kill(min(pids), signal.SIGKILL)
    pids_in(notes, 4)

    assert [pid for pid in pids if runs(pid)] == []


def test_what_cannot_run_stops_all_with_its_status(together, notes):
    process = together((WILLING, notes, 60), (WILLING, notes, 0), soon=30)
    assert process.wait(20) == 3
    assert [pid for pid in pids_in(notes, 2) if runs(pid)] == []


def test_what_is_done_first_ends_with_us(notes):
    process = subprocess.Popen([sys.executable, "-c", PREPARE, WILLING, notes, "60"], cwd=SCRIPTS)
    (first,) = pids_in(notes, 1)
    process.terminate()
    assert process.wait(20) == 0
    assert not runs(first)
