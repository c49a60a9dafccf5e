"""What happened to comments and conversations, told with ids and no words.

The first eight are sent after commit: `comment` is the ReaderComment, `user` who decided (None for a reader). The last two
are sent inside the transaction, for rows that have to be there whenever the change is, and nothing else: a receiver that
asks anybody outside the database would keep a reader, or a moderator, waiting.
"""

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
