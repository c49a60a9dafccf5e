"""The README's commands on a machine that lacks something: one sentence, or whole at the second attempt."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORDINARY = ["sh", "basename", "cat", "chmod", "cp", "dirname", "grep", "head", "mkdir"]


class Machine:
    """A PATH with nothing on it but what every machine has, and what a test puts there."""

    def __init__(self, directory):
        self.path = directory
        self.environment = {"PATH": str(directory), "HOME": str(directory)}
        for name in ORDINARY:
            self.has(name, f'exec {shutil.which(name)} "$@"')  # no link: a test may put another in its place
        self.has("python3", f'exec {sys.executable} "$@"')
        self.has("id", "echo 1000")

    def has(self, name, script):
        (self.path / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.path / name).chmod(0o755)

    def run(self, *command, cwd=ROOT):
        return subprocess.run(command, cwd=cwd, env=self.environment, capture_output=True, text=True)


@pytest.fixture
def machine(tmp_path):
    (tmp_path / "bin").mkdir()
    return Machine(tmp_path / "bin")


@pytest.fixture
def debian(machine):
    """Debian before its lists of packages were fetched, which is what makes `chromium` the name to say."""
    machine.has("apt-get", "exit 100")
    machine.has("apt-cache", "exit 100")
    return machine


def refused(done):
    """The one sentence with which a script ended."""
    assert done.returncode == 1
    assert done.stdout == ""
    [sentence] = done.stderr.splitlines()
    return sentence


def test_whoever_may_not_install_is_told_all_of_it_in_one_line(debian):
    debian.has("python3", "exit 1")  # as without Debian's python3-venv
    debian.environment["VENV"] = "no-such-folder"
    done = debian.run("scripts/need", "python", "gettext", "npm", "java", "mariadb-headers")
    assert refused(done).endswith(
        ": sudo apt install python3-venv gettext npm default-jre-headless default-libmysqlclient-dev pkg-config gcc"
        " python3-dev"
    )


def test_a_browser_that_only_has_a_name_is_none(debian):
    debian.environment["VENV"] = "no-such-folder"
    debian.has("chromium", "echo 'Install me first.'; exit 1")
    debian.has("grep", "exit 1")  # no Ubuntu
    assert refused(debian.run("scripts/need", "chromium")).endswith(": sudo apt install chromium")
    debian.has("chromium", "echo Chromium 156")
    assert debian.run("scripts/need", "chromium").returncode == 0
    debian.environment["CHROMIUM"] = "/no/such/browser"
    assert "/no/such/browser does not" in refused(debian.run("scripts/need", "chromium"))


def test_where_there_is_no_apt_the_packages_are_named_all_the_same(machine):
    assert refused(machine.run("scripts/need", "gettext")) == "Install what Debian calls gettext, and then try again."


def test_root_gets_what_is_missing(debian):
    debian.has("id", "echo 0")
    debian.has(
        "apt-get", '[ "$1" = update ] || { f="$(dirname "$0")/xgettext"; echo "#!/bin/sh" >"$f"; chmod +x "$f"; }'
    )
    done = debian.run("scripts/need", "gettext")
    assert (done.returncode, done.stderr) == (0, "Installing gettext\n")


def test_what_apt_says_is_passed_on(debian):
    debian.has("id", "echo 0")
    debian.has("apt-get", '[ "$1" = update ] || { echo "E: No space left."; exit 100; }')
    done = debian.run("scripts/need", "gettext")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Installing gettext",
        "Install gettext, and then try again; here apt could not do it: E: No space left.",
    ]


def test_an_old_python_is_called_old(debian):
    debian.has("python3", '[ "$1" != --version ] || echo Python 3.9.2')
    assert refused(debian.run("scripts/need", "python")) == (
        "Install Python 3.11 or newer, and say which in PYTHON: python3 is Python 3.9.2."
    )


@pytest.fixture
def venv(machine, tmp_path):
    """`venv(python)` runs the script that makes an environment, in a folder of the test's own."""

    def run(python):
        return machine.run(ROOT / "scripts/venv", "environment", python, cwd=tmp_path)

    return run


@pytest.fixture
def python(machine, tmp_path):
    """A Python that takes no time to put pip where it belongs: one that says yes to everything."""
    pip = tmp_path / "pip"
    pip.mkdir()
    (pip / "__init__.py").touch()
    (pip / "__main__.py").touch()
    packages = "environment/lib/python*/site-packages"
    machine.has(
        "python",
        f"""case "$*" in
        *--clear*) {sys.executable} -m venv --clear --without-pip environment && cp -r {pip} {packages} ;;
        *) exec {sys.executable} "$@" ;;
        esac""",
    )
    return machine.path / "python"


def files(environment):
    return sorted(path.name for path in environment.iterdir() if path.is_file() and not path.name.startswith("."))


def test_an_environment_left_half_made_is_made_anew(venv, python, tmp_path):
    """As Debian leaves it without python3-venv: there is Python, and no pip."""
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    (environment / "test.stamp").touch()
    done = venv(python)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert files(environment) == ["made", "pyvenv.cfg"]
    subprocess.run([environment / "bin/python", "-m", "pip"], check=True)


def test_a_whole_environment_is_left_alone_until_it_is_moved_or_loses_its_python(venv, python, tmp_path):
    environment = tmp_path / "environment"
    assert venv(python).returncode == 0
    (environment / "test.stamp").touch()
    before = (environment / "made").stat()
    assert venv("no-such-python").returncode == 0
    assert (environment / "made").stat() == before

    (environment / "made").write_text("/elsewhere/environment\n")
    refused(venv("no-such-python"))
    assert venv(python).returncode == 0
    assert files(environment) == ["made", "pyvenv.cfg"]

    (environment / "bin/python").unlink()
    refused(venv("no-such-python"))
    assert venv(python).returncode == 0


def test_an_attempt_that_fails_leaves_nothing_that_is_taken_for_whole(venv, python, machine, tmp_path):
    machine.has("broken", f'case "$*" in *--clear*) mkdir -p environment/bin; exit 1 ;; *) exec {python} "$@" ;; esac')
    assert venv(machine.path / "broken").returncode != 0
    assert not (tmp_path / "environment/made").exists()
    assert venv(python).returncode == 0
    assert (tmp_path / "environment/made").exists()
