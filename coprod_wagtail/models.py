from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from coprod_wagtail.page_tree.own_texts import HasOwnTexts, OwnTexts, texts_panels
from coprod_wagtail.text.phone_numbers import dialled

from .outbox.models import MailAddress, MailTo, OutgoingMessage

__all__ = ["MailAddress", "MailTo", "OutgoingMessage", "SiteHelp", "SiteHelpTexts"]


@register_setting(icon="help")
class SiteHelp(HasOwnTexts, BaseSiteSetting):
    """How to reach a person, said in the same place on every page of the package (WCAG 3.2.6).

    Everything is optional; with nothing filled in, nothing is drawn.
    """

    makes_pages_stale = True

    #: As in Wagtail, but without a way back from the site: a site's own settings may have the same name.
    site = models.OneToOneField(Site, on_delete=models.CASCADE, editable=False, related_name="+")
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("For example: Would you rather say it in another way? Ring us, and we will write it down for you."),
    )
    phone = models.CharField(_("phone number"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    TEXTS = ("text",)
    panels = [FieldPanel("text"), FieldPanel("phone"), FieldPanel("email"), *texts_panels(*TEXTS)]

    class Meta:
        verbose_name = _("help for readers")
        verbose_name_plural = _("help for readers")

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def for_site(cls, site):
        """The setting of `site`, or an empty one, unsaved: drawing a page never writes. Its text is in the language that is
        spoken, where somebody wrote it in that."""
        found = next(iter(cls.objects.filter(site=site)), None) or cls(site=site)
        found.speak()
        return found

    @classmethod
    def for_reading(cls, request):
        """The help of the site that `request` came to, or None where that is none."""
        site = Site.find_for_request(request)
        return site and cls.for_site(site)

    @classmethod
    def sites_without_help(cls):
        """Sites that tell their readers no way to reach a person. The default site comes first. One query."""
        told = cls.objects.exclude(text="", phone="", email="")
        return Site.objects.exclude(pk__in=told.values("site")).order_by("-is_default_site", "hostname", "port")

    @property
    def is_empty(self):
        return not (self.text or self.phone or self.email)

    @property
    def phone_link(self):
        """The number as a `tel:` link wants it."""
        return dialled(self.phone)

    @property
    def language_of_text(self):
        """The code of the language that the text is in."""
        return self.language_of("text")


class SiteHelpTexts(OwnTexts):
    """The help for readers in one more language."""

    site_help = ParentalKey(SiteHelp, on_delete=models.CASCADE, related_name="texts")
    text = models.TextField(_("text"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site_help", "locale"], name="coprod_help_one_a_language")]
        verbose_name = _("help for readers in another language")
        verbose_name_plural = _("help for readers in other languages")

    def __str__(self):
        return str(self._meta.verbose_name)
