"""Mail through the outbox: what a feature writes, when it is drawn, and what becomes of the address.

A feature names its mails in its `FeatureConfig`: ``mails = ["my_app.letters.Published"]``. It has one sent with

    queue_mail("my-app-published", {"thing": thing.pk}, to=address, about=f"thing-{thing.pk}", language="cy")

in the transaction of what it tells of. The mail is drawn when it is sent, from what is true then.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from coprod_wagtail.features import mails

from .addresses import is_refused, refuse
from .constants import Problem, State
from .kinds import Kind, Outcome
from .letters import Letter, drawn
from .mailer import deliver
from .models import MailTo, OutgoingMessage
from .queue import announce
from .rows import store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

#: The name of the kind of outgoing message.
KIND = "mail"
#: All goes to the site's one mail server: while that gives no answer, everything waits.
DESTINATION = "server"


class Mail:
    """One kind of mail. A subclass sets `name` and `label`, and writes the `letter`."""

    #: Stored in each row, so it stays. At most 60 characters.
    name: str
    #: For people who look after the site.
    label: "StrOrPromise"
    #: Whether it is tried though a mail server has said that nothing arrives at its address, and ends nothing else where one
    #: says so: for what must not be lost silently, to an address that the site itself has named.
    even_if_refused: bool = False

    def letter(self, facts: dict) -> Letter | None:
        """What to say about `facts`, as `queue_mail` was told them, in the language that is spoken; None where there is
        nothing to say any more. Called again for each try."""
        raise NotImplementedError


def all_mails() -> dict[str, Mail]:
    """The mails of every installed app, by name."""
    return {mail.name: mail() for mail in mails()}


def queue_mail(
    name: str,
    facts: dict,
    *,
    to: str = "",
    about: str = "",
    language: str = "",
    wait: timedelta = timedelta(0),
) -> None:
    """Have the mail called `name` sent once the present transaction is committed, or `wait` later.

    `facts` are ids: nobody's name, words or address. `to` is kept until the mail is sent, and no longer; leave it out where
    the letter says where it goes. `about` is what `forget_mails_about` finds it by, such as "comment-12". Without a
    `language`, it is drawn in the one that is spoken.
    """
    queue_mails(name, [Queued(facts, to, about, language, wait)])


@dataclass(frozen=True, slots=True)
class Queued:
    """One mail of many, as `queue_mail` takes it."""

    facts: dict
    to: str = ""
    about: str = ""
    language: str = ""
    wait: timedelta = timedelta(0)


def queue_mails(name: str, mails: "Iterable[Queued]") -> None:
    """As `queue_mail`, for any number of mails with the same few queries."""
    mails, spoken, kind = list(mails), translation.get_language() or "", MailKind()
    told = [(DESTINATION, {"mail": name, "language": one.language or spoken, "facts": one.facts}) for one in mails]
    stored = store(kind, told, waits=[one.wait for one in mails])
    addressed = [(row, one) for row, one in zip(stored, mails, strict=True) if one.to or one.about]
    MailTo._default_manager.bulk_create(MailTo(message=row, address=one.to, about=one.about) for row, one in addressed)
    # One bell for each moment: what is due a microsecond later is sent with the first.
    for wait, row in {one.wait: row for row, one in reversed(list(zip(stored, mails, strict=True)))}.items():
        announce(kind, row, wait)


def forget_mails_about(abouts: "Collection[str]") -> None:
    """Drop the mails about these things that were not sent yet, and where they should have gone."""
    _forget(MailTo._default_manager.filter(about__in=abouts))


def forget_mails_to(address: str) -> int:
    """Drop the mails to `address` that were not sent yet; how many these were."""
    return _forget(mails_to(address)) if address else 0


def mails_to(address: str) -> "QuerySet[MailTo]":
    """What waits to be sent to `address`, or could not be."""
    return MailTo._default_manager.filter(address__iexact=address).select_related("message")


def _forget(rows):
    pks = list(rows.values_list("pk", flat=True))
    if pks:
        rows.model._default_manager.filter(pk__in=pks).delete()
        OutgoingMessage._default_manager.filter(pk__in=pks).exclude(state=State.DELIVERED).delete()
    return len(pks)


class MailKind(Kind):
    name = KIND
    label = _("E-mail")
    #: A mail server may ask others before it answers.
    deadline = 20

    def prepare(self, message):
        mail = all_mails().get(message.payload["mail"])
        if mail is None:  # its app is gone
            return Outcome(Problem.MISTAKE, final=True)
        with translation.override(message.payload["language"] or settings.LANGUAGE_CODE):
            letter = mail.letter(message.payload["facts"])
            if letter is None:
                return Outcome()
            address = letter.to or self._address(message)
            if not address or (not mail.even_if_refused and is_refused(address)):
                return Outcome(Problem.REFUSED, final=True)
            email = drawn(letter, address, str(message.pk))
        message.sent_as = mail, letter, address
        return partial(deliver, email)

    def _address(self, message):
        return MailTo._default_manager.filter(pk=message.pk).values_list("address", flat=True).first()

    def after(self, message, outcome):
        mail, letter, address = getattr(message, "sent_as", (None, None, ""))
        with transaction.atomic():
            # First: whoever lets go of the address locks what others lock before they drop mails.
            if outcome.gone and mail and not mail.even_if_refused:
                refuse(address)
            if not outcome.problem or outcome.final:
                MailTo._default_manager.filter(pk=message.pk).delete()
            if not outcome.problem and letter and letter.on_sent:
                letter.on_sent()


def address_is_gone(sender=None, event=None, **kwargs):
    """A receiver for anymail's signal `tracking`, where a site has that: nothing more is sent to who is not there, or said
    that they do not want it."""
    if getattr(event, "event_type", "") in {"bounced", "rejected", "complained", "unsubscribed"} and event.recipient:
        refuse(event.recipient)
