"""What a tasks worker was doing when it died is done after all."""

import json

import pytest
from django.db import connection

from tests import migrated

from .test_settings import python

TAKE_UP = """
import json, django; django.setup()
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from django_tasks_db.models import get_date_max
call_command("migrate", "django_tasks_database", verbosity=0)

def task(status, *workers):
    return DBTaskResult.objects.create(
        status=status, worker_ids=list(workers), started_at=timezone.now(), run_after=get_date_max(), backend_name="default",
        queue_name="default", task_path="coprod_wagtail.outbox.tasks.empty_outbox", args_kwargs={"args": [], "kwargs": {}},
        exception_class_path="", traceback="",
    ).pk

tasks = {
    "ours": task("RUNNING", "one"),
    "again": task("RUNNING", "two", "one"),
    "too_often": task("RUNNING", "one", "one", "one"),
    "of_another": task("RUNNING", "one", "two"),
    "done": task("SUCCESSFUL", "one"),
}
call_command("take_up_tasks", "--worker-id", "one")
print(json.dumps({name: DBTaskResult.objects.get(pk=pk).status for name, pk in tasks.items()}))
call_command("db_worker", "--batch", "--worker-id", "one", "--no-startup-delay", verbosity=0)
print(json.dumps({name: DBTaskResult.objects.get(pk=pk).status for name, pk in tasks.items()}))
print(DBTaskResult.objects.get(pk=tasks["too_often"]).task_result.errors[0].exception_class.__name__)
"""


@pytest.mark.smoke
@pytest.mark.skipif(connection.vendor != "sqlite", reason="Hands a copy of the database to another process")
@pytest.mark.django_db(transaction=True)
def test_tasks_of_a_worker_that_died_are_done_by_the_next_of_its_name(tmp_path):
    migrated.copy(connection, tmp_path / "site.sqlite3")
    *_, before, after, error = python(
        TAKE_UP, DJANGO_SQLITE=str(tmp_path / "site.sqlite3"), DJANGO_TASKS_WORKER="1"
    ).splitlines()
    left = {"too_often": "FAILED", "of_another": "RUNNING", "done": "SUCCESSFUL"}
    assert json.loads(before) == {"ours": "READY", "again": "READY"} | left
    assert json.loads(after) == {"ours": "SUCCESSFUL", "again": "SUCCESSFUL"} | left
    assert error == "WorkerDied"
