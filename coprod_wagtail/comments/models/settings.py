from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from coprod_wagtail.models import SearchAndSharing
from coprod_wagtail.page_tree.own_texts import OwnTexts, texts_panels
from coprod_wagtail.page_tree.prepared import Prepared
from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.swap import PAGE_MODEL

from ..constants import MACHINE_SIGNS, Policy, State
from .comment import ReaderComment
from .notice import NoticeOptions
from .reading_times import ReadingTimes
from .stops import FREEZE_WORDS, PAUSE_WORDS, SETTINGS, SiteStops
from .words import AGE, CONTACT, FORMATS, NOTICE, RULES, URGENT, WAYS, WordsBesideTheForm

_STOP_WORDS = {State.PAUSED: "pause_words", State.FROZEN: "freeze_words"}


@register_setting(icon="comment")
class ReaderCommentSettings(ReadingTimes, SiteStops, NoticeOptions, WordsBesideTheForm, BaseSiteSetting):
    """What editors decide about readers' comments on a whole site. Texts left empty are the package's own, in the
    reader's language."""

    TEXTS = (
        "house_rules",
        "age_words",
        "privacy_notice",
        "urgent_help",
        "safeguarding_contact",
        "other_ways",
        "other_formats",
        "pause_words",
        "freeze_words",
    )

    makes_pages_stale = True

    #: As in Wagtail, but with a name of ours for the way back: a site's own settings may be called the same.
    site = models.OneToOneField(Site, on_delete=models.CASCADE, editable=False, related_name=SETTINGS)
    policy = models.CharField(
        _("when a comment shows"),
        max_length=12,
        choices=[choice for choice in Policy.choices if choice[0] != Policy.INHERIT],
        default=Policy.READ_FIRST,
    )
    #: Wagtail joins it when it loads the settings, so that drawing the link costs no query.
    select_related = ["privacy_page"]

    privacy_page = models.ForeignKey(
        PAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("privacy page"),
        help_text=_("The page that says in full how you look after people's information."),
    )
    trust_after = models.PositiveSmallIntegerField(
        _("comments after which a writer is trusted"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1000)],
        help_text=_(
            "Leave empty to trust nobody. Who has had so many comments published, and none refused lately, can have the next one shown "
            "before somebody reads it. They prove who they are by an e-mail that we send them for it."
        ),
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
            "Whoever reads there needs an account that may read comments, and why somebody is worried about a person."
        ),
    )
    answer_readers = models.ForeignKey(
        "auth.Group",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who reads what writers answer"),
        help_text=_(
            "When you do not show a comment, its writer can answer. Choose a group, such as people with lived experience. "
            "Leave it empty, and it is anybody who reads comments, but not whoever decided."
        ),
    )
    panels = [
        SiteStops.stops_panel,
        ReadingTimes.reading_times_panel,
        MultiFieldPanel(
            [FieldPanel("policy"), FieldPanel("trust_after"), FieldPanel("close_after_days")],
            heading=_("All pages with comments"),
        ),
        SiteStops.freeze_panel,
        MultiFieldPanel(
            [FieldPanel("cover_reported"), FieldPanel("safeguarding_email")],
            heading=_("When readers tell you about a comment"),
        ),
        MultiFieldPanel([FieldPanel("answer_readers")], heading=_("When a writer answers you")),
        NoticeOptions.notices_panel,
        MultiFieldPanel(
            [
                FieldPanel("house_rules"),
                FieldPanel("age_words"),
                FieldPanel("privacy_notice"),
                PageChooserPanel("privacy_page"),
            ],
            heading=_("Words beside the form"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("urgent_help"),
                FieldPanel("safeguarding_contact"),
                FieldPanel("other_ways"),
                FieldPanel("other_formats"),
                FieldPanel("post_to"),
            ],
            heading=_("Help with commenting"),
        ),
        *texts_panels(*TEXTS),
    ]

    class Meta:
        verbose_name = verbose_name_plural = _("settings for reader comments")

    @classmethod
    def for_reading(cls, request):
        """The settings of the site that `request` came to (see `for_site`)."""
        return cls.for_site(Site.find_for_request(request))

    @classmethod
    def stored_for(cls, site) -> "ReaderCommentSettings":
        """The settings of `site` as they are stored, or the defaults, unsaved, without any words of a language; one query."""
        return (site and cls.objects.filter(site=site).first()) or cls(site=site)

    @classmethod
    def for_site(cls, site):
        """The settings of `site`, or the defaults, unsaved: drawing a page never writes. The texts and the privacy page are
        those in the language that is spoken, if there are any. `oldest_waiting` is of the comments on its pages.

        One query, and those that `speak` asks.
        """
        found = oldest = None
        kept_from_training = False
        for there in _site(site.pk) if site else []:
            found, oldest = getattr(there, SETTINGS, None), there.coprod_oldest
            kept_from_training = there.coprod_kept_from_training
        found = found or cls(site=site)
        found.site = site  # which was asked for, so that nobody asks for it again
        found.oldest_waiting = oldest
        found.kept_from_training = kept_from_training
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

    def stop_words(self, state: State) -> str:
        """What editors say in this of `constants.SITE_STOPS`; empty where they say nothing."""
        return " ".join(getattr(self, _STOP_WORDS[state]).split())

    def language_of_stop(self, state: State) -> str:
        """The code of the language that those words are in."""
        return self.language_of(_STOP_WORDS[state])


