"""Blog posts and their index as behaviour for a site's own page types.

The ready-made `coprod_wagtail.pages.models.BlogIndexPage` and `BlogPostPage` are these mixins on the site's base page,
and show what a concrete page adds.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index

from coprod_wagtail.caching.cached_urls import cached_list_paths
from coprod_wagtail.caching.responses import CacheablePageMixin
from coprod_wagtail.content.blocks import SHORT_TEXT_FEATURES, BodyField, count_words
from coprod_wagtail.content.images import PictureField, PictureWordsField, check_picture, picture_alt, picture_panel
from coprod_wagtail.content.index_pages import IndexPageMixin, ListBelow
from coprod_wagtail.content.pictures.mixins import CleanPicturesMixin
from coprod_wagtail.content.serializers import PartsField, RichTextHtmlField
from coprod_wagtail.features import version_of_lists
from coprod_wagtail.page_tree.languages import synchronized
from coprod_wagtail.page_tree.preview import FrontEndPreviewMixin
from coprod_wagtail.page_tree.visibility import open_to_everyone
from coprod_wagtail.seo.mixins import SeoMixin
from coprod_wagtail.seo.seo import Seo
from coprod_wagtail.syndication.links import FeedLink, FeedsMixin
from coprod_wagtail.text.collation import CollationKeyField

from .authors import AbstractPostAuthor, AuthorsPanel, keep_names
from .bylines import Author, bylines
from .categories import PostCategoriesField, shown_categories
from .dates import DatedMixin
from .feeds.routes import FeedRoutesMixin, feeds_of_index
from .finding.chosen import AbstractRelatedPost, RelatedPanel
from .finding.forms import PostForm
from .finding.index import ArchivesMixin
from .finding.post import LeadsOnMixin
from .lists import newest_first
from .models import Category
from .panels import CategoriesPanel
from .seo.lists import seo_of_list
from .seo.posts import seo_of_post
from .serializers import BylineField, CategoriesField, TagsField
from .tags import shown_tags

__all__ = ["AbstractPostAuthor", "AbstractRelatedPost", "BlogIndexMixin", "BlogPostMixin", "RelatedPanel"]

WORDS_A_MINUTE = 200


class BlogPostMixin(
    DatedMixin, LeadsOnMixin, FrontEndPreviewMixin, CleanPicturesMixin, SeoMixin, CacheablePageMixin, FeedsMixin
):
    """A blog post.

    A concrete class needs the base page, `authors` (see `AbstractPostAuthor`) and `tags`
    (``ClusterTaggableManager``), and takes its panels from `post_panels`. With `related_posts` (see `AbstractRelatedPost`)
    editors choose what to read next.
    """

    #: What to sort by for a list by title.
    title_key = CollationKeyField(of="title")
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences. They are shown in lists, and above the text.")
    )
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = PictureWordsField(
        _("what the picture shows"),
        max_length=255,
        blank=True,
        help_text=_("For people who cannot see the picture. One plain sentence."),
    )
    image_decorative = models.BooleanField(
        _("the picture is only decoration"),
        default=False,
        help_text=_("Tick this if people who cannot see the picture miss nothing."),
    )
    categories = PostCategoriesField(Category, verbose_name=_("categories"), blank=True, related_name="+")
    body = BodyField(verbose_name=_("text"), blank=True)
    closing_question = models.CharField(
        _("closing question"),
        max_length=255,
        blank=True,
        help_text=_("A question to the readers. It stands after the text, and again above the box for their answers."),
    )

    post_panels = [
        AuthorsPanel("authors", heading=_("Authors"), label=_("Author")),
        FieldPanel("date"),
        FieldPanel("summary"),
        picture_panel("image", _("Picture")),
        FieldPanel("body"),
        FieldPanel("closing_question"),
        MultiFieldPanel([CategoriesPanel("categories"), FieldPanel("tags")], heading=_("What it is about")),
        LeadsOnMixin.series_panel,
    ]

    post_search_fields = [
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("author_names"),
        index.FilterField("date"),
    ]

    post_api_fields = [
        APIField("authors", serializer=BylineField(source="*", read_only=True)),
        APIField("date"),
        APIField("summary"),
        APIField("image", serializer=PictureField("image")),
        APIField("categories", serializer=CategoriesField(source="shown_categories", read_only=True)),
        APIField("tags", serializer=TagsField(read_only=True)),
        APIField("body", serializer=PartsField()),
        APIField("closing_question"),
        APIField("reading_minutes"),
    ]

    picture_field = "image"
    description_fields = ("summary", "body")

    # The rest wagtail-localize works out by itself: words are translated, the date, the authors and the picture follow.
    override_translatable_fields = synchronized("categories", "series", "series_part")

    #: A copy is something new: it has no date, and no place of its own in a series.
    exclude_fields_in_copy = [*DatedMixin.exclude_fields_in_copy, "series_part"]

    #: On a base page that has a form of its own: ``post_form(BasePage)``.
    base_form_class = PostForm

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        check_picture(self, "image")

    def with_content_json(self, content: dict[str, Any]) -> Any:
        page: Any = super().with_content_json(content)
        keep_names(page)
        return page

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "coprod_wagtail/blog/post.html"

    def get_seo(self, request: HttpRequest | None) -> Seo:
        return seo_of_post(self, super().get_seo(request), request)

    @cached_property
    def byline(self) -> list[Author]:
        """The post's authors as readers see them, a list of `bylines.Author`."""
        return bylines([self])[0]

    @cached_property
    def shown_categories(self) -> list[Category]:
        """What the post is about, as readers see it: its categories in the post's language, as far as translated."""
        return shown_categories([self])[0]

    @cached_property
    def shown_tags(self) -> list[Any]:
        """The tags of the post, each with the `language` it is in, where one can know."""
        return shown_tags([self])[0]

    @property
    def author_names(self) -> str:
        return " ".join(author.name for author in self.byline)

    @property
    def picture_words(self) -> str:
        return picture_alt(self, "image")

    @property
    def reading_minutes(self) -> int:
        """Minutes it takes to read the text, at least 1. Asks the database nothing."""
        return max(1, round(count_words(self.body) / WORDS_A_MINUTE))

    def get_feeds(self, request: HttpRequest | None = None) -> list[FeedLink]:
        """Those of the page, and that of the blog it is in."""
        own = super().get_feeds(request)
        return [*own, *(feeds_of_index(self.blog_index, request)[:1] if self.blog_index else [])]


