"""`make frontend` says where people read the demo, and a demo that is running takes it up."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Site

SCRIPTS = Path(__file__).parents[2] / "scripts"

#: Ends by itself once it got SIGHUP, with a status that nobody would take for another.
WAITS = """
import signal, sys, time
signal.signal(signal.SIGHUP, lambda *args: sys.exit(42))
print("ready", flush=True)
time.sleep(60)
"""
RUNS = """
import os, sys
from pathlib import Path
from together import run
sys.exit(run([[sys.executable, "-c", {waits!r}]], dict(os.environ), reload=Path({file!r})))
"""


@pytest.fixture
def database(monkeypatch, tmp_path):
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "demo.sqlite3"))
    return tmp_path / "demo.sqlite3-reload"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "root"),
    [
        ("http://localhost:4321", "http://localhost:4321"),
        ("https://www.example.org/", "https://www.example.org"),
        ("http://www.example.org", "http://www.example.org"),
    ],
)
def test_the_site_is_there(database, address, root):
    call_command("demo_site_address", address)
    assert Site.objects.get(is_default_site=True).root_url == root
    assert database.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["localhost:4321", "ftp://x.example", "/", "http://"])
def test_what_is_no_address_changes_nothing(database, address):
    before = Site.objects.get().root_url
    with pytest.raises(CommandError, match="no address of a website"):
        call_command("demo_site_address", address)
    assert Site.objects.get().root_url == before and not database.exists()


@pytest.mark.pure
def test_the_web_server_starts_anew_when_it_is_told(tmp_path):
    file = tmp_path / "demo.sqlite3-reload"
    file.touch()  # from the last time: that is no news
    code = RUNS.format(waits=WAITS, file=str(file))
    process = subprocess.Popen([sys.executable, "-c", code], cwd=SCRIPTS, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.5)
        assert process.poll() is None
        os.utime(file, (time.time() + 5, time.time() + 5))
        assert process.wait(20) == 42
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
        process.stdout.close()
