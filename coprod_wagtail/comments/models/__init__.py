from .comment import ReaderComment
from .conversation import Conversation, conversation_of, plain_setting
from .for_someone import TypedInForSomeone
from .settings import ReaderCommentSettings, ReaderCommentTexts
from .taken_back import TakenBackWords

__all__ = [
    "Conversation",
    "ReaderComment",
    "ReaderCommentSettings",
    "ReaderCommentTexts",
    "TakenBackWords",
    "TypedInForSomeone",
    "conversation_of",
    "plain_setting",
]
