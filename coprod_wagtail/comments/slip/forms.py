"""What people type to get back to their comment. The JSON API validates with it, too."""

import re

from django import forms
from django.core.exceptions import ValidationError

from coprod_wagtail.text.plain_text import clean_line, has_broken_characters

from .. import texts
from .passphrase import LENGTH

#: The largest id that a database has.
_LARGEST = 2**63 - 1


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
