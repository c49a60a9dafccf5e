"""Questions to the readers among what their search finds."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coprod_wagtail.content.blocks import shown_texts
from coprod_wagtail.search.kinds import SearchKind

from ..mixins import ConversationPageMixin


class Questions(SearchKind):
    name, mixin = "conversation-page", ConversationPageMixin
    label = _("Questions to the readers")
    # Translators: what kind of page something is that was found.
    one = pgettext_lazy("kind of page", "Question to the readers")

    def texts(self, page):
        return [*shown_texts(page.body), page.what_happens_next]


questions = Questions()
