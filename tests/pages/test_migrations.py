"""Migrations that run on every supported Wagtail and on a site's own base page."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

import coprod_wagtail

MIGRATIONS = sorted(Path(coprod_wagtail.__file__).parent.glob("**/migrations/0*.py"))


@pytest.mark.pure
@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
@pytest.mark.parametrize("words", ["0098", "settings.WAGTAIL_PAGE_MODEL", "wagtailcore.page'", 'wagtailcore.page"'])
def test_a_migration_names_nothing_that_one_wagtail_alone_has(path, words):
    assert words not in path.read_text()


def test_models_and_migrations_agree(db):
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())
