"""Several programs that are one site: they run together, and end together."""

import signal
import subprocess
import time

PATIENCE = 10


def run(commands, env):
    """Run all commands until one of them ends or somebody stops us, then stop the others. Gives back a status: 0 when we
    were stopped."""
    # Only noted, whoever sends how many: `make` passes on what the terminal has sent already, and a second signal must
    # not keep us from stopping what the first one told us to.
    signals = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: signals.append(number))
    processes = [subprocess.Popen(command, env=env) for command in commands]
    while not signals and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    # Ctrl+C in a terminal has reached them, too, and a second signal does gunicorn no good.
    if signals[:1] != [signal.SIGINT] or not _all_ended(processes):
        for process in processes:
            process.terminate()
        if not _all_ended(processes):
            for process in processes:
                process.kill()
                process.wait()
    return 0 if signals else max(abs(process.returncode) for process in processes)


def _all_ended(processes):
    """Whether all of them end within a few seconds."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if all(process.poll() is not None for process in processes):
            return True
        time.sleep(0.1)
    return False
