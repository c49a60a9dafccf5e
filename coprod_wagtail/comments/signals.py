"""Sent after commit (but for the last one), with ids and no words: `comment` is the ReaderComment, `user` who decided (None for a reader)."""

from django.dispatch import Signal

comment_submitted = Signal()
comment_published = Signal()
comment_declined = Signal()
comment_hidden = Signal()
conversation_changed = Signal()  #: `conversation`: something visible changed (its version is new)
#: With the same, inside the transaction: for rows that have to be there whenever the change is, and nothing else.
conversation_is_changing = Signal()
