from secrets import token_urlsafe
from typing import Any

from django import forms
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from coprod_wagtail.gateway.fingerprints import fingerprints
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model

from ...actions import Submission
from ...constants import CameBy, Consent
from ...intake.forms import HONEYPOT_FIELD, CommentForm
from ...intake.questions import Question
from ...mixins import CommentableMixin
from ..filters import PageChooser

#: What only a reader's own browser has to say.
_A_READERS = ("drawn", "order", "reply_to", "helped", "helped_shown", HONEYPOT_FIELD)


class PageForm(forms.Form):
    """On which page somebody wants to have said something."""

    page: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("On which page?"),
        queryset=None,
        widget=PageChooser(show_edit_link=False),
        error_messages={
            "required": _("Choose a page."),
            "invalid_choice": _("People cannot comment on this page. Choose another one."),
        },
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        pages = for_everyone(get_page_model()._default_manager.filter(alias_of__isnull=True))
        field = self.fields["page"]
        field.queryset = pages
        # One that may stand there is one that everybody may read.
        field.widget.pages, field.widget.user = pages.annotate(is_private=Value(False)), user

    def clean_page(self):
        page = self.cleaned_data["page"]
        if not issubclass(page.specific_class or type(page), CommentableMixin):
            raise forms.ValidationError(self.fields["page"].error_messages["invalid_choice"], code="invalid_choice")
        return page


class ForSomeoneForm(CommentForm):
    """A comment that somebody types in for its writer: the reader's own form, and how it came.

    Its `token` says nothing but which form it was: the same words typed in twice are two comments, sent twice they are one.
    """

    came_by = forms.ChoiceField(
        label=_("How did it come?"),
        choices=CameBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it came.")},
    )
    consent = forms.ChoiceField(
        label=_("How did the person agree that everyone can read it?"),
        choices=Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how the person agreed. Without that, it cannot be shown.")},
    )

    field_order = ("body", "author_name", "author_email", "content_note", "came_by", "consent")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in _A_READERS:
            del self.fields[name]
        self.fields["body"].label = _("The person’s own words")
        self.fields["body"].help_text = _("As they said or wrote them. Nobody here can change them afterwards.")
        self.fields["author_name"].help_text = _("As the person wants it: a first name, or a made-up one.")
        if "author_email" in self.fields:
            self.fields["author_email"].help_text = _("Only if the person wants us to have it. Nobody else sees it.")

    @staticmethod
    def first_drawn() -> dict[str, str]:
        """What a form has in it that nobody has typed in yet."""
        return {"token": token_urlsafe(12)}

    def clean(self):
        """No page was open for too long, and any token will do."""

    def for_someone(self) -> Submission:
        """What the action takes, from a valid form."""
        data = self.cleaned_data
        return Submission(
            body=data["body"],
            author_name=data["author_name"],
            author_email=data.get("author_email", ""),
            content_note=data["content_note"],
            token=data["token"],
            origin="same",
            dropped_characters=any(getattr(field, "dropped_characters", False) for field in self.fields.values()),
        )

    def questions(self) -> list[Question]:
        """As in the reader's form. A yes is to the words that were asked about: what changes afterwards is asked about
        anew."""
        if not set(self._words_alike()) & set(self.cleaned_data["confirm"].split()):
            self.cleaned_data["confirm"] = ""
        return super().questions()

    def with_confirmed(self, questions):
        """This form, to be shown again; sent once more with the same words it says yes to `questions`."""
        self.data = self.data.copy()
        self.data["confirm"] = " ".join([*(question.code for question in questions), self._words_alike()[0]])
        return self

    def _words_alike(self):
        data = self.cleaned_data
        return fingerprints("asked about", data["body"], data["author_name"], self.data.get("author_email", ""))
