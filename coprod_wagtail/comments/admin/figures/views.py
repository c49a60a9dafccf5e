"""How are we doing: figures for whoever reads comments, of those that are theirs to read."""

from collections import OrderedDict
from datetime import datetime

from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView

from coprod_wagtail.text.formats import day_in_words
from coprod_wagtail.text.spreadsheets import cell

from ...figures import words
from ...figures.chart import chart_of
from ...figures.counting import Measure, TooMany, figures_for
from ...figures.table import Row, tables_of
from ...figures.weeks import Weeks
from ...models import ReaderComment
from ...panels import READER_COMMENTS
from ...permissions import policy
from ..rows import index_url
from .filters import FiguresFilterSet

_NAME = "coprod_comments_admin:figures"
#: What a line of the file is about.
KINDS = {
    "total": words.ALL,
    "week": pgettext_lazy("what a number is about", "Week from"),
    "section": pgettext_lazy("what a number is about", "Section"),
    "reason": pgettext_lazy("what a number is about", "Not published, because"),
    "report": pgettext_lazy("what a number is about", "Told us and not decided"),
    "case": pgettext_lazy("what a number is about", "Open case"),
}
_HOURS = gettext_lazy("%(what)s (hours)")


class FiguresView(ReportView):
    page_title = words.TITLE
    header_icon = "history"
    model = ReaderComment
    permission_policy = policy
    any_permission_required = ["view"]
    index_url_name = _NAME
    index_results_url_name = f"{_NAME}_results"
    template_name = "coprod_wagtail/comments/admin/figures.html"
    results_template_name = "coprod_wagtail/comments/admin/figures_results.html"
    filterset_class = FiguresFilterSet
    is_searchable = False
    paginate_by = None
    no_results_message = gettext_lazy("These are too many comments to count at once. Choose fewer weeks.")
    list_export = ["kind", "name", *words.MEASURES, "median", "longest", "waiting", "open"]

    def get_filtered_queryset(self):
        """The lines of the file: what kind each is, and its row."""
        tables = self.tables
        if tables is None:
            return []
        lines = [("total", tables.total), *(("week", row) for row in tables.weeks)]
        lines += [("section", row) for row in tables.sections]
        lines += [("reason", Row(name, {Measure.DECLINED: number})) for name, number in tables.reasons]
        lines += [("report", Row(name, waiting=number)) for name, number in tables.reports]
        return lines + [("case", Row(name, waiting=number)) for name, number in tables.cases]

    @cached_property
    def asked(self):
        """What was chosen, as far as it makes sense."""
        return self.filters.form.cleaned_data if self.filters.is_valid() else {}

    @cached_property
    def weeks(self):
        days = self.asked.get("weeks")
        return Weeks.holding(_day(days and days.start), _day(days and days.stop))

    @cached_property
    def tables(self):
        try:
            return tables_of(figures_for(self.request.user, self.weeks, self.asked.get("site")), self.request.user)
        except TooMany:
            return None

    def get_filename(self):
        return f"reader-comments-{self.weeks.first}-{self.weeks.last_day}"

    @cached_property
    def export_headings(self):
        hours = {
            name: _HOURS % {"what": label} for name, label in (("median", words.MEDIAN), ("longest", words.LONGEST))
        }
        named = {
            "kind": _("What"),
            "name": _("Which"),
            "waiting": words.WAITING,
            "open": pgettext_lazy("number of reports or cases", "Open"),
        }
        return {**named, **words.MEASURES, **hours}

    def to_row_dict(self, item):
        kind, row = item
        line = OrderedDict(kind=str(KINDS[kind]), name=cell(row.week or row.name))
        for measure in words.MEASURES:
            line[measure] = _number(row.numbers.get(measure))
        line["median"], line["longest"] = words.hours(row.median), words.hours(row.longest)
        waiting = row.waiting_in_words if row.week else _number(row.waiting)
        line["waiting"], line["open"] = ("", waiting) if kind in ("report", "case") else (waiting, "")
        return line

    def get_breadcrumbs_items(self):
        items = [*self.breadcrumbs_items, {"url": index_url(), "label": READER_COMMENTS}]
        return [*items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        tables, weeks = self.tables, self.weeks
        context["media"] += forms.Media(css={"all": [static("coprod_wagtail/comments-figures.css")]})
        return {
            **context,
            "tables": tables,
            "chart": tables and chart_of(tables.weeks),
            "heads": [*words.MEASURES.values(), words.MEDIAN, words.LONGEST],
            "week_head": KINDS["week"],
            "section_head": KINDS["section"],
            "waiting_head": words.WAITING,
            "waited_head": words.WAITED,
            "first_day": day_in_words(weeks.first),
            "last_day": day_in_words(weeks.last_day),
            "list_url": f"{index_url()}?status=pending",
        }


class FiguresMenuItem(MenuItem):
    """Among Wagtail's reports."""

    def __init__(self):
        super().__init__(words.TITLE, reverse(_NAME), name="coprod-figures", icon_name="history", order=1200)

    def is_shown(self, request):
        return policy.user_has_permission(request.user, "view")


def _day(moment):
    return moment.date() if isinstance(moment, datetime) else moment


def _number(number):
    return number if isinstance(number, int) else "" if number is None else words.number_shown(number)
