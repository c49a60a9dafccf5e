from .comment import ReaderComment
from .conversation import Conversation, conversation_of, plain_setting
from .for_someone import TypedInForSomeone
from .message import MessageToWriter
from .proposed_edit import ProposedEdit
from .report import CommentReport
from .settings import ReaderCommentSettings, ReaderCommentTexts
from .subscription import Subscription
from .taken_back import TakenBackWords

__all__ = [
    "CommentReport",
    "Conversation",
    "MessageToWriter",
    "ProposedEdit",
    "ReaderComment",
    "ReaderCommentSettings",
    "ReaderCommentTexts",
    "Subscription",
    "TakenBackWords",
    "TypedInForSomeone",
    "conversation_of",
    "plain_setting",
]
