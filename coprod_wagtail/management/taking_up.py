"""Tasks of django-tasks-db whose worker died while it did them. They stay RUNNING, and nobody does them any more."""

from typing import Any

from django.apps import apps
from django.utils import timezone

#: A task that was begun so often, and whose worker died each time, is likely to be the reason why.
MOST_TRIES = 3


class WorkerDied(Exception):
    """What a task ended with that was given up, as its row says it."""


def has_tasks_in_the_database() -> bool:
    return apps.is_installed("django_tasks_db")


def take_up(worker_id: str) -> tuple[int, int]:
    """Have the tasks done again that the worker of this name was doing, and give up those that it began three times.

    For the moment before a worker of that name starts: one that runs would have its task taken away. Returns how many are
    done again, and how many are given up.
    """
    results: Any = apps.get_app_config("django_tasks_database").get_model("DBTaskResult")._default_manager
    # Compared here: not every database finds something in a list of JSON. Few tasks run at once.
    running = results.filter(status="RUNNING").values_list("pk", "worker_ids")
    ours = [(pk, len(names)) for pk, names in running if names and names[-1] == worker_id]
    again = [pk for pk, tries in ours if tries < MOST_TRIES]
    given_up = [pk for pk, tries in ours if tries >= MOST_TRIES]
    return (
        results.filter(pk__in=again, status="RUNNING").update(status="READY", started_at=None),
        results.filter(pk__in=given_up, status="RUNNING").update(
            status="FAILED",
            finished_at=timezone.now(),
            exception_class_path=f"{WorkerDied.__module__}.{WorkerDied.__qualname__}",
        ),
    )
