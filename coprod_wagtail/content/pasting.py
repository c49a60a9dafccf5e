"""What is pasted into running text, as a feature of Wagtail's editor: `coprod-pasting`.

The work is done in the browser, by `pasted.js` and `pasting.js`; here are its words.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from .rich_text import PASTING

#: Without forms for one and for many: not every language has two.
TEXTS = {
    "PARTS": _("Headings and tables are parts of their own now."),
    "HEADINGS": _("Headings are bold words here."),
    "TABLES": _("Tables are lines of words here."),
    "LEFT_OUT": _("Left out: %(things)s."),
    "PICTURES": _("pictures (%(number)s)"),
    "FILMS": _("films and sounds (%(number)s)"),
    "COMMENTS": _("comments (%(number)s)"),
    "LINKS": _("links that lead nowhere from here (%(number)s)"),
    "LOOKS": _("fonts, sizes and colours"),
    "ADD_PICTURES": _("Add each picture as a part of its own, with words for people who cannot see it."),
    "UNDO": pgettext_lazy("button", "Undo"),
    "UNDONE": _("The text is as it was before."),
    "CLOSE": _("Close this message"),
}


class PastingFeature(EntityFeature):
    """An entity that is in no text: kinds of entities are what Wagtail's editor asks about a paste."""

    def __init__(self):
        # In one list with Wagtail's, which keeps its order: the script builds on it.
        scripts = ["wagtailadmin/js/draftail.js", "coprod_wagtail/pasted.js", "coprod_wagtail/pasting.js"]
        super().__init__({"type": "COPROD_PASTING", "texts": TEXTS}, js=scripts)


def register_pasting(features):
    """For Wagtail's hook `register_rich_text_features`."""
    features.register_editor_plugin("draftail", PASTING, PastingFeature())
