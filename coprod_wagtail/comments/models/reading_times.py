"""When comments are read, as the editors of a site decide it."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from coprod_wagtail.text.moments import moment_at, today

from ..promise.bank_holidays import BankHolidays
from ..promise.days_off import check_days_off, days_off
from ..promise.working_days import WorkingDays, monday_to_friday

#: More is no promise.
MOST_DAYS = 60


class WeekdaysField(models.JSONField):
    """Days of the week, a list of numbers with 0 for Monday. To migrations it is a JSONField."""

    def formfield(self, **kwargs: Any) -> forms.Field:  # type: ignore[override]  # boxes, and no JSON to be typed
        return forms.TypedMultipleChoiceField(
            choices=list(WEEKDAYS.items()),
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            error_messages={"required": _("Choose at least one day.")},
        )

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class ReadingTimes(models.Model):
    """The part of a site's settings that says when comments are read, and so by when each one is."""

    answer_days = models.PositiveSmallIntegerField(
        _("working days to read a comment"),
        default=2,
        validators=[MaxValueValidator(MOST_DAYS)],
        help_text=_("We promise this to people beside the form and after they send a comment. 0 is the same day."),
    )
    reading_days = WeekdaysField(_("days on which you read comments"), default=monday_to_friday)
    bank_holidays = models.CharField(
        _("bank holidays on which nobody reads"),
        max_length=20,
        choices=BankHolidays,
        default=BankHolidays.NONE,
        help_text=_(
            "Choose the part of the United Kingdom that you work in. We know the days; you need not look after them."
        ),
    )
    days_off = models.TextField(
        _("other days on which nobody reads"),
        blank=True,
        validators=[check_days_off],
        help_text=_(
            "One day a line, such as 24/12/2026. Or the first and the last day with “to” between them: 24/12/2026 to 03/01/2027."
        ),
    )
    reading_from = models.TimeField(
        _("somebody reads from"), null=True, blank=True, help_text=_("Leave both empty if you have no fixed hours.")
    )
    reading_until = models.TimeField(
        _("somebody reads until"), null=True, blank=True, help_text=_("People can still send comments at other hours.")
    )

    #: When the comment was sent that has waited longest to be read; None without one, and where nobody asked.
    oldest_waiting: datetime | None = None

    reading_times_panel = MultiFieldPanel(
        [
            FieldPanel("answer_days"),
            FieldPanel("reading_days"),
            FieldPanel("bank_holidays"),
            FieldPanel("days_off"),
            FieldRowPanel([FieldPanel("reading_from"), FieldPanel("reading_until")]),
        ],
        heading=_("When you read comments"),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        opens, closes = self.reading_from, self.reading_until
        if (opens is None) != (closes is None):
            empty = "reading_from" if opens is None else "reading_until"
            raise ValidationError({empty: _("Write both times, or leave both empty.")})
        if opens is not None and closes is not None and closes <= opens:
            raise ValidationError({"reading_until": _("Choose a later time than the one before.")})

    @property
    def working_days(self) -> WorkingDays:
        """When somebody reads, for counting days."""
        return WorkingDays(
            weekdays=self.reading_days,
            holidays=self.bank_holidays,
            days_off=days_off(self.days_off),
            opens=self.reading_from,
            closes=self.reading_until,
        )

    def promised_day(self, received: datetime) -> date:
        """The local date by which a comment is read that was received then."""
        return self.working_days.after(received, self.answer_days)

    def due_at(self, received: datetime) -> datetime:
        """The moment by which it is read: the end of that day, or the hour at which nobody reads any more on it."""
        return moment_at(self.promised_day(received), self.reading_until or time.max)

    @property
    def is_late(self) -> bool:
        """Whether a comment waits to be read that should have been by now. Asks the database nothing: see `oldest_waiting`."""
        return self.oldest_waiting is not None and self.promised_day(self.oldest_waiting) < today()

    @property
    def hours(self) -> tuple[time, time] | None:
        """From when until when somebody reads on a working day; None where no hours are fixed."""
        if self.reading_from is None or self.reading_until is None:
            return None
        return self.reading_from, self.reading_until

    def is_read_now(self) -> bool:
        """Whether somebody reads comments at this moment."""
        return self.working_days.is_open(timezone.now())
