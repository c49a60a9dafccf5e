from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from .outbox.models import OutgoingMessage

__all__ = ["OutgoingMessage", "SiteHelp"]


@register_setting(icon="help")
class SiteHelp(BaseSiteSetting):
    """How to reach a person, said in the same place on every page of the package (WCAG 3.2.6).

    Everything is optional; with nothing filled in, nothing is drawn.
    """

    makes_pages_stale = True

    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("For example: Would you rather say it in another way? Ring us, and we will write it down for you."),
    )
    phone = models.CharField(_("phone number"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    panels = [FieldPanel("text"), FieldPanel("phone"), FieldPanel("email")]

    class Meta:
        verbose_name = _("help for readers")
        verbose_name_plural = _("help for readers")

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def for_site(cls, site):
        """The setting of `site`, or an empty one, unsaved: drawing a page never writes."""
        return next(iter(cls.objects.filter(site=site)), None) or cls(site=site)

    @classmethod
    def for_reading(cls, request):
        """The help of the site that `request` came to, or None where that is none."""
        site = Site.find_for_request(request)
        return site and cls.for_site(site)

    @property
    def is_empty(self):
        return not (self.text or self.phone or self.email)

    @property
    def phone_link(self):
        """The number as a `tel:` link wants it: digits, and a plus sign in front if it has one. Then the "(0)" of
        "+44 (0)20 7946 0000" is left out, as it is by those who ring from abroad."""
        plus = "+" if self.phone.lstrip().startswith("+") else ""
        dialled = self.phone.replace("(0)", "") if plus else self.phone
        return plus + "".join(character for character in dialled if character.isdigit())
