"""What a page is called that was made private is told by no door: not to its readers of before, who hold an address or a
secret, nor to volunteers, nor to other programs."""

import json
import logging
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.webhooks.constants import Event
from coprod_wagtail.webhooks.models import Webhook
from tests.api.client import ROOT, ApiClient
from tests.api.conforming import document
from tests.factories import ModeratorFactory, ReaderCommentFactory

from .sending import SAME_ORIGIN, drawn_fields, send, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

TITLE = "What the board thinks of Mr Pell"


@pytest.fixture
def secret(client, post):
    """Of the private page of a comment that was sent while everybody could read the page, and published."""
    sent = send(client, post, **words())
    comment = ReaderComment.objects.get()
    PublishComment(comment, user=ModeratorFactory())()
    return re.search(r"slips/([^/]+)/", sent["Location"])[1]


@pytest.fixture
def doors(client, post, secret, caplog, django_capture_on_commit_callbacks):
    """What anybody finds at each door, by its name, once the page was made private and was given another name."""
    caplog.set_level(logging.DEBUG, logger="coprod_wagtail")
    caplog.set_level(logging.INFO)
    Webhook.objects.create(name="Front end", url="https://front.example/", events=Event.values)
    first = ReaderComment.objects.get()
    ReaderCommentFactory(page=post, reply_to=first)
    waiting = ReaderCommentFactory(page=post, status=Status.PENDING)
    path, form = post.url, drawn_fields(client, post.url)
    with django_capture_on_commit_callbacks(execute=True):
        post.view_restrictions.create(restriction_type="login")
        post.title = TITLE
        post.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        PublishComment(waiting, user=ModeratorFactory())()
    return {
        **over_json(post, path, first, secret),
        **on_pages(client, post, path, form, secret),
        **in_the_admin(post, first),
        "messages": json.dumps(list(OutgoingMessage.objects.values_list("payload", flat=True))),
        "mail": str([(message.subject, message.body) for message in mail.outbox]),
        "the log of what was done": str(list(ModelLogEntry.objects.values_list("label", "data"))),
        # Wagtail itself writes down what it publishes ("wagtail"), for whoever runs the server.
        "the log": str([record.getMessage() for record in caplog.records if not record.name.startswith("wagtail")]),
    }


def over_json(post, path, comment, secret):
    """Every operation that reads, asked for this page in all ways that there are; and one that writes."""
    api, found = ApiClient(), {}
    known = {"page_id": post.pk, "comment_id": comment.pk, "secret": secret, "page": post.pk, "path": path}
    known |= {"content_type": post._meta.label_lower, "token": "none", "case_id": 1}
    for address, methods in document()["paths"].items():
        if "get" in methods:
            asked = {
                parameter["name"]: known[parameter["name"]]
                for parameter in methods["get"]["parameters"]
                if parameter["required"] or parameter["name"] == "page"
            }
            query = {name: value for name, value in asked.items() if f"{{{name}}}" not in address}
            found[f"GET {address}"] = api.read(address.lstrip("/").format(**known), **query)
            names = {parameter["name"] for parameter in methods["get"]["parameters"]}
            if "search" in names:
                found[f"GET {address}?search="] = api.read(address.lstrip("/"), search="Pell")
            if "under" in names:
                found[f"GET {address}?under="] = api.read(address.lstrip("/"), under=post.pk)
            if "page" in names and "page" not in asked_for(methods["get"]):
                found[f"GET {address} of all pages"] = api.read(address.lstrip("/"))
    found["POST /comments/"] = api.write("comments/", {"page": post.pk, "token": "x"} | words(), headers=SAME_ORIGIN)
    return {name: said(response) for name, response in found.items()}


def asked_for(operation):
    return {parameter["name"] for parameter in operation["parameters"] if parameter["required"]}


def on_pages(client, post, path, form, secret):
    found = {
        "the page": client.get(path),
        "the page above": client.get(post.get_parent().url),
        "sending": client.post(reverse("coprod_comments:send", args=[post.pk]), form | words(), headers=SAME_ORIGIN),
        "the way back to the form": client.get(reverse("coprod_comments:send", args=[post.pk])),
        "the feed": client.get(reverse("coprod_comments:feed", args=[post.pk])),
        "the feed of the site": client.get(reverse("coprod_comments:site_feed")),
        "the feed of the blog": client.get(path.rpartition("/a-good-week/")[0] + "/feed/"),
        "the private page": client.get(reverse("coprod_comments:slip", args=[secret])),
    }
    return {name: said(response) for name, response in found.items()}


def in_the_admin(post, comment):
    """For a volunteer who may read comments, and has no rights to any page."""
    browser = Client()
    browser.force_login(ModeratorFactory())
    found = {
        "the home page": "/admin/",
        "the list": "/admin/reader-comments/",
        "the list of one page": f"/admin/reader-comments/?page={post.pk}",
        "a comment": reverse("coprod_reader_comments:inspect", args=[comment.pk]),
        "the history of the site": "/admin/reports/site-history/",
    }
    return {name: said(browser.get(url, follow=True)) for name, url in found.items()}


def said(response):
    assert response.status_code < 500
    return response.content.decode() + str(response.headers)


def test_no_door_tells_it(doors):
    assert len(doors) > 30
    assert [name for name, found in doors.items() if TITLE in found or "Pell" in found.replace("search=Pell", "")] == []


def test_it_would_be_told_if_everybody_could_read_the_page(client, post, secret):
    """Else there were nothing to see at these doors."""
    post.title = TITLE
    post.save_revision().publish()
    assert TITLE in client.get(f"{ROOT}slips/{secret}/").content.decode()
    assert TITLE in client.get(reverse("coprod_comments:slip", args=[secret])).content.decode()
    assert TITLE in client.get(f"{ROOT}conversations/{post.pk}/").content.decode()
    assert TITLE in client.get(reverse("coprod_comments:feed", args=[post.pk])).content.decode()
    ReaderCommentFactory(page=post)
    assert TITLE in client.get(reverse("coprod_comments:site_feed")).content.decode()
