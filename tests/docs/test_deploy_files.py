"""The files for a deployment (example_site/deploy) can be read by what reads them, and start what is documented."""

import configparser
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from .blocks import DOCS, all_blocks

ROOT = DOCS.parent
DEPLOY = ROOT / "example_site/deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def unit(path):
    """Its sections. Each of our units says every key once."""
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read_string(path.read_text())
    return parser


def documented_web_command():
    commands = [block.code.strip() for block in all_blocks("sh") if "-m gunicorn" in block.code]
    # Every page starts it in the one way, whatever the site is called.
    (command,) = {
        re.sub(r"--bind \S+", "--bind HERE", command.replace(" mysite.", " example_site.")) for command in commands
    }
    return command


def without_address(command):
    command = re.sub(r"--bind \S+", "--bind HERE", command.removeprefix("/srv/mysite/.venv/bin/"))
    return command.replace(" --graceful-timeout 10", "").replace(
        " --logger-class example_site.gunicorn_log.QuietLogger", ""
    )


@pytest.mark.parametrize("path", [path for path in UNITS if path.stem != "coprod-purge"], ids=lambda path: path.stem)
def test_systemd_starts_it_again_whatever_happens(path):
    service = unit(path)["Service"]
    assert service["Restart"] == "always"
    assert unit(path)["Unit"]["StartLimitIntervalSec"] == "0"
    assert int(service["RestartSec"]) > 0


def test_what_is_not_kept_is_erased_once_a_day():
    service, timer = unit(DEPLOY / "systemd/coprod-purge.service"), unit(DEPLOY / "systemd/coprod-purge.timer")
    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["ExecStart"].endswith("manage.py purge_comments")
    assert timer["Timer"]["OnCalendar"].startswith("*-*-* ") and timer["Timer"]["Persistent"] == "true"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="Needs systemd-analyze")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_has_nothing_to_say_about_the_units(path, tmp_path):
    here = path.read_text().replace("/srv/mysite/.venv/bin/python", sys.executable).replace("/srv/mysite", str(ROOT))
    (tmp_path / path.name).write_text(here.replace("User=mysite", "User=root"))
    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / path.name], capture_output=True, text=True, timeout=120
    )
    ours = [line for line in done.stderr.splitlines() if path.name in line]
    assert (done.returncode, ours) == (0, [])


def test_the_units_and_the_containers_start_what_is_documented():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    web, worker = (unit(DEPLOY / f"systemd/coprod-{name}.service")["Service"] for name in ("web", "worker"))
    assert without_address(web["ExecStart"]) == documented_web_command()
    assert without_address(services["web"]["command"]) == documented_web_command()
    before, start = (worker[name].removeprefix("/srv/mysite/.venv/bin/") for name in ("ExecStartPre", "ExecStart"))
    assert services["worker"]["command"] == f'sh -c "{before} && exec {start}"'
    # What a worker takes up is what one of its own name was doing.
    assert {command.partition("--worker-id ")[2] for command in (before, start)} == {"worker-1"}


def test_containers_are_started_again_and_only_the_web_server_is_within_reach():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert services.pop("migrate")["restart"] == "on-failure"
    assert {service["restart"] for service in services.values()} == {"unless-stopped"}
    assert [name for name, service in services.items() if "ports" in service] == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in services["web"]["ports"])


def test_every_file_is_named_in_the_documentation():
    pages = "".join(page.read_text() for page in DOCS.rglob("*.md"))
    for path in DEPLOY.rglob("*.*"):
        assert f"example_site/deploy/{path.relative_to(DEPLOY)}" in pages, path


MARIADB = shutil.which("mariadbd", path="/usr/sbin:/usr/local/sbin:/usr/bin")


@pytest.mark.skipif(MARIADB is None, reason="Needs the program of MariaDB")
def test_mariadb_takes_its_settings():
    """It names them all, as it would start with them; a name that it does not know, it refuses."""
    file = f"--defaults-file={DEPLOY / 'mariadb.cnf'}"
    done = subprocess.run([MARIADB, file, "--verbose", "--help"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    for name in ("general-log", "slow-query-log", "innodb-print-all-deadlocks"):
        assert re.search(rf"^{name} +FALSE$", done.stdout, re.MULTILINE), name
