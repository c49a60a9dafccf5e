"""Answer many comments at once, with the same words, under one's own name and role."""

from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.plain_text import to_html

from ...actions.staff.answer import badges_for, name_of
from ...constants import Badge, Status
from ...permissions import policy
from ...staff import texts
from ...staff.flow import answers_to_many
from ...staff.forms import AnswerManyForm
from ..about.grounds import about_saved_answers
from ..rows import ANSWER, list_title
from .chosen import AboutMany

#: Of the comments that cannot be answered, so many are named for each reason.
_NAMED = 5


class BulkAnswer(AboutMany):
    """Asks what the answer says, shows it with how many comments get it, and then puts it under each of them."""

    display_name = ANSWER
    aria_label = _("Answer the selected reader comments under your name")
    action_type = "answer"
    action_priority = 90
    form_class = AnswerManyForm
    template_name = "coprod_wagtail/comments/admin/answer_many.html"
    #: Whether the page shows the words, and asks whether they are right.
    is_asking = False

    def dispatch(self, request, *args, **kwargs):
        if not policy.user_has_permission(request.user, "answer"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def among(self, comments):
        return comments.filter(status=Status.PUBLISHED)

    def fits(self, comment):
        return comment.status == Status.PUBLISHED

    @cached_property
    def sorted_out(self):
        """Those that can be answered, and the others by the words that say why not."""
        theirs, denied = super().get_actionable_objects()
        asked = answers_to_many(theirs, None, self.request.user)
        fitting = [comment for _action, comment, _place in asked.sort_out()]
        return fitting, asked.refused, denied

    def get_actionable_objects(self):
        fitting, _refused, denied = self.sorted_out
        return fitting, denied

    def get_form_kwargs(self):
        conversations = {one.page_id: one.conversation for one in self.sorted_out[0]}
        for comment in self.sorted_out[0]:
            conversations[comment.page_id].page = comment.page
        # Only who wrote all of the pages can say so under each of them.
        offered = [badges_for(self.request.user, place) for place in conversations.values()]
        badges = [badge for badge in Badge if all(badge in some for some in offered)]
        return {**super().get_form_kwargs(), "badges": badges}

    def get_initial(self):
        drawn = AnswerManyForm.first_drawn(name_of(self.request.user), None)
        saved = about_saved_answers(self.request)["saved_answer"]
        return {**drawn, "body": saved, "newest": self.newest}

    def form_valid(self, form):
        if "change" in self.request.POST:
            return self.form_invalid(form)
        if "sure" not in self.request.POST:
            self.is_asking = True
            return self.form_invalid(form)
        return super().form_valid(form)

    def form_invalid(self, form):
        if form.errors and "change" not in self.request.POST:
            # What is marked may be far below.
            messages.validation_error(self.request, texts.NOTHING_SENT, form)
        return super().form_invalid(form)

    def asked(self, comments):
        number = len(comments)
        question = ngettext("Answer %(count)s reader comment?", "Answer %(count)s reader comments?", number)
        explanation = _("The same words show under each of them at once, under your name.")
        return {
            "title": _("Answer reader comments under your name"),
            "question": question % {"count": number_in_words(number)},
            "explanation": explanation,
            "button": _("Look at it once more"),
            "refused": [self._refusal(why, some) for why, some in self.sorted_out[1].items()],
            **(self._written(number) if self.is_asking else about_saved_answers(self.request)),
        }

    def _refusal(self, why, comments):
        words = ngettext(
            "%(count)s of them cannot be answered. %(why)s",
            "%(count)s of them cannot be answered. %(why)s",
            len(comments),
        )
        named = [list_title(comment) for comment in comments[:_NAMED]]
        return {
            "words": words % {"count": number_in_words(len(comments)), "why": why},
            "named": named,
            "more": len(comments) - len(named),
        }

    def _written(self, number):
        """The answer as readers will read it."""
        form = self.get_form()
        form.is_valid()
        said = form.cleaned_data
        put = ngettext("Put it under %(count)s comment", "Put it under %(count)s comments", number)
        return {
            "is_asking": True,
            "words": SafeString(to_html(said["body"])),
            "name": said["author_name"],
            "role": said["role"],
            "badge": Badge(said["badge"]).label if said["badge"] else "",
            "put_it": put % {"count": number_in_words(number)},
        }

    def get_execution_context(self):
        return {"view": self, "user": self.request.user, "form": self.cleaned_form}

    @classmethod
    def execute_action(cls, objects, view=None, user=None, form=None):
        """Returns how many were answered, and how many others could not be."""
        action = answers_to_many(objects, form, user)
        try:
            answers = action()
        except NotAllowed as error:
            raise PermissionDenied from error
        if view:
            view.action = action
        return len(answers), sum(map(len, action.refused.values()))

    def get_success_message(self, done, conflicts):
        words = ngettext("Your answer is under %(count)s comment.", "Your answer is under %(count)s comments.", done)
        refused = {**self.sorted_out[1]}
        for why, some in self.action.refused.items():
            refused[why] = [*refused.get(why, []), *some]
        told = [words % {"count": number_in_words(done)}]
        told += [self._refusal(why, some)["words"] for why, some in refused.items()]
        if self.not_fitting:
            told.append(
                ngettext(
                    "%(count)s does not show on a page, so nobody can answer it.",
                    "%(count)s do not show on a page, so nobody can answer them.",
                    self.not_fitting,
                )
                % {"count": number_in_words(self.not_fitting)}
            )
        self.not_fitting = 0
        told += self.left_over(0)
        return format_html("{} {}", " ".join(told), self.undo_form()) if self.action.lines else " ".join(told)

    def undo_form(self):
        """A button that hides what was just written."""
        lines = [line.pk for line in self.action.lines]
        context = {"batch": self.action.batch, "first": min(lines), "last": max(lines), "next": self.next_url}
        return render_to_string("coprod_wagtail/comments/admin/_undo_many.html", context, request=self.request)
