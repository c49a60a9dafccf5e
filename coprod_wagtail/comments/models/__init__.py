from ..rights.models import CommentRight
from .comment import ReaderComment
from .conversation import Conversation, conversation_of, plain_setting
from .decisions import (
    CoveredPart,
    DecisionGround,
    DecisionReason,
    DecisionReasonTexts,
    SavedAnswer,
    SavedAnswerTexts,
)
from .for_someone import TypedInForSomeone
from .message import MessageToWriter
from .moderation.case import Case, SealedCopy
from .moderation.hand_over import HandOver
from .moderation.hold import Hold
from .moderation.preferences import ReadingPreferences
from .moderation.saved_filter import SavedFilter
from .moderation.word_list import WordListEntry
from .notice import DayTold, NoticeSettings
from .proposed_edit import ProposedEdit
from .report import CommentReport
from .settings import ReaderCommentSettings, ReaderCommentTexts
from .staff_name import StaffName
from .subscription import Subscription
from .taken_back import TakenBackWords

__all__ = [
    "Case",
    "CommentReport",
    "CommentRight",
    "Conversation",
    "CoveredPart",
    "DayTold",
    "DecisionGround",
    "DecisionReason",
    "DecisionReasonTexts",
    "HandOver",
    "Hold",
    "MessageToWriter",
    "NoticeSettings",
    "ProposedEdit",
    "ReaderComment",
    "ReaderCommentSettings",
    "ReaderCommentTexts",
    "ReadingPreferences",
    "SavedAnswer",
    "SavedAnswerTexts",
    "SavedFilter",
    "SealedCopy",
    "StaffName",
    "Subscription",
    "TakenBackWords",
    "TypedInForSomeone",
    "WordListEntry",
    "conversation_of",
    "plain_setting",
]
