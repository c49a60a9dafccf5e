"""Why a picture cannot be shown to readers, in words for the editor who chose or uploaded it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DAMAGED, UNSUPPORTED, MISSING, UNREADABLE = "damaged", "unsupported", "missing", "unreadable"

_SENTENCES = {
    DAMAGED: _("The file of the picture “%(title)s” is damaged. Upload it again, or choose another picture."),
    UNSUPPORTED: _(
        "We cannot take private details out of a picture like “%(title)s”. Save it as a JPEG or PNG file, and upload that."
    ),
    MISSING: _("The file of the picture “%(title)s” is missing. Upload it again, or choose another picture."),
    UNREADABLE: _(
        "The file of the picture “%(title)s” could not be read or stored just now. Try again in a few minutes."
    ),
}
#: The same, where it goes without saying which picture is meant.
_SHORT_SENTENCES = {
    DAMAGED: _("This file is damaged. Upload it again, or choose another one."),
    UNSUPPORTED: _(
        "We cannot take private details out of a file like this. Save it as a JPEG or PNG file, and upload that."
    ),
    MISSING: _("The file is missing. Upload it again."),
    UNREADABLE: _("The file could not be read or stored just now. Try again in a few minutes."),
}


class PictureProblem(ValidationError):
    """A picture cannot be cleaned. `code` says why: one of the names of this module."""

    def __init__(self, code: str, title: str = "") -> None:
        sentence = _SENTENCES[code] if title else _SHORT_SENTENCES[code]
        super().__init__(sentence, code=code, params={"title": title})


def short_sentence(code: str) -> Any:
    """The sentence without the picture's title; empty for a code that is not known any more."""
    return _SHORT_SENTENCES.get(code, "")
