from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site


@register_setting(icon="help")
class SiteHelp(BaseSiteSetting):
    """How to reach a person, said in the same place on every page of the package (WCAG 3.2.6).

    Everything is optional; with nothing filled in, nothing is drawn.
    """

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
    def for_reading(cls, request):
        """The setting of the site that `request` came to, or None. Makes no row: drawing a page never writes."""
        site = Site.find_for_request(request)
        return next(iter(cls.objects.filter(site=site)), None) if site else None

    @property
    def is_empty(self):
        return not (self.text or self.phone or self.email)

    @property
    def phone_link(self):
        """The number as a `tel:` link wants it: digits, and a plus sign in front if it has one."""
        digits = "".join(character for character in self.phone if character.isdigit())
        return f"+{digits}" if self.phone.lstrip().startswith("+") else digits
