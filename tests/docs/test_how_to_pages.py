"""Pages that change one thing each, followed with their own code blocks as they stand."""

import re
import shlex
import shutil
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.utils.translation import override

from coprod_wagtail.comments import texts
from coprod_wagtail.comments.intake import tokens
from tests import migrated
from tests.comments.sending import send, words

from .blocks import DOCS, blocks_of
from .tutorial import NewSite

pytestmark = pytest.mark.framework

FIELD = DOCS / "how-to/add-a-field-to-a-post.md"
BLOCK = DOCS / "how-to/replace-a-template-block.md"
WORD = DOCS / "how-to/change-a-word.md"
TRANSLATE = DOCS / "how-to/translate.md"
BASE_PAGE = DOCS / "how-to/own-base-page.md"
OWN_APP = DOCS / "how-to/an-app-of-your-own.md"


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").body.get_text(" ").split())


# A field

SITE = {
    "manage.py": (
        "import os, sys\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'mysite'\n"
        "from django.core.management import execute_from_command_line\n"
        "execute_from_command_line(sys.argv)\n"
    ),
    "mysite.py": (
        "from example_site.settings import *\n"
        "from example_site.settings import INSTALLED_APPS as SITE_APPS\n"
        "INSTALLED_APPS = ['news', *SITE_APPS]\n"
        "OPTIONS = {'init_command': 'PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;'}\n"
        "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'site.sqlite3', 'OPTIONS': OPTIONS}}\n"
    ),
    "news/__init__.py": "",
}

#: What an editor and a reader do, in a process of its own.
EDITOR_AND_READER = """
import os, sys
sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "mysite"
import django
django.setup()
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from news.models import NewsIndexPage, NewsPage
from wagtail.models import Page, Site

call_command("check", fail_level="WARNING")
call_command("makemigrations", check=True, dry_run=True)

news = Site.objects.get().root_page.add_child(instance=NewsIndexPage(title="News", slug="news"))
ann = get_user_model().objects.create_superuser("ann", "ann@example.org", "a password for ann")
editor = Client()
editor.force_login(ann)
address = f"/admin/pages/add/news/newspage/{news.pk}/"
form = BeautifulSoup(editor.get(address).content, "html.parser").select_one("#page-edit-form")
data = {field["name"]: field.get("value", "") for field in form.select("input[name]:not([type=checkbox])")}
data |= {"title": "A new bench", "slug": "a-new-bench", "place": "Kettle Lane", "tags": "benches", "date": "2026-05-04"}
data |= {"authors-TOTAL_FORMS": "1", "authors-0-profile": "", "authors-0-name": "Sam", "authors-0-id": ""}
data |= {"authors-0-ORDER": "1", "authors-0-DELETE": "", "body-count": "0", "action-publish": "yes"}
data.pop("action-submit", None)
answer = editor.post(address, data)
assert answer.status_code == 302, BeautifulSoup(answer.content, "html.parser").select_one("main").text
bench = NewsPage.objects.get()
assert bench.live and bench.place == "Kettle Lane"

reader = Client()
drawn = BeautifulSoup(reader.get(bench.url).content, "html.parser").select_one("main")
assert "Where it happened: Kettle Lane" in drawn.text
assert "Sam" in drawn.select_one(".coprod-byline").text and "benches" in drawn.text
assert drawn.select_one("form.coprod-form")
for listed in (news.url, news.url + "?tag=benches"):
    assert "A new bench" in reader.get(listed).content.decode()
(item,) = reader.get(sys.argv[1]).json()["items"]
assert item["place"] == "Kettle Lane", item
for found in (NewsPage.objects.live().search("kettle"), Page.objects.live().search("kettle")):
    assert [page.pk for page in found] == [bench.pk]
copy = NewsPage.objects.get().copy(update_attrs={"slug": "again"})
assert (copy.place, copy.authors.count(), copy.tags.count()) == ("Kettle Lane", 1, 1)
print("There is the place.")
"""


@pytest.mark.pure  # a site of its own each time, which takes long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", [0, 1], ids=["from-the-mixins", "from-the-ready-made-post"])
def test_a_field_is_in_the_editor_on_the_page_in_the_search_and_in_the_api(tmp_path, way):
    files = dict(SITE)
    for title in ("news/models.py", "news/templates/news/news_page.html"):
        files[title] = blocks_of(FIELD, title=title)[way].code
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    if connection.vendor == "sqlite":
        migrated.copy(connection, tmp_path / "site.sqlite3")  # a site that is there, and gets another app
    commands, look = blocks_of(FIELD, "sh")
    site = NewSite(tmp_path, Path(sys.executable), {"PYTHONPATH": str(DOCS.parent)})
    site.type_in(commands)
    (path,) = [word.removeprefix("http://localhost:8000") for word in shlex.split(look.code) if "://" in word]
    assert "There is the place." in site.run(sys.executable, "-c", EDITOR_AND_READER, path)


