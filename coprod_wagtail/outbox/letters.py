"""What a mail says, and how it looks: one template for HTML and one for text, for every mail of the package."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_bidi


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that somebody wrote, as a mail shows it: a heading, the words, and a link."""

    heading: str
    words: str
    url: str = ""
    #: Paragraphs of ours before the words.
    lines: Sequence[str] = ()
    #: What can be done about it: the words of each link, and where it leads.
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail before it is drawn. All words are plain text, finished, in the language that was spoken when it was made."""

    subject: str
    #: Paragraphs.
    lines: Sequence[str]
    #: The words on the one link that matters, and where it leads.
    button: tuple[str, str] | None = None
    entries: Sequence[Entry] = ()
    #: Paragraphs after the link and the entries.
    more: Sequence[str] = ()
    #: Why this person gets it, and that nobody reads answers to it.
    reason: str = ""
    #: A page with a button that ends all mail of this kind, and takes the one-click POST of RFC 8058; empty for a mail that
    #: comes once. And the words of the link to it.
    stop_url: str = ""
    stop_words: str = ""
    #: Where it goes; empty where `queue_mail` was told.
    to: str = ""
    #: The name of the site, for the head of the mail.
    site_name: str = ""
    #: Called in a transaction once the mail server has taken it.
    on_sent: Callable[[], None] | None = None
    #: Template names without .html and .txt.
    template: str = "coprod_wagtail/mail/letter"


def drawn(letter: Letter, to: str, message_id: str) -> EmailMultiAlternatives:
    """`letter` as Django sends it, in the language that is spoken."""
    context = {"letter": letter, "language": translation.get_language(), "from_the_right": get_language_bidi()}
    email = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=render_to_string(f"{letter.template}.txt", context),
        to=[to],
        headers=_headers(letter, message_id),
    )
    email.attach_alternative(render_to_string(f"{letter.template}.html", context), "text/html")
    return email


def _headers(letter, message_id):
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {
        # The same when it is sent again, so that who gets it twice may see it once.
        "Message-ID": f"<{message_id}@{domain}>",
        "Content-Language": translation.get_language() or "",
        # No machine is to answer it (RFC 3834).
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if letter.stop_url:
        headers["List-Unsubscribe"] = f"<{letter.stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
