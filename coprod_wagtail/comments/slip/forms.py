"""What people type to get back to their comment. The JSON API validates with it, too."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from coprod_wagtail.text.plain_text import clean_line, has_broken_characters

from .. import texts
from ..intake.forms import CommentForm
from ..models import ReaderComment
from .passphrase import LENGTH

#: The largest id that a database has.
_LARGEST = 2**63 - 1


class EditForm(CommentForm):
    """Other words for a comment, another name to show, or another note: the fields as when it was sent, with the same rules."""

    #: Which of the writer's words these are to take the place of; empty where nobody says.
    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {
            name: self.fields[name] for name in ("body", "author_name", "content_note", "version", "confirm")
        }

    def clean(self):
        """Whoever has the private page needs no token."""

    def clean_version(self) -> int | None:
        return self.cleaned_data["version"]

    @property
    def changes(self) -> dict[str, Any]:
        """What `EditComment` takes, from a valid form."""
        data = self.cleaned_data
        return {name: data[name] for name in ("body", "author_name", "content_note")} | {
            "seen": data["version"],
            "dropped_characters": self.drops_characters,
        }

    def again(self, version: int, message: Any) -> "EditForm":
        """This form with every typed word, to take the place of the words of `version`, and with a message."""
        typed = {name: self[name].value() for name in self.fields if name != "confirm"}
        form = type(self)(typed | {"version": version}, page_id=self.page_id)
        form.add_error(None, message)
        return form

    @classmethod
    def unsaved(cls, data: Any, page_id: int) -> "EditForm":
        """The form with what somebody has typed so far. What changes is asked about anew."""
        typed = cls(data, page_id=page_id)
        return cls(page_id=page_id, initial={name: typed[name].value() for name in typed.fields if name != "confirm"})

    @classmethod
    def of(cls, comment: ReaderComment, words: Any) -> "EditForm":
        """The form with what `comment` says now; `words` are those that the writer sent last."""
        initial = {name: getattr(words, name) for name in ("body", "author_name", "content_note")}
        initial["version"] = comment.words_version
        return cls(page_id=comment.page_id, initial=initial)


class FindForm(forms.Form):
    """A comment's number and its four words."""

    use_required_attribute = False
    error_css_class = "coprod-field--error"

    # Not a number field: people write "No. 1234", and a wheel of the mouse changes nothing.
    number = forms.CharField(
        label=texts.FIND_NUMBER,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
        error_messages={"required": texts.WRITE_NUMBER, "max_length": texts.WRITE_NUMBER},
    )
    words = forms.CharField(
        label=texts.FIND_WORDS,
        help_text=texts.FIND_WORDS_HINT,
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        ),
        error_messages={"required": texts.WRITE_WORDS, "max_length": texts.WRITE_WORDS},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="coprod-%s", **kwargs)

    def clean_number(self) -> int:
        digits = re.sub(r"[\s.,’']", "", self.cleaned_data["number"])
        found = re.fullmatch(r"\D{0,20}?(\d{1,19})", digits)
        number = int(found[1]) if found else 0
        if not 0 < number <= _LARGEST:
            raise ValidationError(texts.WRITE_NUMBER, code="invalid")
        return number

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if has_broken_characters(words) or len(re.findall(r"[^\W\d_]+", clean_line(words))) != LENGTH:
            raise ValidationError(texts.WRITE_WORDS, code="invalid")
        return words
