from .comment import ReaderComment
from .conversation import Conversation
from .settings import ReaderCommentSettings

__all__ = ["Conversation", "ReaderComment", "ReaderCommentSettings"]
