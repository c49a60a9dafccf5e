from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from coprod_wagtail.gateway.refusals import noting_refusals

from .admin_views import (
    NewSecretView,
    RetryView,
    SecretView,
    SendTestView,
    WebhookCreateView,
    WebhookIndexView,
    WebhookInspectView,
)
from .forms import WebhookForm
from .models import Webhook


class WebhookViewSet(ModelViewSet):
    model = Webhook
    name = "coprod_webhooks"
    url_prefix = "webhooks"
    icon = "globe"
    menu_label = _("Webhooks")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    add_view_class = WebhookCreateView
    index_view_class = WebhookIndexView
    inspect_view_class = WebhookInspectView
    inspect_template_name = "coprod_wagtail/webhooks/admin/inspect.html"
    inspect_view_fields = ["url"]
    list_display = ["name"]
    list_filter = ["is_active"]

    def get_form_class(self, for_update=False):
        return WebhookForm

    def get_add_view_kwargs(self, **kwargs):
        return super().get_add_view_kwargs(secret_url_name=self.get_url_name("secret"), **kwargs)

    def get_inspect_view_kwargs(self, **kwargs):
        return super().get_inspect_view_kwargs(
            test_url_name=self.get_url_name("test"),
            retry_url_name=self.get_url_name("retry"),
            new_secret_url_name=self.get_url_name("new_secret"),
            **kwargs,
        )

    def get_urlpatterns(self):
        policy = {"permission_policy": self.permission_policy, "inspect_url_name": self.get_url_name("inspect")}
        patterns = [
            *super().get_urlpatterns(),
            path("test/<int:pk>/", SendTestView.as_view(**policy), name="test"),
            path("secret/<int:pk>/", SecretView.as_view(**policy), name="secret"),
            path(
                "secret/<int:pk>/new/",
                NewSecretView.as_view(**policy, secret_url_name=self.get_url_name("secret")),
                name="new_secret",
            ),
            path("retry/<int:pk>/<uuid:delivery>/", RetryView.as_view(**policy), name="retry"),
        ]
        return noting_refusals(patterns)


webhook_viewset = WebhookViewSet()
