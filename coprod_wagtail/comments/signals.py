"""What happened to comments and conversations, told with ids and no words.

The first eight are sent after commit: `comment` is the ReaderComment, `user` who decided (None for a reader). The last four
are sent inside the transaction, for rows that have to be there whenever the change is, and nothing else: a receiver that
asks anybody outside the database would keep a reader, or a moderator, waiting.

Two of those are sent once for all that changes together, for receivers whose queries are to be as few for a thousand
comments as for one; the other two say the same once for each. Whoever sends them calls `comments_change` and
`conversations_change`.
"""

from collections.abc import Sequence
from typing import Any

from django.dispatch import Signal

comment_submitted = Signal()
comment_published = Signal()
comment_declined = Signal()
comment_hidden = Signal()
edit_proposed = Signal()  #: `comment`: its writer wants other words for it, which wait to be read
writer_answered = Signal()  #: `comment`: its writer has answered a moderator
comment_reported = Signal()  #: `comment`, and `report`, the CommentReport
conversation_changed = Signal()  #: `conversation`: something visible changed (its version is new)

conversation_is_changing = Signal()  #: `conversation`, as above
comment_is_changing = Signal()  #: `comment`, `was` (the status before; "" for one that is new) and `user`
conversations_are_changing = Signal()  #: `conversations`, each once
comments_are_changing = Signal()  #: `changes`, pairs of a `comment` and what it `was`; and `user`


def comments_change(sender: Any, changes: Sequence[tuple[Any, str]], user: Any) -> None:
    """Say inside the transaction that these comments, each with the status it had before, have another one, or are new."""
    comments_are_changing.send_robust(sender=sender, changes=changes, user=user)
    for comment, was in changes:
        comment_is_changing.send_robust(sender=sender, comment=comment, was=was, user=user)


def conversations_change(sender: Any, conversations: Sequence[Any]) -> None:
    """Say inside the transaction that readers will see a difference in these conversations, each of which is there once."""
    if not conversations:
        return
    conversations_are_changing.send_robust(sender=sender, conversations=conversations)
    for conversation in conversations:
        conversation_is_changing.send_robust(sender=sender, conversation=conversation)
