"""What writers and followers hold: secrets and words that open something, for tests that knock at every door."""

from itertools import count

from coprod_wagtail.comments.actions import DeclineComment, Submission, SubmitComment
from coprod_wagtail.comments.mail.subscriptions import subscribe
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.comments.slip.code import secret_of
from coprod_wagtail.comments.slip.lookup import comment_by_secret
from coprod_wagtail.comments.slip.passphrase import passphrase
from tests.factories import ModeratorFactory

_numbers = count(1)


def write(page):
    """The secret of a new comment on `page`, which waits."""
    # The same words again would be taken for a second click.
    sent = Submission(body=f"Number {next(_numbers)} of many", author_name="Sam", client_address="192.0.2.9")
    return SubmitComment(Conversation.for_page_id(page.pk), sent)()


def be_asked(page):
    """The secret of a comment that was declined with a message, and the message's id, for the writer to answer."""
    secret = write(page)
    DeclineComment(comment_by_secret(secret), user=ModeratorFactory(), message="Whose are these words?")()
    return secret, comment_by_secret(secret).messages_to_writer.get().pk


def want_mail(secret, email="sam@example.org"):
    """The secret in the mails about the comment with this `secret`, to a writer who has not confirmed the address."""
    comment = comment_by_secret(secret)
    found = subscribe(comment.conversation_id, email, comment=comment)
    return secret_of(found.nonce, found.found_by)


def number_and_words(secret):
    """What leads to the comment with this `secret` whoever cannot keep a link."""
    comment = comment_by_secret(secret)
    return {"number": str(comment.pk), "words": " ".join(passphrase(comment.slip_nonce, comment.slip_hash))}
