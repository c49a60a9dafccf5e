"""What was refused leaves one line, for whoever watches, without anybody's words, name, or, unasked, address."""

import logging
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import PageViewRestriction

from coprod_wagtail.comments.actions import SetConversation
from coprod_wagtail.gateway.refusals import NAME
from tests.api.client import ApiClient
from tests.comments.sending import SAME_ORIGIN, drawn_fields, words
from tests.docs.blocks import DOCS, blocks_of
from tests.factories import ModeratorFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

READER = "203.0.113.7"
FOREIGN = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}


@pytest.fixture(autouse=True)
def watching(settings, caplog):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}
    caplog.set_level(logging.INFO, NAME)


@pytest.fixture
def lines(caplog):
    return lambda: [record.getMessage() for record in caplog.records if record.name == NAME]


@pytest.fixture
def at_the_page(client, post):
    """Sends the page's own form, as it was drawn."""
    fields = drawn_fields(client, post.url) | words(body="PLANTED words", author_name="PLANTED name")
    action = fields.pop("action")
    return lambda headers=SAME_ORIGIN, **more: client.post(action, fields | more, headers=headers, REMOTE_ADDR=READER)


@pytest.fixture
def at_the_api(post):
    api = ApiClient()
    fields = api.read(f"conversations/{post.pk}/").json()["form"]["fields"]
    token = {field["name"]: field["value"] for field in fields}["token"]
    data = {"page": post.pk, "token": token} | words(body="PLANTED words", author_name="PLANTED name")

    def send(headers=SAME_ORIGIN, **more):
        return api.post(
            "/api/coprod/v1/comments/",
            data | more,
            content_type="application/json",
            headers=headers,
            REMOTE_ADDR=READER,
        )

    return send


@pytest.fixture(params=["at_the_page", "at_the_api"])
def door(request):
    return request.getfixturevalue(request.param)


def test_what_is_taken_in_or_can_be_mended_leaves_no_line(door, lines):
    assert door().status_code in {202, 302}
    assert door(body="").status_code == 422
    assert lines() == []


def test_another_sites_page(door, lines):
    assert door(FOREIGN).status_code == 403
    assert lines() == ["Refused comment: foreign_origin"]


def test_a_flood(door, lines, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"FLOOD_PER_MINUTE": 1}
    door()
    assert door(body="Another").status_code == 429
    assert lines() == ["Refused comment: too_many"]


@pytest.mark.parametrize("access", ["read_only", "hidden"])
def test_a_conversation_that_takes_none(door, lines, post, access):
    SetConversation(post, {"access": access}, user=ModeratorFactory(is_superuser=True))()
    assert door().status_code == 409
    assert lines() == [f"Refused comment: {access}"]


def test_a_conversation_that_is_full(door, lines, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MAX_WAITING": 0}
    assert door().status_code == 409
    assert lines() == ["Refused comment: full"]


def test_a_page_that_is_not_public(door, lines, post):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    assert door().status_code == 404
    assert lines() == ["Refused comment: not_found"]


@pytest.mark.parametrize("size", [70_000, 3_000_000])
def test_far_too_much(door, lines, size):
    assert door(body="x" * size).status_code == 413
    assert [line.split()[-1] for line in lines()] == ["too_large"]


def test_no_line_holds_words_names_paths_or_addresses(door, lines, post, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"FLOOD_PER_MINUTE": 1}
    for headers in (FOREIGN, SAME_ORIGIN, SAME_ORIGIN):
        door(headers)
    said = " ".join(lines())
    assert len(lines()) >= 2
    assert not re.search(rf"PLANTED|{re.escape(READER)}|/|{post.slug}", said)


def test_the_address_is_there_where_the_site_says_so(door, lines, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"LOG_CLIENT_ADDRESSES": True}
    door(FOREIGN)
    assert lines() == [f"Refused comment: foreign_origin from {READER}"]


@pytest.mark.parametrize("forged", ["fe80::1%x from 198.51.100.1", "198.51.100.1 from 192.0.2.1", "\u0661.1.1.1"])
def test_nobody_can_write_somebody_elses_address_into_the_line(client, post, lines, settings, forged):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"LOG_CLIENT_ADDRESSES": True, "TRUSTED_PROXIES": 1}
    action = reverse("coprod_comments:send", args=[post.pk])
    client.post(action, words(), headers=FOREIGN | {"X-Forwarded-For": forged}, REMOTE_ADDR=READER)
    assert lines()[0] in {f"Refused comment: foreign_origin from {address}" for address in (READER, "fe80::1")}


def editor_without_rights():
    group = Group.objects.create(name="Newcomers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = UserFactory(username="newcomer")
    user.groups.set([group])
    return user


@pytest.mark.parametrize(
    "name",
    [
        "coprod_reader_comments:index",
        "coprod_webhooks:index",
        "coprod_webhooks:add",
        "coprod_blog_tags:index",
        "wagtailsnippets_coprod_blog_category:list",
    ],
)
def test_screens_of_the_admin_that_somebody_has_no_right_to(client, lines, settings, name):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"LOG_CLIENT_ADDRESSES": True}
    client.force_login(editor_without_rights())
    address = reverse(name)
    assert client.get(address, REMOTE_ADDR=READER).status_code == 302
    assert lines() == [f"Refused admin: not_allowed from {READER}"]


def test_who_has_the_right_leaves_no_line(admin_client, lines):
    assert admin_client.get(reverse("coprod_webhooks:index")).status_code == 200
    assert lines() == []


# What the documentation says to paste

PAGE = DOCS / "how-to/hardening.md"


def test_the_filter_in_the_documentation_finds_the_address(door, settings, caplog):
    (block,) = blocks_of(PAGE, title="/etc/fail2ban/filter.d/coprod-wagtail.conf")
    (pattern,) = re.findall(r"^failregex = (.+)$", block.code, re.MULTILINE)
    logging_of = {}
    (said,) = [block for block in blocks_of(PAGE, title="settings.py") if NAME in block.code]
    exec(compile(said.code, str(said), "exec"), logging_of)
    form = logging_of["LOGGING"]["formatters"]["refused"]["format"]
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"LOG_CLIENT_ADDRESSES": True}
    door(FOREIGN)
    (record,) = [record for record in caplog.records if record.name == NAME]
    line = logging.Formatter(form).format(record)
    # fail2ban takes the date off the line, and <HOST> stands for an address.
    without_date = re.sub(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ", "", line)
    assert without_date != line
    found = re.search(pattern.replace("<HOST>", r"(?P<host>[0-9A-Fa-f.:]+)"), without_date)
    assert found["host"] == READER
    assert not re.search(pattern.replace("<HOST>", r"(?P<host>[0-9A-Fa-f.:]+)"), "Refused comment: full from 192.0.2.1")
