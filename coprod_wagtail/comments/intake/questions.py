"""What a reader is asked once before a comment is sent. A question is never a block: who says yes has it sent as it is."""

from collections.abc import Container
from dataclasses import dataclass

from coprod_wagtail.gateway.fingerprints import fingerprints

from .. import texts
from .email_typos import suggestion
from .private_details import Detail, details_in

PRIVATE_DETAILS = "private_details"
EMAIL_TYPO = "email_typo"


@dataclass(frozen=True, slots=True)
class Question:
    """`code` says what kind of question it is, and `field` what it is about."""

    code: str
    field: str
    #: What looks private, as it was typed.
    found: tuple[Detail, ...] = ()
    #: What the e-mail address may have been meant to be; and what was typed, empty where that cannot be an address.
    suggestion: str = ""
    typed: str = ""

    @property
    def answer(self) -> str:
        """What the form's field ``confirm`` names to say yes: to what was asked, and not to what somebody writes afterwards."""
        return self._answers()[0]

    def is_confirmed_by(self, said: Container[str]) -> bool:
        """Whether somebody has said yes, given all that ``confirm`` names. A program may say so by the `code` alone: it sends
        that together with the words."""
        return self.code in said or any(answer in said for answer in self._answers())

    def _answers(self):
        asked = (*(detail.words for detail in self.found), self.typed, self.suggestion)
        return [f"{self.code}.{one[:32]}" for one in fingerprints("asked about", self.code, *asked)]

    @property
    def message(self) -> str:
        """The question, in the language of whoever is asked."""
        if self.code == PRIVATE_DETAILS:
            return str(texts.EVERYONE_WILL_SEE)
        return str(texts.DID_YOU_MEAN).format(email=self.suggestion)

    @property
    def keep_label(self) -> str:
        """What saying yes means, in words for a button or a choice."""
        if self.code == PRIVATE_DETAILS:
            return str(texts.SEND_AS_IT_IS)
        return str(texts.EMAIL_IS_RIGHT).format(email=self.typed) if self.typed else str(texts.NO_EMAIL)


def questions_about(body: str, author_name: str, email: str, unusable: str = "") -> list[Question]:
    """What to ask about these; `unusable` is what was typed for an e-mail address and can be none."""
    found = [
        Question(PRIVATE_DETAILS, field, tuple(details))
        for field, details in (("body", details_in(f"{body}\n")), ("author_name", details_in(author_name)))
        if details
    ]
    if len(found) > 1:  # one question, whatever it is about
        found = [Question(PRIVATE_DETAILS, "body", found[0].found + found[1].found)]
    meant = suggestion(email or unusable)
    if meant:
        found.append(Question(EMAIL_TYPO, "author_email", suggestion=meant, typed=email))
    return found
