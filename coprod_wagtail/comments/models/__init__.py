from .comment import ReaderComment
from .conversation import Conversation, conversation_of
from .settings import ReaderCommentSettings

__all__ = ["Conversation", "ReaderComment", "ReaderCommentSettings", "conversation_of"]
