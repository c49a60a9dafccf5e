from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from .models import Conversation
from .permissions import may_set_conversation


class ConversationPanel(Panel):
    """In the page editor: how the conversation stands, and a form that changes it straight away.

    It is no part of the page's own form, so drafts, revisions and publishing do not touch it.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Reader comments"))
        kwargs.setdefault("icon", "comment")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "coprod_wagtail/comments/admin/conversation_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            page = self.instance
            page_id = page.alias_of_id or page.pk
            if page_id:
                context["conversation"] = conversation = Conversation.for_page_id(page_id)
                context["state"] = conversation.state()
                context["may_set"] = may_set_conversation(self.request.user, page) and not page.alias_of_id
                context["set_url"] = reverse("coprod_comments_admin:set_conversation", args=[page_id])
                context["list_url"] = f"{reverse('coprod_reader_comments:index')}?page={page_id}"
            return context
