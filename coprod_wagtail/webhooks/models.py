import secrets
import uuid
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .constants import DeliveryState, Event, Problem


def make_secret() -> str:
    """256 random bits, as text that can be pasted into a settings file."""
    return secrets.token_urlsafe(32)


def usual_events() -> list[str]:
    """Everything visible, and each thing once: what is said of single comments is part of "conversation.changed"."""
    return [event for event in Event.values if not event.startswith("comment.")]


def one_address(value):
    """Raise `ValidationError` unless `value` is a web address that something can be sent to.

    Names without a dot are fine: front ends often run beside the site, under a name such as http://frontend:4321/.
    """
    try:
        parts = urlsplit(value)
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good or any(character.isspace() for character in value):
        raise ValidationError(_("Enter a whole web address, such as https://www.example.org/hooks/."), code="invalid")
    if parts.username or parts.password:
        raise ValidationError(_("Leave the user name and the password out of the address."), code="credentials")


class WebhookQuerySet(models.QuerySet):
    def listening(self, event, site_id):
        """Those that are told of `event` on the site with this id."""
        hooks = self.filter(models.Q(site=None) | models.Q(site=site_id), is_active=True).order_by("pk")
        # In Python: SQLite cannot ask what a JSON list holds, and nobody has many.
        return [hook for hook in hooks if event in hook.events]


class Webhook(models.Model):
    """An address that is told when something visible changes, so that a front end can draw its pages anew."""

    wagtail_reference_index_ignore = True

    name = models.CharField(
        _("name"), max_length=80, help_text=_("For you and your colleagues, for example: Our front end.")
    )
    url = models.CharField(_("address"), max_length=500, validators=[one_address])
    site = models.ForeignKey(
        Site,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("site"),
        help_text=_("Leave empty to tell it about all sites."),
    )
    events = models.JSONField(_("what it is told"), default=usual_events)
    secret = models.CharField(
        _("secret"),
        max_length=200,
        default=make_secret,
        validators=[MinLengthValidator(16)],
        help_text=_(
            "Put the same secret into the settings of the receiver. It proves that a message comes from this site."
        ),
    )
    is_active = models.BooleanField(_("active"), default=True, help_text=_("Untick this to pause it."))

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class DeliveryQuerySet(models.QuerySet):
    def due(self, now):
        """Those to be tried at `now`."""
        return self.filter(state=DeliveryState.WAITING, next_try_at__lte=now)


class Delivery(models.Model):
    """One message to one webhook: what is sent, and how that went. The row is the queue; a task empties it.

    `payload` holds paths, ids and cache tags, and no personal data.
    """

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("webhook"))
    event = models.CharField(_("event"), max_length=40)
    payload = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    #: Nobody tries before this; while somebody does, it is pushed away so that nobody else does, too.
    next_try_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True)
    answer = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=20, choices=Problem, default=Problem.NONE, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-created_at", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["webhook", "created_at"], name="coprod_delivery_log"),
            models.Index(fields=["state", "next_try_at"], name="coprod_delivery_due"),
        ]

    def __str__(self):
        return f"Delivery {self.pk}"

    @property
    def event_label(self):
        return dict(Event.choices).get(self.event) or _("A test")
