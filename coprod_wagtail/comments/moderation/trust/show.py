from ...actions.change_of_status import ChangeOfStatus
from ...constants import Status
from ...models import Subscription
from .record import shown_at_once


class ShowTrusted(ChangeOfStatus):
    """Show a comment that nobody has read, because its writer has proved to hold the address of this `subscription`, by reading
    the mail that asks and naming the comment's number, and is trusted (see `record`). Raises `Conflict` where it may not be
    shown. To be called with the conversations of all of their comments locked, so that nobody ends the trust meanwhile."""

    applies_to = (Status.PENDING,)
    status = Status.PUBLISHED
    log_action = "coprod_comments.show_trusted"

    def __init__(self, subscription: Subscription) -> None:
        if subscription.comment is None:
            raise ValueError("It is about a whole conversation.")
        super().__init__(subscription.comment)
        self.subscription = subscription

    def check(self) -> None:
        super().check()
        if self.comment not in shown_at_once([self.subscription]):
            raise self._conflict()
