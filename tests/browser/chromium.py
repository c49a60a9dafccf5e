"""The Chromium that the browser tests use.

`python -m tests.browser.chromium` prints its path, and fails without one: so `make test` asks before it begins. Nothing
but Python itself has to be installed for that.
"""

import os
import shutil
import subprocess
import sys

#: The first is Chromium without the parts around a page, which takes a third less of the machine.
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]


def starts(path):
    """Whether there is a browser at that path: on some machines the name is there, and tells one to install it."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def installed():
    """The path of the machine's own: the one that CHROMIUM names, or else the first of `NAMES`. None if none starts."""
    if os.environ.get("CHROMIUM"):
        candidates = [os.environ["CHROMIUM"]]
    else:
        candidates = [path for path in map(shutil.which, NAMES) if path]
    return next(filter(starts, candidates), None)


def brought():
    """The path of the one that Playwright fetched. None if it fetched none, or is not there itself."""
    try:
        from playwright.sync_api import sync_playwright  # not before there is an environment for the tests
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if starts(path) else None


if __name__ == "__main__":
    found = installed() or brought()
    print(found or "No Chromium starts here.")
    sys.exit(not found)
