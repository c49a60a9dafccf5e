"""The Nu HTML checker: where it is on this machine, and what it says about a folder of documents."""

import json
import os
import shutil
import subprocess
from pathlib import Path

INSTALLED_BY_MAKE = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"


def jar():
    return Path(os.environ.get("VNU_JAR") or INSTALLED_BY_MAKE)


def what_is_missing():
    """Why the checker cannot run here, in words; empty where it can."""
    if not shutil.which("java"):
        return "No Java found. `make test-html` installs it where it may."
    if not jar().exists():
        return "The Nu HTML checker is not installed. `make test-html` installs it, or set VNU_JAR to its path."
    return ""


def check(paths):
    """What the checker says about these HTML and CSS files, all in one run: its messages, each a dictionary."""
    command = ["java", "-Xss4m", "-jar", jar(), "--format", "json", "--stdout", "--exit-zero-always"]
    # The pages of a site in two languages are there for their markup: their words are English in both.
    command += ["--no-langdetect", "--also-check-css", *paths]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    try:
        return json.loads(run.stdout)["messages"]
    except ValueError:
        raise AssertionError(f"The checker did not run: {run.stdout}{run.stderr}") from None


def in_words(message):
    place = f"{Path(message['url']).name}:{message.get('lastLine', '?')}"
    kind = message.get("subType", message["type"])
    return f"{place}: {kind}: {message['message']}: {message.get('extract', '').strip()}"
