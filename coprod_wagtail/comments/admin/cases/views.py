"""The list of cases by the day on which they are due, one case, and what is done with it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.widgets.button import Button

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.text.formats import moment_in_words

from ...cases.actions import LookAtCopy, OpenCase
from ...cases.forms import NOBODY
from ...cases.rows import holidays_by_site
from ...cases.steps import STEPS, comment_of, copy_kept_at, steps_now
from ...cases.visible import cases_for, may_handle
from ...cases.words import history_of, time_left, what_next
from ...models import Case
from ...moderation.told import as_told
from ...panels import READER_COMMENTS
from ...permissions import case_policy
from ...staff import texts
from ..about.lists import CASES
from ..rows import index_url, reading_url
from ..screens.base import FormBelowTheList
from .forms import CaseFilterSet, NewCaseOnSiteForm

INDEX = "coprod_cases:index"
NEW_CASE = gettext_lazy("Write down a new case")


def case_url(case):
    return reverse("coprod_cases:inspect", args=[case.pk])


class CaseIndexView(IndexView):
    """Open ones first, by the day on which they are due. Five queries, however many there are."""

    model = Case
    permission_policy = case_policy
    any_permission_required = ["view"]
    page_title = CASES
    index_url_name = INDEX
    index_results_url_name = "coprod_cases:index_results"
    filterset_class = CaseFilterSet
    default_ordering = None
    paginate_by = 50
    table_classname = "listing coprod-queue"
    is_searchable = False

    @cached_property
    def holidays(self):
        return holidays_by_site()

    @cached_property
    def columns(self):
        return [
            TitleColumn(
                "kind",
                label=pgettext_lazy("column of a list", "Case"),
                accessor=lambda case: f"{case}: {case.get_kind_display()}",
                get_url=case_url,
            ),
            Column(
                "due_at",
                label=pgettext_lazy("column of a list", "Time left"),
                accessor=lambda case: time_left(case, self.holidays.get(case.site_id, "")),
            ),
            Column(
                "assigned_to",
                label=pgettext_lazy("column of a list", "Looks after it"),
                accessor=lambda case: user_display_name(case.assigned_to) if case.assigned_to else "",
            ),
        ]

    def get_base_queryset(self):
        return cases_for(self.request.user).select_related("assigned_to__wagtail_userprofile")

    def order_queryset(self, queryset):
        return queryset.in_order()

    @cached_property
    def header_more_buttons(self):
        # Beside the heading it would leave no room for that on a phone.
        return [*super().header_more_buttons, Button(NEW_CASE, url=reverse("coprod_cases:new"), icon_name="plus")]

    def get_breadcrumbs_items(self):
        *before, own = super().get_breadcrumbs_items()
        return [*before, {"url": index_url(), "label": READER_COMMENTS}, own]


class CaseView(InspectView):
    """One case: what was told, how much time is left, what to do next, and every step so far."""

    model = Case
    permission_policy = case_policy
    any_permission_required = ["view"]
    template_name = "coprod_wagtail/comments/admin/case.html"
    index_url_name = INDEX

    #: Forms with something to be mended, by the name of what was to be done; and the copy, where it was asked for.
    forms: dict = {}
    copy = None

    @classmethod
    def again(cls, request, case, status=200, **given):
        """The page of `case` for the sender of `request`, with more on it."""
        view = cls()
        view.setup(request, pk=str(case.pk))
        for name, value in given.items():
            setattr(view, name, value)
        view.object = view.get_object()
        return view.render_to_response(view.get_context_data(), status=status)

    def get_fields(self):
        return []  # the template lays them out itself

    def get_object(self, queryset=None):
        if not case_policy.user_has_permission(self.request.user, "view"):
            raise PermissionDenied
        cases = cases_for(self.request.user).select_related("report", "comment__page", "assigned_to", "site")
        case = get_object_or_404(cases, pk=self.pk)
        if not may_handle(self.request.user, case):
            raise Http404
        return case

    def get_page_title(self):
        return str(self.object)

    def get_page_subtitle(self):
        return ""

    def get_breadcrumbs_items(self):
        items = [
            *self.breadcrumbs_items,
            {"url": index_url(), "label": READER_COMMENTS},
            {"url": reverse(INDEX), "label": CASES},
        ]
        return [*items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        case = self.object
        comment, kept = comment_of(case), copy_kept_at(case)
        steps = steps_now(case, kept)
        return {
            **super().get_context_data(**kwargs),
            "case": case,
            "time_left": time_left(case, holidays_by_site().get(case.site_id, "")),
            "what_next": what_next(case),
            "reports": as_told([case.report], self.request.user) if case.report else [],
            "comment_url": reading_url(comment) if comment else "",
            "assigned_to": user_display_name(case.assigned_to) if case.assigned_to else NOBODY,
            "steps": history_of(case),
            "kept_at": kept and moment_in_words(kept),
            "can_keep": "keep" in steps,
            "copy": self.copy,
            "copy_words": linebreaks(self.copy.body, autoescape=True) if self.copy else "",
            "look_is_logged": texts.LOOK_IS_LOGGED,
            **self.forms_for(case, steps),
        }

    def forms_for(self, case, steps):
        if not case.is_open:
            return {}
        return {f"{name}_form": STEPS[name].form(case=case) for name in steps if STEPS[name].form} | self.forms


class ActView(View):
    """What somebody does with a case. POST only; back to its page, whatever came of it."""

    http_method_names = ["post"]

    def post(self, request, pk, act):
        if not case_policy.user_has_permission(request.user, "view"):
            raise PermissionDenied
        case = get_object_or_404(cases_for(request.user).select_related("comment", "site"), pk=pk)
        step = STEPS.get(act)
        if step is None:
            raise Http404
        form = step.form(request.POST, case=case) if step.form else None
        if form is not None and not form.is_valid():
            return CaseView.again(request, case, 422, forms={f"{act}_form": form})
        try:
            verb = step.action(case, user=request.user, **(form.cleaned_data if form else {}))
            verb()
        except NotAllowed as error:
            # Told to nobody who may not see it.
            raise Http404 from error
        except Conflict as error:
            messages.warning(request, error.message)
        except ValidationError as error:
            if form is None:
                raise
            form.add_error(next(iter(form.fields)), error)
            return CaseView.again(request, case, 422, forms={f"{act}_form": form})
        else:
            if isinstance(verb, LookAtCopy):
                answer = CaseView.again(request, case, copy=verb.copy)
                answer.headers["Cache-Control"] = "no-store, private"
                return answer
            messages.success(request, step.done)
        return redirect(case_url(case))


class NewCaseView(FormBelowTheList):
    """Writes down what came in a letter, by phone or by e-mail."""

    form_class = NewCaseOnSiteForm
    template_name = "coprod_wagtail/comments/admin/new_case.html"
    page_title = NEW_CASE
    permission_policy = case_policy
    permission_required = "view"
    header_icon = "tasks"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self):
        return {"received": timezone.localdate() if timezone.is_aware(timezone.now()) else timezone.now().date()}

    def form_valid(self, form):
        asked = form.cleaned_data
        comment = asked["number"]
        site = comment.page.get_site() if comment else asked["site"]
        try:
            case = OpenCase(
                asked["kind"], received=asked["received"], user=self.request.user, site=site, comment=comment
            )()
        except NotAllowed as error:
            form.add_error("number", error.message)
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error("received", error)
            return self.form_invalid(form)
        messages.success(self.request, texts.CASE_WRITTEN_DOWN % {"case": case})
        return redirect(case_url(case))

    def between(self):
        return [{"url": reverse(INDEX), "label": CASES}]
