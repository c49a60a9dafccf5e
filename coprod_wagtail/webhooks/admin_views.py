from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.log_actions import log
from wagtail.models import Site

from coprod_wagtail.outbox.constants import State
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.queue import try_again
from coprod_wagtail.outbox.tasks import has_worker

from .constants import Event
from .models import KIND, Webhook
from .payloads import test_message
from .sending import send_test

#: How many deliveries the log on the screen shows.
SHOWN = 50


class LastDeliveryColumn(Column):
    def get_value(self, instance):
        if not instance.last_state:
            return _("Nothing sent yet")
        return State(instance.last_state).label


class WebhookIndexView(IndexView):
    def get_base_queryset(self):
        pk = Cast(OuterRef("pk"), CharField())
        to_it = Q(destination=pk) | Q(destination=Concat(pk, Value("-test")))
        last = OutgoingMessage.objects.filter(to_it, kind=KIND).order_by("-created_at", "pk")
        return super().get_base_queryset().annotate(last_state=Subquery(last.values("state")[:1]))

    @property
    def columns(self):
        return [
            *super().columns,
            Column("url", label=gettext_lazy("Address")),
            BooleanColumn("is_active", label=gettext_lazy("Active")),
            LastDeliveryColumn("last_state", label=gettext_lazy("Last message")),
        ]

    @columns.setter
    def columns(self, value):
        raise AttributeError("The columns are fixed.")


class WebhookInspectView(InspectView):
    """A webhook, a button that sends a test, and what was sent lately."""

    def get_context_data(self, **kwargs):
        labels = dict(Event.choices)
        return super().get_context_data(
            webhook=self.object,
            events=[labels[event] for event in self.object.events if event in labels],
            deliveries=[
                (delivery, labels.get(delivery.payload.get("event")) or _("A test"))
                for delivery in self.object.deliveries[:SHOWN]
            ],
            may_change=self.permission_policy.user_has_permission_for_instance(
                self.request.user, "change", self.object
            ),
            test_url_name=self.test_url_name,
            retry_url_name=self.retry_url_name,
            **kwargs,
        )

    test_url_name = None
    retry_url_name = None


class _PostView(View):
    """A button on the inspect view: does one thing and leads back there."""

    http_method_names = ["post"]
    permission_policy = None
    inspect_url_name = None

    def post(self, request, pk, **kwargs):
        webhook = get_object_or_404(Webhook, pk=pk)
        if not self.permission_policy.user_has_permission_for_instance(request.user, "change", webhook):
            raise PermissionDenied
        self.do(webhook, **kwargs)
        return redirect(self.inspect_url_name, pk)


class SendTestView(_PostView):
    def do(self, webhook):
        site = webhook.site or Site.objects.order_by("-is_default_site", "pk").first()
        send_test(webhook, test_message(site and site.pk))
        log(webhook, "coprod_webhooks.test", user=self.request.user)
        if has_worker():
            messages.success(self.request, _("A test is on its way. The list below says whether it arrived."))
        else:
            messages.success(
                self.request,
                _(
                    "A test is waiting. It goes out the next time this site sends its messages. Look again in a few minutes."
                ),
            )


class RetryView(_PostView):
    def do(self, webhook, delivery):
        again = webhook.deliveries.filter(pk=delivery)
        if not again:
            raise Http404
        if not try_again(again):
            messages.warning(self.request, _("This message is waiting to be sent, or has arrived."))
            return
        messages.success(self.request, _("We are trying again. The list below says whether it arrived."))
