from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.swap import PAGE_MODEL

from ..constants import Policy


@register_setting(icon="comment")
class ReaderCommentSettings(BaseSiteSetting):
    """What editors decide about readers' comments on a whole site. Texts left empty are the package's own, in the
    reader's language."""

    makes_pages_stale = True

    policy = models.CharField(
        _("when a comment shows"),
        max_length=12,
        choices=[choice for choice in Policy.choices if choice[0] != Policy.INHERIT],
        default=Policy.READ_FIRST,
    )
    #: Wagtail joins it when it loads the settings, so that drawing the link costs no query.
    select_related = ["privacy_page"]

    answer_days = models.PositiveSmallIntegerField(
        _("working days to read a comment"),
        default=2,
        help_text=_("We promise this to people beside the form and after they send a comment."),
    )
    house_rules = models.TextField(
        _("house rules"), blank=True, help_text=_("One rule a line. Leave empty to use our starter rules.")
    )
    privacy_notice = models.TextField(
        _("short privacy notice"),
        blank=True,
        help_text=_("Shown beside the form. Say who you are and what you do with the words. Leave empty to use ours."),
    )
    privacy_page = models.ForeignKey(
        PAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("privacy page"),
        help_text=_("The page that says in full how you look after people's information."),
    )
    urgent_help = models.TextField(
        _("help in an emergency"),
        blank=True,
        help_text=_("Shown after a comment is sent. Leave empty to use the numbers for the United Kingdom."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("policy"), FieldPanel("answer_days")], heading=_("Reading comments")),
        MultiFieldPanel(
            [
                FieldPanel("house_rules"),
                FieldPanel("privacy_notice"),
                PageChooserPanel("privacy_page"),
                FieldPanel("urgent_help"),
            ],
            heading=_("Words beside the form"),
        ),
    ]

    class Meta:
        verbose_name = verbose_name_plural = _("settings for reader comments")

    @classmethod
    def for_reading(cls, request):
        """The settings of the site that `request` came to (see `for_site`)."""
        return cls.for_site(Site.find_for_request(request))

    @classmethod
    def for_site(cls, site):
        """The settings of `site`, or the defaults, unsaved: drawing a page never writes. The privacy page is the one in
        the reader's language, if there is one."""
        found = next(iter(cls.base_queryset().filter(site=site)), None) or cls(site=site)
        if found.privacy_page:
            found.privacy_page = found.privacy_page.localized
        return found

    @classmethod
    def sites_without_privacy_page(cls):
        """Sites whose privacy page is not chosen yet, or is one that readers cannot open. The default site comes first."""
        told = cls.objects.filter(privacy_page__live=True).exclude(private_page("privacy_page__path"))
        return Site.objects.exclude(pk__in=told.values("site")).order_by("-is_default_site", "hostname", "port")

    def house_rules_lines(self) -> list[str]:
        """The house rules, one a line."""
        text = self.house_rules or gettext(
            "Be kind. You can disagree without being unkind about a person.\n"
            "Keep to what the page is about.\n"
            "Do not write other people's names or private details.\n"
            "No adverts."
        )
        return [line.strip() for line in text.splitlines() if line.strip()]

    def privacy_lines(self) -> list[str]:
        """The short notice beside the form, one thought a line."""
        text = self.privacy_notice or gettext(
            "Everyone can see your words and the name you choose, for as long as this page is on our website.\n"
            "We keep your e-mail address to ourselves, if you give us one.\n"
            "Ask us at any time and we will take your comment down. "
            "If you are not happy with how we use your information, you can complain to us."
        )
        return [line.strip() for line in text.splitlines() if line.strip()]

    def urgent_help_text(self) -> str:
        """Where to turn when it cannot wait."""
        return self.urgent_help or gettext(
            "We do not watch comments all the time. If you or somebody else is in danger now, ring 999. "
            "To talk to someone at any hour, ring Samaritans on 116 123."
        )
