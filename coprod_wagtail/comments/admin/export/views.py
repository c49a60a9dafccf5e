"""The comments of some days as a file: for records, and for who asks by law what was said and decided."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, StreamingHttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.caching.responses import seal
from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.moments import check_year

from ...export.actions import NoteExport
from ...export.files import MOST_IN_XLSX, as_csv, as_xlsx
from ...export.rows import Wanted, comments_wanted, lines
from ...permissions import policy
from ..about.figures import EXPORT
from ..screens.base import FormBelowTheList


class ExportForm(forms.Form):
    first = forms.DateField(label=_("First day"), required=False, widget=AdminDateInput, validators=[check_year])
    last = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=AdminDateInput,
        validators=[check_year],
        help_text=_("Leave both empty for all days."),
    )
    words = forms.BooleanField(label=_("With what people wrote"), required=False)
    names = forms.BooleanField(
        label=_("With their names and e-mail addresses"),
        required=False,
        help_text=_(
            "Leave both unticked, and personal data is left out. What people wrote can have names in it: read it before you "
            "pass it on."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not policy.user_has_permission(user, "erase"):
            del self.fields["words"], self.fields["names"]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", ValidationError(_("This day is before the first one."), code="order"))
        return cleaned

    def wanted(self) -> Wanted:
        asked = self.cleaned_data
        return Wanted(asked["first"], asked["last"], asked.get("words", False), asked.get("names", False))


class ExportView(FormBelowTheList):
    """Asks which, and gives it away line by line. By POST, because the log says so each time."""

    form_class = ExportForm
    template_name = "coprod_wagtail/comments/admin/export.html"
    page_title = EXPORT
    permission_required = "moderate"
    header_icon = "download"

    def dispatch(self, request):
        return seal(super().dispatch(request))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    @cached_property
    def wants_xlsx(self):
        return self.request.POST.get("do") == "xlsx"

    def form_valid(self, form):
        wanted, user = form.wanted(), self.request.user
        if self.wants_xlsx and comments_wanted(wanted, user).count() > MOST_IN_XLSX:
            words = _("These are more than %(limit)s comments. Choose fewer days, or press “Download CSV”.")
            form.add_error("last", words % {"limit": number_in_words(MOST_IN_XLSX)})
            return self.form_invalid(form)
        kind = "xlsx" if self.wants_xlsx else "csv"
        try:
            NoteExport(wanted, kind, user=user)()
        except NotAllowed as error:
            raise PermissionDenied from error
        name, found = f"reader-comments.{kind}", lines(wanted, user)
        if self.wants_xlsx:
            return FileResponse(as_xlsx(wanted.columns, found), as_attachment=True, filename=name)
        response = StreamingHttpResponse(as_csv(wanted.columns, found), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def form_invalid(self, form):
        messages.validation_error(self.request, _("Please look at what is marked. Nothing was taken away."), form)
        return super().form_invalid(form)
