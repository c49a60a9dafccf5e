"""What a service outside is asked about a comment, and what it may answer."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum

from coprod_wagtail.outbox.deadline import Deadline


class Opinion(Enum):
    SPAM = "spam"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a service is told of a comment: what everybody could read if it were published, and nothing else. No e-mail
    address, no network address, no browser."""

    words: str
    name: str
    language: str
    page_url: str  #: empty where the page has no address


class SpamServiceDown(Exception):
    """The service gave no answer. It is asked again later."""


class SpamService(ABC):
    """A service outside that says whether a comment looks like spam. It is made for each question, with the setting
    ``SPAM_SERVICE_OPTIONS`` as its arguments, and asked in a thread without a database, after the comment is stored.

    It decides nothing: what it says is a sign for the moderator.
    """

    #: Whether it is asked at all.
    is_on: bool = True
    #: What people know it by; the form names it beside what happens to their words.
    name: str = ""

    @abstractmethod
    def opinion_on(self, facts: Facts, deadline: Deadline) -> Opinion:
        """What it says. Raises `SpamServiceDown` where it says nothing. Nobody waits longer than the `deadline`."""

    @abstractmethod
    def tell(self, facts: Facts, opinion: Opinion, deadline: Deadline) -> None:
        """Tell it what a person decided, so that it learns. Raises `SpamServiceDown`."""
