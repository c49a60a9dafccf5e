"""The editors' screen."""

import base64
from contextlib import suppress

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse
from standardwebhooks import Webhook as StandardWebhook
from wagtail.models import ModelLogEntry

from coprod_wagtail.outbox.constants import Problem, State
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.webhooks.constants import Event
from coprod_wagtail.webhooks.models import Webhook
from coprod_wagtail.webhooks.signing import make_secret
from coprod_wagtail.webhooks.viewsets import webhook_viewset
from tests.factories import ModeratorFactory

from .messages import make_message


def make_editor(*codenames):
    group = Group.objects.create(name="Front end people")
    wanted = ["access_admin", *(f"{codename}_webhook" for codename in codenames)]
    group.permissions.set(Permission.objects.filter(codename__in=wanted))
    user = ModeratorFactory(username="front-end")
    user.groups.set([group])
    return user


def make_viewer():
    group = Group.objects.create(name="Onlookers")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_webhook"]))
    user = ModeratorFactory(username="onlooker")
    user.groups.set([group])
    return user


def url(name, *args):
    return reverse(f"coprod_webhooks:{name}", args=args)


def good(**fields):
    return {
        "name": "Our front end",
        "url": "https://www.example.org/hooks/",
        "site": "",
        "events": [Event.PAGE_PUBLISHED, Event.PAGE_MOVED],
        "is_active": "on",
        **fields,
    }


@pytest.fixture
def editor(client, db):
    user = make_editor("add", "change", "delete", "view")
    client.force_login(user)
    return user


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def test_a_new_one_comes_with_the_usual_events(client, editor):
    page = soup(client.get(url("add")))
    ticked = {box["value"] for box in page.find_all("input", {"name": "events", "checked": True})}
    assert ticked == {value for value in Event.values if not value.startswith("comment.")}


def test_add_change_and_delete(client, editor):
    client.post(url("add"), good())
    webhook = Webhook.objects.get()
    assert webhook.events == ["page.published", "page.moved"]
    client.post(url("edit", webhook.pk), good(name="The new front end", is_active=""))
    webhook.refresh_from_db()
    assert (webhook.name, webhook.is_active) == ("The new front end", False)
    client.post(url("delete", webhook.pk))
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "nonsense"},
        {"url": "ftp://example.org/"},
        {"url": "javascript:alert(1)"},
        {"url": "https://"},
        {"url": "https://exa mple.org/"},
        {"url": "https://user:word@example.org/"},
        {"url": "http://[::1"},
        {"url": "http://example.org:99999/"},
        {"events": []},
        {"events": ["something.else"]},
        {"name": ""},
    ],
    ids=str,
)
def test_what_does_not_fit_is_said_beside_the_field(client, editor, fields):
    response = client.post(url("add"), good(**fields))
    [name] = fields
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [name]
    assert not Webhook.objects.exists()


@pytest.mark.sampled
@pytest.mark.parametrize("address", ["http://frontend:4321/api/hook", "https://[2606:4700::1]/", "http://10.0.0.7/"])
def test_addresses_inside_a_network_can_be_entered(client, editor, address):
    client.post(url("add"), good(url=address))
    assert Webhook.objects.get().url == address


def test_a_test_is_sent_and_its_answer_is_in_the_list(
    client, editor, webhook, server, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url("test", webhook.pk))
    assert response["Location"] == url("inspect", webhook.pk)
    page = soup(client.get(url("inspect", webhook.pk)))
    assert "It goes out the next time this site sends its messages" in page.get_text()
    assert "Waiting" in page.select_one("[aria-labelledby=coprod-deliveries] tbody").get_text()
    call_command("send_pending")
    [got] = server.received
    assert got.headers["Coprod-Event"] == "test"
    page = soup(client.get(url("inspect", webhook.pk)))
    row = page.select_one("[aria-labelledby=coprod-deliveries] tbody").get_text(" ", strip=True)
    assert "A test" in row and "Delivered" in row and "204" in row
    assert ModelLogEntry.objects.filter(action="coprod_webhooks.test", user=editor).count() == 1


def test_with_a_worker_a_test_is_on_its_way(client, editor, webhook, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    client.post(url("test", webhook.pk))
    assert "A test is on its way" in client.get(url("inspect", webhook.pk)).content.decode()


def test_the_list_says_how_the_last_message_went(client, editor, webhook):
    assert "Nothing sent yet" in client.get(url("index")).content.decode()
    make_message(webhook, "test", state=State.GAVE_UP)
    assert "Gave up" in client.get(url("index")).content.decode()


def test_what_was_given_up_can_be_tried_again(client, editor, webhook, server, django_capture_on_commit_callbacks):
    delivery = make_message(webhook, "test", state=State.GAVE_UP, tries=7, problem=Problem.NO_ANSWER)
    assert "No answer" in client.get(url("inspect", webhook.pk)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("retry", webhook.pk, delivery.pk))
    call_command("send_pending")
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED
    client.post(url("retry", webhook.pk, delivery.pk))
    call_command("send_pending")
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "secret",
    [
        "short",
        "a secret that is long enough",
        "whsec_" + "not base64!" * 4,
        "whsec_" + base64.b64encode(bytes(23)).decode(),
        "whsec_" + base64.b64encode(bytes(65)).decode(),
    ],
)
def test_a_program_is_told_that_a_secret_is_none(secret):
    with pytest.raises(ValidationError):
        Webhook(name="x", url="https://www.example.org/", secret=secret).clean_fields()


