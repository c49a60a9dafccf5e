"""Decide about many comments at once: one of Wagtail's bulk actions for each verb that is offered."""

from uuid import uuid4

from django.template.loader import render_to_string
from django.utils.html import format_html

from ...grounds.decision_forms import ManyDecisionsForm
from ...moderation import batches
from ...moderation.told import waiting_answers_about
from ...moderation.verbs import OFFERED, Verb
from ..rows import bulk_button_class
from .chosen import AboutMany


class BulkDecision(AboutMany):
    """One decision about many. Each comment has its own, with a line in the log and a conflict of its own, which is counted and
    stops nothing; they take effect together."""

    form_class = ManyDecisionsForm
    verb: Verb

    def among(self, comments):
        return comments.filter(status__in=self.verb.action.applies_to)

    def fits(self, comment):
        return self.verb.applies_to(comment)

    def get_initial(self):
        answers = waiting_answers_about(self.chosen).values()
        return {
            "newest": self.newest,
            "changed": ManyDecisionsForm.changed_among(self.chosen),
            "answers": " ".join(str(message.pk) for messages in answers for message in messages),
        }

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "verb": self.verb}

    def asked(self, comments):
        return {
            "question": self.verb.many.question_about(len(comments)),
            "explanation": self.verb.many.explanation,
            "title": self.verb.many.title,
            "button": self.verb.label,
            "some_unreachable": self.verb.takes_away and not all(one.slip_hash for one in comments),
        }

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
        told = " ".join([self.verb.many.report_on(done), *self.left_over(conflicts)])
        return format_html("{} {}", told, self.undo_form()) if self.done else told

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
