from ..intake.submission import Submission
from .change_of_status import ChangeOfStatus
from .decision import TAKES_AWAY, Decision
from .decline import DeclineComment
from .edit import AcceptEdit, EditComment, RefuseEdit, SetContentNote
from .for_someone import AddCommentForSomeone
from .hide import HideComment
from .import_comment import ImportComments, OldComment
from .mark_spam import MarkSpam
from .publish import PublishComment
from .put_back import PutBack
from .set_conversation import SetConversation, SetPause, log_erased_conversation
from .staff import AnswerAsStaff, AnswerMany
from .submit import SubmitComment
from .take_back import BringBackComment, EraseComment, TakeDownComment

__all__ = [
    "TAKES_AWAY",
    "AcceptEdit",
    "AddCommentForSomeone",
    "AnswerAsStaff",
    "AnswerMany",
    "BringBackComment",
    "ChangeOfStatus",
    "DeclineComment",
    "Decision",
    "EditComment",
    "EraseComment",
    "HideComment",
    "ImportComments",
    "MarkSpam",
    "OldComment",
    "PublishComment",
    "PutBack",
    "RefuseEdit",
    "SetContentNote",
    "SetConversation",
    "SetPause",
    "Submission",
    "SubmitComment",
    "TakeDownComment",
    "log_erased_conversation",
]