# An app

#: What an editor, a front end and the app itself do, in a process of its own.
EDITOR_AND_FRONT_END = """
import datetime, os, sys
sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "mysite"
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from events.models import EventPage
from events.signals import event_cancelled
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.webhooks.models import Webhook
from wagtail.models import Site

call_command("check", fail_level="WARNING")
call_command("makemigrations", check=True, dry_run=True)

root, client, address = Site.objects.get().root_page, Client(headers={"host": "localhost"}), sys.argv[1]

def add(number):
    return root.add_child(instance=EventPage(
        title=f"Fair {number}", slug=f"fair-{number}", place="The hall", starts_on=datetime.date(2026, 5, number)))

def costs():
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        found = client.get(address).json()
    return len(asked), found

second, first = add(2), add(1)
before, found = costs()
assert [item["title"] for item in found["items"]] == ["Fair 1", "Fair 2"] and found["count"] == 2
event = client.get(f"{address}{first.pk}/").json()
assert event["starts_on"] == "2026-05-01" and event["place"] == "The hall" and event["seo"]["title"] == "Fair 1"
assert event["conversation"] == {
    "page": first.pk, "state": "open", "comment_count": 0, "opens_at": None, "closes_at": None}
assert event["seo"]["json_ld"]["commentCount"] == 0
assert client.get(f"{address}by-path/?path=/fair-1/").json() == event
assert client.get(f"{address}?search=fair&locale=en-gb").status_code == 200
for number in range(3, 9):
    add(number)
after, found = costs()
assert (found["count"], after) == (8, before), (after, before)
assert client.get(f"{address}{root.pk}/").status_code == 404
urls = {url.partition("/api/")[2] for url in first.get_cached_urls()}
below = address.partition("/api/")[2]
assert {below, f"{below}{first.pk}/", f"{below}by-path/?path=/fair-1/"} <= urls, urls
document = client.get(f"{address.removesuffix('events/')}openapi.json").json()
assert {"name": "events", "description": "What is on."} in document["tags"]
answer = document["paths"]["/events/{page_id}/"]["get"]["responses"]["200"]
assert "get_conversation" in answer["links"], answer

hook = Webhook.objects.create(name="Ours", url="https://front.example/", events=["event.cancelled"])
event_cancelled.send(sender=None, event=first)
message = OutgoingMessage.objects.get().payload
assert (message["event"], message["page"]["id"], message["tags"][0]) == ("event.cancelled", first.pk, "events")
print("The front end knows.")
"""


@pytest.mark.pure  # as above
def test_an_app_of_the_sites_own_takes_part(tmp_path):
    files = {name: content.replace("news", "events") for name, content in SITE.items()}
    files = {name.replace("news", "events"): content for name, content in files.items()}
    files |= {block.title: block.code for block in blocks_of(OWN_APP, "python")}
    assert {"events/models.py", "events/api.py", "events/apps.py"} <= set(files)
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    commands, look = blocks_of(OWN_APP, "sh")
    site = NewSite(tmp_path, Path(sys.executable), {"PYTHONPATH": str(DOCS.parent)})
    site.type_in(commands)
    (path,) = [word.removeprefix("http://localhost:8000") for word in shlex.split(look.code) if "://" in word]
    assert "The front end knows." in site.run(sys.executable, "-c", EDITOR_AND_FRONT_END, path)


# A block


@pytest.fixture
def own_templates(settings, tmp_path):
    """The templates of the page that is followed, in a folder that comes first."""
    for block in blocks_of(BLOCK, "html"):
        path = tmp_path / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.code)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path / "templates", *engine["DIRS"]]}]


@pytest.mark.django_db
def test_a_block_is_replaced_and_the_rest_stays(client, post, own_templates):
    page = BeautifulSoup(client.get(post.url).content, "html.parser")
    assert [fold.summary.text for fold in page.select("details")] == [
        "What happens to my words",
        "Could your words upset someone?",
        "Did someone help you write this?",
        "Help, and other ways to comment",
    ]
    assert page.select_one("#form h3").text == "House rules"
    assert "Be kind." in page.select_one("#form h3 + ul").text
    newsletter = page.select_one("main a[href='/newsletter/']")
    assert newsletter.find_next(id="comments") or newsletter.find_next(id="form")
    for part in ("h1", "#form-title", ".coprod-promise", "form.coprod-form [name=body]", "button[type=submit]"):
        assert page.select_one(f"main {part}"), part
    assert send(client, post, **words()).status_code == 302


