"""Adding a comment for somebody who cannot, or would rather not, write it themselves; and what to hand over to them."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from coprod_wagtail.actions import ActionError, NotAllowed
from coprod_wagtail.caching.responses import seal
from coprod_wagtail.page_tree.languages import speaking_language_of

from ...actions import AddCommentForSomeone
from ...constants import SITE_STOPS
from ...exceptions import NotPublic
from ...intake.flow import is_commentable
from ...models import Conversation, ReaderComment, ReaderCommentSettings
from ...moderation.pages import page_in_words
from ...permissions import policy
from ...reading.promise import why_stopped
from ...slip import code
from ...slip.link import slip_url
from ..rows import ADD_FOR_SOMEONE, reading_url
from ..screens.base import BelowTheList, FormBelowTheList
from .forms import ForSomeoneForm, PageForm

#: How long whoever typed it in can come back to the private page's address.
_TO_HAND_OVER = timedelta(days=1)


class ChoosePageView(FormBelowTheList):
    """On which page, for who comes from the list of comments."""

    form_class = PageForm
    template_name = "coprod_wagtail/comments/admin/choose_page.html"
    page_title = ADD_FOR_SOMEONE
    permission_required = "add_for_someone"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form):
        return redirect("coprod_comments_admin:for_someone", form.cleaned_data["page"].pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(submit_button_label=_("Write on this page"), **kwargs)


class AddForSomeoneView(FormBelowTheList):
    """The form, for a page on which readers can comment."""

    form_class = ForSomeoneForm
    template_name = "coprod_wagtail/comments/admin/for_someone.html"
    page_title = ADD_FOR_SOMEONE
    permission_required = "add_for_someone"

    def dispatch(self, request, page_id):
        return seal(super().dispatch(request, page_id))

    def begin(self, page_id):
        self.conversation = Conversation.for_page_id(page_id)
        if not is_commentable(self.conversation, self.request) or not self.conversation.page_is_public:
            raise Http404
        if not policy.user_adds_for_someone(self.request.user, self.conversation.page):
            raise PermissionDenied

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "page_id": self.conversation.page_id}

    def get_initial(self):
        return ForSomeoneForm.first_drawn()

    def form_valid(self, form):
        # What looks private is looked for, and the words are kept, in the language of the page and not of the admin.
        with speaking_language_of(self.conversation.page):
            questions = form.questions()
        if questions:
            return self.asked(form, questions)
        settings = ReaderCommentSettings.for_site(self.conversation.page.get_site())
        data = form.cleaned_data
        action = AddCommentForSomeone(
            self.conversation,
            form.for_someone(),
            user=self.request.user,
            came_by=data["came_by"],
            consent=data["consent"],
            site_policy=settings.policy,
            reading=settings,
            site_name=settings.site.site_name if settings.site else "",
            site_id=settings.site.pk if settings.site else None,
            stop_words={state: why_stopped(state, settings) for state in SITE_STOPS},
        )
        try:
            with speaking_language_of(self.conversation.page):
                secret = action()
        except NotAllowed as error:
            raise PermissionDenied from error
        except NotPublic as error:
            raise Http404 from error
        except ActionError as error:
            form.add_error(None, error.message)
            return self.form_invalid(form)
        comment = ReaderComment.objects.get(slip_hash__in=code.slip_hashes(secret))
        messages.success(self.request, _("%(comment)s is taken in.") % {"comment": comment})
        return redirect("coprod_comments_admin:hand_over", comment.pk)

    def asked(self, form, questions):
        """What readers are asked as well, once."""
        found = ", ".join(detail.words for question in questions for detail in question.found)
        told = " ".join(question.message for question in questions)
        hint = _("If the person wants that, press the button again.")
        messages.warning(self.request, " ".join(filter(None, [told, found, hint])))
        return self.render_to_response(self.get_context_data(form=form.with_confirmed(questions)))

    def form_invalid(self, form):
        messages.validation_error(self.request, _("Nothing was added. Please look at what is marked."), form)
        return super().form_invalid(form)

    def get_page_subtitle(self):
        return page_in_words(self.request.user, self.conversation.page, private=False)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "submit_button_label": _("Add this comment"),
            "sheet_url": reverse("coprod_comments:sheet", args=[self.conversation.page_id]),
            "state": self.conversation.state(),
        }


class HandOverView(BelowTheList, TemplateView):
    """The address of the comment's private page, for whoever typed it in to hand over: for a day, and to nobody else, because
    whoever has it can take the comment back."""

    template_name = "coprod_wagtail/comments/admin/hand_over.html"
    page_title = gettext_lazy("Give this to the person")
    permission_required = "add_for_someone"

    def dispatch(self, request, pk):
        return seal(super().dispatch(request, pk))

    def begin(self, pk):
        since = timezone.now() - _TO_HAND_OVER
        mine = ReaderComment.objects.filter(
            typed_in__typed_by=self.request.user, received_at__gt=since, slip_hash__isnull=False
        )
        self.comment = get_object_or_404(mine.select_related("page"), pk=pk)

    def get_page_subtitle(self):
        return str(self.comment)

    def get_context_data(self, **kwargs):
        comment, user = self.comment, self.request.user
        secret = code.secret_of(comment.slip_nonce, comment.slip_hash)
        may_read = policy.user_has_permission_for_instance(user, "view", comment)
        return {
            **super().get_context_data(**kwargs),
            "comment": comment,
            "address": slip_url(comment.page, secret, self.request),
            "reading_url": reading_url(comment) if may_read else None,
            "another_url": reverse("coprod_comments_admin:for_someone", args=[comment.page_id]),
        }
