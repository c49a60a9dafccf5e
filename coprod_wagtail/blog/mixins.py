"""Blog posts and their index as behaviour for a site's own page types.

The ready-made `coprod_wagtail.pages.models.BlogIndexPage` and `BlogPostPage` are these mixins on the site's base page,
and show what a concrete page adds.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Case, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index

from coprod_wagtail.caching.cached_urls import cached_list_paths
from coprod_wagtail.caching.responses import CacheablePageMixin
from coprod_wagtail.content.blocks import SHORT_TEXT_FEATURES, BodyField, count_words
from coprod_wagtail.content.images import PictureField, PictureWordsField, check_picture, picture_alt, picture_panel
from coprod_wagtail.content.pictures.mixins import CleanPicturesMixin
from coprod_wagtail.content.serializers import PartsField, RichTextHtmlField
from coprod_wagtail.features import version_of_lists
from coprod_wagtail.page_tree.languages import has_languages, synchronized
from coprod_wagtail.page_tree.preview import FrontEndPreviewMixin
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.syndication.links import FeedLink, FeedsMixin
from coprod_wagtail.text.collation import CollationKeyField

from .authors import AbstractPostAuthor, AuthorsPanel, keep_names
from .bylines import Author, add_bylines, bylines
from .categories import PostCategoriesField, add_categories, shown_categories
from .dates import DatedMixin
from .feeds.routes import FeedRoutesMixin, feeds_of_index
from .lists import chosen, newest_first, where_it_is_now, with_everything_listed
from .models import Category
from .panels import CategoriesPanel
from .serializers import BylineField, CategoriesField, TagsField
from .tags import say_languages, shown_tags

__all__ = ["AbstractPostAuthor", "BlogIndexMixin", "BlogPostMixin"]

WORDS_A_MINUTE = 200


class BlogPostMixin(DatedMixin, FrontEndPreviewMixin, CleanPicturesMixin, CacheablePageMixin, FeedsMixin):
    """A blog post.

    A concrete class needs the base page, `authors` (see `AbstractPostAuthor`) and `tags`
    (``ClusterTaggableManager``), and takes its panels from `post_panels`.
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

    # The rest wagtail-localize works out by itself: words are translated, the date, the authors and the picture follow.
    override_translatable_fields = synchronized("categories")

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
        above = self.get_parent()
        in_a_blog = issubclass(above.specific_class or type(above), FeedRoutesMixin)
        return [*super().get_feeds(request), *(feeds_of_index(above, request)[:1] if in_a_blog else [])]

    @property
    def index_url(self) -> str | None:
        """Address of the page above, whose list the categories and tags of the post narrow down."""
        url: str | None = self.get_parent().url
        return url


class BlogIndexMixin(CleanPicturesMixin, CacheablePageMixin, FeedRoutesMixin):
    """The list of the posts below the page, newest first, whole or for one category or tag.

    A concrete class needs the base page, and overrides `get_post_model`.
    """

    intro = RichTextField(_("introduction"), blank=True, features=SHORT_TEXT_FEATURES)

    POSTS_PER_PAGE = 10

    #: The category and the tag that the list is drawn for (see `get_context`).
    _chosen: tuple[Category | None, Any] = (None, None)

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

    def get_posts(self) -> QuerySet[Any]:
        """The posts everybody may see, newest first, those of unknown date last."""
        return newest_first(for_everyone(self.get_post_model().objects.descendant_of(self)))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().serve(request, *args, **kwargs)
        except Http404:
            if elsewhere := where_it_is_now(request, self.locale_id):
                return elsewhere
            raise
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        posts = self.get_posts()
        category = chosen(request, "category", self.categories_in_urls())
        context["category"] = own = category and self.in_own_language(category)
        if own and own.locale_id != self.locale_id:
            own.language = own.locale.language_code
        context["tag"] = tag = chosen(request, "tag", Tag.objects)
        self._chosen = (category, tag)
        if category:
            # By translation key: a translated post may still have the category in the language it was written in.
            about = self.get_post_model().objects.filter(categories__translation_key=category.translation_key)
            posts = posts.filter(pk__in=about.values("pk"))
        if tag:
            say_languages(self.get_post_model().tags.through, [tag])
            posts = posts.filter(tags=tag)
        context["posts"] = Paginator(with_everything_listed(posts), self.POSTS_PER_PAGE).get_page(
            request.GET.get("page")
        )
        add_bylines(context["posts"])
        add_categories(context["posts"])
        return context

    def query_in_language(self, locale_id: int) -> str:
        """Behind the address of the list in the language with this id: the category or the tag that this one was drawn for.
        One query for all languages of a category, none without one."""
        category, tag = self._chosen
        if category and not hasattr(self, "_slugs"):
            same = Category.objects.filter(translation_key=category.translation_key)
            self._slugs = dict(same.values_list("locale_id", "slug"))
        slugs = {
            "category": category and self._slugs.get(locale_id, category.slug),
            "tag": tag and tag.slug,
        }
        query = urlencode({name: slug for name, slug in slugs.items() if slug})
        return f"?{query}" if query else ""

    def get_cached_paths(self) -> Iterator[str]:
        yield from super().get_cached_paths()
        yield from cached_list_paths(self.get_posts(), self.POSTS_PER_PAGE)

    def get_purged_paths(self) -> Iterator[str]:
        """As far as there were ever posts: many may have been taken off the site at once, and a page with them."""
        yield from super().get_cached_paths()
        yield from cached_list_paths(self.get_post_model().objects.descendant_of(self), self.POSTS_PER_PAGE)

    def get_cache_parts(self, request: HttpRequest) -> dict[str, Any] | None:
        parts = super().get_cache_parts(request)
        return parts if parts is None else parts | version_of_lists()

    def categories_in_urls(self) -> QuerySet[Category]:
        """The categories that can be chosen by slug: of the page's language first, then of others, for those that are
        not translated."""
        others = Case(When(locale=self.locale_id, then=0), default=1)
        return Category.objects.order_by(others, "pk")

    def in_own_language(self, category: Category) -> Category:
        """The translation of `category` in the page's language, or itself where there is none."""
        if not has_languages() or category.locale_id == self.locale_id:
            return category
        return (
            Category.objects.filter(translation_key=category.translation_key, locale=self.locale_id).first() or category
        )
