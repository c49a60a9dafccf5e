"""What became of e-mails, in the admin under Reports: for who looks after the site. No address, no name and no words of anybody."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from .models import OutgoingMessage
from .outbox.constants import State
from .outbox.mail import KIND, all_mails
from .outbox.queue import try_again

PERMISSION = "coprod_wagtail.look_after_outgoingmessage"
_NAME = "coprod_mail"


class _WhatColumn(Column):
    def get_value(self, instance):
        mail = all_mails().get(instance.payload.get("mail"))
        return mail.label if mail else instance.payload.get("mail")


class _HowColumn(Column):
    cell_template_name = "coprod_wagtail/admin/mail_cell.html"


class MailReport(ReportView):
    """The e-mails of the last 30 days, the newest first; what was given up can be tried again."""

    page_title = gettext_lazy("E-mails")
    header_icon = "mail"
    model = OutgoingMessage
    permission_policy = ModelPermissionPolicy(OutgoingMessage)
    permission_required = "look_after"
    index_url_name = _NAME
    index_results_url_name = f"{_NAME}_results"
    is_searchable = False
    list_export = ["created_at", "state", "answer", "problem", "tries"]
    default_ordering = "-created_at"
    no_results_message = gettext_lazy("No e-mail was sent lately.")
    columns = [
        DateColumn("created_at", label=gettext_lazy("When")),
        _WhatColumn("what", label=gettext_lazy("What")),
        _HowColumn("state", label=gettext_lazy("How it went")),
    ]

    def get_queryset(self):
        return OutgoingMessage.objects.filter(kind=KIND).order_by("-created_at", "pk")


@require_POST
@permission_required(PERMISSION)
def retry(request, pk):
    """Have an e-mail that was given up sent as if it were new."""
    found = OutgoingMessage.objects.filter(kind=KIND, pk=pk)
    if not found:
        raise Http404
    if try_again(found.filter(state=State.GAVE_UP)):
        messages.success(request, _("We are trying again. The list below says whether it arrived."))
    else:
        messages.warning(request, _("This message is waiting to be sent, or has arrived."))
    return redirect(_NAME)


class MailMenuItem(MenuItem):
    def __init__(self):
        super().__init__(MailReport.page_title, reverse(_NAME), name="coprod-mail", icon_name="mail", order=1300)

    def is_shown(self, request):
        return request.user.has_perm(PERMISSION)


urls = [
    path("reports/e-mails/", MailReport.as_view(), name=_NAME),
    path("reports/e-mails/results/", MailReport.as_view(results_only=True), name=f"{_NAME}_results"),
    path("reports/e-mails/<uuid:pk>/retry/", retry, name=f"{_NAME}_retry"),
]
