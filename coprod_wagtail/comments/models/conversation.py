from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, router
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.page_tree.prepared import Prepared
from coprod_wagtail.page_tree.visibility import is_let_in, private_page
from coprod_wagtail.page_tree.wagtail_page import AnyPage
from coprod_wagtail.swap import PAGE_MODEL, get_page_model
from coprod_wagtail.text.moments import aware, check_year

from ..constants import SITE_STOPS, Access, Policy, State
from ..querysets import ConversationQuerySet
from .stops import Stops, stops_of, with_stops


class Conversation(models.Model):
    """What readers say on one page: whether they may, until when, and how many did.

    One row a page, made with its first comment or first setting and never by looking at the page; no row means the
    site's defaults. It is not drafted or revisioned with the page: a change applies straight away.

    `version` grows with every visible change. It is what a cache, an ETag and a purge go by.
    """

    wagtail_reference_index_ignore = True
    # It has a version of its own, which is part of every ETag that depends on it.
    makes_pages_stale = False

    page = models.OneToOneField(
        PAGE_MODEL,
        on_delete=models.CASCADE,
        related_name="reader_conversation",
        verbose_name=pgettext_lazy("comments are on it", "page"),
    )
    access = models.CharField(_("who can join in"), max_length=10, choices=Access, default=Access.OPEN)
    opens_at = models.DateTimeField(
        pgettext_lazy("when", "opens"),
        null=True,
        blank=True,
        validators=[check_year],
        help_text=_("Before this time nobody can write. Leave empty to open now."),
    )
    closes_at = models.DateTimeField(
        pgettext_lazy("when", "closes"),
        null=True,
        blank=True,
        validators=[check_year],
        help_text=_("After this time nobody can write. Leave empty to stay open."),
    )
    policy = models.CharField(_("when a comment shows"), max_length=12, choices=Policy, default=Policy.INHERIT)
    published_count = models.PositiveIntegerField(default=0, editable=False)
    waiting_count = models.PositiveIntegerField(default=0, editable=False)
    #: How many of those that wait came in a flood (see `Sign.MANY_AT_ONCE`). They fill the queue for nobody else.
    flood_count = models.PositiveIntegerField(default=0, editable=False)
    thread_count = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveBigIntegerField(default=0, editable=False)

    objects = ConversationQuerySet.as_manager()

    #: What an editor decides, by the names of the fields.
    SETTINGS = ("access", "opens_at", "closes_at", "policy")

    #: Set by `for_page_id`: whether anybody at all may read the page. None where nobody asked.
    page_is_public: bool | None = None
    page_is_live: bool | None = None
    #: What the page's site says of all its conversations, set by `for_page_id`. Where nobody asked, nothing is stopped.
    stops = Stops()
    #: Set by `let_in`: whether somebody may read the page that not everybody may.
    is_let_in = False

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="coprod_conversation_closes_after_opens",
            )
        ]

    def __str__(self):
        return str(_("Conversation on page %(page)s") % {"page": self.page_id})

    def clean(self):
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("Choose a closing time after the opening time.")})

    @classmethod
    def for_page_id(cls, page_id: int, *, using: str | None = None) -> "Conversation | None":
        """The page's conversation with `page` and `page_is_public` set, unsaved if there is none yet; None without
        such a page. One query, of the database `using` if that is named."""
        # Wagtail asks for the language of a page, to tell its address, and so do we, to speak it.
        pages = _page_with_locale if has_languages() else _page
        return cls._of(pages(page_id, using=using))

    @classmethod
    def for_page(cls, page: AnyPage) -> "Conversation | None":
        """The conversation on a page that is there already: its fields are not fetched again, whether it is live is."""
        conversation = cls._of(_bare_page(page.pk))
        if conversation is not None:
            conversation.page = page
        return conversation

    @classmethod
    def for_page_ids(cls, page_ids: Collection[int]) -> "dict[int, Conversation]":
        """The conversations on several pages, by the pages' ids (see `for_page_id`). One query, none without any."""
        if not page_ids:
            return {}
        return {found.page_id: found for found in cls._all_of(_some_pages(tuple(sorted(page_ids))))}

    @classmethod
    def _of(cls, pages):
        return next(iter(cls._all_of(pages)), None)

    @classmethod
    def _all_of(cls, pages):
        for page in pages:
            conversation = getattr(page, "reader_conversation", None) or cls(page=page)
            conversation.page_is_live = page.live
            conversation.page_is_public = page.live and not page.coprod_private
            conversation.stops = stops_of(page)
            yield conversation

    def let_in(self, request: HttpRequest) -> None:
        """Have the conversation answer as for the sender of `request`, who may have given the password of a page that is
        not for everyone, or signed in there. For a conversation that `for_page_id` gave; see `is_let_in`."""
        if self.page_is_live and not self.page_is_public:
            self.is_let_in = is_let_in(request, self.page)

    def again(self) -> "Conversation | None":
        """The conversation as it is now, for the same reader; None if its page has gone. One query, of the database that is
        written to: a copy of it may not have heard yet."""
        now = self.for_page_id(self.page_id, using=router.db_for_write(type(self)))
        if now is not None:
            now.is_let_in = bool(self.is_let_in and now.page_is_live)
        return now

    def page_may_be_read(self) -> bool:
        """Whether everybody may read the page, or who was let in. No where nobody asked about it (see `for_page_id`)."""
        return bool(self.page_is_public or self.is_let_in)

    def shows_comments(self) -> bool:
        """Whether what is published can be read now by who asks. Not on a page that became an alias: it shows the
        conversation of its source."""
        return self.page_may_be_read() and self.access != Access.HIDDEN and not self.page.alias_of_id

    def state(self, now: datetime | None = None) -> State:
        """What the conversation is at `now`."""
        now = now or timezone.now()
        if self.access == Access.HIDDEN:
            return State.HIDDEN
        if self.page_is_public is False and not self.is_let_in:
            return State.NOT_PUBLIC
        if self.access == Access.READ_ONLY:
            return State.READ_ONLY
        if self.opens_at and now < self.opens_at:
            return State.NOT_OPEN
        ends_at = self.ends_at()
        if ends_at and now >= ends_at:
            return State.CLOSED
        return self.stops.state(now) or State.OPEN

    def ends_at(self) -> datetime | None:
        """When it closes by itself: at the time that was set for it, or else so long after the page was published as the site
        says; None for never."""
        if self.closes_at or self.stops.close_after_days is None:
            return self.closes_at
        return self.stops.closing_time(self.page.first_published_at)

    def finishes_at(self, now: datetime | None = None) -> datetime | None:
        """Until when people may still send what they began before the conversation closed, or was stopped before an election,
        `conf.CLOSING_GRACE_SECONDS` after that; None where that is over, or nobody can write for another reason.

        Once it is closed nobody is given a form, so whoever has one began before.
        """
        now = now or timezone.now()
        stopped_at = {State.CLOSED: self.ends_at(), State.FROZEN: self.stops.frozen_from}.get(self.state(now))
        if stopped_at is None:
            return None
        until = stopped_at + timedelta(seconds=conf.CLOSING_GRACE_SECONDS)
        return until if now < until else None

    def settings(self) -> dict[str, str | None]:
        """What an editor decided, as JSON keeps it: by it somebody is told that it was changed meanwhile. `version` would
        tell them of every comment, too."""
        return {name: plain_setting(getattr(self, name)) for name in self.SETTINGS}

    def state_in_preview(self) -> State:
        """The state where an editor looks at the page before it is published: nobody can write."""
        state = self.state()
        return state if state == State.HIDDEN else State.PREVIEW

    def may_be_read(self) -> bool:
        """Whether there may be comments, and who asks may read them now."""
        return bool(self.pk and self.shows_comments())

    def is_full(self) -> bool:
        """Whether so many comments wait to be read that people are asked to come back."""
        return self.waiting_count - self.flood_count >= conf.MAX_WAITING

    def takes_comments(self) -> bool:
        return self.state() == State.OPEN and not self.is_full()

    def visible_count(self) -> int:
        """How many of its comments who asks may read now."""
        return 0 if self.state() in {State.HIDDEN, State.NOT_PUBLIC} else self.published_count

    def has_a_feed(self) -> bool:
        """Whether it is worth following: everybody can read it, and there are comments or may be some soon."""
        state = self.state()
        if not self.page_is_public or state == State.HIDDEN:
            return False
        return bool(self.published_count) or state in {State.OPEN, State.NOT_OPEN} or state in SITE_STOPS

    def closing_time(self) -> datetime | None:
        """When writing ends, or None where no end is set or nobody can write anyway."""
        return self.ends_at() if self.access == Access.OPEN else None


