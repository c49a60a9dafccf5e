from django.urls import path

from coprod_wagtail.compat import with_policy
from coprod_wagtail.gateway.refusals import noting_refusals

from ...models import Case
from ...permissions import case_policy
from ..about.lists import CASES
from ..screens.read_only import ReadOnlyViewSet
from .views import ActView, CaseIndexView, CaseView, NewCaseView


class CaseViewSet(ReadOnlyViewSet):
    """The cases. Nobody edits or deletes one: each step has its own button."""

    model = Case
    name = "coprod_cases"
    url_prefix = "reader-comments/cases"
    icon = "tasks"
    menu_label = CASES
    index_view_class = CaseIndexView
    inspect_view_class = CaseView
    list_per_page = CaseIndexView.paginate_by

    def get_urlpatterns(self):
        patterns = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", NewCaseView.as_view(), name="new"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/<slug:act>/", ActView.as_view(), name="act"),
        ]
        return noting_refusals(patterns)


case_viewset = with_policy(CaseViewSet, case_policy)()
