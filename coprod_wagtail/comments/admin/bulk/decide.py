"""Decide about many comments at once: one of Wagtail's bulk actions for each verb that is offered."""

from collections import Counter
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction

from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.numbers import whole_number

from ...models import ReaderComment
from ...moderation import batches
from ...moderation.batches import LIMIT
from ...moderation.verbs import OFFERED, Verb
from ...permissions import policy
from ..forms import ManyDecisionsForm
from ..listing import ReaderCommentIndexView
from ..pages import page_in_words
from ..reports import waiting_answers_about
from ..rows import bulk_button_class, index_url, list_title

#: Named on the confirmation page; the rest are counted.
SHOWN = 20


class BulkDecision(BulkAction):
    """One decision about the comments that were ticked, or about all that match the list's filter and search.

    Wagtail's own "select all" takes every row there is; this one asks the list itself. Each comment goes through its
    action, so it has its own log line and its own conflict; a conflict is counted and stops nothing.
    """

    models = [ReaderComment]
    form_class = ManyDecisionsForm
    template_name = "coprod_wagtail/comments/admin/confirm_bulk_decision.html"
    verb: Verb

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
        theirs = policy.comments_for(self.request.user).select_related("page", "conversation")
        rows = theirs.annotate(page_is_private=private_page()).in_bulk(pks)
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
        newest = max((comment.pk for comment in self.chosen), default=None)
        answers = waiting_answers_about(self.chosen).values()
        return {
            "newest": newest,
            "changed": ManyDecisionsForm.changed_among(self.chosen),
            "answers": " ".join(str(message.pk) for messages in answers for message in messages),
        }

    def get_form(self, data=None, **kwargs):
        form = super().get_form(data, **kwargs)
        # Nobody asks why their comment is published.
        if not self.verb.takes_away:
            del form.fields["message"]
        return form

    def get_context_data(self, **kwargs):
        comments, denied = self.get_actionable_objects()
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "items": [self.named(comment) for comment in comments[:SHOWN]],
            # "Select all" may take spam along with what waits: people should see that before they say yes.
            "statuses": Counter(comment.get_status_display() for comment in comments).most_common(),
            "unshown_count": max(0, len(comments) - SHOWN),
            "too_many": self.too_many,
            "limit": LIMIT,
            "not_fitting": self.not_fitting,
            "denied_count": len(denied["items_with_no_access"]),
            "question": self.verb.many.question_about(len(comments)),
            "explanation": self.verb.many.explanation,
            "title": self.verb.many.title,
            "button": self.verb.label,
            "some_unreachable": self.verb.takes_away and not all(one.slip_hash for one in comments),
        }

    def named(self, comment):
        page_title = page_in_words(self.request.user, comment.page, comment.page_is_private)
        return {"item": comment, "title": list_title(comment), "page_title": page_title}

    def object_context(self, obj):
        return {}  # `get_context_data` draws the first few; a thousand dictionaries are for nobody

    def get_execution_context(self):
        read = self.cleaned_form.seen_words
        return {"view": self, "user": self.request.user, "read": read, **self.cleaned_form.grounds}

    @classmethod
    def execute_action(cls, objects, view=None, user=None, read=None, **grounds):
        """`read` says which words were read of comments that their writers have changed. Returns how many were decided about, and how many others somebody else had just decided about."""
        batch = uuid4()
        decisions = [
            cls.verb.action(comment, user=user, batch=batch, words=(read or {}).get(comment.pk, 1), **grounds)
            for comment in objects
        ]
        done = batches.decide(decisions)
        if view:
            view.done = done
        return len(done), len(decisions) - len(done)

    def get_success_message(self, done, conflicts):
        sentences = [self.verb.many.report_on(done)]
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
        return format_html("{} {}", " ".join(sentences), self.undo_form()) if self.done else " ".join(sentences)

    def undo_form(self):
        """A button that takes back what was just done."""
        lines = [decision.log_entry.pk for decision in self.done]
        context = {"batch": self.done[0].batch, "first": min(lines), "last": max(lines), "next": self.next_url}
        return render_to_string("coprod_wagtail/comments/admin/_undo_many.html", context, request=self.request)


def bulk_decision(verb: Verb, priority: int) -> type[BulkDecision]:
    """Wagtail's bulk action for `verb`; those with a lower priority stand first."""
    words = {
        "verb": verb,
        "action_type": verb.name,
        "action_priority": priority,
        "display_name": verb.label,
        "aria_label": verb.many.aria_label if verb.many else "",
        "classes": {bulk_button_class(verb)},
    }
    return type(f"Bulk{verb.action.__name__}", (BulkDecision,), {"__module__": __name__, **words})


#: By the verb's name.
BULK_DECISIONS = {verb.name: bulk_decision(verb, 10 * place) for place, verb in enumerate(OFFERED, start=1)}
