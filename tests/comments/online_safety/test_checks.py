"""What could take a site out of the Online Safety Act's exemption for comments is named, and a usual site hears nothing."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps
from wagtail.models import Site

from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.comments.online_safety import services
from tests.factories import ModeratorFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

OURS = {f"coprod_wagtail.W09{number}" for number in range(4)}


def said():
    found = run_checks(include_deployment_checks=True, databases=["default"])
    return {message.id: message.msg for message in found if message.id in OURS}


def test_a_usual_site_hears_nothing(post):
    assert said() == {}
    assert services.models_with_uploads() == []


def test_an_app_with_messages_or_a_forum_is_named(monkeypatch):
    configs = [*apps.get_app_configs(), SimpleNamespace(name="machina.apps.forum"), SimpleNamespace(name="postmaster")]
    monkeypatch.setattr(services.apps, "get_app_configs", lambda: configs)
    assert services.apps_beyond_comments() == [("machina", "a forum")]


@isolate_apps("coprod_wagtail.comments")
def test_files_on_comments_are_named(monkeypatch):
    class Photo(models.Model):  # noqa: DJ008
        comment = models.ForeignKey(ReaderComment, on_delete=models.CASCADE, related_name="+")
        picture = models.FileField()

        class Meta:
            app_label = "coprod_comments"

    class Poster(models.Model):  # noqa: DJ008
        picture = models.FileField()

        class Meta:
            app_label = "coprod_comments"

    monkeypatch.setattr(
        services, "apps", SimpleNamespace(get_models=lambda: [Photo, Poster, ReaderComment], get_app_configs=list)
    )
    assert services.models_with_uploads() == ["coprod_comments.Photo"]
    assert set(said()) == {"coprod_wagtail.W091"}


def test_origins_of_others_are_named(settings, root_page):
    Site.objects.update(hostname="www.example.org")
    own = ["https://example.org", "https://news.example.org", "https://front.example.net"]
    named = {
        "ALLOWED_ORIGINS": [*own, "https://www.example.com"],
        "FRONTEND_SLIP_URL": "https://front.example.net/comment/{secret}",
    }
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | named
    assert services.origins_elsewhere() == ["https://www.example.com"]
    assert said().keys() == {"coprod_wagtail.W092"}


def test_a_page_that_its_users_publish_is_named(post):
    post.owner = ModeratorFactory()
    post.save()
    assert said() == {}
    post.owner = UserFactory()
    post.save()
    assert said() == {
        "coprod_wagtail.W093": f"Page {post.pk}, on which people comment, is an account's that may not open Wagtail's admin."
    }
    type(post.owner).objects.filter(pk=post.owner.pk).update(is_active=False)  # somebody who has left
    assert said() == {}
