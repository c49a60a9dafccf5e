"""Hand many comments over to a colleague at once."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.text.formats import number_in_words

from ...moderation.handing.actions import HandOverComments, colleagues_for_any, is_open
from ...moderation.handing.forms import HandOverManyForm
from ...querysets import OPEN
from .chosen import AboutMany


class BulkHandOver(AboutMany):
    """Asks to whom, and hands over what both may decide about. Nothing is decided by it."""

    display_name = pgettext_lazy("button", "Hand over")
    aria_label = _("Hand the selected reader comments over to a colleague")
    action_type = "hand-over"
    action_priority = 100
    form_class = HandOverManyForm

    def among(self, comments):
        return comments.filter(OPEN)

    def fits(self, comment):
        return is_open(comment)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "people": colleagues_for_any(self.request.user)}

    def get_initial(self):
        return {"newest": self.newest}

    def asked(self, comments):
        number = len(comments)
        question = ngettext("Hand over %(count)s reader comment?", "Hand over %(count)s reader comments?", number)
        return {
            "title": _("Hand reader comments over to a colleague"),
            "question": question % {"count": number_in_words(number)},
            "explanation": _("Nothing is decided by it, and everybody else can still decide."),
            "button": self.display_name,
        }

    def get_execution_context(self):
        return {"view": self, "user": self.request.user, **self.cleaned_form.handed}

    @classmethod
    def execute_action(cls, objects, view=None, user=None, **handed):
        """Returns how many are with somebody else now, and how many others are not."""
        try:
            done = HandOverComments(objects, user=user, **handed)()
        except ValidationError:
            done = []  # whoever was chosen may not decide about any since the form was checked
        except NotAllowed as error:
            raise PermissionDenied from error
        return len(done), len(objects) - len(done)

    def get_success_message(self, done, conflicts):
        person = user_display_name(self.cleaned_form.handed["to"])
        told = ngettext(
            "%(count)s comment is with %(person)s now.", "%(count)s comments are with %(person)s now.", done
        )
        sentences = [told % {"count": number_in_words(done), "person": person}]
        if conflicts:
            left = ngettext(
                "%(count)s is not: %(person)s may not decide about it, or somebody has decided meanwhile.",
                "%(count)s are not: %(person)s may not decide about them, or somebody has decided meanwhile.",
                conflicts,
            )
            sentences.append(left % {"count": number_in_words(conflicts), "person": person})
        return " ".join([*sentences, *self.left_over(0)])
