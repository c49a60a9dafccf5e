"""Several programs that are one site: they run together, whichever ends is started again, and they end together.

On a machine of your own systemd or Compose does this (docs/how-to/several-processes.md); this is for the demo.
"""

import os
import signal
import subprocess
import time
from contextlib import suppress

#: What never ran for so many seconds cannot run here, such as a web server whose port is taken.
SOON = 10
#: The longest wait before a start, in seconds: what a program needs may be away for a while.
LONGEST_PAUSE = 30
#: How many seconds they have to end in. More than `--graceful-timeout` of the demos, in which Gunicorn stops its own.
PATIENCE = 20


def prepare(commands, env):
    """Run these to their ends first, one after another. Whoever stops us meanwhile stops them, too."""

    def leave(number, frame):
        for known in (signal.SIGINT, signal.SIGTERM):
            signal.signal(known, signal.SIG_IGN)  # a second one finds us leaving
        raise SystemExit(0)  # and `subprocess.run` kills what it waits for

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    for command in commands:
        subprocess.run(command, env=env, stdin=subprocess.DEVNULL, check=True)


def run(commands, env, *, reload=None):
    """Run all commands until somebody stops us, and start again whichever ends. Whenever the file `reload` is touched, the
    first command gets SIGHUP, by which gunicorn starts its workers anew.

    Gives back a status: 0 when we were stopped, and that of a program that ended before it ever really ran, with which
    the others are stopped.
    """
    # Only noted, whoever sends how many: `make` passes on what the terminal has sent already, and a second signal must
    # not keep us from stopping what the first one told us to.
    signals = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: signals.append(number))
    programs = [Program(command, env) for command in commands]
    hopeless, touched = None, _touched(reload)
    while not signals and hopeless is None:
        time.sleep(0.2)
        if _touched(reload) != touched:
            touched = _touched(reload)
            programs[0].process.send_signal(signal.SIGHUP)
        hopeless = next((program.status for program in programs if not program.keep_up()), None)
    _stop(programs, signals[0] if signals else signal.SIGTERM)
    return 0 if signals else hopeless


def _touched(file):
    return file.stat().st_mtime_ns if file and file.exists() else 0


class Program:
    """A program with all that it starts: a process group of its own, so that Ctrl+C in a terminal reaches only us, who pass
    it on once, and nothing is left behind when its first process is gone before the others."""

    def __init__(self, command, env):
        self.command, self.env = command, env
        self.has_run, self.pause, self.due = False, 1, None
        self._start()

    def keep_up(self):
        """Start it again if it has ended and its pause is over. False where there is no sense in that."""
        now = time.monotonic()
        if self.due is not None:
            if now >= self.due:
                self._start()
        elif self.has_ended:
            self.kill()  # Gunicorn's workers, while they have not noticed yet
            ran = now - self.started > SOON
            self.has_run = self.has_run or ran
            if not self.has_run:
                return False
            self.pause = 1 if ran else min(2 * self.pause, LONGEST_PAUSE)
            self.due = now + self.pause
            print(f"{' '.join(self.command)[-60:]} ended ({self.status}) and is started again.", flush=True)
        return True

    @property
    def status(self):
        return abs(self.process.returncode or 0)

    @property
    def has_ended(self):
        return self.process.poll() is not None

    def kill(self):
        """End whatever is left of it. Which may be nothing, or a zombie that nobody fetches any more."""
        with suppress(ProcessLookupError, PermissionError):  # the second is what macOS says of zombies
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _start(self):
        self.process = subprocess.Popen(self.command, env=self.env, stdin=subprocess.DEVNULL, process_group=0)
        self.started, self.due = time.monotonic(), None


def _stop(programs, number):
    for program in programs:
        program.process.send_signal(number)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not all(program.has_ended for program in programs):
        time.sleep(0.1)
    for program in programs:
        program.kill()
