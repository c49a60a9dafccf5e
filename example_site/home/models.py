from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from coprod_wagtail.blog.finding.shown import prepare
from coprod_wagtail.blog.lists import newest_first, with_everything_listed
from coprod_wagtail.content.blocks import BodyField
from coprod_wagtail.content.serializers import PartsField
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.pages.models import BlogPostPage, ConversationPage


class HomePage(Page):
    """The front door: who we are in two sentences, what we ask just now, and what is new."""

    welcome = models.TextField(_("welcome"), blank=True, help_text=_("One or two sentences, in large type."))
    body = BodyField(verbose_name=_("text"), blank=True)

    #: For search engines (`coprod_wagtail.seo.descriptions`).
    description_fields = ("welcome", "body")

    NEW_POSTS = 3
    NEW_QUESTIONS = 2

    content_panels = [*Page.content_panels, FieldPanel("welcome"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("welcome"), index.SearchField("body")]
    api_fields = [APIField("welcome"), APIField("body", serializer=PartsField())]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        posts = newest_first(for_everyone(BlogPostPage.objects.descendant_of(self)))
        context["posts"] = list(with_everything_listed(posts)[: self.NEW_POSTS])
        prepare(context["posts"])
        questions = for_everyone(ConversationPage.objects.descendant_of(self)).order_by("-first_published_at", "-pk")
        closed = Q(reader_conversation__closes_at__lte=timezone.now())
        context["questions"] = questions.exclude(closed)[: self.NEW_QUESTIONS]
        context["earlier_questions"] = questions.filter(closed)[: self.NEW_QUESTIONS]
        return context


class TextPage(Page):
    """A plain page, such as the one on privacy or on accessibility."""

    body = BodyField(verbose_name=_("text"), blank=True)

    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    api_fields = [APIField("body", serializer=PartsField())]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
