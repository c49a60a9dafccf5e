"""What one moderator filters the list by, found again under a name."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views import View
from wagtail.admin import messages

from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.plain_text import clean_line, has_broken_characters, has_visible_characters

from ...models import ReaderComment, SavedFilter
from ...models.moderation.saved_filter import MOST, NAME_LENGTH
from ...permissions import policy
from ..filters import ReaderCommentFilterSet
from ..rows import index_url
from .query import written


class SaveFilterForm(forms.Form):
    """A name for what somebody has before them."""

    name = forms.CharField(
        label=pgettext_lazy("of a saved filter", "Name"),
        max_length=NAME_LENGTH,
        error_messages={"required": gettext_lazy("Write a name for what you see.")},
    )
    query = forms.CharField(widget=forms.HiddenInput, max_length=500)

    def __init__(self, *args, filters_of=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters_of = filters_of

    def clean_name(self):
        name = self.cleaned_data["name"]
        name = "" if has_broken_characters(name) else clean_line(name)
        if not has_visible_characters(name):
            raise forms.ValidationError(self.fields["name"].error_messages["required"], code="required")
        return name

    def clean_query(self):
        """Only what the list knows, and takes; what was searched for is left out."""
        asked = QueryDict(self.cleaned_data["query"].lstrip("?"))
        query = written(asked)
        if not query or not self.filters_of(QueryDict(query)).is_valid():
            raise forms.ValidationError(_("These filters do not go together any more. Choose them again."))
        return query


class _OfOnePerson(View):
    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        if not policy.user_has_permission(request.user, "moderate"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def theirs(self):
        return SavedFilter.objects.filter(user=self.request.user)


class SaveFilterView(_OfOnePerson):
    """Keeps what somebody filters by; the same name again takes the place of the one before. POST only."""

    def post(self, request):
        def filters_of(asked):
            return ReaderCommentFilterSet(asked, queryset=ReaderComment.objects.none(), request=request)

        form = SaveFilterForm(request.POST, filters_of=filters_of)
        if not form.is_valid():
            messages.error(request, " ".join(words for found in form.errors.values() for words in found))
            return redirect(_list_with(written(QueryDict(request.POST.get("query", "").lstrip("?")))))
        name, query = form.cleaned_data["name"], form.cleaned_data["query"]
        theirs = list(self.theirs())
        same = next((one for one in theirs if one.name == name), None)
        if same is None and len(theirs) >= MOST:
            words = ngettext(
                "You can keep up to %(limit)s filter. Delete one first.",
                "You can keep up to %(limit)s filters. Delete one first.",
                MOST,
            )
            messages.error(request, words % {"limit": number_in_words(MOST)})
        else:
            SavedFilter.objects.update_or_create(pk=same and same.pk, defaults={
                "user": request.user, "name": name, "query": query,
            })  # fmt: skip
            messages.success(request, _("You find this again above the list, as “%(name)s”.") % {"name": name})
        return redirect(_list_with(query))


class DeleteFilterView(_OfOnePerson):
    """Forgets one. POST only."""

    def post(self, request, pk):
        saved = get_object_or_404(self.theirs(), pk=pk)
        saved.delete()
        messages.success(request, _("“%(name)s” is deleted. The comments stay as they are.") % {"name": saved.name})
        return redirect(_list_with(saved.query))


def above_the_list(request, filters, numbers):
    """What `request` has saved, whether that is what it has before it, and how much was handed over to whoever asks."""
    query = written(request.GET) if filters is not None and filters.is_valid() else ""
    saved = [{"saved": one, "url": _list_with(one.query), "is_current": one.query == query} for one in numbers.saved]
    return {
        "saved_filters": saved,
        "current_filter": next((one["saved"] for one in saved if one["is_current"]), None),
        "query_to_save": query,
        "name_length": NAME_LENGTH,
        "handed": numbers.handed,
        "handed_url": _list_with("mine=on"),
        "is_handed": "mine" in request.GET,
    }


def _list_with(query):
    return f"{index_url()}?{query}" if query else index_url()
