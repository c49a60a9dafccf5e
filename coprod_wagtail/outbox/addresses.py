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
        hashes, now = hashes_of(address), timezone.now()
        if not _addresses.filter(fingerprint__in=hashes).update(refused_at=now):
            insert_if_new(MailAddress(fingerprint=hashes[0], refused_at=now))


def may_ask(address: str) -> bool:
    """Whether somebody may be asked at `address` to confirm something, whoever wants that: once a day. True counts as having
    asked. One query, and one more while a key before the present one still counts.

    A day begins for each address at another moment, which nobody can tell from it: there is no hour at which many could be
    asked twice. Each day has a row of its own, so one statement that the database does not refuse lets only one of two win
    who ask at once.
    """
    now = timezone.now()
    present, *before = _asked_on(address, now)
    if before and _addresses.filter(fingerprint__in=before).exists():
        return False
    return insert_if_new(MailAddress(fingerprint=present, asked_at=now))


def _asked_on(address: str, now: datetime) -> list[str]:
    """The fingerprints of `address` on the day that it has now, under the present key and those before it."""
    long = int(ASKED_FOR.total_seconds())
    days = [(int(now.timestamp()) + int(known, 16) % long) // long for known in hashes_of(address)]
    return [fingerprints("mail-asked", address.strip().lower(), str(day))[key] for key, day in enumerate(days)]


def prune_addresses() -> None:
    """Drop what does not count any more."""
    now = timezone.now()
    asked = Q(asked_at=None) | Q(asked_at__lte=now - ASKED_FOR)
    refused = Q(refused_at=None) | Q(refused_at__lte=now - REFUSED_FOR)
    _addresses.filter(pk__in=list(_addresses.filter(asked, refused).values_list("pk", flat=True)[:500])).delete()
