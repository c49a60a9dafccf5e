"""What figures are called and how they are said, on the screen, in the chart and in files alike."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from coprod_wagtail.text.formats import number_in_words

from .counting import Measure
from .suppression import TELLS_FROM, Mark, Shown

TITLE = gettext_lazy("How are we doing")
#: In the order of the columns.
MEASURES: dict[Measure, Promise] = {
    Measure.RECEIVED: pgettext_lazy("what became of comments", "Came"),
    Measure.PUBLISHED: pgettext_lazy("what became of comments", "Published"),
    Measure.DECLINED: pgettext_lazy("what became of comments", "Not published"),
    Measure.SPAM: pgettext_lazy("what became of comments", "Spam"),
    Measure.HIDDEN: pgettext_lazy("what became of comments", "Taken off the page"),
    Measure.TAKEN_BACK: pgettext_lazy("what became of comments", "Taken back by writers"),
}
MEDIAN = pgettext_lazy("time until a decision", "Half decided within")
LONGEST = pgettext_lazy("time until a decision", "The longest took")
WAITING = pgettext_lazy("number of comments", "Waiting now")
WAITED = pgettext_lazy("number of comments", "Waiting when the week ended")
ALL = pgettext_lazy("of all weeks and sections", "All")
NO_REASON = pgettext_lazy("why comments were declined", "No reason given")
OTHER_SECTIONS = pgettext_lazy("sections of a site", "Other sections")
NO_SECTION = pgettext_lazy("sections of a site", "On no website")

_HOUR, _DAY = 3600, 86_400


def number_shown(number: Shown) -> str:
    """A number, or what stands in its place."""
    if number is Mark.FEW:
        return _("fewer than %(count)s") % {"count": number_in_words(TELLS_FROM)}
    if number is Mark.LEFT_OUT:
        return pgettext("a number", "left out")
    return number_in_words(number)


def about(number: Shown) -> str:
    """A number that was rounded."""
    if isinstance(number, Mark) or not number:
        return number_shown(number)
    return _("about %(count)s") % {"count": number_in_words(number)}


def span_in_words(seconds: float | Mark | None) -> str:
    """How long something took: in hours, from two days on in days."""
    if isinstance(seconds, Mark):
        return _("too few to tell")
    if seconds is None:
        return pgettext("how long something took", "none")
    if seconds < _HOUR:
        return _("less than an hour")
    if seconds < 2 * _DAY:
        hours = round(seconds / _HOUR)
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": number_in_words(hours)}
    days = round(seconds / _DAY)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": number_in_words(days)}


def hours(seconds: float | Mark | None) -> float | str:
    """How long something took, for a spreadsheet: hours, with one digit behind the point; words where there is no number."""
    if seconds is None or isinstance(seconds, Mark):
        return "" if seconds is None else span_in_words(seconds)
    return round(seconds / _HOUR, 1)
