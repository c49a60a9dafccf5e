"""Many decisions at once, taken back at once, in Wagtail's admin."""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.numbers import whole_number

from ..moderation.batches import decided_in, undo
from ..permissions import policy
from .rows import index_url


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
        self.tell(back, others)
        return redirect(get_valid_next_url_from_request(request) or index_url())

    def tell(self, back, others):
        sentences = [
            ngettext(
                "%(count)s reader comment is as it was before.",
                "%(count)s reader comments are as they were before.",
                back,
            )
            % {"count": number_in_words(back)}
        ]
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
