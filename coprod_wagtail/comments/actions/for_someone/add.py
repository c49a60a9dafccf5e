from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext as _

from coprod_wagtail.actions import AnyUser, NotAllowed
from coprod_wagtail.conf import conf

from ...constants import CameBy, Consent, Policy, State
from ...intake import limits
from ...intake.submission import Submission
from ...models import Conversation, ReaderComment, TypedInForSomeone
from ...models.reading_times import ReadingTimes
from ...moderation.holds.known import Belongs, belongs_to
from ...permissions import policy
from ..submit import SubmitComment


class AddCommentForSomeone(SubmitComment):
    """Write down what somebody said or sent on paper, under the name that they chose. It waits, or shows, as if they had sent
    it themselves; who typed it in, how it came and how they agreed is kept for moderators.

    Raises `NotAllowed`, and what `SubmitComment` raises. Its log line says how it came, and holds no words.
    """

    def __init__(
        self,
        conversation: Conversation | None,
        submission: Submission,
        *,
        user: "AnyUser | None",
        came_by: CameBy,
        consent: Consent,
        site_policy: str = Policy.READ_FIRST,
        site_name: str = "",
        site_id: int | None = None,
        stop_words: Mapping[State, str] | None = None,
        reading: ReadingTimes | None = None,
    ) -> None:
        super().__init__(
            conversation,
            submission,
            site_policy=site_policy,
            site_name=site_name,
            site_id=site_id,
            stop_words=stop_words,
            reading=reading,
        )
        self.user, self.came_by, self.consent = user, came_by, consent

    def __call__(self) -> str:
        self._ask_permission()  # the answer to the same form sent before leads to somebody's private page as well
        return super().__call__()

    def check(self) -> None:
        self._ask_permission()
        super().check()

    def _ask_permission(self) -> None:
        if not policy.user_adds_for_someone(self.user, self._readable().page):
            raise NotAllowed(_("You do not have the right to add a comment for somebody else."))

    def _crowd(self, conversation: Conversation) -> limits.Crowd:
        # A heap of letters that one person types in is no flood.
        return limits.Crowd(many=False, flood_room=conf.MAX_FLOOD_WAITING)

    @property
    def asks_service(self) -> bool:
        # Whoever said it to us was told nothing of a service.
        return False

    def _belongs(self, crowd: limits.Crowd) -> Belongs:
        # From the place of whoever types it in, whom nobody holds.
        return belongs_to(self.submission.author_email, "", in_flood=False, site_id=self.site_id)

    def _note(self, comment: ReaderComment) -> None:
        TypedInForSomeone.objects.create(
            comment=comment, typed_by=cast(Any, self.user), came_by=self.came_by, consent=self.consent
        )
        self.log(comment, "coprod_comments.add_for_someone", data={"came_by": str(self.came_by)})
