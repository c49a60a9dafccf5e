from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from coprod_wagtail.features import messages
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.tasks import ring

from .constants import Event
from .signing import key_of, make_secret

#: The name of the kind of outgoing message.
KIND = "webhook"


def usual_events() -> list[str]:
    """What a new webhook is told: all about pages, and what the installed apps call usual (`features.Message`)."""
    unusual = {message.name for message in messages() if not message.usual}
    return [event for event in Event.values if event not in unusual]


def validate_webhook_url(value):
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


def usable_secret(value):
    """Raise `ValidationError` unless receivers can use `value` with any library of Standard Webhooks."""
    try:
        key_of(value)
    except ValueError as error:
        raise ValidationError(
            _("Enter a secret that begins with whsec_ and goes on with 32 to 88 letters and numbers."), code="invalid"
        ) from error


class WebhookQuerySet(models.QuerySet):
    def listening(self, event, site_id):
        """Those that are told of `event` on the site with this id."""
        hooks = self.filter(models.Q(site=None) | models.Q(site=site_id), is_active=True).order_by("pk")
        # In Python: SQLite cannot ask what a JSON list holds, and nobody has many.
        return [hook for hook in hooks if event in hook.events]


class Webhook(models.Model):
    """A URL that is told when something visible changes, so that a front end can draw its pages anew."""

    makes_pages_stale = False

    wagtail_reference_index_ignore = True

    name = models.CharField(
        pgettext_lazy("webhook", "name"),
        max_length=80,
        help_text=_("For you and your colleagues, for example: Our front end."),
    )
    url = models.CharField(_("address"), max_length=500, validators=[validate_webhook_url])
    site = models.ForeignKey(
        Site,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=pgettext_lazy("webhook", "site"),
        help_text=_("Leave empty to tell it about all sites."),
    )
    events = models.JSONField(_("what it is told"), default=usual_events)
    # It is shown once, when it is made (`admin_views.SecretView`), and stands in no form.
    secret = models.CharField(
        _("secret"),
        max_length=200,
        default=make_secret,
        validators=[usable_secret],
        help_text=_(
            "Put the same secret into the settings of the receiver. It proves that a message comes from this site."
        ),
    )
    is_active = models.BooleanField(
        pgettext_lazy("webhook", "active"), default=True, help_text=_("Untick this to pause it.")
    )

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def make_new_secret(self):
        """Sign everything from now on with another secret: what knows only the old one refuses it."""
        self.secret = make_secret()
        self.save(update_fields=["secret"])

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if self.is_active:
            # Whatever waited while it was paused.
            transaction.on_commit(ring, robust=True)

    @property
    def deliveries(self):
        """What it was and will be told, as rows of the outbox."""
        return OutgoingMessage.objects.filter(kind=KIND, destination__in=[str(self.pk), test_destination(self.pk)])


def test_destination(pk) -> str:
    """Tests go to the same address, and wait neither for a webhook that is paused nor for one that gave no answer."""
    return f"{pk}-test"
