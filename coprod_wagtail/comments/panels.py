from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.widgets import AdminDateTimeInput

from .models import Conversation
from .permissions import may_set_conversation, policy

READER_COMMENTS = _("Reader comments")
CHANGE_NOW = _("Change straight away")


class ConversationForm(forms.ModelForm):
    """What can be set about a conversation: in the page editor's panel and on a page of its own.

    `form_id` ties the controls to a form element elsewhere in the document, so that they are no part of the form around
    them (HTML's ``form`` attribute).
    """

    prefix = "reader_conversation"

    class Meta:
        model = Conversation
        fields = ["access", "opens_at", "closes_at", "policy"]
        widgets = {
            "access": forms.RadioSelect,
            "opens_at": AdminDateTimeInput,
            "closes_at": AdminDateTimeInput,
            "policy": forms.RadioSelect,
        }

    def __init__(self, *args, form_id=None, **kwargs):
        super().__init__(*args, **kwargs)
        if form_id:
            for field in self.fields.values():
                field.widget.attrs["form"] = form_id


class ConversationPanel(Panel):
    """In the page editor: how the conversation stands, and a form that changes it straight away.

    It is no part of the page's own form, so drafts, revisions and publishing do not touch it.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", READER_COMMENTS)
        kwargs.setdefault("icon", "comment")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "coprod_wagtail/comments/admin/conversation_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            page, user = self.instance, self.request.user
            context["source"] = page.alias_of
            page_id = page.alias_of_id or page.pk
            if not page_id:
                return context
            context["conversation"] = conversation = Conversation.for_page_id(page_id)
            context["state"] = conversation.state()
            comments = policy.comments_for(user)
            if comments.leaves_nothing_out() or comments.filter(page_id=page_id).exists():
                context["list_url"] = f"{reverse('coprod_reader_comments:index')}?page={page_id}"
            if not page.alias_of_id and may_set_conversation(user, page):
                context["change_label"] = CHANGE_NOW
                context["form_id"] = form_id = f"{self.prefix}-reader-conversation"
                context["conversation_form"] = ConversationForm(instance=conversation, form_id=form_id)
                context["set_url"] = reverse("coprod_comments_admin:set_conversation", args=[page_id])
            return context

        @property
        def media(self):
            return super().media + forms.Media(js=[static("coprod_wagtail/comments-admin.js")])
