"""What others call, rightly and wrongly: for `test_types`, which has mypy read it. Nobody runs it.

A line that mypy has to refuse says with which code of its own.
"""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest

from coprod_wagtail.actions import Action, ActionError
from coprod_wagtail.api.kit.caching import unless_unchanged
from coprod_wagtail.api.kit.problems import Refused
from coprod_wagtail.comments.actions import ImportComments, OldComment, PublishComment, SetConversation, SubmitComment
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.permissions import may_set_conversation, policy
from coprod_wagtail.comments.store.listing import settle
from coprod_wagtail.conf import conf
from coprod_wagtail.pages.models import ConversationPage


def actions(comment: ReaderComment, page: ConversationPage, user: User) -> None:
    published: ReaderComment = PublishComment(comment, user=user, reason="kind", note="")()
    PublishComment("not a comment", user=user)  # wrong: arg-type
    PublishComment(published, user=12)  # wrong: arg-type
    conversation: Conversation = SetConversation(page, {"access": "open"}, user=user)()
    SetConversation("not a page", {}, user=user)  # wrong: arg-type
    SetConversation(page, {}, user=12)  # wrong: arg-type
    SetConversation(page, {})  # wrong: call-arg
    SubmitComment(conversation, "not a submission")  # wrong: arg-type
    number: int = SetConversation(page, {}, user=user)()  # wrong: assignment
    old = OldComment(source_key="1f", body="Words")
    ImportComments(page, [old], source="old-site", batch=UUID(int=1))().visible()
    ImportComments(page, ["not a comment"], source="old-site", batch=UUID(int=1))  # wrong: list-item
    raise ActionError(number)  # wrong: arg-type


class CountWords(Action[int]):
    """A verb of a site's own."""

    def execute(self) -> int:
        return 12


class SayWords(Action[int]):
    """One that does not keep what it says."""

    def execute(self) -> str:  # wrong: override
        return "twelve"


def permissions(comment: ReaderComment, page: ConversationPage, user: User) -> bool:
    policy.comments_for(AnonymousUser()).in_reading_order()
    policy.comments_for("sam")  # wrong: arg-type
    policy.user_has_permission_for_instance(user, "moderate", "12")  # wrong: arg-type
    return may_set_conversation(page, user)  # wrong: arg-type


def store(comment: ReaderComment) -> str:
    settle(comment, None)
    return settle(comment.body, comment.status)  # wrong: arg-type return-value


def settings() -> str:
    limit: int = conf.MAX_COMMENT_LENGTH
    return conf.MAX_COMMENT_LENGTH + limit  # wrong: return-value


def answers(request: HttpRequest) -> None:
    unless_unchanged(request, {"drawn": 1})
    unless_unchanged(request, ["drawn"])  # wrong: arg-type
    raise Refused("404", "not_found", "There is nothing here.")  # wrong: arg-type
