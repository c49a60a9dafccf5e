from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from coprod_wagtail.page_tree.own_texts import HasOwnTexts, OwnTexts, texts_panels
from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.swap import PAGE_MODEL

from ..constants import Policy
from ..mail.links import mail_is_offered

# Fields of the settings, and of the texts in one more language.
_RULES, _NOTICE, _URGENT = _("house rules"), _("short privacy notice"), _("help in an emergency")


@register_setting(icon="comment")
class ReaderCommentSettings(HasOwnTexts, BaseSiteSetting):
    """What editors decide about readers' comments on a whole site. Texts left empty are the package's own, in the
    reader's language."""

    TEXTS = ("house_rules", "privacy_notice", "urgent_help")

    makes_pages_stale = True

    #: As in Wagtail, but without a way back from the site: a site's own settings may have the same name.
    site = models.OneToOneField(Site, on_delete=models.CASCADE, editable=False, related_name="+")
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
        _RULES, blank=True, help_text=_("One rule a line. Leave empty to use our starter rules.")
    )
    privacy_notice = models.TextField(
        _NOTICE,
        blank=True,
        help_text=_(
            "Shown beside the form. Say who you are and what you do with the words. The first line is always in sight, "
            "the others open with “What happens to my words”. Leave empty to use ours."
        ),
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
        _URGENT,
        blank=True,
        help_text=_("Shown after a comment is sent. Leave empty to use the numbers for the United Kingdom."),
    )

    cover_reported = models.BooleanField(
        _("cover a comment when somebody says it is about them"),
        default=True,
        help_text=_(
            "Its words are not shown until somebody has looked. At most 3 on a page and 10 on the site in a day."
        ),
    )
    safeguarding_email = models.EmailField(
        _("e-mail address of your safeguarding contact"),
        blank=True,
        help_text=_(
            "When a reader is worried about somebody, we send a link to this address, and never the words. "
            "Whoever reads there needs an account that may read comments."
        ),
    )
    post_to = models.TextField(
        _("address for comments on paper"),
        blank=True,
        help_text=_("Stands on the sheet that people can print and write on. Leave empty if you get no post."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("policy"), FieldPanel("answer_days")], heading=_("Reading comments")),
        MultiFieldPanel(
            [FieldPanel("cover_reported"), FieldPanel("safeguarding_email")],
            heading=_("When readers tell you about a comment"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("house_rules"),
                FieldPanel("privacy_notice"),
                PageChooserPanel("privacy_page"),
                FieldPanel("urgent_help"),
            ],
            heading=_("Words beside the form"),
        ),
        FieldPanel("post_to"),
        *texts_panels(*TEXTS),
    ]

    class Meta:
        verbose_name = verbose_name_plural = _("settings for reader comments")

    @classmethod
    def for_reading(cls, request):
        """The settings of the site that `request` came to (see `for_site`)."""
        return cls.for_site(Site.find_for_request(request))

    @classmethod
    def for_site(cls, site):
        """The settings of `site`, or the defaults, unsaved: drawing a page never writes. The texts and the privacy page are
        those in the language that is spoken, if there are any."""
        found = next(iter(cls.base_queryset().filter(site=site)), None) or cls(site=site)
        found.site = site  # which was asked for, so that nobody asks for it again
        found.speak()
        if found.privacy_page:
            found.privacy_page = found.privacy_page.localized
        return found

    @classmethod
    def sites_without_privacy_page(cls):
        """Sites whose privacy page is not chosen yet, or is one that readers cannot open. The default site comes first."""
        told = cls.objects.filter(privacy_page__live=True).exclude(private_page("privacy_page__path"))
        return Site.objects.exclude(pk__in=told.values("site")).order_by("-is_default_site", "hostname", "port")

    @classmethod
    def sites_without_contact(cls):
        """Sites that name nobody who is told when a reader is worried about somebody. The default site comes first."""
        told = cls.objects.exclude(safeguarding_email="")
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
        """The short notice beside the form, one thought a line. The first is always in sight, the others are folded."""
        text = self.privacy_notice or "\n".join(_usual_privacy_lines())
        return [line.strip() for line in text.splitlines() if line.strip()]

    def post_to_lines(self) -> list[str]:
        """Where comments on paper are sent, one line of the address each; none where nobody said."""
        return [line.strip() for line in self.post_to.splitlines() if line.strip()]

    def urgent_help_text(self) -> str:
        """Where to turn when it cannot wait."""
        return self.urgent_help or gettext(
            "We do not watch comments all the time. If you or somebody else is in danger now, ring 999. "
            "To talk to someone at any hour, ring Samaritans on 116 123."
        )

    @property
    def language_of_rules(self) -> str:
        """The code of the language that the house rules are in; empty for the package's own."""
        return self.language_of("house_rules")

    @property
    def language_of_privacy(self) -> str:
        """The code of the language that the short privacy notice is in; empty for the package's own."""
        return self.language_of("privacy_notice")

    @property
    def language_of_urgent_help(self) -> str:
        """The code of the language that the help in an emergency is in; empty for the package's own."""
        return self.language_of("urgent_help")


def _usual_privacy_lines():
    """What is true wherever the package runs. Of e-mails nothing is said where nobody is asked for an address."""
    yield gettext("Everyone can see your words and name.")
    yield gettext(
        "They can see them for as long as this page is on our website, and other websites may copy them. "
        "The name can be made up. Please leave out full names, phone numbers, addresses and medical details that you "
        "would not want everyone to see."
    )
    if mail_is_offered():
        yield gettext(
            "If you give us an e-mail address, we use it to write to you about your comment. Nobody else sees it. "
            "You can stop the e-mails at any time."
        )
    yield gettext(
        "Ask us at any time and we will take your comment down. "
        "If you are not happy with how we use your information, you can complain to us."
    )


class ReaderCommentTexts(OwnTexts):
    """What editors wrote beside the form, in one more language. What is empty is said as in the settings themselves."""

    comment_settings = ParentalKey(ReaderCommentSettings, on_delete=models.CASCADE, related_name="texts")
    house_rules = models.TextField(_RULES, blank=True, help_text=_("One rule a line."))
    privacy_notice = models.TextField(_NOTICE, blank=True)
    urgent_help = models.TextField(_URGENT, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment_settings", "locale"], name="coprod_texts_one_a_language")
        ]
        verbose_name = _("texts beside the form in another language")
        verbose_name_plural = _("texts beside the form in other languages")

    def __str__(self):
        return str(self._meta.verbose_name)
