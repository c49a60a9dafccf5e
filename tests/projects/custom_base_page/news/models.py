"""Every page type that the package knows, made from its mixins on the site's own base page."""

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from coprod_wagtail.blog.finding.forms import post_form
from coprod_wagtail.blog.mixins import (
    AbstractPostAuthor,
    AbstractRelatedPost,
    BlogIndexMixin,
    BlogPostMixin,
    RelatedPanel,
)
from coprod_wagtail.comments.mixins import CommentableMixin
from coprod_wagtail.members.mixins import MemberIndexMixin, MemberProfileMixin

from ..site_base.models import SitePage


class NewsIndexPage(BlogIndexMixin, SitePage):
    content_panels = [*SitePage.content_panels, *BlogIndexMixin.index_panels]
    search_fields = [*SitePage.search_fields, *BlogIndexMixin.index_search_fields]

    def get_post_model(self):
        return NewsPage


class NewsTag(TaggedItemBase):
    content_object = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="tagged_items")


class NewsPage(BlogPostMixin, CommentableMixin, SitePage):
    tags = ClusterTaggableManager(through=NewsTag, blank=True)

    parent_page_types = ["news.NewsIndexPage"]
    content_panels = [*SitePage.content_panels, *BlogPostMixin.post_panels, RelatedPanel()]
    base_form_class = post_form(SitePage)
    settings_panels = [*SitePage.settings_panels, *CommentableMixin.conversation_panels]
    search_fields = [*SitePage.search_fields, *BlogPostMixin.post_search_fields]
    api_fields = [*BlogPostMixin.post_api_fields]

    def get_template(self, request, *args, **kwargs):
        return "news/news_page.html"


class NewsAuthor(AbstractPostAuthor):
    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="authors")


class RelatedNews(AbstractRelatedPost):
    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related_posts")

    panels = [PageChooserPanel("post", "news.NewsPage")]


class PeoplePage(MemberIndexMixin, SitePage):
    content_panels = [*SitePage.content_panels, *MemberIndexMixin.index_panels]

    def get_profile_model(self):
        return PersonPage


class PersonPage(MemberProfileMixin, SitePage):
    parent_page_types = ["news.PeoplePage"]
    content_panels = [*SitePage.content_panels, *MemberProfileMixin.profile_panels]
    search_fields = [*SitePage.search_fields, *MemberProfileMixin.profile_search_fields]


class AskPage(CommentableMixin, SitePage):
    question = models.CharField(max_length=255, blank=True)

    content_panels = [*SitePage.content_panels, FieldPanel("question")]
    settings_panels = [*SitePage.settings_panels, *CommentableMixin.conversation_panels]
