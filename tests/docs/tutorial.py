"""The tutorial, followed literally: a site as `wagtail start` makes it, the tutorial's own blocks, and one comment.

With this environment's Python and the package as it stands here (`test_install_tutorial.py`), or with a Python of its
own and the wheel (`tests/packaging`).
"""

import json
import os
import re
import shlex
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from .blocks import DOCS, blocks_of

TUTORIAL = DOCS / "tutorial/install.md"

#: What a reader and a moderator do, in a process of its own with the new site's settings.
JOURNEY = Path(__file__).parents[1] / "projects/fresh/journey.py"

#: A database that nobody needs afterwards waits for no disk, and passwords that nobody guesses are quick to store.
QUICK = """
from .base import DATABASES
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"] = {"init_command": "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;"}
"""


MARK = "=== typed in ==="
MANAGE = f"""
import json, os, sys
from django.core.management import execute_from_command_line
os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings.dev"
for command in json.loads(sys.argv[1]):
    print("{MARK}", flush=True)
    execute_from_command_line(command)
"""


def only(title="", holding="", language=""):
    """The one block of the tutorial for this file that holds these words."""
    found = [block for block in blocks_of(TUTORIAL, language, title) if holding in block.code]
    assert len(found) == 1, f"{title} {holding}: {len(found)} blocks"
    return found[0]


def add_new_lines(file: Path, block):
    """Put the block's lines marked “# new” where the unmarked line after them stands, but for those that are there."""
    text, waiting = file.read_text(), []
    for line in block.code.splitlines():
        if line.endswith("# new"):
            if f"\n{line.removesuffix('  # new')}\n" not in text:
                waiting.append(line)
        elif waiting and line.strip():
            new = "\n".join(waiting) + "\n"
            assert text.count(f"\n{line}\n") == 1, f"{block}: “{line}” is not in {file.name} of a new site"
            text = text.replace(f"\n{line}\n", f"\n{new}{line}\n")
            waiting = []
    assert not waiting
    file.write_text(text)


@dataclass(frozen=True)
class NewSite:
    """A site in `directory`, run by `python`."""

    directory: Path
    python: Path
    environment: dict = field(default_factory=dict)

    def run(self, *command):
        """What the command printed; it has to end well."""
        # A run that measures coverage is not about this other site.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COV_CORE_")}
        for name in ("DJANGO_SETTINGS_MODULE", "PYTHONPATH", "PYTHONHOME"):
            kept.pop(name, None)
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.directory,
            env=kept | {"PATH": f"{self.python.parent}{os.pathsep}{os.environ['PATH']}"} | self.environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def type_in(self, block):
        """Run the block's lines, as somebody does who copies them into a terminal."""
        return self.run("sh", "-ec", block.code)

    def manage(self, *lines):
        """What each line printed that begins with `python manage.py`, all typed in one after the other. In one process:
        most of the time that such a command takes goes into starting it."""
        commands = [shlex.split(line) for line in lines]
        assert all(command[:2] == ["python", "manage.py"] for command in commands)
        printed = self.run(self.python, "-c", MANAGE, json.dumps([command[1:] for command in commands]))
        return printed.split(MARK)[1:]

    def start(self):
        """`wagtail start`, with a database that waits for no disk."""
        self.run(self.python, "-c", "from wagtail.bin.wagtail import main; main()", "start", "mysite", self.directory)
        (self.directory / "mysite/settings/local.py").write_text(QUICK)

    def set_up(self):
        """Steps 2 and 3: the settings and the addresses."""
        settings = self.directory / "mysite/settings/base.py"
        add_new_lines(settings, only("mysite/settings/base.py", "INSTALLED_APPS"))
        add_new_lines(settings, only("mysite/settings/base.py", "MIDDLEWARE"))
        settings.write_text("import os\n" + settings.read_text() + only("mysite/settings/base.py", "SLIP_KEY").code)
        add_new_lines(self.directory / "mysite/urls.py", only("mysite/urls.py"))

    def fit_the_base_template(self):
        """Step 5: in `base.html`, and the user bar wherever the site has it."""
        templates = self.directory / "mysite/templates"
        base = templates / "base.html"
        if "<main" not in base.read_text():
            self._replace_once(
                [base], r"{% block content %}{% endblock %}", only("mysite/templates/base.html", "<main")
            )
        bar = only("mysite/templates/base.html", "wagtailuserbar")
        self._replace_once(templates.rglob("*.html"), r"{% wagtailuserbar[^%]*%}", bar)

    @staticmethod
    def _replace_once(files, pattern, block):
        found = [file for file in files if re.search(pattern, file.read_text())]
        assert len(found) == 1, pattern
        new, count = re.subn(pattern, lambda match: block.code, found[0].read_text())
        assert count == 1, pattern
        found[0].write_text(new)

    def add_an_own_page_type(self):
        """The last section."""
        for title in ("home/models.py", "home/templates/home/article_page.html"):
            (self.directory / title).write_text(only(title).code)

    def publish_a_comment(self):
        """Steps 6, 8 and 9, on a post and on the page type of the site's own; what was seen."""
        seen = self.run(self.python, JOURNEY)
        assert "System check identified no issues" in seen and "No changes detected" in seen and "administered" in seen
        return seen
