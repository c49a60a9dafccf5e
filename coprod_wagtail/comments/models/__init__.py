from .comment import ReaderComment
from .conversation import Conversation, conversation_of, plain_setting
from .settings import ReaderCommentSettings, ReaderCommentTexts
from .subscription import Subscription
from .taken_back import TakenBackWords

__all__ = [
    "Conversation",
    "ReaderComment",
    "ReaderCommentSettings",
    "ReaderCommentTexts",
    "Subscription",
    "TakenBackWords",
    "conversation_of",
    "plain_setting",
]
