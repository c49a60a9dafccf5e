"""One reader comment, and a decision about it, in Wagtail's admin."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import InspectView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import registry as log_registry

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.text.formats import moment_in_words

from ..constants import Status
from ..exceptions import CommentGone
from ..models import ReaderComment
from ..moderation.queue import next_waiting
from ..moderation.verbs import VERBS, undoing, verbs_for
from ..permissions import may_set_conversation, policy
from ..reading.phrases import lost_words
from .forms import OneDecisionForm
from .listing import index_url, name_of, reading_url


class ReaderCommentInspectView(InspectView):
    """One comment with all a moderator needs to decide, and the decisions that apply."""

    model = ReaderComment
    permission_policy = policy
    any_permission_required = ["view"]
    template_name = "coprod_wagtail/comments/admin/inspect.html"
    index_url_name = "coprod_reader_comments:index"

    def get_fields(self):
        return []  # the template lays them out itself

    def get_object(self, queryset=None):
        if not policy.user_has_permission(self.request.user, "view"):
            raise PermissionDenied  # Wagtail looks only after the object was fetched, which would answer 404
        comments = policy.comments_for(self.request.user).select_related("page", "reply_to")
        return get_object_or_404(comments, pk=self.pk)

    def get_page_title(self):
        # With its number, which is what its writer knows it by.
        return str(self.object)

    def get_page_subtitle(self):
        return name_of(self.object)

    def get_context_data(self, **kwargs):
        comment, page, user = self.object, self.object.page, self.request.user
        waiting = next_waiting(user, after=comment)
        may_edit = page.permissions_for_user(user).can_edit()
        parent = comment.reply_to
        if parent and not policy.user_has_permission_for_instance(user, "view", parent):
            parent = None
        return {
            **super().get_context_data(**kwargs),
            "comment": comment,
            "name": name_of(comment),
            "words": SafeString(comment.body_html),
            "lost": lost_words(comment),
            "received": moment_in_words(comment.received_at),
            "commented_title": page.title,
            "page_url": page.get_url(self.request) if page.live else None,
            "page_edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else None,
            "page_comments_url": f"{index_url()}?page={page.pk}",
            "set_url": may_set_conversation(user, page)
            and reverse("coprod_comments_admin:set_conversation", args=[page.pk]),
            "parent": parent,
            "parent_name": parent and name_of(parent),
            "parent_words": parent and SafeString(parent.body_html),
            "parent_url": parent and reading_url(parent),
            "is_waiting": comment.status == Status.PENDING,
            "verbs": verbs_for(comment),
            # One for each button, so without ids.
            "decision_form": OneDecisionForm(auto_id=False, initial={"seen": comment.status}),
            "history": decisions_about(comment),
            "next_url": waiting and reading_url(waiting),
            "list_url": index_url(),
        }


def decisions_about(comment):
    """What happened to `comment` so far, newest first: Wagtail log entries with their users."""
    return log_registry.get_logs_for_instance(comment).select_related("user").order_by("-timestamp", "-pk")


class DecideView(PermissionCheckedMixin, View):
    """Does one decision and leads on to the next waiting comment. POST only."""

    http_method_names = ["post"]
    permission_policy = policy
    permission_required = "moderate"

    def post(self, request, pk, verb):
        if verb not in VERBS:
            raise Http404
        verb = VERBS[verb]
        comment = get_object_or_404(policy.comments_for(request.user).select_related("conversation"), pk=pk)
        was = comment.status
        form = OneDecisionForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(words for found in form.errors.values() for words in found))
            return redirect(reading_url(comment))
        try:
            if (form.cleaned_data["seen"] or was) != was:
                # Publishing would still be possible, say, but this person decided about another state of things.
                raise Conflict(_("The status has changed."))
            verb.action(comment, user=request.user, **form.grounds)()
        except CommentGone as error:
            messages.warning(request, error.message)
            return redirect(index_url())
        except Conflict:
            return self.somebody_was_quicker(comment)
        except NotAllowed as error:
            raise PermissionDenied from error
        self.tell(verb, was, comment)
        following = next_waiting(request.user, after=comment) if was == Status.PENDING else comment
        return redirect(reading_url(following) if following else index_url())

    def tell(self, verb, was, comment):
        message = verb.done % {"comment": comment}
        undo = undoing(was, comment)
        if undo:
            form = render_to_string(
                "coprod_wagtail/comments/admin/_undo.html", {"comment": comment, "verb": undo}, request=self.request
            )
            message = format_html("{} {}", message, form)
        messages.success(self.request, message)

    def somebody_was_quicker(self, comment):
        comment.refresh_from_db(fields=["status"])
        latest = decisions_about(comment).first()
        words = {"comment": comment, "status": comment.get_status_display()}
        if latest is None or latest.user_id is None:
            message = _("%(comment)s has changed since you opened it. It is now: %(status)s. You changed nothing.")
        elif latest.user_id == self.request.user.pk:
            message = _("You have already decided about %(comment)s. It is now: %(status)s.")
        else:
            words |= {"person": latest.user_display_name, "moment": moment_in_words(latest.timestamp)}
            message = _(
                "%(person)s was quicker and decided about %(comment)s on %(moment)s. "
                "It is now: %(status)s. You changed nothing."
            )
        messages.warning(self.request, message % words)
        return redirect(reading_url(comment))
