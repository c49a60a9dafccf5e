"""A real browser against the example site.

These tests run as a pytest call of their own (`make test-browser`). Playwright keeps an event loop running, and Django
then refuses to touch the database unless it is told that this is on purpose; telling it so would hide real mistakes
in every other test.
"""

import os
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import expect
from wagtail.models import Site
from wagtail_factories import ImageFactory

from coprod_wagtail.comments.models import Conversation
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ConversationPageFactory, ModeratorFactory
from tests.migrated import put_back_for
from tests.pages.factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    HomePageFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
)

from . import chromium
from .accessibility import AxeCheck
from .moderator import Moderator
from .reader import Reader

HERE = Path(__file__).parent
NO_BROWSER = "No Chromium starts here. `make chromium` installs one, or says what to install; CHROMIUM may name one."
PASSWORD = "a kettle on the lane"


def pytest_collection_modifyitems(items):
    ours = [item for item in items if HERE in item.path.parents]
    if len(ours) < len(items):
        for item in ours:
            item.add_marker(pytest.mark.skip("The browser tests run by themselves: make test-browser"))
        return
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=10_000)  # a busy machine is no bug


def passed(request):
    """Whether the test went well so far. One that failed says what is wrong better than its aftermath."""
    report = getattr(request.node, "rep_call", None)  # set by pytest-playwright
    return report is not None and report.passed


# The browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, browser_type):
    """Chromium as this machine has it, or else the one that Playwright brought; with the fonts of the tests in any case.

    What is measured then is the same everywhere. On systems other than Linux the browser does not ask fontconfig.
    """
    launch = {**browser_type_launch_args, "env": {**os.environ, "FONTCONFIG_FILE": str(HERE / "fonts/fonts.conf")}}
    if browser_type.name != "chromium" or "channel" in launch:
        return launch
    found = chromium.installed()
    if not found and not chromium.starts(browser_type.executable_path):
        pytest.skip(NO_BROWSER)
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    return {**launch, "executable_path": found, "args": args}


@pytest.fixture(scope="session")
def launch_browser(launch_browser):
    """The browser starts once a process; a test has a context of its own in it, which is as good as a new one."""
    launched = []

    def launch(**options):
        assert not launched, "A second browser was started: ask for a context (new_context) instead."
        launched.append(launch_browser(**options))
        return launched[0]

    return launch


@pytest.fixture(scope="session")
def live_server(django_db_modify_db_settings, live_server):
    """Started once it is known where the database is: the server decides by that whether to share a connection."""
    return live_server


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    # Smooth scrolling would make where things are a question of when one looks.
    return {**browser_context_args, "reduced_motion": "reduce", "locale": "en-GB"}


@pytest.fixture(params=[True, False], ids=["scripts-on", "scripts-off"])
def reader(request, new_context):
    """A reader with a keyboard, once with scripts and once without."""
    reader = Reader(new_context(java_script_enabled=request.param), scripts=request.param)
    yield reader
    if passed(request):
        reader.assert_nothing_noticed()


@pytest.fixture
def reader_with(request, new_context):
    """`reader_with(viewport=…)`: a reader whose browser has scripts and the settings given."""
    readers = []

    def make(**settings):
        readers.append(Reader(new_context(**settings), scripts=True))
        return readers[-1]

    yield make
    if passed(request):
        for reader in readers:
            reader.assert_nothing_noticed()


@pytest.fixture
def at_work(request, new_context, base_url, settings):
    """`at_work(user, viewport=…)`: that user in the admin, signed in already."""
    people = []

    def make(user=None, **options):
        context = new_context(**options)
        if user is not None:
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base_url}])
        people.append(Moderator(context))
        return people[-1]

    yield make
    if passed(request):
        for person in people:
            person.assert_nothing_noticed()


@pytest.fixture(scope="session")
def axe():
    return AxeCheck()


# The database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """A file instead of memory: in memory all requests would share one connection, and two at once its transaction."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        directory = tmp_path_factory.mktemp("database")
        connection.settings_dict["NAME"] = str(directory / "none.sqlite3")  # what the live server goes by
        connection.settings_dict["TEST"]["NAME"] = str(directory / "browser.sqlite3")
        connection.settings_dict["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
        }


@pytest.fixture(scope="session")
def put_back(django_db_setup, django_db_blocker):
    """`put_back()`: the database is again as the migrations made it. A live server means real transactions, which no rollback
    takes back."""
    with django_db_blocker.unblock():
        yield put_back_for(connections["default"])


@pytest.fixture
def db(put_back, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        put_back()


@pytest.fixture
def transactional_db(db):
    """Asked for by whatever has a live server."""


@pytest.fixture(autouse=True)
def unhurried(settings, db):
    """Browsers are quicker than people, and no moderator should be told so."""
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}


@pytest.fixture
def root_page(db):
    """The example site's home page, in the place of the one that Wagtail's migrations make."""
    site = Site.objects.get(is_default_site=True)
    home = HomePageFactory(parent=site.root_page, title="Kettle Lane", slug="kettle-lane", welcome="Come in.")
    site.root_page = home
    site.site_name = "Kettle Lane"
    site.save()
    return home


@pytest.fixture
def post(blog):
    return BlogPostPageFactory(
        parent=blog,
        title="A good week",
        slug="a-good-week",
        summary="Twelve people planned a week.",
        closing_question="What makes a good week for you?",
        body=[("heading", {"text": "Monday", "level": "h2"}), ("text", "<p>The kettle goes on at <b>nine</b>.</p>")],
    )


@pytest.fixture
def blog(root_page):
    return BlogIndexPageFactory(
        parent=root_page, title="Blog", slug="blog", intro="<p>Read us.</p>", show_in_menus=True
    )


@pytest.fixture
def full_post(root_page, post):
    """The post with everything a post may have."""
    members = MemberIndexPageFactory(parent=root_page, title="Our members", slug="members", show_in_menus=True)
    maryam = MemberProfilePageFactory(
        parent=members,
        title="Maryam",
        slug="maryam",
        role="Member since 2014",
        short_text="I like buses that come.",
        long_text="<p>I came for the soup and stayed for the arguments.</p>",
        photo=ImageFactory(file__width=320, file__height=320),
        photo_alt="Maryam at the kitchen table",
    )
    BlogPostAuthorFactory(page=post, profile=maryam)
    BlogPostAuthorFactory(page=post, name="Sam")
    post.categories.add(CategoryFactory(name="Food", slug="food"))
    post.tags.add("weeks")
    post.image = ImageFactory(file__width=900, file__height=600)
    post.image_alt = "Twelve people round a table"
    post.save()
    return post


@pytest.fixture
def question_page(root_page):
    return ConversationPageFactory(
        parent=root_page,
        title="Have your say",
        slug="have-your-say",
        body=[("text", "<p>The bus stop moves in May.</p>")],
        what_happens_next="Two of us read every answer.",
        show_in_menus=True,
    )


@pytest.fixture
def conversation(post):
    return Conversation.objects.create(page=post)


@pytest.fixture
def moderator(db):
    moderator = ModeratorFactory(username="morgan")
    moderator.set_password(PASSWORD)
    moderator.save()
    return moderator
