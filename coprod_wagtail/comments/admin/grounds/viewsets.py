"""The lists that moderators choose from, kept with Wagtail's own screens."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import ModelLogEntry

from coprod_wagtail.compat import with_policy
from coprod_wagtail.gateway.refusals import noting_refusals

from ...grounds.starter import STARTER
from ...models import DecisionGround, DecisionReason, SavedAnswer
from ...permissions import reasons_policy, saved_answers_policy
from ..about.lists import REASONS, SAVED_ANSWERS


def is_used(reason: DecisionReason) -> bool:
    """Whether anybody has decided for this reason: what was said, and the log, name it."""
    if DecisionGround.objects.filter(reason=reason.key).exists():
        return True
    lines = ModelLogEntry.objects.filter(action__startswith="coprod_comments.", data__reason=reason.key)
    return bool(lines.exists())


class ReasonDeleteView(DeleteView):
    """A reason that was used stays, so that it can be said in words; nobody need be offered it."""

    def dispatch(self, request, *args, **kwargs):
        if self.permission_policy.user_has_permission(request.user, "delete") and is_used(self.object):
            messages.error(
                request, _("This reason was used, so it stays. Untick “can be chosen”, and nobody is offered it.")
            )
            return redirect(reverse(self.edit_url_name, args=[self.object.pk]))
        return super().dispatch(request, *args, **kwargs)


class _SaysWhatIsUsual:
    """A part of the form for a reason: what it says where a field is left empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        usual = STARTER.get(self.instance.key)
        for name in DecisionReason.TEXTS if usual else ():
            field = self.fields[name]
            told = _("Leave it empty to say: “%(words)s”") % {"words": getattr(usual, name)}
            field.help_text = f"{field.help_text} {told}"


class _ListViewSet(ModelViewSet):
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    ordering = "sort_order"

    def get_urlpatterns(self):
        return noting_refusals(super().get_urlpatterns())


class DecisionReasonViewSet(_ListViewSet):
    """Why comments are declined or hidden."""

    model = DecisionReason
    name = "coprod_decision_reasons"
    url_prefix = "reader-comment-reasons"
    icon = "list-ul"
    menu_label = REASONS
    delete_view_class = ReasonDeleteView

    def get_form_class(self, for_update=False):
        form_class = super().get_form_class(for_update)
        return type(form_class)(form_class.__name__, (_SaysWhatIsUsual, form_class), {})

    list_display = [
        TitleColumn("label_now", label=gettext_lazy("Reason"), url_name="coprod_decision_reasons:edit"),
        Column("words_now", label=gettext_lazy("What the writer reads")),
        BooleanColumn("is_offered", label=gettext_lazy("Can be chosen")),
    ]


class SavedAnswerViewSet(_ListViewSet):
    """What a message to a writer can begin with."""

    model = SavedAnswer
    name = "coprod_saved_answers"
    url_prefix = "reader-comment-answers"
    icon = "mail"
    menu_label = SAVED_ANSWERS
    list_display = [
        TitleColumn("title", label=gettext_lazy("Saved answer"), url_name="coprod_saved_answers:edit"),
        Column("body", label=pgettext_lazy("column of a list", "Words")),
    ]


LISTS = [
    with_policy(DecisionReasonViewSet, reasons_policy)(),
    with_policy(SavedAnswerViewSet, saved_answers_policy)(),
]
