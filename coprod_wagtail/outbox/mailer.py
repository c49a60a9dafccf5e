"""Handing one mail to the site's mail server, and what its answer means."""

import os
import re
import smtplib
import socket
import ssl
from contextlib import suppress

import django
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from .constants import Problem
from .deadline import Deadline
from .kinds import Outcome

#: Seconds for saying goodbye to a server that has taken the mail.
GOODBYE = 2
#: What a server may say of itself or of us, and not of the mailbox, though it says 5xx: our address is not good (RFC 3463, 3.2),
#: it is full (3.3), or it does not want to be asked by us (3.8).
_OF_THE_SERVER = re.compile(rb"\s*5\.(1\.[78]|2\.2|7\.\d+)(?!\d)")
#: There is no such mailbox (RFC 3463, 3.2; RFC 7505, 4.2), or it takes no mail any more (3.3). Nothing less says so: words
#: such as "550 relay not permitted" are the same whoever is written to.
_GONE = re.compile(rb"\s*5\.(1\.(1|2|3|6|10)|2\.1)(?!\d)")


def deliver(email: mail.EmailMessage, deadline: Deadline) -> Outcome:
    """Hand `email`, which has one recipient, to the site's mail backend. What the server says is kept nowhere: it may hold an
    address."""
    backend = _backend()
    if hasattr(backend, "timeout"):
        backend.timeout = min(backend.timeout or deadline.left(), deadline.left())
    try:
        backend.open()
        _can_be_cut(backend, deadline)
        try:
            backend.send_messages([email])
        finally:
            _goodbye(backend, deadline)
    except OSError as error:  # what smtplib raises is one
        return _meaning(error)
    except ValueError:
        if not _is_address(email.to[0]):
            return Outcome(Problem.REFUSED, final=True)
        raise  # an address of ours, or a header: the site's mistake, which somebody will mend
    except Exception as error:
        if type(error).__name__ == "AnymailRecipientsRefused":
            return Outcome(Problem.REFUSED, final=True, gone=True)
        raise
    return Outcome()


def _meaning(error: OSError) -> Outcome:
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _of_recipient(*next(iter(error.recipients.values())))
        case smtplib.SMTPConnectError():
            return Outcome(Problem.NO_ANSWER, answer=error.smtp_code, silent=True)
        case smtplib.SMTPResponseException():
            # To who is not let in, or told that the service is closing (RFC 5321, 4.2.2), nothing else is worth trying.
            closed = isinstance(error, smtplib.SMTPAuthenticationError) or error.smtp_code == 421
            return Outcome(Problem.REFUSED, answer=error.smtp_code, silent=closed)
        case ssl.SSLError() | smtplib.SMTPNotSupportedError():
            return Outcome(Problem.TLS, silent=True)
    return Outcome(Problem.NO_ANSWER, silent=True)


def _is_address(address: str) -> bool:
    """Whether it is an address that a server could be told."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _backend():
    # `get_connection` goes with Django 7, and says so from 6.1 on.
    return mail.mailers.default if django.VERSION >= (6, 1) else mail.get_connection()  # type: ignore[attr-defined]


def _of_recipient(code, words):
    said = words if isinstance(words, bytes) else words.encode()
    final = 500 <= code < 600 and not _OF_THE_SERVER.match(said)
    return Outcome(Problem.REFUSED, answer=code, final=final, gone=final and bool(_GONE.match(said)))


def _can_be_cut(backend, deadline):
    """Let a server that says nothing be left, where the backend has a socket."""
    opened = _socket_of(backend)
    if opened is not None:
        # Of TLS the socket itself cannot be copied.
        with socket.socket(opened.family, opened.type, fileno=os.dup(opened.fileno())) as plain:
            deadline.keep(plain)


def _goodbye(backend, deadline):
    """What goes wrong here is no reason to send it again."""
    opened = _socket_of(backend)
    with suppress(OSError, smtplib.SMTPException):
        if opened is not None:
            opened.settimeout(min(GOODBYE, deadline.left() / 2))
        backend.close()


def _socket_of(backend):
    found = getattr(getattr(backend, "connection", None), "sock", None)
    return found if isinstance(found, socket.socket) else None
