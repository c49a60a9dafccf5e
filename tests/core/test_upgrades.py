"""Every migration can be taken back and done again on a database with something in it.

There is no release yet to upgrade from. Once there is one, its database, filled, takes the way that `test_a_step_back`
takes: forward to the newest migration, and back.
"""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from wagtail.models import Locale, Site

from coprod_wagtail.blog.models import Category
from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.models import SiteHelp
from coprod_wagtail.swap import get_page_model
from tests.factories import ConversationPageFactory, ReaderCommentFactory, UserFactory

# Tables are changed outside of transactions.
pytestmark = pytest.mark.django_db(transaction=True)

OURS = [app for app in apps.get_app_configs() if app.name.split(".")[0] == "coprod_wagtail"]
# By their files: an app beside ours may ask the database for something as soon as its migrations are imported.
MIGRATIONS = sorted((app.label, file.stem) for app in OURS for file in Path(app.path, "migrations").glob("[0-9]*.py"))
LATER = [(before, after) for before, after in zip(MIGRATIONS, MIGRATIONS[1:], strict=False) if before[0] == after[0]]


@pytest.fixture
def filled(post):
    """Something in the tables, in two languages, and a comment that somebody decided about."""
    moderator = UserFactory(is_superuser=True)
    first = ReaderCommentFactory(page=post, body="The bus 🚌 decides.", status=Status.PENDING)
    PublishComment(first, user=moderator)()
    ReaderCommentFactory(page=post, reply_to=first)
    ReaderCommentFactory(page=post, status=Status.HIDDEN)
    food = Category.objects.create(name="Food", slug="food")
    welsh = food.copy_for_translation(Locale.objects.create(language_code="cy"))
    welsh.name, welsh.slug = "Bwyd", "bwyd"
    welsh.save()
    SiteHelp.objects.create(site=Site.objects.get(), text="Ring us.")
    return post


@pytest.fixture(autouse=True)
def _all_tables_at_the_end(filled):
    """However a test ends, the next one finds every table."""
    yield
    call_command("migrate", verbosity=0)


def to_zero():
    for label in sorted({label for label, _name in MIGRATIONS}):
        call_command("migrate", label, "zero", verbosity=0)


def site_and_people():
    """What is there without the package."""
    pages = get_page_model().objects.order_by("pk").values_list("pk", "path", "title")
    return list(pages), list(Site.objects.values()), list(get_user_model().objects.values())


@pytest.mark.framework
@pytest.mark.parametrize(("before", "after"), LATER, ids=lambda key: "-".join(key))
def test_a_step_back_and_forward_again_loses_nothing_that_was_said(before, after):
    comments, names = list(ReaderComment.objects.order_by("pk").values()), list(Category.objects.values("pk", "name"))
    call_command("migrate", *before, verbosity=0)
    call_command("migrate", verbosity=0)
    assert list(ReaderComment.objects.order_by("pk").values()) == comments
    assert list(Category.objects.values("pk", "name")) == names


def test_without_its_tables_the_rest_of_the_site_stays(filled):
    there = site_and_people()
    to_zero()
    assert not [name for name in connection.introspection.table_names() if name.startswith("coprod_")]
    assert site_and_people() == there


def test_taken_back_and_done_again_it_works_as_on_the_first_day(root_page):
    to_zero()
    call_command("migrate", verbosity=0)
    assert not ReaderComment.objects.exists() and not Category.objects.exists()
    page = ConversationPageFactory(parent=root_page, slug="again")
    ReaderCommentFactory(page=page)
    assert Conversation.objects.get().page_id == page.pk
    assert ReaderComment.objects.visible().count() == 1