class BlogIndexMixin(IndexPageMixin, ArchivesMixin, FeedRoutesMixin, SeoMixin):
    """The list of the posts below the page, newest first: whole, and what of it is about a topic, has a tag, was written by
    somebody, is in a series or of a year or a month, each at an address of its own (`finding.index.ArchivesMixin`).

    A concrete class needs the base page, and overrides `get_post_model`.
    """

    intro = RichTextField(_("introduction"), blank=True, features=SHORT_TEXT_FEATURES)

    index_panels = [FieldPanel("intro")]
    index_search_fields = [index.SearchField("intro")]
    index_api_fields = [APIField("intro", serializer=RichTextHtmlField())]

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "coprod_wagtail/blog/index.html"

    def get_post_model(self) -> Any:
        """The class of the posts to list, a `BlogPostMixin`."""
        raise NotImplementedError

    def get_listed_model(self) -> Any:
        return self.get_post_model()

    def show_list_at(self, path: str) -> ListBelow | None:
        return self.show_archive_at(path)

    def get_posts(self) -> QuerySet[Any]:
        """The posts everybody may see, newest first, those of unknown date last. One query each time that it is called."""
        return newest_first(self.get_post_model().objects.filter(open_to_everyone()).descendant_of(self))

    def get_seo(self, request: HttpRequest | None) -> Seo:
        return seo_of_list(self, super().get_seo(request), *self.shown_archives)

    def get_cached_paths(self) -> Iterator[str]:
        yield from super().get_cached_paths()
        yield from cached_list_paths(self.get_posts(), self.POSTS_PER_PAGE)
        yield from self.archive_paths()

    def get_purged_paths(self) -> Iterator[str]:
        """As far as there were ever posts: many may have been taken off the site at once, and a page with them."""
        yield from super().get_cached_paths()
        yield from cached_list_paths(self.get_post_model().objects.descendant_of(self), self.POSTS_PER_PAGE)
        yield from self.archive_paths(ever=True)

    def get_cache_parts(self, request: HttpRequest) -> dict[str, Any] | None:
        parts = super().get_cache_parts(request)
        return parts if parts is None else parts | version_of_lists()
