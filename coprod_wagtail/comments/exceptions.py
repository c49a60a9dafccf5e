"""What can stop a comment, each with the code the JSON API answers with and words for the person."""

from django.utils.translation import gettext_lazy as _

from coprod_wagtail.actions import ActionError, Conflict


class NotPublic(ActionError):
    """The page is not live, is private, or does not exist: nothing is said about it."""

    code = "not_found"

    def __init__(self):
        super().__init__(_("We could not find this page."))


class ConversationClosed(ActionError):
    """The conversation does not take comments now. `code` says which of closed, not_open, read_only, hidden, full."""

    code = "closed"


class TooMany(ActionError):
    """So much comes from one address that no person can be writing it. `retry_after` is in seconds."""

    code = "too_many"

    def __init__(self, retry_after):
        super().__init__(_("A lot is being sent from where you are. Please wait a minute, and then press Send again."))
        self.retry_after = retry_after


class TooManyTries(ActionError):
    """Somebody tries number and words again and again. `retry_after` is in seconds."""

    code = "too_many"

    def __init__(self, retry_after):
        super().__init__(
            _("This was tried too often. Please wait an hour, or use the link to the page of your comment.")
        )
        self.retry_after = retry_after


class NoSuchComment(ActionError):
    """Number and words lead to no comment: which of the two is wrong, or whether it is gone, is not said."""

    code = "not_found"

    def __init__(self):
        super().__init__(
            _(
                "We cannot find a comment with this number and these words. Please check both. It may also have been erased."
            )
        )


class ReplyGone(ActionError):
    """The comment that this one answers is no longer shown."""

    code = "reply_gone"

    def __init__(self):
        super().__init__(
            _(
                "The comment you are answering is not on the page any more. You can still send your words as a comment of their own."
            )
        )


class IdempotencyMismatch(ActionError):
    """The same Idempotency-Key came with other words before."""

    code = "idempotency_mismatch"

    def __init__(self):
        super().__init__(_("Something else was sent under this key before."))


class CommentGone(Conflict):
    """The comment went with its page while somebody decided about it."""

    def __init__(self, comment):
        super().__init__(_("%(comment)s went with its page. You changed nothing.") % {"comment": comment})


class WordsChanged(Conflict):
    """The writer of a comment changed its words after whoever decides about it had read them."""

    def __init__(self, comment):
        super().__init__(
            _("The writer has changed %(comment)s since you opened it. You changed nothing. Please read it again.")
            % {"comment": comment}
        )


class SettingsChanged(Conflict):
    """Somebody else has changed the settings of a conversation since whoever wants to change them saw them.

    `seen` is what was seen, and `now` what they are, both as `Conversation.settings` tells it.
    """

    def __init__(self, seen, now):
        super().__init__(_("Somebody else has changed this meanwhile. You changed nothing."))
        self.seen, self.now = seen, now


class PageGone(Conflict):
    """The page was deleted while somebody changed its conversation."""

    def __init__(self):
        super().__init__(_("This page is not here any more. You changed nothing."))


class SentBefore(Exception):
    """The same form was taken while this one waited; `secret` is its answer. Rolls back what was begun, and no door sees it."""

    def __init__(self, secret: str) -> None:
        super().__init__("sent before")
        self.secret = secret


class AnswerIsForOthers(Conflict):
    """What the writer of a comment answered is for somebody else to read than whoever wants to be done with it."""

    def __init__(self):
        super().__init__(
            _(
                "Somebody else should read this answer: somebody who did not decide about the comment. It waits for them."
            )
        )
