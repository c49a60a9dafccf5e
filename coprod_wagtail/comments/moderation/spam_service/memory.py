from typing import ClassVar

from coprod_wagtail.outbox.deadline import Deadline

from .base import Facts, Opinion, SpamService, SpamServiceDown


class MemoryService(SpamService):
    """For tests: says that what has one of its `words` is spam, and remembers what it was asked and told, in this process."""

    name = "Memory"
    asked: ClassVar[list[Facts]] = []
    told: ClassVar[list[tuple[Facts, Opinion]]] = []
    #: As if nobody answered.
    is_down: ClassVar[bool] = False

    def __init__(self, *, words: tuple[str, ...] = ("viagra",)) -> None:
        self.words = words

    def opinion_on(self, facts: Facts, deadline: Deadline) -> Opinion:
        if self.is_down:
            raise SpamServiceDown
        self.asked.append(facts)
        said = f"{facts.words} {facts.name}".lower()
        return Opinion.SPAM if any(word in said for word in self.words) else Opinion.FINE

    def tell(self, facts: Facts, opinion: Opinion, deadline: Deadline) -> None:
        if self.is_down:
            raise SpamServiceDown
        self.told.append((facts, opinion))

    @classmethod
    def forget(cls) -> None:
        """As it was in the beginning."""
        cls.asked.clear()
        cls.told.clear()
        cls.is_down = False
