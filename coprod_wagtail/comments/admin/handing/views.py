"""Handing a comment over to a colleague, from its page, and giving it back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from coprod_wagtail.actions import Conflict, NotAllowed

from ...moderation.handing.actions import GIVEN_BACK, NOTHING_LEFT, GiveBack, HandOverComment, colleagues, is_open
from ...moderation.handing.forms import HandOverForm
from ...moderation.queue import next_waiting
from ...permissions import policy
from ..narrowing.query import query_of
from ..rows import index_url, reading_url
from ..screens.base import AboutOneComment, FormBelowTheList


class HandOverView(FormBelowTheList):
    """Asks to whom, and hands over. Then the next comment opens."""

    form_class = HandOverForm
    template_name = "coprod_wagtail/comments/admin/hand_over_to.html"
    page_title = gettext_lazy("Hand it over")
    permission_required = "moderate"
    header_icon = "user"

    def begin(self, pk):
        comments = policy.comments_for(self.request.user).select_related("conversation")
        self.comment = get_object_or_404(comments, pk=pk)
        if is_open(self.comment):
            return None
        messages.warning(self.request, NOTHING_LEFT % self.named)
        return redirect(self.back)

    @property
    def named(self):
        return {"comment": self.comment}

    @property
    def back(self):
        return reading_url(self.comment, query_of(self.request))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "people": colleagues(self.comment, self.request.user)}

    def form_valid(self, form):
        try:
            HandOverComment(self.comment, user=self.request.user, **form.cleaned_data)()
        except NotAllowed as error:
            raise PermissionDenied from error
        except ValidationError as error:
            messages.error(self.request, error.messages[0])
            return redirect(self.back)
        except Conflict as error:
            messages.warning(self.request, error.message)
            return redirect(index_url())
        person = user_display_name(form.cleaned_data["to"])
        messages.success(self.request, _("%(comment)s is with %(person)s now.") % {**self.named, "person": person})
        following = next_waiting(self.request.user, after=self.comment)
        return redirect(reading_url(following) if following else index_url())

    def between(self):
        return [{"url": self.back, "label": str(self.comment)}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        people = context["form"].fields["to"].queryset
        return {**context, "back": self.back, "is_alone": not people}


class GiveBackView(AboutOneComment):
    """Ends it."""

    def act(self):
        GiveBack(self.comment, user=self.request.user)()
        messages.success(self.request, GIVEN_BACK % {"comment": self.comment})
