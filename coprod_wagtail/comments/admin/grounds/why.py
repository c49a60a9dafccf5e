"""Asks why a comment is declined, before it is, or whether somebody is sure: one press more, on a page with its words."""

from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.utils import get_valid_next_url_from_request

from ...grounds.forms import WHY
from ...moderation.told import waiting_answers_about
from ..narrowing.query import query_of
from ..rows import reading_url
from ..screens.base import BelowTheList


class _AskingView(BelowTheList, TemplateView):
    """A question about a decision that came without its answer. Nothing is decided by coming here."""

    comment = form = None
    #: What is chosen or written on the page itself. All else that came with the decision is carried on.
    asked: tuple[str, ...] = ("csrfmiddlewaretoken",)

    @classmethod
    def asking(cls, request, comment, form):
        """The answer to `request`, which wants to decide about `comment` with this `form`."""
        view = cls(comment=comment, form=form)
        view.setup(request)
        return view.render_to_response(view.get_context_data(), status=view.get_status())

    def get_status(self):
        return 200

    def get_page_subtitle(self):
        return str(self.comment)

    def between(self):
        return [{"url": reading_url(self.comment, query_of(self.request)), "label": str(self.comment)}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            comment=self.comment,
            words=SafeString(self.comment.body_html),
            form=self.form,
            verb=self.form.verb,
            carried=[(name, value) for name, value in self.request.POST.items() if name not in self.asked],
            action_url=self.request.get_full_path(),
            back_url=get_valid_next_url_from_request(self.request) or reading_url(self.comment, query_of(self.request)),
            **kwargs,
        )


class WhyView(_AskingView):
    """Why it is declined. Each reason is a button that decides. Grounds that cannot be taken come back (422)."""

    template_name = "coprod_wagtail/comments/admin/why.html"
    page_title = WHY
    asked = (*_AskingView.asked, "reason", "marked", "mend", "message")

    @property
    def is_first_time(self):
        return not any(self.request.POST.get(name) for name in ("reason", "marked", "mend"))

    def get_status(self):
        return 200 if self.is_first_time else 422

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            is_first_time=self.is_first_time,
            reasons=self.form.reasons,
            chosen=self.request.POST.get("reason", ""),
            message=self.request.POST.get("message", ""),
            has_private_page=bool(self.comment.slip_hash),
            **kwargs,
        )


class SureView(_AskingView):
    """Whether somebody wants to be done with an answer to what they decided themselves, which nobody else can read."""

    template_name = "coprod_wagtail/comments/admin/sure.html"
    page_title = pgettext_lazy("title of a page", "Are you sure?")
    asked = (*_AskingView.asked, "sure")

    def get_context_data(self, **kwargs):
        answers = waiting_answers_about([self.comment]).get(self.comment.pk, [])
        return super().get_context_data(answers=answers, **kwargs)