def plain_setting(value: Any) -> str | None:
    """A setting of a conversation as JSON keeps it, the same for the same moment on every clock."""
    return aware(value).astimezone(UTC).isoformat() if isinstance(value, datetime) else value


@cache
def _pages():
    """All pages, with their conversations and whether they are private."""
    pages = with_stops(get_page_model()._default_manager.annotate(coprod_private=private_page("path")))
    return pages.select_related("reader_conversation").order_by()


def _bare_pages():
    """Conversations with nothing of the page but whether it is live."""
    own = [f"reader_conversation__{field.name}" for field in Conversation._meta.concrete_fields]
    return _pages().only("live", *own)


_some_pages = Prepared(lambda pks: _pages().filter(pk__in=pks))
_page = Prepared(lambda pk: _pages().filter(pk=pk))
_page_with_locale = Prepared(lambda pk: _pages().filter(pk=pk).select_related("locale"))
_bare_page = Prepared(lambda pk: _bare_pages().filter(pk=pk))


def conversation_of(page: Any, request: HttpRequest | None = None) -> Conversation | None:
    """The conversation that `page` shows, remembered on the page object; None for a page never saved. With a `request` as
    its sender may read it (see `Conversation.let_in`), and remembered so."""
    if not hasattr(page, "_coprod_conversation"):
        page._coprod_conversation = _find_conversation(page)
    conversation: Conversation | None = page._coprod_conversation
    if conversation is not None and request is not None and not conversation.is_let_in:
        conversation.let_in(request)
    return conversation


def _find_conversation(page):
    page_id = page.commented_page_id
    if not page_id:
        return None
    return Conversation.for_page(page) if page_id == page.pk else Conversation.for_page_id(page_id)
