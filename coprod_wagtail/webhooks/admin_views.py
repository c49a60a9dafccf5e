from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import View
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, IndexView, InspectView
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
#: In the session: ids of the webhooks whose secret may be shown once to whoever is signed in.
_TO_SHOW = "coprod_webhooks_to_show"


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
            BooleanColumn("is_active", label=pgettext_lazy("webhook", "Active")),
            LastDeliveryColumn("last_state", label=gettext_lazy("Last message")),
        ]

    @columns.setter
    def columns(self, value):
        raise AttributeError("The columns are fixed.")


def let_see_secret(request, webhook):
    """Whoever sent `request` may see the secret of `webhook` once: they have just had it made."""
    request.session[_TO_SHOW] = [*request.session.get(_TO_SHOW, []), webhook.pk]


class WebhookCreateView(CreateView):
    secret_url_name = None

    def get_success_url(self):
        let_see_secret(self.request, self.object)
        return reverse(self.secret_url_name, args=[self.object.pk])


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
            new_secret_url_name=self.new_secret_url_name,
            **kwargs,
        )

    test_url_name = None
    retry_url_name = None
    new_secret_url_name = None


class _View(View):
    """For who may change the webhook."""

    permission_policy = None
    inspect_url_name = None

    def webhook_to_change(self, pk):
        webhook = get_object_or_404(Webhook, pk=pk)
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "change", webhook):
            raise PermissionDenied
        return webhook

    def draw(self, template, webhook, **context):
        context |= {"webhook": webhook, "inspect_url": reverse(self.inspect_url_name, args=[webhook.pk])}
        return render(self.request, f"coprod_wagtail/webhooks/admin/{template}.html", context)


@method_decorator(never_cache, name="dispatch")
class SecretView(_View):
    """A new secret, once, to whoever had it made. No permission to change is asked: who may only add has to see it, too."""

    http_method_names = ["get"]

    def get(self, request, pk):
        webhook = get_object_or_404(Webhook, pk=pk)
        to_show = request.session.get(_TO_SHOW, [])
        if pk not in to_show:
            raise PermissionDenied
        request.session[_TO_SHOW] = [other for other in to_show if other != pk]
        return self.draw("secret", webhook)


class NewSecretView(_View):
    """Asks whether a new secret is wanted, and makes it."""

    secret_url_name = None

    def get(self, request, pk):
        return self.draw("new_secret", self.webhook_to_change(pk))

    def post(self, request, pk):
        webhook = self.webhook_to_change(pk)
        webhook.make_new_secret()
        log(webhook, "coprod_webhooks.new_secret", user=request.user)
        let_see_secret(request, webhook)
        return redirect(self.secret_url_name, pk)


class _PostView(_View):
    """A button on the inspect view: does one thing and leads back there."""

    http_method_names = ["post"]

    def post(self, request, pk, **kwargs):
        self.do(self.webhook_to_change(pk), **kwargs)
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
