"""Keeping a word list in Wagtail's admin: trying an entry, and bringing a table in."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.widgets.button import HeaderButton

from coprod_wagtail.getting_ready import name_of
from coprod_wagtail.text.formats import number_in_words

from ...models.moderation.word_list import WordListEntry
from ...moderation.pages import page_in_words
from ...moderation.word_lists.table import COLUMNS, ImportWordList, plan_for
from ...moderation.word_lists.try_it import try_entry
from ...permissions import word_list_policy
from ..rows import name_of as name_on
from ..rows import reading_url
from ..screens.base import FormBelowTheList
from .forms import LANGUAGE, WEBSITE, WHAT_IT_DOES, ImportForm

WORD_LIST = gettext_lazy("Word list")
BRING_IN = gettext_lazy("Bring in a table")
INDEX = "coprod_word_list:index"


class WordListIndexView(IndexView):
    list_export = list(COLUMNS)
    export_headings = {name: name for name in COLUMNS}
    page_title = WORD_LIST

    @property
    def columns(self):
        return [
            *super().columns,
            Column("language", label=LANGUAGE, sort_key="language"),
            Column(
                "effect",
                label=WHAT_IT_DOES,
                accessor="get_effect_display",
                sort_key="effect",
            ),
            Column("site", label=WEBSITE, accessor=lambda entry: name_of(entry.site)),
        ]

    @columns.setter
    def columns(self, value):
        raise AttributeError("The columns are fixed.")

    def get_base_queryset(self):
        return WordListEntry.objects.select_related("site")

    @cached_property
    def header_buttons(self):
        url = reverse("coprod_word_list:import")
        return [*super().header_buttons, HeaderButton(BRING_IN, url=url, icon_name="upload")]


class Tries:
    """The form of an entry, with a button that shows what the entry would have held, and keeps nothing."""

    template_name = "coprod_wagtail/comments/admin/word_list_entry.html"

    def form_valid(self, form):
        if "try" not in self.request.POST:
            return super().form_valid(form)
        asked, user = form.cleaned_data, self.request.user
        tried = try_entry(asked["words"], site=asked["site"], language=asked["language"], user=user)
        found = [
            {
                "comment": comment,
                "url": reading_url(comment),
                "name": name_on(comment),
                "page": page_in_words(user, comment.page, comment.page_is_private),
            }
            for comment in tried.comments
        ]
        self.form = form
        return self.render_to_response(self.get_context_data(form=form, tried=tried, found=found))


class WordListCreateView(Tries, CreateView):
    pass


class WordListEditView(Tries, EditView):
    pass


class ImportView(FormBelowTheList):
    """Shows what a table would change, and changes it when that is agreed to."""

    form_class = ImportForm
    template_name = "coprod_wagtail/comments/admin/word_list_import.html"
    page_title = BRING_IN
    permission_policy = word_list_policy
    permission_required = "change"
    header_icon = "upload"

    def form_valid(self, form):
        site, lines = form.cleaned_data["site"], form.lines
        if self.request.POST.get("do") != "import":
            plan = plan_for(site, lines)
            again = ImportForm(initial={"site": site.pk, "table": form.text})
            return self.render_to_response(self.get_context_data(form=again, plan=plan, site_name=name_of(site)))
        try:
            plan = ImportWordList(site, lines, user=self.request.user)()
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        self.tell(plan)
        return redirect(INDEX)

    def tell(self, plan):
        number = len(plan.new) + len(plan.changed)
        told = ngettext("%(count)s line was brought in.", "%(count)s lines were brought in.", number)
        messages.success(self.request, told % {"count": number_in_words(number)})

    def between(self):
        return [{"url": reverse(INDEX), "label": WORD_LIST}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(language_head=LANGUAGE, effect_head=WHAT_IT_DOES, **kwargs)
