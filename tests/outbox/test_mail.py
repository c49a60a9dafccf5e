"""Mail as rows of the outbox, handed to a real mail server that is there, gone, slow, or says no."""

import logging
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from coprod_wagtail.outbox.addresses import (
    ASKED_FOR,
    REFUSED_FOR,
    is_refused,
    mail_is_set_up,
    may_ask,
    prune_addresses,
    refuse,
)
from coprod_wagtail.outbox.constants import KEPT, Problem, State
from coprod_wagtail.outbox.mail import (
    MailKind,
    Queued,
    address_is_gone,
    forget_mails_about,
    forget_mails_to,
    mails_to,
    queue_mail,
    queue_mails,
)
from coprod_wagtail.outbox.models import MailAddress, MailTo, OutgoingMessage
from coprod_wagtail.outbox.queue import try_again
from coprod_wagtail.outbox.sending import send_due

from .letters import passed
from .notes import NoteMail
from .smtp_server import SmtpServer, use

pytestmark = pytest.mark.django_db

SAM = "sam.marker@example.org"
START = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def notes(monkeypatch):
    """A mail that a feature brings along."""
    monkeypatch.setattr("coprod_wagtail.outbox.mail.mails", lambda: [NoteMail])
    NoteMail.nothing, NoteMail.sent = set(), []
    return NoteMail


@pytest.fixture
def smtp(settings, notes):
    with SmtpServer() as server:
        use(settings, server.port)
        yield server


def row():
    return OutgoingMessage.objects.get(kind="mail")


def test_a_mail_arrives_in_html_and_text(smtp):
    queue_mail("note", {"number": 7}, to=SAM)
    assert send_due(10).arrived["mail"] == 1
    [(recipients, mail)] = smtp.taken
    assert recipients == [SAM]
    assert mail["Subject"] == "About thing 7"
    text, html = mail.get_body(["plain"]).get_content(), mail.get_body(["html"]).get_content()
    assert "Somebody <b>answered</b> you." in text and "https://www.example.org/7/?a=1&b=2" in text
    assert "Somebody &lt;b&gt;answered&lt;/b&gt; you." in html and "?a=1&amp;b=2" in html
    for words in ("Kettle Lane", "That is all.", "You get this because you asked for it.", "Stop these mails"):
        assert words in text and words in html
    assert "Mine too.\nReally." in text.replace("\r\n", "\n") and "Ada & Sam" in text
    assert row().state == State.DELIVERED


def test_a_mail_can_be_stopped_in_one_step_and_fetches_nothing(smtp):
    queue_mail("note", {"number": 7}, to=SAM)
    send_due(10)
    [(_to, mail)] = smtp.taken
    # RFC 8058.
    assert mail["List-Unsubscribe"] == "<https://www.example.org/stop/abc/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    html = mail.get_body(["html"]).get_content()
    for fetches in ("<img", "<link", "src=", "url(", "@import", "<script", "<iframe"):
        assert fetches not in html
    assert "prefers-color-scheme: dark" in html and 'content="width=device-width' in html


def test_it_has_the_same_number_when_it_is_sent_again(smtp):
    queue_mail("note", {"number": 7}, to=SAM)
    send_due(10)
    first = row()
    OutgoingMessage.objects.update(state=State.GAVE_UP)
    MailTo.objects.create(message=first, address=SAM)
    try_again(OutgoingMessage.objects.all())
    send_due(10)
    (_to, once), (_to, again) = smtp.taken
    assert once["Message-ID"] == again["Message-ID"] and str(first.pk) in once["Message-ID"]


def test_the_language_is_the_one_that_was_spoken_or_named(smtp, settings):
    for language in ("ar", "en"):
        queue_mail("note", {"number": 1}, to=SAM, language=language)
    send_due(10)
    (_to, arabic), (_to, english) = smtp.taken
    assert arabic["Content-Language"] == "ar" and 'dir="rtl"' in arabic.get_body(["html"]).get_content()
    assert english["Content-Language"] == "en" and 'dir="ltr"' in english.get_body(["html"]).get_content()


def test_the_address_is_kept_until_it_is_sent_and_in_one_place(smtp):
    queue_mail("note", {"number": 7}, to=SAM)
    assert "marker" not in str(OutgoingMessage.objects.values().get())
    assert MailTo.objects.get().address == SAM
    send_due(10)
    assert not MailTo.objects.exists()
    assert NoteMail.sent == [7]


def test_nothing_is_sent_of_what_was_rolled_back(smtp):
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        queue_mail("note", {"number": 7}, to=SAM)
        raise ValueError("no")
    send_due(10)
    assert smtp.taken == [] and not MailTo.objects.exists()


def test_what_there_is_nothing_to_say_about_is_not_sent(smtp):
    queue_mail("note", {"number": 7}, to=SAM)
    NoteMail.nothing = {7}
    send_due(10)
    assert smtp.taken == [] and not MailTo.objects.exists() and row().state == State.DELIVERED


