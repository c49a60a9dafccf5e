"""What is asked for where somebody keeps a word list."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from coprod_wagtail.getting_ready import name_of

from ...models.moderation.word_list import Effect, WordListEntry
from ...moderation.word_lists.entries import MOST_ENTRIES, clean_entry
from ...moderation.word_lists.matching import key_of
from ...moderation.word_lists.table import MOST_BYTES, TOO_BIG, read_table

#: What the fields, and the columns of the list, are called.
WEBSITE = _("Website")
LANGUAGE = pgettext_lazy("of words", "Language")
WHAT_IT_DOES = pgettext_lazy("of a word in the list", "What it does")


class SiteField(forms.ModelChoiceField):
    """One of the websites, by the name that people know it by."""

    def __init__(self, **kwargs):
        super().__init__(
            Site.objects.order_by("-is_default_site", "hostname", "port"),
            label=WEBSITE,
            empty_label=None,
            **kwargs,
        )

    def label_from_instance(self, obj):
        return name_of(obj)


def languages():
    """The languages that the site writes in, to choose from."""
    return list(get_content_languages().items())


class WordListEntryForm(WagtailAdminModelForm):
    site = SiteField()
    language = forms.ChoiceField(choices=languages, label=LANGUAGE)
    effect = forms.ChoiceField(
        choices=Effect,
        initial=Effect.HOLD,
        widget=forms.RadioSelect,
        label=WHAT_IT_DOES,
    )

    class Meta:
        model = WordListEntry
        fields = ["words", "language", "site", "effect"]

    def clean_words(self):
        return clean_entry(self.cleaned_data["words"])

    def clean(self):
        cleaned = super().clean()
        if not {"words", "language", "site"} <= cleaned.keys():
            return cleaned
        self.instance.key = key_of(cleaned["words"])
        others = WordListEntry.objects.filter(site=cleaned["site"]).exclude(pk=self.instance.pk)
        if others.filter(language=cleaned["language"], key=self.instance.key).exists():
            self.add_error("words", ValidationError(_("These words are in the list already."), code="unique"))
        if self.instance.pk is None and others.count() >= MOST_ENTRIES:
            self.add_error(None, ValidationError(_("Your word list is full."), code="too_many"))
        return cleaned


class ImportForm(forms.Form):
    """A table, from a file or, the second time, as the file was."""

    site = SiteField()
    file = forms.FileField(
        label=_("Table (CSV)"),
        help_text=_("The first line names the columns: words, language, effect. The effect is “hold” or “first”."),
        required=False,
    )
    table = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned, file = super().clean(), self.cleaned_data.get("file")
        if file is not None and file.size > MOST_BYTES:
            self.add_error("file", ValidationError(TOO_BIG, code="too_big"))
            return cleaned
        # What has been looked through goes before a file, which browsers do not send again.
        data = file.read() if file is not None else self.cleaned_data.get("table", "").encode("utf-8", "replace")
        if not data:
            self.add_error("file", ValidationError(_("Choose a table."), code="required"))
            return cleaned
        try:
            self.lines = read_table(data)
        except ValidationError as error:
            self.add_error("file", error)
        else:
            self.text = data.decode("utf-8-sig")
        return cleaned
