"""The conversation on a page, opened, closed or hidden at once, in Wagtail's admin."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.swap import get_page_model

from ..actions import SetConversation
from ..mixins import CommentableMixin
from ..models import Conversation
from ..panels import CHANGE_NOW, READER_COMMENTS, ConversationForm
from ..permissions import may_set_conversation


class SetConversationView(WagtailAdminTemplateMixin, FormView):
    """Opens, closes or hides the conversation on a page, at once. For who may publish the page, and for moderators.

    The panel in the page editor posts here and is answered in JSON: ``{"message", "state"}``, or with status 422
    ``{"message", "errors": {field: [words]}}``. Everybody else gets an ordinary page with an ordinary form.
    """

    form_class = ConversationForm
    template_name = "coprod_wagtail/comments/admin/set_conversation.html"
    page_title = READER_COMMENTS
    header_icon = "comment"

    def dispatch(self, request, page_id):
        page = get_object_or_404(get_page_model(), pk=page_id)
        if not issubclass(page.specific_class or page.__class__, CommentableMixin):
            raise Http404
        if page.alias_of_id:
            # An alias shows its source's conversation and has none of its own.
            return redirect("coprod_comments_admin:set_conversation", page.alias_of_id)
        if not may_set_conversation(request.user, page):
            raise PermissionDenied
        self.page = page
        return super().dispatch(request, page_id)

    @property
    def from_panel(self):
        return self.request.headers.get("X-Requested-With") == "XMLHttpRequest"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": Conversation.for_page_id(self.page.pk)}

    def form_valid(self, form):
        try:
            SetConversation(self.page, form.cleaned_data, user=self.request.user)()
        except NotAllowed as error:
            raise PermissionDenied from error
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        message = _("Saved. This applies now.")
        if self.from_panel:
            return JsonResponse(
                {"message": message, "state": str(Conversation.for_page_id(self.page.pk).state().label)}
            )
        messages.success(self.request, message)
        return redirect(self.get_success_url())

    def form_invalid(self, form):
        message = _("Nothing was changed. Please look at what is marked.")
        if self.from_panel:
            errors = {form.add_prefix(name): words for name, words in form.errors.items()}
            return JsonResponse({"message": message, "errors": errors}, status=422)
        messages.validation_error(self.request, message, form)
        return super().form_invalid(form)

    def get_success_url(self):
        return reverse("coprod_comments_admin:set_conversation", args=[self.page.pk])

    @cached_property
    def may_edit(self):
        return self.page.permissions_for_user(self.request.user).can_edit()

    def get_page_subtitle(self):
        # The title of a draft is for those who may edit the page.
        return self.page.get_admin_display_title() if self.may_edit else self.page.title

    def get_breadcrumbs_items(self):
        items = list(self.breadcrumbs_items)
        if self.may_edit:
            url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
            items.append({"url": url, "label": self.page.get_admin_display_title()})
        return [*items, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "action_url": self.get_success_url(),
            "media": context["form"].media,
            "submit_button_label": CHANGE_NOW,
            "submit_button_active_label": _("Changing…"),
        }
