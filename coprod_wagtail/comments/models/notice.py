"""How moderators, authors and managers hear of what waits, and what they were told."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from ..notices.constants import POSTS, How
from .comment import ReaderComment


def hows() -> list[tuple[str, str]]:
    """For migrations, which name no words."""
    return [(how.value, str(how.label)) for how in How]


def hows_of_posts() -> list[tuple[str, str]]:
    """How an author may hear of comments on their pages."""
    return [(how.value, str(how.label)) for how in POSTS]


def long_ago() -> datetime:
    """Who was never told anything is told all that waits."""
    return datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone() if settings.USE_TZ else None)


class NoticeOptions(models.Model):
    """The part of a site's settings that says what mails to its own people may carry, and who hears that a promise was not
    kept."""

    mails_without_words = models.BooleanField(
        _("e-mails to moderators carry a link only"),
        default=False,
        help_text=_(
            "They say how much waits, and lead to the admin. Without the tick, they carry the words of comments and a link for "
            "each decision. Where somebody is worried about a person, they never carry words."
        ),
    )
    manager_email = models.EmailField(
        _("e-mail address of the manager"),
        blank=True,
        help_text=_("We write there, without anybody’s words, when something has waited longer than you promise."),
    )
    manager_group = models.ForeignKey(
        "auth.Group",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group of the managers"),
        help_text=_("We write to each of its people in the same way."),
    )

    notices_panel = MultiFieldPanel(
        [FieldPanel("mails_without_words"), FieldPanel("manager_email"), FieldPanel("manager_group")],
        heading=_("E-mails to your own people"),
    )

    class Meta:
        abstract = True


class NoticeSettingsQuerySet(models.QuerySet["NoticeSettings"]):
    def not_queued(self, now: datetime) -> Self:
        """Those for whom the outbox has no mail that will say all there is to say."""
        return self.filter(Q(queued_until=None) | Q(queued_until__lte=now))

    def posts_not_queued(self, now: datetime) -> Self:
        """Those for whom it has none about comments on their pages."""
        return self.filter(Q(posts_queued_until=None) | Q(posts_queued_until__lte=now))


class NoticeSettings(models.Model):
    """How one person with an account hears of what waits for them, as they chose it; and up to when they were told.

    There is no row of somebody who never chose and was told nothing yet.
    """

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+", editable=False
    )
    #: Empty for who never chose: see `notices.people`.
    how = models.CharField(_("when something waits to be read"), max_length=10, blank=True, choices=hows, default="")
    quiet_from = models.TimeField(_("no e-mails from"), null=True, blank=True)
    quiet_until = models.TimeField(pgettext_lazy("hours without e-mails", "until"), null=True, blank=True)
    #: The last day.
    away_until = models.DateField(_("away until"), null=True, blank=True)
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who stands in"),
    )
    shown = models.BooleanField(
        _("tell me also of comments that show straight away"),
        default=True,
        help_text=_(
            "Only where your website shows comments before somebody reads them. They come in the same e-mails."
        ),
    )
    posts = models.CharField(
        _("when readers comment on pages that you made"),
        max_length=10,
        choices=hows_of_posts,
        default=How.NEVER,
    )
    #: What began to wait up to this moment was told.
    told_until = models.DateTimeField(default=long_ago, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)
    #: Until when the outbox may have a mail that will say all there is to say; see `Subscription`.
    queued_until = models.DateTimeField(null=True, editable=False)
    #: As above, of comments on their pages, which are told from when they chose it on.
    posts_told_until = models.DateTimeField(default=timezone.now, editable=False)
    posts_queued_until = models.DateTimeField(null=True, editable=False)

    objects = NoticeSettingsQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        # A number, never a name.
        return f"Notices of user {self.pk}"


class DayTold(models.Model):
    """That somebody was reminded of one thing that waits, or the manager told of it. It goes with the comment."""

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    comment = models.ForeignKey(ReaderComment, on_delete=models.CASCADE, related_name="+", editable=False)
    #: One of `notices.constants.Thing`.
    thing = models.CharField(max_length=10, editable=False)
    #: The id of the comment, the report, the message or the comment whose words are to be others.
    number = models.PositiveBigIntegerField(editable=False)
    #: Since when it waited: who sends other words after those were decided about is waited for anew.
    since = models.DateTimeField(editable=False)
    #: One of `notices.constants.Stage`.
    stage = models.CharField(max_length=10, editable=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["thing", "number", "since", "stage"], name="coprod_day_told_once")
        ]

    def __str__(self):
        return f"{self.stage} of {self.thing} {self.number}"
