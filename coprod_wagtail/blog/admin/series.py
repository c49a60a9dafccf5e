"""The list of series in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet

from coprod_wagtail.api.pages.finding import page_types
from coprod_wagtail.gateway.refusals import noting_refusals
from coprod_wagtail.text.formats import number_in_words

from ..mixins import BlogPostMixin
from ..models import Series


def posts_in(series: Series) -> int:
    """How many posts, live or not, are in just this series, and not only in a translation of it."""
    return sum(model._default_manager.filter(series=series).count() for model in page_types(BlogPostMixin))


class DeleteSeriesView(DeleteView):
    """Wagtail's own question, which also says what posts lose."""

    @property
    def confirmation_message(self):
        count = posts_in(self.object)
        if not count:
            return super().confirmation_message
        lost = ngettext(
            "%(count)s post is in this series and will be in none. The post itself stays.",
            "%(count)s posts are in this series and will be in none. The posts themselves stay.",
            count,
        )
        return f"{lost % {'count': number_in_words(count)}} {super().confirmation_message}"


class SeriesViewSet(SnippetViewSet):
    model = Series
    icon = "list-ol"
    menu_label = _("Blog series")
    list_display = ["name", Column("slug", label=_("Name in web addresses"))]
    search_fields = ["name"]
    delete_view_class = DeleteSeriesView

    def get_urlpatterns(self):
        return noting_refusals(super().get_urlpatterns())
