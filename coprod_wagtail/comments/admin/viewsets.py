from django.urls import path
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from coprod_wagtail.compat import with_policy
from coprod_wagtail.gateway.refusals import noting_refusals

from ..models import ReaderComment
from ..moderation.counting import count_open
from ..panels import READER_COMMENTS
from ..permissions import policy
from .comment import ReaderCommentInspectView
from .covering.views import CoverPartView, UncoverPartView
from .decisions import ContentNoteView, DecideView, UndoView
from .handing.views import GiveBackView, HandOverView
from .listing import ReaderCommentIndexView
from .narrowing.saved import DeleteFilterView, SaveFilterView
from .rows import reading_url
from .screens.read_only import ReadOnlyViewSet
from .worry.views import WorriedView


class ReaderCommentsMenuItem(MenuItem):
    """Says how many comments wait, to be read or for what readers told us about them or their writers answered. Wagtail keeps menu items for ever, so the count goes into a fresh component."""

    def is_shown(self, request):
        return policy.user_has_permission(request.user, "view")

    def render_component(self, request):
        found, label = count_open(request.user), self.label
        if number := found.waiting + found.told:
            # Translators: the words of a menu item, and how many comments wait: "Reader comments (3)".
            label = _("%(label)s (%(count)s)") % {"label": label, "count": found.in_words(number)}
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname="coprod-menu-item")


class ReaderCommentURLFinder(ModelAdminURLFinder):
    """Where Wagtail's own lists, such as the site history, send somebody who wants to see a comment."""

    def construct_edit_url(self, instance):
        return reading_url(instance)

    def get_edit_url(self, instance):
        if self.user and not policy.user_has_permission_for_instance(self.user, "view", instance):
            return None
        return self.construct_edit_url(instance)


class ReaderCommentViewSet(ReadOnlyViewSet):
    """The queue. There is no way to add, edit, copy or delete what a reader wrote, not even for a superuser."""

    model = ReaderComment
    name = "coprod_reader_comments"
    url_prefix = "reader-comments"
    icon = "comment"
    menu_label = READER_COMMENTS
    menu_name = "reader-comments"
    menu_order = 250
    add_to_admin_menu = True
    index_view_class = ReaderCommentIndexView
    inspect_view_class = ReaderCommentInspectView
    list_per_page = ReaderCommentIndexView.paginate_by
    menu_item_class = ReaderCommentsMenuItem
    url_finder_class = ReaderCommentURLFinder

    def get_urlpatterns(self):
        patterns = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("filters/", self.construct_view(SaveFilterView), name="save_filter"),
            path("filters/<int:pk>/delete/", self.construct_view(DeleteFilterView), name="delete_filter"),
            path("hand-over/<int:pk>/", self.construct_view(HandOverView), name="hand_over"),
            path("hand-over/<int:pk>/end/", self.construct_view(GiveBackView), name="give_back"),
            path("worried/<int:pk>/", self.construct_view(WorriedView), name="worried"),
            path("undo/", self.construct_view(UndoView), name="undo"),
            path("note/<int:pk>/", self.construct_view(ContentNoteView), name="content_note"),
            path("cover/<int:pk>/", self.construct_view(CoverPartView), name="cover"),
            path("cover/<int:pk>/<int:part>/undo/", self.construct_view(UncoverPartView), name="uncover"),
            path("decide/<int:pk>/<slug:verb>/", self.construct_view(DecideView), name="decide"),
        ]
        return noting_refusals(patterns)


reader_comment_viewset = with_policy(ReaderCommentViewSet, policy)()