def _oldest_waiting():
    """When the comment was sent that has waited longest on the pages of a site, for a query of sites. What a program sent does
    not count: nobody is promised that it is read soon."""
    waiting = ReaderComment.objects.annotate(root=OuterRef("root_page__path")).awaiting_moderation()
    waiting = waiting.filter(page__path__startswith=F("root"))
    for sign in sorted(MACHINE_SIGNS):
        waiting = waiting.exclude(signs__icontains=sign)
    return Subquery(waiting.order_by("received_at", "pk").values("received_at")[:1])


def _is_kept_from_training():
    """Whether the editors of a site say that machines are not to be trained with the words on it, for a query of sites."""
    return Exists(SearchAndSharing.objects.filter(site=OuterRef("pk"), no_ai_training=True))


#: What a link to a page asks of it.
_LINKED = (
    "path",
    "depth",
    "title",
    "slug",
    "url_path",
    "live",
    "locale",
    "translation_key",
    "content_type",
    "alias_of",
)


def _with_settings(site_id):
    """The site with this id and its settings, as far as they are read."""
    own = [f"{SETTINGS}__{field.name}" for field in ReaderCommentSettings._meta.concrete_fields]
    linked = [f"{SETTINGS}__privacy_page__{name}" for name in _LINKED]
    facts = {"coprod_oldest": _oldest_waiting(), "coprod_kept_from_training": _is_kept_from_training()}
    sites = Site.objects.annotate(**facts).select_related(f"{SETTINGS}__privacy_page")
    return sites.filter(pk=site_id).only("pk", *own, *linked)


_site = Prepared(_with_settings)


class ReaderCommentTexts(OwnTexts):
    """What editors wrote beside the form, in one more language. What is empty is said as in the settings themselves."""

    comment_settings = ParentalKey(ReaderCommentSettings, on_delete=models.CASCADE, related_name="texts")
    house_rules = models.TextField(RULES, blank=True, help_text=_("One rule a line."))
    privacy_notice = models.TextField(NOTICE, blank=True)
    urgent_help = models.TextField(URGENT, blank=True)
    age_words = models.TextField(AGE, blank=True)
    safeguarding_contact = models.TextField(CONTACT, blank=True)
    other_ways = models.TextField(WAYS, blank=True, help_text=_("One way a line."))
    other_formats = models.TextField(FORMATS, blank=True)
    pause_words = models.TextField(PAUSE_WORDS, blank=True)
    freeze_words = models.TextField(FREEZE_WORDS, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment_settings", "locale"], name="coprod_texts_one_a_language")
        ]
        verbose_name = _("texts beside the form in another language")
        verbose_name_plural = _("texts beside the form in other languages")

    def __str__(self):
        return str(self._meta.verbose_name)
