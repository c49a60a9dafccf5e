"""What stops people from writing on a whole site: a pause, the time before an election, and the age of a page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CharField, ExpressionWrapper, F, OuterRef, Subquery
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Site

from coprod_wagtail.text.moments import check_year

from ..constants import State

#: The way back from a site to its settings.
SETTINGS = "coprod_comment_settings"

# Fields of the settings, and of the texts in one more language.
PAUSE_WORDS, FREEZE_WORDS = _("what readers are told while you pause"), _("what readers are told before an election")


class SiteStops(models.Model):
    """The part of a site's settings that stops new comments everywhere. What is there can be read; what readers tell us about
    a comment, and what writers do with their own, goes on; and so does moderation."""

    paused = models.BooleanField(
        _("take no new comments for now"),
        default=False,
        help_text=_("On all pages of the site, at once, until you take the tick away. People can read what is there."),
    )
    pause_words = models.TextField(
        PAUSE_WORDS, blank=True, help_text=_("Say why, and until when if you know. Leave empty to use our words.")
    )
    frozen_from = models.DateTimeField(_("no new comments from"), null=True, blank=True, validators=[check_year])
    frozen_until = models.DateTimeField(
        _("no new comments until"),
        null=True,
        blank=True,
        validators=[check_year],
        help_text=_("It begins and ends by itself."),
    )
    freeze_words = models.TextField(
        FREEZE_WORDS,
        blank=True,
        help_text=_("We add when they can write again. Leave empty to use our words."),
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("days after which the comments on a page close"),
        null=True,
        blank=True,
        help_text=_(
            "Counted from when the page was published. Leave empty to keep them open. "
            "A page with a closing time of its own closes then."
        ),
    )

    stops_panel = MultiFieldPanel(
        [FieldPanel("paused"), FieldPanel("pause_words")],
        heading=_("Pause comments"),
    )
    freeze_panel = MultiFieldPanel(
        [FieldRowPanel([FieldPanel("frozen_from"), FieldPanel("frozen_until")]), FieldPanel("freeze_words")],
        heading=_("Before an election"),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        begins, ends = self.frozen_from, self.frozen_until
        if (begins is None) != (ends is None):
            empty = "frozen_from" if begins is None else "frozen_until"
            raise ValidationError(
                {empty: _("Choose both times, so that it begins and ends by itself; or leave both empty.")}
            )
        if begins is not None and ends is not None and ends <= begins:
            raise ValidationError({"frozen_until": _("Choose an end after the beginning.")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """What stops people from writing on all pages of a site. Without anything said, nothing does."""

    paused: bool = False
    frozen_from: datetime | None = None
    frozen_until: datetime | None = None
    close_after_days: int | None = None

    def state(self, now: datetime) -> State | None:
        """`PAUSED` or `FROZEN`, or None where people can write. A pause, of which nobody knows the end, goes before."""
        if self.paused:
            return State.PAUSED
        if self.frozen_from and self.frozen_until and self.frozen_from <= now < self.frozen_until:
            return State.FROZEN
        return None

    def closing_time(self, published: datetime | None) -> datetime | None:
        """When a page closes that was published then, and has no closing time of its own; None for never."""
        if self.close_after_days is None or published is None:
            return None
        return published + timedelta(days=self.close_after_days)

    def changes(self) -> list[datetime | None]:
        """Moments at which this changes by itself; None for those that are not set."""
        return [self.frozen_from, self.frozen_until]


_FIELDS = ("paused", "frozen_from", "frozen_until", "close_after_days")


def with_stops(pages, path="path"):
    """`pages`, or rows with a page at `path`, with what `stops_of` reads from them. No query of its own: one of several sites
    that show the same page stands for all, the default one if it is among them."""
    outer = ExpressionWrapper(OuterRef(path), output_field=CharField())
    sites = Site.objects.annotate(of=outer).filter(of__startswith=F("root_page__path"))
    nearest = sites.order_by(Length("root_page__path").desc(), "-is_default_site", "pk")
    return pages.annotate(**{f"coprod_{name}": Subquery(nearest.values(f"{SETTINGS}__{name}")[:1]) for name in _FIELDS})


def stops_of(page) -> Stops:
    """What stops people from writing on a page that came from `with_stops`."""
    found = {name: getattr(page, f"coprod_{name}") for name in _FIELDS}
    return Stops(**found | {"paused": bool(found["paused"])})
