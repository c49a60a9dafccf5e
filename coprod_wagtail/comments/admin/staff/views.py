"""Answering readers under one's own name and role."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from coprod_wagtail.actions import ActionError, NotAllowed
from coprod_wagtail.caching.responses import seal

from ...actions.staff.answer import badges_for, name_of
from ...constants import State
from ...exceptions import NotPublic
from ...models import ReaderComment
from ...moderation.pages import page_in_words
from ...permissions import may_set_conversation, policy
from ...slip.link import slip_url
from ...staff import texts
from ...staff.flow import answer_readers, conversation_to_answer_in
from ...staff.forms import AnswerForm
from ..rows import ANSWER_READERS
from ..rows import name_of as shown_name
from ..screens.base import FormBelowTheList


class AnswerView(FormBelowTheList):
    """Write on a page, or with ``?reply=`` to one comment on it, as somebody who works here."""

    form_class = AnswerForm
    template_name = "coprod_wagtail/comments/admin/answer.html"
    page_title = ANSWER_READERS
    permission_required = "answer"

    def dispatch(self, request, page_id):
        return seal(super().dispatch(request, page_id))

    def begin(self, page_id):
        self.conversation = conversation_to_answer_in(page_id, self.request)
        if self.conversation is None:
            raise Http404
        if not policy.user_answers(self.request.user, self.conversation.page):
            raise PermissionDenied

    @cached_property
    def answered(self):
        """The comment that is answered; None for a comment of its own. 404 for one that readers cannot read."""
        number = self.request.POST.get("reply_to") or self.request.GET.get("reply") or ""
        if not number:
            return None
        shown = ReaderComment.objects.visible_in(self.conversation)
        found = shown.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
        if found is None and self.request.method != "POST":
            raise Http404
        return found

    def get_form_kwargs(self):
        badges = badges_for(self.request.user, self.conversation)
        return {**super().get_form_kwargs(), "page_id": self.conversation.page_id, "badges": badges}

    def get_initial(self):
        return AnswerForm.first_drawn(name_of(self.request.user), self.answered and self.answered.pk)

    def form_valid(self, form):
        conversation = self.conversation
        try:
            comment, secret = answer_readers(conversation, form, self.request.user)
        except NotAllowed as error:
            raise PermissionDenied from error
        except NotPublic as error:
            raise Http404 from error
        except ActionError as error:
            form.add_error(None, error.message)
            return self.form_invalid(form)
        there = f"{conversation.page.get_url(self.request)}?comment={comment.pk}#comment-{comment.pk}"
        self.tell(there, slip_url(conversation.page, secret, self.request))
        return redirect(get_valid_next_url_from_request(self.request) or there)

    def tell(self, there, private):
        ways = [(there, _("See it")), (private, _("Change it, or take it down"))]
        links = [messages.button(url, words) for url, words in ways]
        messages.success(self.request, texts.ANSWER_PLACED, buttons=links)

    def form_invalid(self, form):
        messages.validation_error(self.request, texts.NOTHING_SENT, form)
        return super().form_invalid(form)

    def get_page_title(self):
        return _("Answer %(name)s") % {"name": shown_name(self.answered)} if self.answered else self.page_title

    def get_page_subtitle(self):
        return page_in_words(self.request.user, self.conversation.page, private=False)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        state, page, user = self.conversation.state(), self.conversation.page, self.request.user
        answered = self.answered
        return {
            **context,
            "submit_button_label": _("Put it on the page"),
            "answered": answered,
            "answered_name": answered and format_html("<bdi>{}</bdi>", shown_name(answered)),
            "answered_words": answered and SafeString(answered.body_html),
            "state": "" if state == State.OPEN else state.label,
            "set_url": may_set_conversation(user, page)
            and reverse("coprod_comments_admin:set_conversation", args=[page.pk]),
        }