def screens(webhook):
    """Every screen about webhooks that is asked for with GET."""
    names = [pattern.name for pattern in webhook_viewset.get_urlpatterns()]
    for name in names:
        for args in ([], [webhook.pk]):
            with suppress(NoReverseMatch):
                yield url(name, *args)


def test_a_new_secret_is_shown_once_to_who_had_it_made(client, editor):
    shown = client.post(url("add"), good())["Location"]
    webhook = Webhook.objects.get()
    assert shown == url("secret", webhook.pk)
    page = client.get(shown)
    assert soup(page).find(id="coprod-secret")["value"] == webhook.secret
    assert "no-store" in page["Cache-Control"]
    assert client.get(shown).status_code == 302, "once"


def test_who_may_only_add_sees_it_too(client, db):
    client.force_login(make_editor("add"))
    page = client.post(url("add"), good(), follow=True)
    assert Webhook.objects.get().secret in page.content.decode()


def test_no_screen_shows_it_again(client, editor, webhook):
    addresses = list(screens(webhook))
    assert {url("index"), url("edit", webhook.pk), url("history", webhook.pk), url("secret", webhook.pk)} <= set(
        addresses
    )
    for who in (editor, make_viewer(), ModeratorFactory(is_superuser=True)):
        client.force_login(who)
        for address in addresses:
            assert webhook.secret not in client.get(address, follow=True).content.decode(), address


def test_a_form_changes_no_secret(client, editor, webhook):
    before = webhook.secret
    client.post(url("edit", webhook.pk), good(secret=make_secret()))
    webhook.refresh_from_db()
    assert (webhook.name, webhook.secret) == ("Our front end", before)


def test_another_secret_can_be_made(client, editor, webhook):
    before = webhook.secret
    page = soup(client.get(url("new_secret", webhook.pk)))
    assert page.select_one("main form[method=post]")
    webhook.refresh_from_db()
    assert webhook.secret == before, "asking changes nothing"
    answer = client.post(url("new_secret", webhook.pk), follow=True)
    webhook.refresh_from_db()
    assert webhook.secret != before and webhook.secret in answer.content.decode()
    entry = ModelLogEntry.objects.get(action="coprod_webhooks.new_secret")
    assert entry.user == editor and webhook.secret not in str(entry.data)


def test_messages_are_signed_with_the_new_one(client, editor, webhook, server, django_capture_on_commit_callbacks):
    client.post(url("new_secret", webhook.pk))
    make_message(webhook, "test")
    call_command("send_pending")
    webhook.refresh_from_db()
    [got] = server.received
    StandardWebhook(webhook.secret).verify(got.body, dict(got.headers))


def test_another_webhooks_delivery_is_not_found(client, editor, webhook):
    other = Webhook.objects.create(name="Other", url="https://other.example/")
    delivery = make_message(other, "test", state=State.GAVE_UP)
    assert client.post(url("retry", webhook.pk, delivery.pk)).status_code == 404


def test_who_may_only_look_finds_no_buttons(client, webhook):
    client.force_login(make_editor("view"))
    delivery = make_message(webhook, "test", state=State.GAVE_UP)
    page = soup(client.get(url("inspect", webhook.pk)))
    assert not page.select("main form[method=post]")
    before = webhook.secret
    for address in (url("test", webhook.pk), url("retry", webhook.pk, delivery.pk), url("new_secret", webhook.pk)):
        assert client.post(address).status_code == 302
    delivery.refresh_from_db()
    webhook.refresh_from_db()
    assert (delivery.state, webhook.secret) == (State.GAVE_UP, before)
    assert OutgoingMessage.objects.count() == 1


def test_a_moderator_does_not_see_them(client, moderator, webhook):
    client.force_login(moderator)
    for name, args in [("index", ()), ("inspect", (webhook.pk,)), ("edit", (webhook.pk,)), ("add", ())]:
        assert client.get(url(name, *args)).status_code == 302


def test_buttons_answer_to_post_only(client, editor, webhook):
    assert client.get(url("test", webhook.pk)).status_code == 405


@pytest.mark.parametrize("count", [1, 8])
def test_the_list_costs_the_same_for_many(client, editor, count, django_assert_max_num_queries):
    for number in range(count):
        hook = Webhook.objects.create(name=f"Hook {number}", url="https://example.org/")
        make_message(hook, "test")
    client.get(url("index"))
    with django_assert_max_num_queries(13):  # one of them for the menu, which says how many comments were reported
        client.get(url("index"))
