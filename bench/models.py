"""The pages that the others are measured against."""

from django.core.paginator import Paginator
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from coprod_wagtail.blog.mixins import AbstractPostAuthor, BlogPostMixin
from coprod_wagtail.pages.models import BlogPostPage


class PlainPage(Page):
    """An article as Wagtail's own tutorial would make it: the floor. No code of the package draws it."""

    summary = models.TextField()
    date = models.DateField()
    image = models.ForeignKey(get_image_model_string(), on_delete=models.PROTECT, related_name="+")
    body = StreamField([("heading", CharBlock()), ("text", RichTextBlock()), ("picture", ImageBlock())])


class PlainIndex(Page):
    """The newest posts as Wagtail's own tutorial would list them. No code of the package draws it."""

    def get_context(self, request, *args, **kwargs):
        posts = BlogPostPage.objects.live().order_by("-date", "-pk").select_related("image")
        shown = Paginator(posts.prefetch_related("image__renditions"), 10).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"posts": shown}


class QuietPostTag(TaggedItemBase):
    content_object = ParentalKey("bench.QuietPost", on_delete=models.CASCADE, related_name="tagged_items")


class QuietPost(BlogPostMixin, Page):
    """A post of the package that nobody can answer."""

    tags = ClusterTaggableManager(through=QuietPostTag, blank=True)


class QuietPostAuthor(AbstractPostAuthor):
    page = ParentalKey(QuietPost, on_delete=models.CASCADE, related_name="authors")
