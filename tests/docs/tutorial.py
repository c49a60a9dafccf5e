"""The tutorial, followed literally: a site as `wagtail start` makes it, the tutorial's own blocks, and one comment.

With this environment's Python and the package as it stands here (`test_install_tutorial.py`), or with a Python of its
own and the wheel (`tests/packaging`).
"""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from .blocks import DOCS, blocks_of

TUTORIAL = DOCS / "tutorial/install.md"

#: What a reader and a moderator do, in a process of its own with the new site's settings.
JOURNEY = """
import os, sys
sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings.dev"
import django
django.setup()
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from home.models import ArticlePage, HomePage
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.pages.models import BlogIndexPage, BlogPostPage

call_command("makemigrations", "home", verbosity=0)
call_command("migrate", verbosity=0)
call_command("check", fail_level="WARNING")

settings.ALLOWED_HOSTS = ["testserver"]
home = HomePage.objects.get()
blog = home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
post = blog.add_child(instance=BlogPostPage(title="A good week", slug="a-good-week"))
article = home.add_child(instance=ArticlePage(title="An article", slug="an-article", body="<p>Words.</p>"))

group = Group.objects.create(name="Comment moderators")
group.permissions.set(Permission.objects.filter(codename__in=["access_admin", "moderate_readercomment"]))
person = get_user_model().objects.create_user("mo", "mo@example.org", "a password for mo")
person.groups.add(group)
moderator = Client()
moderator.force_login(person)

for page in (post, article):
    reader = Client()
    drawn = reader.get(page.url)
    assert drawn.status_code == 200, drawn.status_code
    assert "Cookie" not in drawn.get("Vary", ""), "Vary: Cookie"
    soup = BeautifulSoup(drawn.content, "html.parser")
    assert soup.select_one("main .coprod-page h1").text == page.title
    form = soup.select_one("main form.coprod-form")
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    data |= {"body": "Thank you for this.", "author_name": "Sam"}
    sent = reader.post(form["action"].split("#")[0], data, headers={"Sec-Fetch-Site": "same-origin"})
    assert sent.status_code == 302, sent.content.decode()
    private = sent.url.split("#")[0]
    assert "Waiting to be read" in reader.get(private).content.decode()
    assert "Thank you for this." not in reader.get(page.url).content.decode()
    assert not reader.cookies, reader.cookies
    comment = ReaderComment.objects.get(page=page)
    assert moderator.get("/admin/reader-comments/").status_code == 200
    reading = moderator.get(f"/admin/reader-comments/inspect/{comment.pk}/")
    assert "Publish" in reading.content.decode()
    moderator.post(f"/admin/reader-comments/decide/{comment.pk}/publish/")
    assert "Everybody can read it now" in reader.get(private).content.decode()
    assert "Thank you for this." in reader.get(page.url).content.decode()
    assert reader.get(f"/comments/{page.pk}/feed/").status_code == 200

administrator = Client()
administrator.force_login(get_user_model().objects.create_superuser("ann", "ann@example.org", "a password for ann"))
for name in ("coprod_comments/readercommentsettings", "coprod_wagtail/sitehelp"):
    assert administrator.get(f"/admin/settings/{name}/", follow=True).status_code == 200
print("published")
"""

#: A database that nobody needs afterwards waits for no disk.
QUICK = """
from .base import DATABASES
DATABASES["default"]["OPTIONS"] = {"init_command": "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;"}
"""


def only(title="", holding="", language=""):
    """The one block of the tutorial for this file that holds these words."""
    found = [block for block in blocks_of(TUTORIAL, language, title) if holding in block.code]
    assert len(found) == 1, f"{title} {holding}: {len(found)} blocks"
    return found[0]


def add_new_lines(file: Path, block):
    """Put the block's lines marked “# new” where the unmarked line after them stands, or at the top of the file."""
    text, waiting = file.read_text(), []
    for line in block.code.splitlines():
        if line.endswith("# new"):
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

    def start(self):
        """`wagtail start`, with a database that waits for no disk."""
        self.run(self.python, "-c", "from wagtail.bin.wagtail import main; main()", "start", "mysite", self.directory)
        (self.directory / "mysite/settings/local.py").write_text(QUICK)

    def set_up(self):
        """Steps 2 and 3: the settings and the addresses."""
        settings = self.directory / "mysite/settings/base.py"
        add_new_lines(settings, only("mysite/settings/base.py", "INSTALLED_APPS"))
        settings.write_text("import os\n" + settings.read_text() + only("mysite/settings/base.py", "SLIP_KEY").code)
        add_new_lines(self.directory / "mysite/urls.py", only("mysite/urls.py"))

    def fit_the_base_template(self):
        """Step 5."""
        base = self.directory / "mysite/templates/base.html"
        text = base.read_text()
        for old, block in [
            ("{% block content %}{% endblock %}", only("mysite/templates/base.html", "<main")),
            ("{% wagtailuserbar %}", only("mysite/templates/base.html", "wagtailuserbar")),
        ]:
            assert text.count(old) == 1
            text = text.replace(old, block.code)
        base.write_text(text)

    def add_an_own_page_type(self):
        """The last section."""
        for title in ("home/models.py", "home/templates/home/article_page.html"):
            (self.directory / title).write_text(only(title).code)

    def publish_a_comment(self):
        """Steps 6, 8 and 9, on a post and on the page type of the site's own."""
        assert "published" in self.run(self.python, "-c", JOURNEY)
