"""Holding a writer or a flood for a while, from the page of a comment; and the list of all that are held."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.widgets import AdminDateInput

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.text.formats import day_in_words, moment_in_words

from ...models.moderation.hold import REASON_LENGTH, Held
from ...moderation.holds.actions import (
    IN_90_DAYS,
    MOST_DAYS,
    EndHold,
    HoldWriter,
    can_be_held,
    clean_hold_reason,
    hold_on,
    holds_for,
)
from ...permissions import policy
from ..rows import HOLDS, reading_url
from ..screens.base import BelowTheList, FormBelowTheList

#: So many are listed at once.
SHOWN = 100


class HoldForm(forms.Form):
    kind = forms.ChoiceField(widget=forms.RadioSelect, label=gettext_lazy("What is held"))
    reason = forms.CharField(
        strip=False,
        max_length=4 * REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Other moderators read this. Write what happened, and nobody’s name."),
    )
    until = forms.DateField(
        widget=AdminDateInput,
        label=gettext_lazy("Until the end of"),
        help_text=gettext_lazy("It ends by itself then. At most 90 days from now."),
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]

    def clean_reason(self):
        return clean_hold_reason(self.cleaned_data["reason"])

    def clean_until(self):
        day, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= day <= today + timedelta(days=MOST_DAYS - 1):
            raise ValidationError(IN_90_DAYS, code="until")
        return timezone.make_aware(datetime.combine(day, time.max.replace(microsecond=0)))


class HoldView(FormBelowTheList):
    """Asks why and until when, and holds."""

    form_class = HoldForm
    template_name = "coprod_wagtail/comments/admin/hold.html"
    page_title = gettext_lazy("Hold what comes from here")
    permission_required = "moderate"
    header_icon = "lock"

    def begin(self, pk):
        self.comment = get_object_or_404(policy.comments_for(self.request.user), pk=pk)
        if self.kinds and not hold_on(self.comment):
            return None
        messages.warning(self.request, _("There is nothing here to hold, or it is held already."))
        return redirect(reading_url(self.comment))

    @cached_property
    def kinds(self):
        return can_be_held(self.comment)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kinds": self.kinds}

    def get_initial(self):
        return {"kind": self.kinds[0].value, "until": timezone.localdate() + timedelta(days=14)}

    def form_valid(self, form):
        asked = form.cleaned_data
        try:
            HoldWriter(
                self.comment, Held(asked["kind"]), reason=asked["reason"], until=asked["until"], user=self.request.user
            )()
        except NotAllowed as error:
            raise PermissionDenied from error
        except Conflict as error:
            messages.warning(self.request, error.message)
        else:
            messages.success(self.request, _("From now on it waits until somebody has read it."))
        return redirect(reading_url(self.comment))

    def between(self):
        return [{"url": reading_url(self.comment), "label": str(self.comment)}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(back=reading_url(self.comment), **kwargs)


class HoldsView(BelowTheList, TemplateView):
    """What is held now, so that somebody looks at it, and what was."""

    template_name = "coprod_wagtail/comments/admin/holds.html"
    page_title = HOLDS
    permission_required = "moderate"
    header_icon = "lock"

    def get_context_data(self, **kwargs):
        theirs = policy.comments_for(self.request.user).filter(hold_number=OuterRef("number"))
        latest = Subquery(theirs.order_by("-received_at", "-pk").values("pk")[:1])
        holds = holds_for(self.request.user).select_related("made_by").annotate(latest=latest)
        rows = [row_of(hold) for hold in holds.order_by("ended_at", "-until", "-pk")[:SHOWN]]
        rows.sort(key=lambda row: not row["hold"].is_in_force)
        return {**super().get_context_data(**kwargs), "rows": rows}


def row_of(hold):
    """A hold as a list shows it."""
    return {
        "hold": hold,
        "kind": hold.get_kind_display(),
        "until": day_in_words(timezone.localtime(hold.until).date()),
        "made": moment_in_words(hold.made_at),
        "made_by": user_display_name(hold.made_by) if hold.made_by else "",
        "url": reading_url(hold.latest) if getattr(hold, "latest", None) else "",
    }


class EndHoldView(View):
    """Ends one before its time. POST only."""

    http_method_names = ["post"]

    def post(self, request, pk):
        if not policy.user_has_permission(request.user, "moderate"):
            raise PermissionDenied
        hold = get_object_or_404(holds_for(request.user), pk=pk)
        try:
            EndHold(hold, user=request.user)()
        except NotAllowed as error:
            raise PermissionDenied from error
        except Conflict as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("It is held no more."))
        return redirect("coprod_comments_admin:holds")
