"""Publish, decline, hide or mark as spam many comments at once."""

from collections import Counter

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin.views.bulk_action import BulkAction

from coprod_wagtail.actions import Conflict
from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.numbers import whole_number

from ...models import Conversation, ReaderComment
from ...moderation.verbs import VERBS
from ...permissions import policy
from ..listing import ReaderCommentIndexView, index_url, list_title

#: Decided in one go: one transaction, and one log line and a few queries for each comment.
LIMIT = 1000
#: Named on the confirmation page; the rest are counted.
SHOWN = 20


class ConfirmationForm(forms.Form):
    #: Comments that came in after the confirmation page was drawn have higher ids, and nobody has agreed to them.
    newest = forms.IntegerField(required=False, widget=forms.HiddenInput)


class BulkDecision(BulkAction):
    """One decision about the comments that were ticked, or about all that match the list's filter and search.

    Wagtail's own "select all" takes every row there is; this one asks the list itself. Each comment goes through its
    action, so it has its own log line and its own conflict; a conflict is counted and stops nothing.
    """

    models = [ReaderComment]
    form_class = ConfirmationForm
    template_name = "coprod_wagtail/comments/admin/confirm_bulk_decision.html"

    verb = None
    title = ""
    explanation = ""

    @staticmethod
    def question(count):
        """What the confirmation page asks about `count` comments."""
        raise NotImplementedError

    @staticmethod
    def report(count):
        """What is said after `count` comments were decided about."""
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        if not policy.user_has_permission(request.user, "moderate"):
            raise PermissionDenied
        if self.next_url == request.path:
            self.next_url = index_url()
        return super().dispatch(request, *args, **kwargs)

    def check_perm(self, obj):
        return policy.user_has_permission_for_instance(self.request.user, "moderate", obj)

    def get_all_objects_in_listing_query(self, parent_id):
        listing = ReaderCommentIndexView()
        listing.setup(self.request)
        return listing.get_queryset().values_list("pk", flat=True)

    @cached_property
    def chosen(self):
        """The comments this is about, in the order of the list, each once. Sets `too_many` and `not_fitting`, counts of
        those that are over the limit or in a status the decision does not apply to."""
        self.too_many = self.not_fitting = 0
        wanted = self.request.GET.getlist("id")
        if "all" in wanted:
            matching = self.get_all_objects_in_listing_query(None).filter(status__in=self.verb.action.applies_to)
            newest = whole_number(self.request.POST.get("newest"))
            if newest:
                matching = matching.filter(pk__lte=newest)
            pks = list(matching[:LIMIT])
            if len(pks) == LIMIT:
                self.too_many = matching.count() - LIMIT
        else:
            pks = list(dict.fromkeys(pk for pk in map(whole_number, wanted) if pk))
            self.too_many = max(0, len(pks) - LIMIT)
            pks = pks[:LIMIT]
        # in_bulk, because it splits lists that are too long for the database.
        rows = policy.comments_for(self.request.user).select_related("page", "conversation").in_bulk(pks)
        found = [rows[pk] for pk in pks if pk in rows]
        fitting = [comment for comment in found if self.verb.applies_to(comment)]
        self.not_fitting = len(found) - len(fitting)
        return fitting

    def get_actionable_objects(self):
        allowed, denied = [], []
        for comment in self.chosen:
            (allowed if self.check_perm(comment) else denied).append(comment)
        return allowed, {"items_with_no_access": denied}

    def get_initial(self):
        return {"newest": max((comment.pk for comment in self.chosen), default=None)}

    def get_context_data(self, **kwargs):
        comments, denied = self.get_actionable_objects()
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "items": [{"item": comment, "title": list_title(comment)} for comment in comments[:SHOWN]],
            # "Select all" may take spam along with what waits: people should see that before they say yes.
            "statuses": Counter(comment.get_status_display() for comment in comments).most_common(),
            "unshown_count": max(0, len(comments) - SHOWN),
            "too_many": self.too_many,
            "limit": LIMIT,
            "not_fitting": self.not_fitting,
            "denied_count": len(denied["items_with_no_access"]),
            "question": self.question(len(comments)),
            "explanation": self.explanation,
            "title": self.title,
            "button": self.display_name,
        }

    def object_context(self, obj):
        return {}  # `get_context_data` draws the first few; a thousand dictionaries are for nobody

    def get_execution_context(self):
        return {"user": self.request.user}

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        """Returns how many were decided about, and how many others somebody else had just decided about."""
        done = 0
        # All of them now: one by one, two moderators with the same comments in another order would block each other.
        Conversation.objects.lock(comment.conversation_id for comment in objects)
        for comment in objects:
            try:
                cls.verb.action(comment, user=user)()
            except Conflict:
                continue
            done += 1
        return done, len(objects) - done

    def get_success_message(self, done, conflicts):
        sentences = [self.report(done)]
        conflicts += self.not_fitting
        if conflicts:
            sentences.append(
                ngettext(
                    "%(count)s had been decided about already and was left as it is.",
                    "%(count)s had been decided about already and were left as they are.",
                    conflicts,
                )
                % {"count": number_in_words(conflicts)}
            )
        if self.too_many:
            sentences.append(
                ngettext(
                    "We did the first %(limit)s; %(count)s is left.",
                    "We did the first %(limit)s; %(count)s are left.",
                    self.too_many,
                )
                % {"limit": number_in_words(LIMIT), "count": number_in_words(self.too_many)}
            )
        return " ".join(sentences)


