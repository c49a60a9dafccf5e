import pytest

from coprod_wagtail.webhooks.models import Webhook

from .receiver import receiver


@pytest.fixture
def server():
    with receiver() as server:
        yield server


@pytest.fixture
def allowed(settings):
    """The machine the tests run on may be told."""
    settings.COPROD_WAGTAIL = {"WEBHOOK_NETWORKS": ["127.0.0.0/8"]}


@pytest.fixture
def webhook(db, server, allowed):
    return Webhook.objects.create(name="Our front end", url=f"{server.url}/hook")


@pytest.fixture
def unreachable(db):
    """A webhook that keeps what it is told, and is told it nowhere: the address is private."""
    return Webhook.objects.create(name="Nowhere", url="http://127.0.0.1:9/hook")
