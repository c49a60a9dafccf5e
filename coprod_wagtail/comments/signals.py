"""Sent after commit, with ids and no words: `comment` is the ReaderComment, `user` who decided (None for a reader)."""

from django.dispatch import Signal

comment_submitted = Signal()
comment_published = Signal()
comment_declined = Signal()
comment_hidden = Signal()
conversation_changed = Signal()  #: `conversation`: something visible changed (its version is new)
