"""Screens of their own below the list of comments, and buttons on the page of one comment."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from coprod_wagtail.actions import Conflict, NotAllowed

from ...exceptions import CommentGone
from ...panels import READER_COMMENTS
from ...permissions import policy
from ..narrowing.query import query_of
from ..rows import index_url, reading_url


class BelowTheList(WagtailAdminTemplateMixin):
    """A screen that is reached from the list of comments, by who may do `permission_required` (anybody where that is empty, and
    `begin` looks)."""

    permission_policy = policy
    permission_required = ""
    header_icon = "comment"

    def dispatch(self, request, *args, **kwargs):
        wanted = self.permission_required
        if wanted and not self.permission_policy.user_has_permission(request.user, wanted):
            raise PermissionDenied
        return self.begin(*args, **kwargs) or super().dispatch(request, *args, **kwargs)

    def begin(self, *args, **kwargs):
        """Fetch what it is about, before anything else. Returns an answer where there is nothing to be done."""

    def between(self):
        """The breadcrumbs between the list of comments and this screen."""
        return []

    def get_breadcrumbs_items(self):
        items = [*self.breadcrumbs_items]
        if policy.user_has_permission(self.request.user, "view"):
            items.append({"url": index_url(), "label": READER_COMMENTS})
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*items, *self.between(), here]


class FormBelowTheList(BelowTheList, FormView):
    """One with a form, which is sent to where it came from."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {**context, "action_url": self.request.get_full_path(), "media": context["form"].media}


class AboutOneComment(PermissionCheckedMixin, View):
    """A button on the page of a comment. POST only, and back to that page, whatever came of it."""

    http_method_names = ["post"]
    permission_policy = policy
    permission_required = "moderate"

    def post(self, request, pk, **kwargs):
        comments = policy.comments_for(request.user).select_related("conversation", "page")
        self.comment = get_object_or_404(comments, pk=pk)
        try:
            answer = self.act(**kwargs)
        except CommentGone as error:
            messages.warning(request, error.message)
            return redirect(index_url())
        except Conflict as error:
            messages.warning(request, error.message)
        except NotAllowed as error:
            raise PermissionDenied from error
        else:
            if answer is not None:
                return answer
        return redirect(reading_url(self.comment, query_of(request)))

    def act(self, **kwargs):
        """Do it. Returns an answer where it is not the usual one."""
        raise NotImplementedError
