"""Whose rows change the name for the state of the content."""

import pytest
from django.core.cache import cache
from django_tasks_db.apps import TasksAppConfig

from coprod_wagtail.caching import content_version
from coprod_wagtail.models import OutgoingMessage
from tests.outbox.letters import write


def test_a_task_that_is_done_changes_no_page():
    assert TasksAppConfig.label in content_version.QUIET_APPS


@pytest.mark.django_db
def test_neither_does_a_message_that_leaves(settings, django_capture_on_commit_callbacks):
    settings.COPROD_WAGTAIL = {"ETAG_BEFORE_DRAWING": True}
    with django_capture_on_commit_callbacks(execute=True):
        write().save()
        OutgoingMessage.objects.all().delete()
    assert cache.get(content_version.KEY) is None
