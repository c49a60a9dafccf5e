"""What one reader sent, on its way from a form to a row."""

from dataclasses import dataclass

from ..constants import Helped


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What one reader sent, already valid (see `forms.CommentForm`)."""

    body: str
    author_name: str
    author_email: str = ""
    content_note: str = ""
    helped: str = Helped.NOT_SAID
    reply_to: int | None = None
    token: str = ""
    honeypot: str = ""
    seconds: float | None = None
    origin: str = ""
    client_address: str = ""
    dropped_characters: bool = False
    #: The sender's own name for this request. Sent again under it, the same words get the same answer, from anywhere.
    idempotency_key: str = ""

    def identity(self, page_id: int) -> tuple[str, ...]:
        """What makes two posts the same post: the form, every field, and where it came from."""
        return (
            str(page_id),
            self.token,
            self.body,
            self.author_name,
            self.author_email,
            *([f"note {self.content_note}"] if self.content_note else []),
            *([str(self.helped)] if self.helped else []),
            str(self.reply_to),
            self.honeypot,
            "" if self.idempotency_key else self.client_address,
        )
