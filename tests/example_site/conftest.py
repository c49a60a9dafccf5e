import pytest
from django.core.management import call_command
from django.db import transaction


class _Done(Exception):
    """Takes back what the tests of one file shared."""


@pytest.fixture(scope="module")
def demo_loaded(django_db_setup, django_db_blocker):
    """The demo, loaded once for a file of tests: each test's own changes are taken back, and in the end all of it."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                call_command("load_demo", verbosity=0)
                yield
                raise _Done
        except _Done:
            pass


@pytest.fixture
def demo(demo_loaded, db):
    """The demo is in the database."""
