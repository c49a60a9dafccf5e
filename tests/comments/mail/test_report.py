"""What became of e-mails is seen in the admin, and can be tried again."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from coprod_wagtail.outbox.constants import Problem, State
from coprod_wagtail.outbox.mail import queue_mail
from coprod_wagtail.outbox.models import MailTo, OutgoingMessage
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def caretaker(client):
    user = UserFactory()
    user.user_permissions.add(
        Permission.objects.get(codename="look_after_outgoingmessage"), Permission.objects.get(codename="access_admin")
    )
    client.force_login(user)
    return user


@pytest.fixture
def failed():
    queue_mail("comments-own", {"subscription": 1}, to="marker@example.org")
    OutgoingMessage.objects.update(state=State.GAVE_UP, problem=Problem.NO_ANSWER, tries=9)
    return OutgoingMessage.objects.get()


def test_it_is_seen_without_an_address(client, caretaker, failed):
    answer = client.get(reverse("coprod_mail"))
    assert answer.status_code == 200, answer["Location"]
    page = answer.content.decode()
    assert "Tells writers what became of their comment" in page
    assert "Gave up" in page and "No answer" in page and "Try again" in page
    assert "marker" not in page
    assert reverse("coprod_mail") in client.get("/admin/").content.decode()
    for kind in ("csv", "xlsx"):
        answer = client.get(reverse("coprod_mail") + f"?export={kind}")
        assert answer.status_code == 200 and b"marker" not in b"".join(answer)


def test_it_can_be_tried_again(client, caretaker, failed):
    url = reverse("coprod_mail_retry", args=[failed.pk])
    assert client.get(url).status_code == 405
    assert client.post(url, follow=True).status_code == 200
    failed.refresh_from_db()
    assert failed.state == State.WAITING and MailTo.objects.exists()
    assert "This message is waiting to be sent" in client.post(url, follow=True).content.decode()


def test_it_is_for_those_only_who_look_after_it(client, moderator, failed):
    client.force_login(moderator)
    assert reverse("coprod_mail") not in client.get("/admin/").content.decode()
    assert client.get(reverse("coprod_mail")).status_code == 302
    client.post(reverse("coprod_mail_retry", args=[failed.pk]))
    failed.refresh_from_db()
    assert failed.state == State.GAVE_UP


def test_many_cost_the_same(client, caretaker, django_assert_max_num_queries):
    for _ in range(30):
        queue_mail("comments-own", {"subscription": 1}, to="a@example.org")
    client.get(reverse("coprod_mail"))
    with django_assert_max_num_queries(16):
        client.get(reverse("coprod_mail"))
