from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from coprod_wagtail.actions import AnyUser, NotAllowed
from coprod_wagtail.conf import conf

from ...constants import AuthorKind, Badge, State, Status
from ...intake import limits
from ...intake.submission import Submission
from ...models import Conversation, ReaderComment, StaffName
from ...moderation.holds.known import Belongs
from ...moderation.pipeline import Verdict
from ...permissions import policy
from ...staff import texts
from ..submit import SubmitComment

#: The log's word for it.
ANSWERED_BY_STAFF = "coprod_comments.answer_as_staff"


class AnswerAsStaff(SubmitComment):
    """Somebody who works here, or looks after the website, answers readers: under their own `name`, with what they do here
    (`role`) and the `badge` that they choose. It shows at once, as nobody else has to read it, and only where readers could
    write, too; it can be hidden like any comment. What they chose is remembered for the next time.

    Raises `NotAllowed` without the right, `ValueError` for a `badge` that says that they wrote a page they did not make, or for
    no name or role, and what `SubmitComment` raises. Its log line holds no words and no name.
    """

    def __init__(
        self,
        conversation: Conversation | None,
        submission: Submission,
        *,
        user: "AnyUser | None",
        role: str,
        badge: Badge,
        stop_words: Mapping[State, str] | None = None,
    ) -> None:
        super().__init__(conversation, submission, stop_words=stop_words)
        self.user, self.role, self.badge = user, role, badge

    def __call__(self) -> str:
        self._ask_permission()  # the answer to the same form sent before leads to its private page as well
        return super().__call__()

    def check(self) -> None:
        self._ask_permission()
        if not (self.submission.author_name and self.role):
            raise ValueError("Whoever answers readers does that under a name and a role.")
        if self.badge not in badges_for(self.user, self._readable()):
            raise ValueError("Only who made the page wrote it.")
        super().check()

    def _ask_permission(self) -> None:
        if not policy.user_answers(self.user, self._readable().page):
            raise NotAllowed(texts.NO_RIGHT_TO_ANSWER)

    def _crowd(self, conversation: Conversation) -> limits.Crowd:
        return limits.Crowd(many=False, flood_room=conf.MAX_FLOOD_WAITING)

    @property
    def asks_service(self) -> bool:
        return False

    def _belongs(self, crowd: limits.Crowd) -> Belongs:
        return Belongs()

    def _verdict(self, conversation: Conversation, crowd: limits.Crowd, belongs: Belongs) -> Verdict:
        return Verdict(status=Status.PUBLISHED, signs=())

    def _author(self) -> dict[str, str]:
        found = {"author_kind": AuthorKind.STAFF, "author_role": self.role, "author_badge": self.badge}
        return super()._author() | {name: str(value) for name, value in found.items()}

    def row(self, conversation: Conversation, now: datetime) -> ReaderComment:
        """The row for the answer, which is not stored yet."""
        verdict = Verdict(status=Status.PUBLISHED, signs=())
        return self.make_comment(conversation, verdict, Belongs(), now)[0]

    def _note(self, comment: ReaderComment) -> None:
        remember(self.user, comment.author_name, self.role, self.badge)
        self.log(comment, ANSWERED_BY_STAFF)


def remember(user: "AnyUser | None", name: str, role: str, badge: Badge) -> None:
    """Keep for the next time under which name `user` answers readers, with what role and badge."""
    # That they wrote one page says nothing of the next.
    badge = Badge.WORKS_HERE if badge == Badge.WROTE_THIS else badge
    StaffName.objects.update_or_create(user=cast(Any, user), defaults={"name": name, "role": role, "badge": badge})


def badges_for(user: "AnyUser | None", conversation: Conversation) -> list[Badge]:
    """Those that `user` may choose for an answer in `conversation`."""
    wrote_it = conversation.page.owner_id is not None and conversation.page.owner_id == getattr(user, "pk", None)
    return [badge for badge in Badge if badge != Badge.WROTE_THIS or wrote_it]


def name_of(user: "AnyUser | None") -> StaffName:
    """Under which name `user` answered readers last; or unsaved, with what their account says. One query."""
    found = StaffName.objects.filter(user=cast(Any, user)).first()
    full_name = getattr(user, "get_full_name", str)
    return found or StaffName(user=cast(Any, user), name=full_name() if user else "")
