"""Migrations that run on every supported Wagtail and on a site's own base page."""

from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

import coprod_wagtail
from coprod_wagtail.pages.models import BlogPostPage, MemberProfilePage
from tests.pages.factories import MemberIndexPageFactory, MemberProfilePageFactory

COLUMNS = [(BlogPostPage, "title_key"), (MemberProfilePage, "name_key")]
MIGRATIONS = sorted(Path(coprod_wagtail.__file__).parent.glob("**/migrations/0*.py"))


@pytest.mark.pure
@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
@pytest.mark.parametrize("words", ["0098", "settings.WAGTAIL_PAGE_MODEL", "wagtailcore.page'", 'wagtailcore.page"'])
def test_a_migration_names_nothing_that_one_wagtail_alone_has(path, words):
    assert words not in path.read_text()


def test_models_and_migrations_agree(db):
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.framework
def test_pages_from_before_there_were_columns_to_sort_by_get_theirs(post, root_page):
    people = MemberIndexPageFactory(parent=root_page)
    MemberProfilePageFactory(parent=people, title="Zoe", display_name="Élodie")
    MemberProfilePageFactory(parent=people, title="Ann", display_name="")
    keys = [list(model.objects.order_by("pk").values_list(column, flat=True)) for model, column in COLUMNS]
    assert all(key for column in keys for key in column)
    for model, column in COLUMNS:
        model.objects.update(**{column: ""})

    import_module("coprod_wagtail.pages.migrations.0002_collation_keys").fill_in(apps, None)

    assert [list(model.objects.order_by("pk").values_list(column, flat=True)) for model, column in COLUMNS] == keys