def test_while_the_server_is_down_everything_waits_and_nothing_is_lost(settings, notes, caplog):
    with SmtpServer() as server:
        use(settings, server.port)
        server.stop()
        queue_mail("note", {"number": 1}, to=SAM)
        queue_mail("note", {"number": 2}, to=SAM)
        assert send_due(10).failed["mail"] == 1
    waiting = OutgoingMessage.objects.filter(state=State.WAITING)
    assert [(one.problem, one.tries) for one in waiting.order_by("created_at")] == [(Problem.NO_ANSWER, 1), ("", 0)]
    with SmtpServer() as server:
        use(settings, server.port)
        passed(minutes=2)
        send_due(10)
        assert len(server.taken) == 2
    assert "marker" not in caplog.text


def test_a_slow_server_is_left_when_the_time_is_over(smtp, monkeypatch):
    monkeypatch.setattr(MailKind, "deadline", 1)
    smtp.handler.slow = 5
    queue_mail("note", {"number": 1}, to=SAM)
    began = time.monotonic()
    send_due(10)
    assert time.monotonic() - began < 3
    assert (row().state, row().problem) == (State.WAITING, Problem.NO_ANSWER)
    assert MailTo.objects.get().address == SAM


def test_refused_for_now_is_tried_again(smtp):
    smtp.handler.answers[SAM] = "450 4.2.0 come back later"
    queue_mail("note", {"number": 1}, to=SAM)
    send_due(10)
    assert (row().state, row().problem, row().answer) == (State.WAITING, Problem.REFUSED, 450)
    assert not is_refused(SAM)
    smtp.handler.answers.clear()
    passed(minutes=2)
    send_due(10)
    assert len(smtp.taken) == 1


def test_refused_for_good_stops_all_further_mail(smtp, caplog):
    caplog.set_level(logging.DEBUG)
    smtp.handler.answers[SAM] = f"550 5.1.1 no such user {SAM}"
    queue_mail("note", {"number": 1}, to=SAM)
    send_due(10)
    assert (row().state, row().problem, row().answer) == (State.GAVE_UP, Problem.REFUSED, 550)
    assert is_refused(SAM.upper()) and not MailTo.objects.exists()
    assert "marker" not in str(list(MailAddress.objects.values()) + list(OutgoingMessage.objects.values()))
    assert not any("marker" in one.getMessage() for one in caplog.records if one.name != "mail.log")  # the server's own
    smtp.handler.answers.clear()
    queue_mail("note", {"number": 2}, to=SAM)
    queue_mail("note", {"number": 3}, to="ada@example.org")
    send_due(10)
    assert [to for to, _mail in smtp.taken] == [["ada@example.org"]]


@pytest.mark.parametrize("said", ["550 5.7.1 relaying denied", "552 5.2.2 mailbox full", "550 5.1.8 bad sender"])
def test_what_the_server_says_of_itself_is_not_held_against_the_address(smtp, said):
    smtp.handler.answers[SAM] = said
    queue_mail("note", {"number": 1}, to=SAM)
    send_due(10)
    assert row().state == State.WAITING and not is_refused(SAM)


@pytest.mark.parametrize("said", ["550 relay not permitted", "550 5.1.0 sender rejected", "554 5.4.0 no"])
def test_a_refusal_that_does_not_say_why_ends_this_mail_and_no_other(smtp, said):
    smtp.handler.answers[SAM] = said
    queue_mail("note", {"number": 1}, to=SAM)
    send_due(10)
    assert row().state == State.GAVE_UP and not is_refused(SAM)


@pytest.mark.parametrize("said", ["550 5.1.1 unknown", "550 5.1.2 no such host", "556 5.1.10 null MX", "550 5.2.1 off"])
def test_who_is_not_there_is_sent_nothing_more(smtp, said):
    smtp.handler.answers[SAM] = said
    queue_mail("note", {"number": 1}, to=SAM)
    send_due(10)
    assert row().state == State.GAVE_UP and is_refused(SAM)


def test_a_mail_that_the_server_does_not_like_says_nothing_of_the_address(smtp):
    smtp.handler.answers["data"] = "554 looks like spam"
    queue_mail("note", {"number": 1}, to=SAM)
    send_due(10)
    assert (row().state, row().answer) == (State.WAITING, 554) and not is_refused(SAM)


def test_an_address_that_is_none_is_given_up(smtp):
    queue_mail("note", {"number": 1}, to="a b@@c")
    send_due(10)
    assert row().state == State.GAVE_UP and smtp.taken == []


@pytest.mark.parametrize("sender", ["Kettle Lane <hello@@exa mple>", "Kettle Lane <>", "a\nb@example.org"])
def test_an_address_of_ours_that_is_none_loses_no_mail(smtp, settings, sender, caplog):
    settings.DEFAULT_FROM_EMAIL = sender
    queue_mail("note", {"number": 1}, to=SAM)
    send_due(10)
    assert (row().state, row().problem) == (State.WAITING, Problem.MISTAKE)
    assert "A message could not be sent (mail)" in caplog.text
    settings.DEFAULT_FROM_EMAIL = "hello@example.org"
    passed(minutes=2)
    send_due(10)
    assert len(smtp.taken) == 1


