from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Site

from coprod_wagtail.page_tree.own_texts import HasOwnTexts, OwnTexts, texts_panels
from coprod_wagtail.page_tree.prepared import Prepared
from coprod_wagtail.text.phone_numbers import dialled

from .outbox.models import MailAddress, MailTo, OutgoingMessage

__all__ = [
    "MailAddress",
    "MailTo",
    "OutgoingMessage",
    "SearchAndSharing",
    "SearchAndSharingTexts",
    "SiteHelp",
    "SiteHelpTexts",
]


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
        found = next(iter(_help_of_site(site.pk)), None) or cls(site=site)
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


_help_of_site = Prepared(lambda site_id: SiteHelp.objects.filter(site=site_id))


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


PICTURE_WORDS = _("what the picture shows")


@register_setting(icon="view")
class SearchAndSharing(HasOwnTexts, BaseSiteSetting):
    """What search engines and other machines are told of a site."""

    makes_pages_stale = True

    #: As in Wagtail, but without a way back from the site: a site's own settings may have the same name.
    site = models.OneToOneField(Site, on_delete=models.CASCADE, editable=False, related_name="+")
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture for links"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown where somebody shares a link to a page that has no picture of its own. It is cut to 1200 by 630 pixels."
        ),
    )
    picture_alt = models.CharField(
        PICTURE_WORDS,
        max_length=255,
        blank=True,
        help_text=_("For people who cannot see the picture. One plain sentence."),
    )
    no_ai_training = models.BooleanField(
        _("readers’ words are not for training machines"),
        default=False,
        help_text=_(
            "Tick this to tell the makers of artificial intelligence (AI) not to train it with what stands on this site. "
            "Many of them keep to it, but nobody can make sure. Readers are told so beside the form. Search engines go on "
            "finding your pages."
        ),
    )

    TEXTS = ("picture_alt",)
    panels = [
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("When somebody shares a link")),
        FieldPanel("no_ai_training"),
        *texts_panels(*TEXTS),
    ]

    class Meta:
        verbose_name = verbose_name_plural = _("search engines and sharing")

    def __str__(self):
        return str(self._meta.verbose_name)

    def clean(self):
        super().clean()
        if self.picture_id and not self.picture_alt.strip():
            raise ValidationError({"picture_alt": _("Say what the picture shows, for people who cannot see it.")})

    @classmethod
    def for_site(cls, site):
        """The setting of `site`, with its picture, or an empty one, unsaved: drawing a page never writes. One query."""
        return cls._found_for(site.pk)

    @classmethod
    def for_reading(cls, request, site_id=None):
        """The setting of the site with this id, or of the one that `request` came to; an empty one where that is none. One
        query for a request, however often it is asked for."""
        site = Site.find_for_request(request) if site_id is None else None
        site_id = site_id or (site and site.pk)
        known = vars(request).setdefault("coprod_sharing", {}) if request is not None else {}
        if site_id not in known:
            known[site_id] = cls._found_for(site_id) if site_id else cls()
        return known[site_id]

    @classmethod
    def _found_for(cls, site_id):
        return next(iter(_sharing_of_site(site_id)), None) or cls(site_id=site_id)


_sharing_of_site = Prepared(lambda site_id: SearchAndSharing.objects.filter(site=site_id).select_related("picture"))


class SearchAndSharingTexts(OwnTexts):
    """What the picture for links shows, in one more language."""

    search_and_sharing = ParentalKey(SearchAndSharing, on_delete=models.CASCADE, related_name="texts")
    picture_alt = models.CharField(PICTURE_WORDS, max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["search_and_sharing", "locale"], name="coprod_sharing_one_a_language")
        ]
        verbose_name = _("what the picture for links shows, in another language")
        verbose_name_plural = _("what the picture for links shows, in other languages")

    def __str__(self):
        return str(self._meta.verbose_name)