# A word


@pytest.fixture
def own_words(settings, tmp_path, monkeypatch):
    """The words of the page that is followed, made ready with its own command."""
    if not shutil.which("msgfmt"):
        pytest.skip("Needs the program gettext.")
    (block,) = blocks_of(WORD, "po")
    path = tmp_path / block.title
    path.parent.mkdir(parents=True)
    path.write_text(block.code)
    (command,) = blocks_of(WORD, "sh")
    program, name = command.code.split()
    assert program == "django-admin"
    monkeypatch.chdir(tmp_path)
    call_command(name, verbosity=0)
    settings.LOCALE_PATHS = said_in(WORD, "LOCALE_PATHS", tmp_path)
    return path


def said_in(page, setting, base_dir):
    """What the settings on `page` have for `setting`, for a site in the folder `base_dir`."""
    (block,) = blocks_of(page, "python")
    namespace = {"BASE_DIR": base_dir}
    exec(compile(block.code, str(block), "exec"), namespace)
    return namespace[setting]


@pytest.mark.django_db
def test_a_word_is_changed_wherever_it_is_said(client, post, own_words, monkeypatch):
    drawn = client.get(post.url)
    page = BeautifulSoup(drawn.content, "html.parser")
    assert page.select_one("form.coprod-form button").text == "Post it"
    assert "Say what you think" in text_of(drawn)
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    with monkeypatch.context() as then:
        then.setattr(tokens, "time", SimpleNamespace(time=lambda: two_days_ago))
        old = words(token=tokens.make_token(post.pk))
    for answer in (send(client, post, **old), send(client, post, headers={"Sec-Fetch-Site": "cross-site"}, **words())):
        assert "Please press Post it again." in text_of(answer)
        assert "Send" not in text_of(answer)


def test_to_translate_and_to_change_a_word_are_done_in_the_same_place(tmp_path):
    assert said_in(WORD, "LOCALE_PATHS", tmp_path) == said_in(TRANSLATE, "LOCALE_PATHS", tmp_path)


@pytest.mark.skipif(not shutil.which("xgettext"), reason="Needs the program gettext.")
def test_words_outlive_what_the_site_collects_from_its_own_code(own_words, tmp_path, settings):
    """`makemessages` marks as obsolete, in silence, what no code beside the catalogue says; from its second run on."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/views.py").write_text(
        'from django.utils.translation import gettext\n\ngettext("Opening hours")\n'
    )
    before = own_words.read_text()
    beside = tmp_path / "locale/en_GB/LC_MESSAGES/django.po"
    for _run in range(2):
        call_command("makemessages", locale=["en_GB"], verbosity=0)
        if not beside.read_text().count("Post it"):  # where these words may not stand
            beside.write_text(beside.read_text() + before.partition("\n\n")[2])
    call_command("compilemessages", verbosity=0)

    assert '\nmsgid "Opening hours"' in beside.read_text() and '\n#~ msgstr "Post it"' in beside.read_text()
    assert own_words.read_text() == before
    with override("en-gb"):
        assert str(texts.SEND) == "Post it"


@pytest.mark.django_db
def test_the_word_is_what_the_package_says(client, post):
    page = BeautifulSoup(client.get(post.url).content, "html.parser")
    assert page.select_one("form.coprod-form button").text == "Send"


# A base page


@pytest.mark.parametrize("name", ["models.py", "migrations/0002_languages.py"])
def test_the_base_page_is_the_one_that_the_suite_runs_on(name):
    (block,) = blocks_of(BASE_PAGE, title=f"site_base/{name}")
    assert block.code == (DOCS.parent / "tests/projects/custom_base_page/site_base" / name).read_text()


def test_the_fields_that_the_first_migration_leaves_out_are_those_it_left_out():
    migrations = DOCS.parent / "tests/projects/custom_base_page/site_base/migrations"
    first, *later = (path.read_text() for path in sorted(migrations.glob("0*.py")))
    (sentence,) = [part for part in BASE_PAGE.read_text().split("\n\n") if part.startswith("1. `0001`")]
    named = set(re.findall(r"without ([\s\S]*?), and without", sentence)[0].replace("`", " ").replace(",", " ").split())
    named -= {"and"}
    added = set(re.findall(r"name='(locale|translation_key|latest_revision|live_revision)'", "".join(later)))
    assert named == added | {"unique_together"}
    assert not any(f"'{name}'" in first for name in named)