def test_what_has_to_be_tried_is_tried_where_nothing_arrives(smtp, monkeypatch):
    monkeypatch.setattr(NoteMail, "even_if_refused", True)
    refuse(SAM)
    queue_mail("note", {"number": 1}, to=SAM)
    send_due(10)
    assert len(smtp.taken) == 1
    MailAddress.objects.all().delete()
    smtp.handler.answers[SAM] = "550 5.1.1 no such user"
    queue_mail("note", {"number": 2}, to=SAM)
    send_due(10)
    assert OutgoingMessage.objects.filter(state=State.GAVE_UP, problem=Problem.REFUSED).exists()
    assert not is_refused(SAM)


def test_the_mailbox_may_be_there_again_after_a_year(notes):
    refuse(SAM)
    refuse(SAM.upper())
    assert is_refused(SAM) and MailAddress.objects.count() == 1
    MailAddress.objects.update(refused_at=timezone.now() - REFUSED_FOR)
    assert not is_refused(SAM)


def test_nobody_is_asked_twice_a_day(notes, time_machine, django_assert_num_queries):
    times = []
    for hours in range(0, 24 * 4, 4):
        time_machine.move_to(START + timedelta(hours=hours), tick=False)
        with django_assert_num_queries(2):  # one each
            asked = [may_ask(SAM), may_ask(SAM.upper())]
        times += [hours] if asked == [True, False] else []
        assert asked[1] is False
        prune_addresses()
    assert len(times) in (4, 5) and {later - before for before, later in pairwise(times[1:])} == {24}


def test_the_day_of_an_address_begins_at_a_moment_of_its_own(notes, time_machine):
    people = [f"reader-{number}@example.org" for number in range(60)]
    asked = set()
    for hours in range(25):
        time_machine.move_to(START + timedelta(hours=hours), tick=False)
        asked |= {hours for person in people if may_ask(person)}
    assert len(asked) > 12


def test_an_address_that_was_asked_in_the_last_days_is_forgotten(notes):
    assert may_ask(SAM)
    refuse("ada@example.org")
    MailAddress.objects.filter(refused_at=None).update(asked_at=timezone.now() - ASKED_FOR)
    prune_addresses()
    assert MailAddress.objects.get().refused_at


def test_another_key_knows_the_same_addresses(settings, notes):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"SLIP_KEY": "old", "SLIP_KEY_FALLBACKS": []}
    refuse(SAM)
    assert may_ask("ada@example.org")
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"SLIP_KEY": "new", "SLIP_KEY_FALLBACKS": ["old"]}
    assert is_refused(SAM) and not may_ask("ada@example.org")
    assert may_ask("lee@example.org")


def test_a_site_with_anymail_hears_of_who_is_not_there(notes):
    class Event:
        event_type, recipient = "bounced", SAM

    address_is_gone(event=type("Event", (), {"event_type": "delivered", "recipient": SAM}))
    assert not is_refused(SAM)
    address_is_gone(event=Event)
    assert is_refused(SAM)


def test_mails_about_something_can_be_forgotten(smtp):
    queue_mail("note", {"number": 1}, to=SAM, about="thing-1")
    queue_mail("note", {"number": 2}, to=SAM, about="thing-2")
    queue_mail("note", {"number": 3}, to="ada@example.org", about="thing-3")
    forget_mails_about(["thing-1"])
    assert mails_to(SAM.upper()).count() == 1
    assert forget_mails_to(SAM) == 1
    send_due(10)
    assert [to for to, _mail in smtp.taken] == [["ada@example.org"]]


def test_many_take_the_same_few_queries(notes, django_assert_num_queries):
    with django_assert_num_queries(2):
        queue_mails("note", [Queued({"number": number}, to=SAM) for number in range(50)])
    assert OutgoingMessage.objects.count() == 50


def test_what_was_given_up_is_dropped_with_its_address_in_the_end(smtp):
    queue_mail("note", {"number": 1}, to=SAM)
    OutgoingMessage.objects.update(state=State.GAVE_UP, created_at=timezone.now() - KEPT)
    passed(days=1)
    queue_mail("note", {"number": 2}, to="ada@example.org")
    send_due(10)
    assert OutgoingMessage.objects.count() == 1 and not MailTo.objects.exists()


def test_the_command_counts_mail(smtp, capsys):
    queue_mail("note", {"number": 1}, to=SAM)
    call_command("send_pending")
    assert "E-mail: 1 message arrived." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("backend", "sender", "said", "expected"),
    [
        ("smtp", "hello@example.org", None, True),
        ("smtp", "webmaster@localhost", None, False),
        ("console", "hello@example.org", None, False),
        ("dummy", "hello@example.org", None, False),
        ("console", "hello@example.org", True, True),
        ("smtp", "hello@example.org", False, False),
    ],
)
def test_when_mail_is_set_up(settings, backend, sender, said, expected):
    path = f"django.core.mail.backends.{backend}.EmailBackend"
    if hasattr(settings, "MAILERS"):
        settings.MAILERS = {"default": {"BACKEND": path}}
    else:
        settings.EMAIL_BACKEND = path
    settings.DEFAULT_FROM_EMAIL = sender
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MAIL": said}
    assert mail_is_set_up() is expected
