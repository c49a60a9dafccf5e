"""What a site had before it met the package: page types, a snippet and settings, all under names that the package uses.

They sit on the site's base page, whichever that is, so that a site with one of its own can be tried with them, too.
"""

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable, TranslatableMixin
from wagtail.snippets.models import register_snippet

from coprod_wagtail.swap import get_page_model

Page = get_page_model()


@register_snippet
class Category(TranslatableMixin):
    name = models.CharField(max_length=50)

    panels = [FieldPanel("name")]

    def __str__(self):
        return self.name


class BlogIndexPage(Page):
    introduction = models.TextField(blank=True)

    subpage_types = ["taken.BlogPostPage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]


class BlogPostTag(TaggedItemBase):
    content_object = ParentalKey("taken.BlogPostPage", on_delete=models.CASCADE, related_name="tagged_items")


class BlogPostPage(Page):
    written_on = models.DateField(null=True, blank=True)
    tags = ClusterTaggableManager(through=BlogPostTag, blank=True)
    categories = ParentalManyToManyField(Category, blank=True)

    parent_page_types = ["taken.BlogIndexPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("written_on"),
        FieldPanel("tags"),
        FieldPanel("categories"),
        InlinePanel("authors"),
    ]


class BlogPostAuthor(Orderable):
    page = ParentalKey(BlogPostPage, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(max_length=100)


class MemberIndexPage(Page):
    pass


class MemberProfilePage(Page):
    role = models.CharField(max_length=100, blank=True)


class ConversationPage(Page):
    topic = models.CharField(max_length=100, blank=True)


@register_setting
class SiteHelp(BaseSiteSetting):
    phone = models.CharField(max_length=50, blank=True)


@register_setting
class ReaderCommentSettings(BaseSiteSetting):
    moderated = models.BooleanField(default=True)
