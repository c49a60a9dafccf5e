"""Members among what readers' search finds."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.rich_text import get_text_for_indexing

from coprod_wagtail.search.kinds import SearchKind

from .mixins import MemberProfileMixin


class Members(SearchKind):
    name, mixin = "member", MemberProfileMixin
    label = _("Members")
    # Translators: what kind of page something is that was found.
    one = pgettext_lazy("kind of page", "Member")

    def texts(self, page):
        return [page.role, page.short_text, get_text_for_indexing(page.long_text)]


members = Members()
