"""A decision about one reader comment, and many taken back at once, in Wagtail's admin."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.numbers import whole_number

from ..actions import SetContentNote
from ..actions.staff.answer import ANSWERED_BY_STAFF
from ..constants import Status
from ..correspondence.readers import only_theirs
from ..exceptions import AnswerIsForOthers, CommentGone, WordsChanged
from ..grounds.decision_forms import OneDecisionForm
from ..moderation.batches import decided_in, undo
from ..moderation.history import who_was_quicker
from ..moderation.queue import next_waiting
from ..moderation.verbs import EDIT_VERBS, VERBS, WRITE, WRITER_VERBS, undoing
from ..permissions import policy
from .comment import ReaderCommentInspectView, place_of
from .forms import ContentNoteForm
from .grounds.why import SureView, WhyView
from .narrowing.query import query_of
from .rows import index_url, reading_url, row_id
from .screens.base import AboutOneComment


class DecideView(PermissionCheckedMixin, View):
    """Does one decision and leads on to the next waiting comment. POST only."""

    http_method_names = ["post"]
    permission_policy = policy
    permission_required = "moderate"

    def post(self, request, pk, verb):
        verb = VERBS.get(verb) or EDIT_VERBS.get(verb) or WRITER_VERBS.get(verb)
        if verb is None:
            raise Http404
        comment = get_object_or_404(policy.comments_for(request.user).select_related("conversation"), pk=pk)
        was = comment.status
        form = self.form = OneDecisionForm(request.POST, needs_message=verb is WRITE, verb=verb, comment=comment)
        if form.asks_why:
            return self.ask_why(comment, verb)
        if not form.is_valid():
            messages.error(request, " ".join(words for found in form.errors.values() for words in found))
            return self.back_to(comment)
        if not form.cleaned_data["sure"] and self.is_theirs_alone(comment, verb):
            return SureView.asking(request, comment, form)
        following = self.following(comment)
        try:
            if (form.seen_status or was) != was:
                # Publishing would still be possible, say, but this person decided about another state of things.
                raise Conflict(_("The status has changed."))
            verb.action(comment, user=request.user, words=form.seen_words, **form.grounds)()
        except (WordsChanged, AnswerIsForOthers) as error:
            messages.warning(request, error.message)
            return self.back_to(comment)
        except CommentGone as error:
            messages.warning(request, error.message)
            return redirect(self.next_url or index_url())
        except Conflict:
            return self.somebody_was_quicker(comment)
        except NotAllowed as error:
            raise PermissionDenied from error
        self.tell(verb, was, comment)
        return redirect(following)

    def is_theirs_alone(self, comment, verb):
        """Whether this person is about to be done with an answer to what they wrote themselves, and nobody else can be."""
        seen = self.form.cleaned_data["answers"]
        return verb is not WRITE and verb.applies_to(comment) and only_theirs(comment, self.request.user, seen)

    def ask_why(self, comment, verb):
        """Grounds are wanted; but not for what has changed since somebody saw it."""
        if not verb.applies_to(comment) or (self.form.seen_status or comment.status) != comment.status:
            return self.somebody_was_quicker(comment)
        if self.form.seen_words not in (None, comment.words_version):
            messages.warning(self.request, WordsChanged(comment).message)
            return self.back_to(comment)
        return WhyView.asking(self.request, comment, self.form)

    @cached_property
    def next_url(self) -> str:
        """The list, for who decided there."""
        return get_valid_next_url_from_request(self.request)

    def following(self, comment) -> str:
        """Where it goes on: the list, or the comment that comes next in it; the same one where it did not wait."""
        if self.next_url:
            return self.next_url
        query = query_of(self.request)
        if comment.status != Status.PENDING:
            return reading_url(comment, query)
        if query:
            place = place_of(self.request, comment)
            after = place and (place.next or place.first)
            return reading_url(after, query) if after else index_url() + query
        waiting = next_waiting(self.request.user, after=comment)
        return reading_url(waiting) if waiting else index_url()

    def back_to(self, comment):
        """The page that somebody decided on, where that came to nothing. What they wrote to somebody is there still."""
        if self.form["message"].value():
            return ReaderCommentInspectView.again(self.request, comment, unsent=self.form["message"].value())
        return redirect(self.next_url or reading_url(comment, query_of(self.request)))

    def tell(self, verb, was, comment):
        message = verb.done % {"comment": comment}
        undo = undoing(was, comment)
        if undo:
            next_url = self.next_url and f"{self.next_url.partition('#')[0]}#{row_id(comment)}"
            context = {"comment": comment, "verb": undo, "next": next_url, "query": query_of(self.request)}
            form = render_to_string("coprod_wagtail/comments/admin/_undo.html", context, request=self.request)
            message = format_html("{} {}", message, form)
        messages.success(self.request, message)

    def somebody_was_quicker(self, comment):
        message, _latest = who_was_quicker(comment, self.request.user)
        messages.warning(self.request, message)
        return self.back_to(comment)


class ContentNoteView(AboutOneComment):
    """Sets what people should know before they read a comment, or takes it away."""

    def act(self):
        form = ContentNoteForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, " ".join(words for found in form.errors.values() for words in found))
            return
        note = form.cleaned_data["content_note"]
        if note != self.comment.content_note:
            SetContentNote(self.comment, note=note, user=self.request.user)()
        done = _("The words of %(comment)s are folded under your note.") if note else _("%(comment)s has no note.")
        messages.success(self.request, done % {"comment": self.comment})


class UndoView(PermissionCheckedMixin, View):
    """Puts back what this person has just decided in one go, each comment to the status it had. POST only.

    The log says what that was: ``batch``, and the ids of the ``first`` and ``last`` line between which it stands.
    """

    http_method_names = ["post"]
    permission_policy = policy
    permission_required = "moderate"

    def post(self, request):
        try:
            batch = UUID(request.POST.get("batch", ""))
        except ValueError:
            raise Http404 from None
        first, last = (whole_number(request.POST.get(name)) or 0 for name in ("first", "last"))
        lines = decided_in(batch, request.user, first, last)
        with transaction.atomic():
            back, others = undo(lines, request.user)
        self.tell(back, others, were_written=any(line.action == ANSWERED_BY_STAFF for line in lines))
        return redirect(get_valid_next_url_from_request(request) or index_url())

    def tell(self, back, others, *, were_written):
        words = ngettext(
            "%(count)s reader comment is as it was before.",
            "%(count)s reader comments are as they were before.",
            back,
        )
        if were_written:
            words = ngettext(
                "%(count)s answer is off the page again.", "%(count)s answers are off the page again.", back
            )
        sentences = [words % {"count": number_in_words(back)}]
        if others:
            sentences.append(
                ngettext(
                    "%(count)s has changed since and was left as it is.",
                    "%(count)s have changed since and were left as they are.",
                    others,
                )
                % {"count": number_in_words(others)}
            )
        (messages.success if back else messages.warning)(self.request, " ".join(sentences))
