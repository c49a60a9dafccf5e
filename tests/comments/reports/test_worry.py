"""A moderator says that they are worried about somebody, in the admin and over the API."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import CommentReport, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.reports.constants import Reason
from coprod_wagtail.outbox.sending import send_due
from tests.factories import ModeratorFactory, ReaderCommentFactory, volunteer

from ..api.test_moderation import send, signed_in
from ..sending import soup

pytestmark = pytest.mark.django_db

WHY = "They write that nobody would miss them."


@pytest.fixture
def comment(post):
    ReaderCommentFactory(page=post, status=Status.PENDING)
    return ReaderCommentFactory(page=post, status=Status.PENDING, body="A heron stood in the ford.")


@pytest.fixture
def site_settings(post, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MAIL": True}
    return ReaderCommentSettings.objects.create(
        site=post.get_site(), safeguarding_email="lead@example.org", safeguarding_contact="Ring Ada on 020 7946 0018."
    )


def press(client, comment, **sent):
    page = soup(client.get(reverse("coprod_reader_comments:inspect", args=[comment.pk])))
    drawn = page.select_one(".coprod-worry [name=drawn]")["value"]
    return client.post(reverse("coprod_reader_comments:worried", args=[comment.pk]), {"drawn": drawn} | sent), drawn


@pytest.mark.framework
def test_the_contact_is_told_and_nothing_is_decided(client, comment, site_settings, django_capture_on_commit_callbacks):
    moderator = ModeratorFactory()
    client.force_login(moderator)
    with django_capture_on_commit_callbacks(execute=True):
        response, drawn = press(client, comment, words=WHY)
    page = client.get(response.headers["Location"])
    said = soup(page).select_one(".messages").get_text(" ", strip=True)
    assert "Your safeguarding contact gets an e-mail now" in said
    assert "Nothing is decided" in said
    to_ring = soup(page).select_one("[aria-labelledby=coprod-to-ring]").get_text(" ", strip=True)
    assert "Ring Ada on 020 7946 0018." in to_ring and "999" in to_ring
    report = CommentReport.objects.get()
    assert (report.comment, report.reason, report.body, report.by_staff) == (comment, Reason.WORRIED, WHY, True)
    # Not who it was: that is for the log alone, which has no word of it and no reason.
    entry = ModelLogEntry.objects.get(action="coprod_comments.report_by_staff")
    assert (entry.user, entry.data) == (moderator, {"report": report.pk})
    comment.refresh_from_db()
    assert (comment.status, comment.reported_since) == (Status.PENDING, report.created_at)
    assert next(iter(client.get(reverse("coprod_reader_comments:index")).context["object_list"])) == comment
    send_due(10)
    [message] = [one for one in mail.outbox if one.to == ["lead@example.org"]]
    assert "A moderator is worried about somebody" in message.body
    assert WHY not in message.body and "heron" not in message.body
    # A click too many is no second report.
    client.post(response.wsgi_request.path, {"drawn": drawn, "words": WHY})
    assert CommentReport.objects.count() == 1


def test_why_is_for_those_who_may_read_it(client, comment, blog, site_settings):
    user = volunteer({"page": blog})
    client.force_login(user)
    press(client, comment, words=WHY)
    page = client.get(reverse("coprod_reader_comments:inspect", args=[comment.pk])).text
    assert WHY not in page and "only some of your team may read" in page
    client.force_login(ModeratorFactory())
    page = client.get(reverse("coprod_reader_comments:inspect", args=[comment.pk])).text
    assert "A moderator said so." in page


def test_without_a_contact_the_moderator_is_told_to_act(client, comment):
    client.force_login(ModeratorFactory())
    response, _drawn = press(client, comment)
    page = client.get(response.headers["Location"])
    assert "Nobody gets an e-mail" in soup(page).select_one(".messages").get_text(" ", strip=True)
    assert "999" in soup(page).select_one("[aria-labelledby=coprod-to-ring]").get_text()


def test_too_many_words_are_not_cut(client, comment):
    client.force_login(ModeratorFactory())
    press(client, comment, words="x" * 2001)
    assert not CommentReport.objects.exists()


@pytest.mark.framework
def test_over_the_api(comment, site_settings):
    client = signed_in(ModeratorFactory())
    address = f"/api/coprod/v1/moderation/comments/{comment.pk}/worried/"
    said = send(client, address, words=WHY)
    assert said.status_code == 200, said.content
    assert "Ring Ada on 020 7946 0018." in said.json()["lines"]
    assert CommentReport.objects.get().by_staff
    assert ModelLogEntry.objects.get(action="coprod_comments.report_by_staff").data["door"] == "api"
    assert send(client, address, words="x" * 2001).status_code == 422
    ReaderComment.objects.filter(pk=comment.pk).update(status=Status.ERASED)
    assert send(client, address).status_code == 404
