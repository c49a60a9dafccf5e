from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coprod_wagtail.actions import Action, AnyUser, NotAllowed
from coprod_wagtail.page_tree.wagtail_page import AnyPage

from ..models import Conversation
from ..permissions import may_set_conversation
from ..signals import conversation_changed, conversation_is_changing
from ..store.conversation import change


class SetConversation(Action[Conversation]):
    """Open, close or hide the conversation on a page, set its times and policy; applies straight away.

    `values` may hold ``access``, ``opens_at``, ``closes_at`` and ``policy``. Raises `NotAllowed`, or Django's
    `ValidationError` for values that do not fit. Returns the conversation; one log line on the page if anything changed.
    """

    FIELDS = ("access", "opens_at", "closes_at", "policy")

    def __init__(self, page: AnyPage, values: Mapping[str, Any], *, user: "AnyUser | None") -> None:
        super().__init__(user=user)
        self.page = page
        self.values = {name: values[name] for name in self.FIELDS if name in values}

    def check(self) -> None:
        if not may_set_conversation(self.user, self.page):
            raise NotAllowed(_("You do not have the right to change the conversation on this page."))

    def execute(self) -> Conversation:
        conversation, _created = Conversation.objects.get_or_create(page=self.page)
        # What fits is judged by what is there now, not by what was there when somebody else had not saved yet.
        Conversation.objects.lock([conversation.pk])
        conversation.refresh_from_db()
        before = {name: getattr(conversation, name) for name in self.values}
        changed = {name: value for name, value in self.values.items() if value != before[name]}
        if not changed:
            return conversation
        for name, value in changed.items():
            setattr(conversation, name, value)
        # No database knows the choices, and SQLite no lengths. What is not changed here is not judged here.
        conversation.clean_fields(exclude={field.name for field in conversation._meta.fields} - set(changed))
        changed = {name: getattr(conversation, name) for name in changed}
        conversation.clean()
        change(conversation, changed)
        self.log(
            self.page,
            "coprod_comments.set_conversation",
            data={"changed": {name: [_plain(before[name]), _plain(value)] for name, value in changed.items()}},
        )
        conversation_is_changing.send_robust(sender=Conversation, conversation=conversation)
        transaction.on_commit(lambda: conversation_changed.send_robust(sender=Conversation, conversation=conversation))
        return conversation


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
