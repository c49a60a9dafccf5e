"""What can be chosen in the filters of the list, besides the status and the day."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Site

from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.swap import get_page_model

from ...constants import Sign
from ...moderation.pages import page_in_words
from ...permissions import policy
from ...rights.languages import languages

#: Among the languages: whatever the website's own is not. Somebody has to read it who can.
ANOTHER = "other"
ANOTHER_LABEL = gettext_lazy("Any other language than the website’s")
SIGN = gettext_lazy("Why to look twice")
MINE = gettext_lazy("Handed over to you")
WITH_WHOM = gettext_lazy("Who is asked to decide")


def signs():
    """Those that comments can have, in words, in the order of the alphabet."""
    return sorted(Sign.choices, key=lambda choice: str(choice[1]))


def written_in():
    """As for the rights of a group, behind what needs somebody who reads another language."""
    _any, *others = languages()
    return [(ANOTHER, ANOTHER_LABEL), *others]


def not_the_websites() -> Q:
    """Comments in another language than the website's own, as far as it is known."""
    own = settings.LANGUAGE_CODE.partition("-")[0]
    return ~(Q(language="") | Q(language=own) | Q(language__startswith=f"{own}-"))


def has_sites() -> bool:
    """Whether there is more than one. Asks the database nothing, as long as Wagtail remembers where they are."""
    return len({root.site_id for root in Site.get_site_root_paths()}) > 1


def pages_for(request):
    """What may be asked for: pages that readers see, or that a comment stands on which this person may read."""
    theirs = policy.comments_for(request.user).filter(page=OuterRef("pk"))
    pages = get_page_model()._default_manager.annotate(is_private=private_page("path"))
    return pages.filter(Q(live=True, is_private=False) | Exists(theirs))


class PageChooser(AdminPageChooser):
    """Wagtail's chooser, which trusts its value, with one that came in an address; and with what `user` is told of it."""

    pages = user = None  #: set by the filters: a queryset, and who asks

    def get_instance(self, value):
        if value is None:
            return None
        try:
            return self.pages.filter(pk=value).first()
        except ValueError:
            return None

    def get_display_title(self, instance):
        return page_in_words(self.user, instance, instance.is_private)
