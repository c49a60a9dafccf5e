from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Site

from coprod_wagtail.actions import Action, AnyUser, NotAllowed
from coprod_wagtail.page_tree.wagtail_page import AnyPage
from coprod_wagtail.swap import get_page_model

from ..exceptions import PageGone, SettingsChanged
from ..models import Conversation, ReaderCommentSettings, plain_setting
from ..permissions import may_pause, may_set_conversation
from ..signals import conversation_changed, conversations_change
from ..store.conversation import change


class SetConversation(Action[Conversation]):
    """Open, close or hide the conversation on a page, set its times and policy; applies straight away.

    `values` may hold ``access``, ``opens_at``, ``closes_at`` and ``policy``. `seen`, if given, is what the settings were
    when somebody decided to change them (`Conversation.settings`). Raises `NotAllowed`; `SettingsChanged` where they are
    others by now; `PageGone`; or Django's `ValidationError` for values that do not fit. Returns the conversation; one log
    line on the page if anything changed.
    """

    FIELDS = Conversation.SETTINGS

    def __init__(
        self,
        page: AnyPage,
        values: Mapping[str, Any],
        *,
        user: "AnyUser | None",
        seen: Mapping[str, str | None] | None = None,
    ) -> None:
        super().__init__(user=user)
        self.page = page
        self.values = {name: values[name] for name in self.FIELDS if name in values}
        self.seen = seen

    def __call__(self) -> Conversation:
        try:
            return super().__call__()
        except (IntegrityError, ValidationError, Conversation.DoesNotExist) as error:
            if get_page_model()._default_manager.filter(pk=self.page.pk).exists():
                raise
            raise PageGone from error

    def check(self) -> None:
        if not may_set_conversation(self.user, self.page):
            raise NotAllowed(_("You do not have the right to change the conversation on this page."))

    def execute(self) -> Conversation:
        conversation = self._locked()
        before = {name: getattr(conversation, name) for name in self.values}
        changed = {name: value for name, value in self.values.items() if value != before[name]}
        if not changed:
            return conversation
        now = conversation.settings()
        if self.seen is not None and dict(self.seen) != now:
            raise SettingsChanged(self.seen, now)
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
            data={
                "changed": {
                    name: [plain_setting(before[name]), plain_setting(value)] for name, value in changed.items()
                }
            },
        )
        conversations_change(Conversation, [conversation])
        transaction.on_commit(lambda: conversation_changed.send_robust(sender=Conversation, conversation=conversation))
        return conversation

    def _locked(self) -> Conversation:
        """The conversation, made if there is none yet. What fits, and what was seen, is judged by what is there now, not
        by what was there when somebody else had not saved yet."""
        conversation, _created = Conversation.objects.get_or_create(page=self.page)
        Conversation.objects.lock([conversation.pk])
        conversation.refresh_from_db()
        return conversation


class SetPause(Action[bool]):
    """Take no new comments on a whole site, or take them again; applies straight away. `words` are what readers are told
    meanwhile, empty for our own.

    Raises `NotAllowed`. Returns whether anything changed; a pause that begins or ends leaves one log line on the site's
    settings, without words.
    """

    def __init__(self, site: Site, *, paused: bool, words: str = "", user: "AnyUser | None") -> None:
        super().__init__(user=user)
        self.site, self.paused, self.words = site, paused, words

    def check(self) -> None:
        if not may_pause(self.user, self.site):
            raise NotAllowed(_("You do not have the right to pause the comments on the whole site."))

    def execute(self) -> bool:
        ReaderCommentSettings.objects.get_or_create(site=self.site)
        # Of two at once, the second finds what the first has done.
        settings = ReaderCommentSettings.objects.select_for_update().get(site=self.site)
        if (settings.paused, settings.pause_words) == (self.paused, self.words):
            return False
        was_paused = settings.paused
        settings.paused, settings.pause_words = self.paused, self.words
        settings.save(update_fields=["paused", "pause_words"])
        if was_paused != self.paused:
            self.log(settings, "coprod_comments.pause" if self.paused else "coprod_comments.end_pause")
        return True


def log_erased_conversation(conversation: Conversation) -> None:
    """One log line on the page that is going, with how many comments go with it and not a word of them.

    Called while the page is being deleted, whichever way: alone, with the pages above it, in bulk or by a program.
    """
    count = conversation.comments.count()
    if count:
        log(conversation.page, "coprod_comments.erase_conversation", uuid=uuid4(), data={"comments": count})