class PublishComments(BulkDecision):
    verb = VERBS["publish"]
    action_type = "publish"
    action_priority = 10
    display_name = pgettext_lazy("button", "Publish")
    aria_label = gettext_lazy("Publish the selected reader comments")
    title = gettext_lazy("Publish reader comments")
    explanation = gettext_lazy("Everybody will be able to read them straight away.")

    @staticmethod
    def question(count):
        return ngettext("Publish %(count)s reader comment?", "Publish %(count)s reader comments?", count) % {
            "count": number_in_words(count)
        }

    @staticmethod
    def report(count):
        return ngettext("%(count)s reader comment is published.", "%(count)s reader comments are published.", count) % {
            "count": number_in_words(count)
        }


class DeclineComments(BulkDecision):
    verb = VERBS["decline"]
    action_type = "decline"
    action_priority = 20
    display_name = pgettext_lazy("button", "Decline")
    aria_label = gettext_lazy("Decline the selected reader comments")
    title = gettext_lazy("Decline reader comments")
    explanation = gettext_lazy("They will not be shown. You can still publish them later.")

    @staticmethod
    def question(count):
        return ngettext("Decline %(count)s reader comment?", "Decline %(count)s reader comments?", count) % {
            "count": number_in_words(count)
        }

    @staticmethod
    def report(count):
        return ngettext(
            "%(count)s reader comment will not be published.",
            "%(count)s reader comments will not be published.",
            count,
        ) % {"count": number_in_words(count)}


class HideComments(BulkDecision):
    verb = VERBS["hide"]
    action_type = "hide"
    action_priority = 30
    display_name = pgettext_lazy("button", "Hide")
    aria_label = gettext_lazy("Hide the selected reader comments")
    title = gettext_lazy("Hide reader comments")
    explanation = gettext_lazy("They go off the page; answers to them stay. You can publish them again later.")

    @staticmethod
    def question(count):
        return ngettext("Hide %(count)s reader comment?", "Hide %(count)s reader comments?", count) % {
            "count": number_in_words(count)
        }

    @staticmethod
    def report(count):
        return ngettext("%(count)s reader comment is hidden.", "%(count)s reader comments are hidden.", count) % {
            "count": number_in_words(count)
        }


class MarkCommentsAsSpam(BulkDecision):
    verb = VERBS["mark-spam"]
    action_type = "mark-spam"
    action_priority = 40
    display_name = pgettext_lazy("button", "Mark as spam")
    aria_label = gettext_lazy("Mark the selected reader comments as spam")
    title = gettext_lazy("Mark reader comments as spam")
    explanation = gettext_lazy("They will not be shown. You can still publish them later.")

    @staticmethod
    def question(count):
        return ngettext("Mark %(count)s reader comment as spam?", "Mark %(count)s reader comments as spam?", count) % {
            "count": number_in_words(count)
        }

    @staticmethod
    def report(count):
        return ngettext(
            "%(count)s reader comment is marked as spam.", "%(count)s reader comments are marked as spam.", count
        ) % {"count": number_in_words(count)}


BULK_DECISIONS = [PublishComments, DeclineComments, HideComments, MarkCommentsAsSpam]
