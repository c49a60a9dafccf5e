import gc
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from wagtail.models import Site

from tests import migrated, searching
from tests.api.conforming import ConformingClient
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory
from tests.projects.left_out import LEFT_OUT, LEFT_OUT_ON_A_SERVER
from tests.projects.not_drawn import DRAWS_NO_PAGES, skip_at_a_page
from tests.purged import purged  # noqa: F401

__all__ = ["skip_at_a_page"]  # a fixture

TESTS = Path(__file__).parent

#: What the result of a test can depend on, as markers (pyproject.toml says what each means). Each has what is before it.
KINDS = ("pure", "framework", "shape")
#: The kinds that run again on other versions and databases, and on other kinds of site.
PARTS = {"framework": {"framework", "shape"}, "shape": {"shape"}}
#: The markers of whole folders. A kind in a file says more than its folder.
FOLDERS = {
    "bench": "pure",
    "browser": "pure",
    "clients": "pure",
    "contract": "pure",
    "deployment": "pure",
    "docs": "pure",
    "example_site": "framework",
    "frontend": "pure",
    "frontend_next": "pure",
    "html": "pure",
    "languages": "shape languages",
    "outbox": "framework",
    "packaging": "pure",
    "projects": "pure",
    "webhooks": "framework",
    "words": "pure",
}

#: Where tests look at the database itself: what it locks, compares, plans and refuses. So does each in real transactions.
DATABASE = (
    "blog/test_names_alike.py",
    "blog/test_search.py",
    "comments/actions",
    "comments/reading/test_plans.py",
    "comments/reading/test_queries.py",
    "comments/slip/test_nothing_left.py",
    "comments/store",
    "core/test_upgrades.py",
    "outbox",
)

LEFT_OUT_HERE = LEFT_OUT[settings.PROJECT] | ({} if connection.vendor == "sqlite" else LEFT_OUT_ON_A_SERVER)


def pytest_ignore_collect(collection_path, config):
    """Folders and files that could not even be imported in this shape of site; None leaves the decision to others."""
    left_out = {config.rootpath / name for name in LEFT_OUT_HERE}
    return True if collection_path in left_out else None


def pytest_addoption(parser):
    parser.addoption(
        "--part", choices=[*PARTS, "languages", "smoke", "rest"], help="Only the tests whose result depends on that."
    )


def pytest_itemcollected(item):
    """Each test is of a kind. One that nobody gave any is taken for what has to run most often."""
    if not any(item.get_closest_marker(kind) for kind in KINDS):
        folder = item.path.relative_to(TESTS).parts[0]
        for marker in FOLDERS.get(folder, "shape").split():
            item.add_marker(marker)


def others_stand_for(item):
    """Whether it is a case of a `sampled` test that is left to the first one."""
    sampled = item.get_closest_marker("sampled")
    if not sampled:
        return False
    if not sampled.args:
        return any(item.callspec.indices.values())
    values = dict(marker.args[:2] for marker in item.iter_markers("parametrize"))
    return any(item.callspec.params[name] != values[name][0] for name in sampled.args)


def kind_of(item):
    """What a test itself says, or else its class, or else its file. Of several the one that runs most often."""
    for node in reversed(item.listchain()):
        said = [marker.name for marker in node.own_markers if marker.name in KINDS]
        if said:
            return max(said, key=KINDS.index)
    raise AssertionError(f"{item.nodeid} is of no kind")


def is_about_the_database(item):
    place = item.path.relative_to(TESTS)
    # Some run on SQLite only, and are left out on the others.
    here_only = {f"tests/{place}", item.nodeid.partition("[")[0]} & LEFT_OUT_ON_A_SERVER.keys()
    if here_only or item.get_closest_marker("skipif"):
        return True
    in_transactions = any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
    return in_transactions or any(place.is_relative_to(name) for name in DATABASE)


def is_of_part(item, part):
    if part == "rest":
        # What no run on other versions has. That on SQLite nothing else is different, the kinds of site show.
        return kind_of(item) == "pure" or others_stand_for(item) or is_about_the_database(item)
    if others_stand_for(item):
        return False
    return kind_of(item) in PARTS[part] if part in PARTS else item.get_closest_marker(part) is not None


def pytest_collection_modifyitems(config, items):
    part = config.getoption("part")
    left_out = [
        item
        for item in items
        if item.nodeid.partition("[")[0] in LEFT_OUT_HERE or (part and not is_of_part(item, part))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_collection_finish(session):
    """What is imported by now stays to the end. The garbage collector looks at it no more, which saves a seventh."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_terminal_summary(terminalreporter):
    terminalreporter.section(f"left out of the shape {settings.PROJECT} on {connection.vendor}")
    for name, reason in LEFT_OUT_HERE.items():
        terminalreporter.line(f"{name}: {reason}")


@pytest.fixture(scope="session")
def _what_was_kept(django_db_modify_db_settings):
    with ExitStack() as stack:
        kept = connection.vendor == "sqlite" and stack.enter_context(migrated.what_was_kept(connection))
        yield SimpleNamespace(there=kept, close=stack.close)


@pytest.fixture(scope="session")
def django_db_setup(_what_was_kept, django_db_setup, django_db_blocker):
    """Real transactions cannot be taken back. After a test in them the site, its root page and its language are there again,
    without the time that Django takes to empty every table. On SQLite without the time that it takes to migrate, too."""
    _what_was_kept.close()
    with django_db_blocker.unblock():
        put_back = migrated.put_back_for(connection)
        if connection.vendor == "sqlite" and not _what_was_kept.there:
            migrated.keep(connection)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(lambda cls: None))
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: put_back())
        yield


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Wagtail keeps site root paths in the cache; no test may see another's."""
    cache.clear()


@pytest.fixture(autouse=DRAWS_NO_PAGES)
def _pages_are_not_drawn(skip_at_a_page):
    """tests/projects/not_drawn.py"""


@pytest.fixture
def client():
    """A browser without cookies, which also holds the JSON API to what its document says."""
    return ConformingClient()


@pytest.fixture
def searchable(monkeypatch):
    """Pages that the factories make are found by a search at once (tests/searching.py)."""
    monkeypatch.setattr(searching, "SEARCHABLE", True)


@pytest.fixture
def root_page(db):
    """The home page of the default site."""
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def blog(root_page):
    return BlogIndexPageFactory(parent=root_page, title="Blog", slug="blog")


@pytest.fixture
def post(blog):
    """A published post that readers can answer."""
    return BlogPostPageFactory(parent=blog, title="A good week", slug="a-good-week")


@pytest.fixture
def moderator(db):
    """May read and decide about comments, and nothing else in the admin."""
    return ModeratorFactory()
