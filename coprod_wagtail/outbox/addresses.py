"""Whether mail can be sent at all, and what is known of an e-mail address, though the address itself is kept nowhere here."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.fingerprints import fingerprints
from coprod_wagtail.inserting import insert_if_new

from .models import MailAddress
from .signals import address_refused

_addresses = MailAddress._default_manager

#: Where mail is printed, thrown away or written to a file. Django's backend for tests counts as one that sends.
ARRIVES_NOWHERE = {f"django.core.mail.backends.{backend}.EmailBackend" for backend in ("console", "dummy", "filebased")}
#: What Django sends from where nobody has set `DEFAULT_FROM_EMAIL`: no mail server of others takes that.
NOBODY = "webmaster@localhost"
#: How long it counts that a mail server refused an address for good. Then the mailbox may be there again.
REFUSED_FOR = timedelta(days=365)
#: How long nobody else is written to at an address that was asked to confirm something.
ASKED_FOR = timedelta(days=1)


def mail_is_set_up() -> bool:
    """Whether mail from this site reaches people: the setting ``MAIL`` says so, or else Django's own settings for mail do.

    Where it does not, nobody is asked for an address.
    """
    if conf.MAIL is not None:
        return conf.MAIL
    return mail_backend() not in ARRIVES_NOWHERE and NOBODY not in settings.DEFAULT_FROM_EMAIL


def mail_backend() -> str:
    """The dotted path of the mail backend that is used where none is named."""
    mailers = getattr(settings, "MAILERS", None)  # from Django 6.1 on
    if mailers is None:
        return settings.EMAIL_BACKEND
    return mailers.get("default", {}).get("BACKEND", "django.core.mail.backends.smtp.EmailBackend")


def hashes_of(address: str) -> list[str]:
    """The keyed fingerprints that `address` may be known by, the present one first. Whether its letters are capitals makes no
    difference."""
    return fingerprints("mail", address.strip().lower())


def is_refused(address: str) -> bool:
    """Whether a mail server has said that nothing arrives at `address`. One query."""
    since = timezone.now() - REFUSED_FOR
    return _addresses.filter(fingerprint__in=hashes_of(address), refused_at__gt=since).exists()


def refuse(address: str) -> None:
    """Send nothing more to `address`, and have whoever holds it let go of it."""
    with transaction.atomic():
        # Before the row of the address, which is the last that others change whose rows the receivers lock.
        address_refused.send_robust(sender=MailAddress, address=address)
        _row_of(address)
        _addresses.filter(fingerprint__in=hashes_of(address)).update(refused_at=timezone.now())


def may_ask(address: str) -> bool:
    """Whether somebody may be asked at `address` to confirm something, whoever wants that: once a day, and not where mail is
    refused for good. True counts as having asked. One query for an address that nothing is known of; else three at most."""
    now = timezone.now()
    if _row_of(address, asked_at=now):
        return True
    free = Q(asked_at=None) | Q(asked_at__lte=now - ASKED_FOR)
    taken = Q(refused_at=None) | Q(refused_at__lte=now - REFUSED_FOR)
    # The condition in the UPDATE lets only one of two win who ask at once.
    return bool(_addresses.filter(free, taken, fingerprint__in=hashes_of(address)).update(asked_at=now))


def prune_addresses() -> None:
    """Drop what does not count any more."""
    now = timezone.now()
    asked = Q(asked_at=None) | Q(asked_at__lte=now - ASKED_FOR)
    refused = Q(refused_at=None) | Q(refused_at__lte=now - REFUSED_FOR)
    _addresses.filter(pk__in=list(_addresses.filter(asked, refused).values_list("pk", flat=True)[:500])).delete()


def _row_of(address: str, asked_at: datetime | None = None) -> bool:
    """Have a row for `address`, with the time at which it was asked if that is new; whether it is."""
    hashes = hashes_of(address)
    if len(hashes) > 1 and _addresses.filter(fingerprint__in=hashes[1:]).exists():
        return False
    return insert_if_new(MailAddress(fingerprint=hashes[0], asked_at=asked_at))
