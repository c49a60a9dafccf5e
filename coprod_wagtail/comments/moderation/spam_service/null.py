from coprod_wagtail.outbox.deadline import Deadline

from .base import Facts, Opinion, SpamService


class NullService(SpamService):
    """Nobody is asked: nothing leaves this site."""

    is_on = False

    def opinion_on(self, facts: Facts, deadline: Deadline) -> Opinion:
        return Opinion.FINE

    def tell(self, facts: Facts, opinion: Opinion, deadline: Deadline) -> None:
        """Nobody is told."""
