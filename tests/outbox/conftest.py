import pytest
from django.apps import apps

from tests.webhooks.conftest import allowed, server, unreachable, webhook

from .letters import LetterKind

__all__ = ["allowed", "server", "unreachable", "webhook"]  # fixtures


@pytest.fixture
def letters(db, monkeypatch):
    """A kind of message that a feature brings along; what was sent of it is in `letters.sent`."""
    config = apps.get_app_config("coprod_comments")
    monkeypatch.setattr(config, "outgoing_kinds", ["tests.outbox.letters.LetterKind"], raising=False)
    LetterKind.sent, LetterKind.outcomes, LetterKind.closed, LetterKind.at_prepare = [], {}, [], None
    return LetterKind


@pytest.fixture
def worker(settings):
    """Tasks are done by a process of its own, which does not run: they stay in `default_task_backend.results`."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
