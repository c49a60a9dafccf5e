"""Covering part of a comment, and putting it back, in Wagtail's admin."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from coprod_wagtail.text.formats import number_in_words

from ...actions import PublishComment
from ...constants import Status
from ...covering.decisions import CoverPart, UncoverPart
from ...covering.forms import CoverForm
from ...moderation.verbs import VERBS
from ..comment import ReaderCommentInspectView
from ..screens.base import AboutOneComment


class CoverPartView(AboutOneComment):
    """Covers words; and publishes what waits, where that button was pressed. One transaction: nothing is published with words
    that somebody wanted covered."""

    def act(self):
        request, comment = self.request, self.comment
        form = CoverForm(request.POST, comment=comment)
        if not form.is_valid():
            return ReaderCommentInspectView.again(request, comment, cover_form=form)
        publish = "publish" in request.POST and comment.status == Status.PENDING
        try:
            with transaction.atomic():
                data = form.cleaned_data
                covering = CoverPart(
                    comment, covered=data["covered"], kind=data["kind"], user=request.user, words=form.seen_words
                )
                covering()
                if publish:
                    PublishComment(comment, user=request.user, words=comment.words_version, reports_seen=0)()
        except ValidationError as error:
            form.add_error("covered", error)
            return ReaderCommentInspectView.again(request, comment, cover_form=form)
        self.tell(len(covering.parts), publish)
        return None

    def tell(self, number, published):
        done = ngettext("%(count)s part is covered.", "%(count)s parts are covered.", number) % {
            "count": number_in_words(number)
        }
        if published:
            done = f"{done} {VERBS['publish'].done % {'comment': self.comment}}"
        messages.success(self.request, done)


class UncoverPartView(AboutOneComment):
    """Puts covered words back."""

    def act(self, part):
        UncoverPart(self.comment, part=part, user=self.request.user)()
        messages.success(self.request, _("The words are back in %(comment)s.") % {"comment": self.comment})
