"""The conversation on a page, opened, closed or hidden at once, in Wagtail's admin."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.page_tree.visibility import is_open_to
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.formats import clock_in_words

from ...actions import SetConversation
from ...exceptions import PageGone, SettingsChanged
from ...mixins import CommentableMixin
from ...models import Conversation
from ...panels import CHANGE_NOW, DIALOG, READER_COMMENTS, ConversationForm, conversation_context, readers_clock
from ...permissions import may_set_conversation
from .history import changes_since, last_changed_by

TEMPLATES = "coprod_wagtail/comments/admin"


def title_told(page, request):
    """The title of `page` as whoever asks may know it, from the admin or from the site; None where they may not."""
    rights = page.permissions_for_user(request.user)
    if rights.can_edit() or rights.can_publish():
        return page.get_admin_display_title()
    return page.title if is_open_to(page, request) else None


class SetConversationView(WagtailAdminTemplateMixin, FormView):
    """How the conversation on a page stands; and for who may publish the page, and for moderators, a form that opens,
    closes or hides it at once.

    The page editor asks here too, and is answered in JSON: the HTML of ``facts`` and ``ways`` for its panel, of the
    ``form`` for its dialog, and a ``message``. 422 says that something has to be mended, 409 that somebody else has
    changed it meanwhile. Everybody else gets an ordinary page with an ordinary form.
    """

    form_class = ConversationForm
    template_name = f"{TEMPLATES}/set_conversation.html"
    page_title = READER_COMMENTS
    header_icon = "comment"
    is_copy = False

    def dispatch(self, request, page_id):
        page = get_object_or_404(get_page_model(), pk=page_id)
        if not issubclass(page.specific_class or page.__class__, CommentableMixin):
            raise Http404
        if page.alias_of_id:
            # An alias shows its source's conversation and has none of its own.
            if self._may_look(page.alias_of):
                return redirect("coprod_comments_admin:set_conversation", page.alias_of_id)
            self.is_copy = True
        self.page = page
        self.may_set = not self.is_copy and may_set_conversation(request.user, page)
        if not self.may_set and not self._may_look(page):
            raise PermissionDenied
        return super().dispatch(request, page_id)

    def _may_look(self, page):
        return page.permissions_for_user(self.request.user).can_edit() or may_set_conversation(self.request.user, page)

    def get(self, request, *args, **kwargs):
        return self.answer(self.get_form() if self.may_set else None) if self.from_panel else super().get(request)

    def post(self, request, *args, **kwargs):
        if not self.may_set:
            raise PermissionDenied
        return super().post(request)

    @property
    def from_panel(self):
        return self.request.headers.get("X-Requested-With") == "XMLHttpRequest"

    def conversation(self):
        conversation = Conversation.for_page_id(self.page.pk)
        if conversation is None:
            raise Http404  # the page was deleted meanwhile
        return conversation

    def get_form_kwargs(self):
        overlay = f"#{DIALOG}" if self.from_panel else "body"
        return {**super().get_form_kwargs(), "instance": self.conversation(), "overlay": overlay}

    def form_valid(self, form):
        chosen = form.chosen()
        try:
            SetConversation(self.page, chosen, user=self.request.user, seen=form.cleaned_data["seen"])()
        except NotAllowed as error:
            raise PermissionDenied from error
        except SettingsChanged as error:
            return self.somebody_was_quicker(form, error)
        except PageGone as error:
            raise Http404 from error
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        message = _("Saved. This applies now.") if chosen else _("You changed nothing.")
        if self.from_panel:
            return self.answer(message=message)
        messages.success(self.request, message)
        return redirect(self.get_success_url())

    def form_invalid(self, form, message=None, status=422):
        message = message or _("Nothing was changed. Please look at what is marked.")
        if self.from_panel:
            return self.answer(form, message=message, status=status)
        messages.validation_error(self.request, message, form)
        response = super().form_invalid(form)
        response.status_code = 409 if status == 409 else 200
        return response

    def somebody_was_quicker(self, form, error):
        """What they chose, beside what is so now and who made it so. To change it all the same is one more press."""
        words = _("You changed nothing, because this has changed since you opened it.")
        hint = _("What you chose is still here. Press “{button}” again if it is still right.")
        told = [words, changes_since(error), last_changed_by(self.page), hint.format(button=CHANGE_NOW)]
        message = format_html_join(" ", "{}", ((part,) for part in told if part))
        return self.form_invalid(form.afresh(self.conversation()), message, status=409)

    def answer(self, form=None, *, message="", status=200):
        """For the page editor."""
        context = self.conversation_context() | self.form_context() | {"form": form, "message": message}
        parts = {"facts": "_conversation_facts", "ways": "_conversation_ways"}
        if form is not None:
            parts["form"] = "_conversation_form"
            context["message"] = message if status != 200 else ""
        html = {
            name: render_to_string(f"{TEMPLATES}/{template}.html", context, request=self.request)
            for name, template in parts.items()
        }
        return JsonResponse({"message": message, **html}, status=status)

    def get_success_url(self):
        return reverse("coprod_comments_admin:set_conversation", args=[self.page.pk])

    @cached_property
    def may_edit(self):
        return self.page.permissions_for_user(self.request.user).can_edit()

    def get_page_subtitle(self):
        return title_told(self.page, self.request) or _("Page %(number)s") % {"number": self.page.pk}

    def get_breadcrumbs_items(self):
        items = list(self.breadcrumbs_items)
        if self.may_edit:
            url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
            items.append({"url": url, "label": self.page.get_admin_display_title()})
        return [*items, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]

    def conversation_context(self):
        return conversation_context(self.conversation(), self.request.user, may_set=self.may_set)

    def form_context(self):
        return {
            "clock": clock_in_words(),
            "readers_clock": readers_clock(),
            "submit_button_label": CHANGE_NOW,
        }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.is_copy:
            return {**context, "is_copy": True}
        return {
            **context,
            **self.conversation_context(),
            **self.form_context(),
            "action_url": self.get_success_url(),
            "media": context["form"].media,
        }
