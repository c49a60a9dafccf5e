"""Posts over JSON: a whole index in one request, and each post with its parts, as its page shows it."""

from functools import cache
from typing import Annotated, Literal

from django.db.models import Case, DateField, F, When
from django.db.models.functions import Cast, Coalesce
from pydantic import Field

from coprod_wagtail.api.kit.parameters import Id, Line
from coprod_wagtail.api.kit.urls import list_urls_of
from coprod_wagtail.api.pages.body import parts_of
from coprod_wagtail.api.pages.description import site_id_of
from coprod_wagtail.api.pages.finding import LONG_AGO
from coprod_wagtail.api.pages.page_resource import PageResource, Words
from coprod_wagtail.api.pages.pictures import add_renditions, picture
from coprod_wagtail.api.pages.schemas import PageFilters
from coprod_wagtail.api.pages.seo import seo
from coprod_wagtail.page_tree.languages import language_code_of
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.spoken import direction_of

from ..bylines import add_bylines
from ..categories import add_categories
from ..finding.blog_of import add_blogs
from ..finding.words import path_of
from ..lists import former_categories, former_series, former_tags
from ..mixins import BlogPostMixin
from ..models import Category, Series
from ..tags import add_tags
from . import schemas
from .topics import LISTS


class PostFilters(PageFilters):
    category: Line = Field("", description="Slug of a category, now or before it was changed.")
    tag: Line = Field("", description="Slug of a tag, now or before it was changed.")
    author: Id | None = Field(None, description="Id of a member: the posts that carry their public profile.")
    year: Annotated[int, Field(ge=1, le=9999)] | None = Field(None, description="Year of publication.")
    month: Annotated[int, Field(ge=1, le=12)] | None = Field(
        None, description="Month of publication, from 1 to 12: of the `year`, or of any year without one."
    )
    series: Line = Field("", description="Slug of a series, now or before it was changed.")
    order: Literal["newest", "oldest", "title"] | None = Field(
        None, description="Without it the newest come first, or with `search` the best matches."
    )


class Posts(PageResource):
    mixin, one, many = BlogPostMixin, "post", "posts"
    promised = True
    item_schema, list_schema, whole_schema = schemas.PostInList, schemas.PostList, schemas.Post
    filters = PostFilters
    facts = ["conversation"]
    needs = {
        "previous": [],
        "next": [],
        "related": [],
        "series": [],
        "body": [],
        "body_html": [],
        "closing_question": [],
        "seo": ["path", "url", "language", "authors", "tags", "picture", "conversation"],
    }
    sort = {
        "coprod_undated": Case(When(date__isnull=True, then=1), default=0),
        "coprod_date": Coalesce("date", Cast(LONG_AGO, DateField())),
        "coprod_first": Coalesce("first_published_at", LONG_AGO),
        "coprod_title": F("title_key"),
    }
    #: As on pages: those of unknown date come last.
    orders = {
        "newest": ["coprod_undated", "-coprod_date", "-coprod_first"],
        "oldest": ["coprod_undated", "coprod_date", "coprod_first"],
        "title": ["coprod_title"],
    }
    list_words = Words("Posts", "A whole index: everything that a list of posts shows, in one request.")
    path_words = Words("The post at a path", "The post at a path of the site, such as `/blog/a-week/`.")
    one_words = Words("A post", "One post with its text, as typed parts and as HTML, and what a page's head needs.")
    list_leads_to = {"list_posts": {"category": "$response.body#/items/0/categories/0/slug"}}
    one_leads_to = {
        "get_member": {"page_id": "$response.body#/authors/0/member"},
        "list_posts": {"tag": "$response.body#/tags/0/slug"},
        "get_post": {"page_id": "$response.body#/previous/id"},
    }

    def narrow(self, posts, filters):
        if filters.category:
            # By translation key: a translated post may still have the category in the language it was written in.
            named = _same_slug(Category.objects.filter(slug=filters.category), filters.category)
            named = named or former_categories(filters.category)
            keys = {category.translation_key for category in named}
            posts = posts.filter(pk__in=posts.model.objects.filter(categories__translation_key__in=keys).values("pk"))
        if filters.tag:
            tags = _same_slug(posts.model.tags.through.tag_model().objects.filter(slug=filters.tag), filters.tag)
            tags = tags or former_tags(filters.tag)
            posts = posts.filter(pk__in=posts.model.objects.filter(tags__in=[tag.pk for tag in tags]).values("pk"))
        if filters.author:
            posts = posts.filter(pk__in=_written_by(posts.model, filters.author))
        if filters.year:
            posts = posts.filter(date__year=filters.year)
        if filters.month:
            posts = posts.filter(date__month=filters.month)
        if filters.series:
            named = _same_slug(Series.objects.filter(slug=filters.series), filters.series)
            keys = {series.translation_key for series in named or former_series(filters.series)}
            posts = posts.filter(series__translation_key__in=keys)
        return posts

    def with_everything(self, posts, asked):
        if "picture" in asked:
            posts = posts.select_related("image")
        if not asked.any_of("reading_minutes", "body", "body_html"):
            posts = posts.defer("body")
        return posts.prefetch_related(*(name for name in ("authors", "categories", "tags") if name in asked))

    def gather(self, posts, asked, request):
        pictures = [post.image for post in posts] if "picture" in asked else []
        if "authors" in asked:
            add_bylines(posts, photo="photo")  # and then what there is of all pictures at once
            pictures += [author.photo for post in posts for author in post.byline]
        if asked.any_of("categories", "tags", "series"):
            add_blogs(posts)
        if "categories" in asked:
            add_categories(posts)
        if "tags" in asked:
            add_tags(posts)
        add_renditions(pictures)

    def tell(self, post, request):
        return {
            "title": post.title,
            "date": post.date,
            "date_precision": "day" if post.date else "unknown",
            "summary": post.summary,
            "authors": lambda: [_author(author, request) for author in post.byline],
            "categories": lambda: [_in_short("topic", category, post, request) for category in post.shown_categories],
            "tags": lambda: [_in_short("tag", tag, post, request) for tag in post.shown_tags],
            "picture": lambda: picture(post.image, post.picture_words, request),
            "reading_minutes": lambda: post.reading_minutes,
        }

    def tell_whole(self, post, told, request):
        text = cache(lambda: parts_of(post.body, request, site_id_of(post, request)))
        return {
            "body": lambda: text()[0],
            "body_html": lambda: text()[1],
            "closing_question": post.closing_question,
            "previous": lambda: _link(post.neighbours.older, request),
            "next": lambda: _link(post.neighbours.newer, request),
            "related": lambda: [_link(page, request) for page in post.related],
            "series": lambda: _series(post, request),
            "seo": lambda: seo(post, told, request),
        }

    def urls_of(self, post):
        """Also those of the lists in which it counts."""
        return [*super().urls_of(post), *list_urls_of(post, LISTS)]


posts = Posts()


def _link(page, request):
    """A page that everybody may see, as `schemas.PostLink`."""
    if page is None:
        return None
    place = page_path(page, request)
    return {"id": page.pk, "title": page.title, "path": place.path, "url": place.url}


def _series(post, request):
    found = post.in_series
    return found and {
        **_in_short("series", found.series, post, request),
        "part": found.part,
        "of": found.of,
        "previous": _link(found.previous, request),
        "next": _link(found.next, request),
    }


def _same_slug(found, slug):
    """Some databases mind neither case nor accents."""
    return [one for one in found if one.slug == slug]


def _written_by(model, member_id):
    """The posts that everybody can see this member wrote: nobody learns it by asking who took their profile away."""
    profile = for_everyone(get_page_model()._default_manager.filter(pk=member_id)).first()
    if profile is None:
        return []
    # A translated post still names the profile in the language it was first written in.
    return model.objects.filter(authors__profile__translation_key=profile.translation_key).values("pk")


def _in_short(kind, thing, post, request):
    """A category, a tag or a series."""
    language, blog = thing.language or post.locale.language_code, post.blog_index
    place = page_path(blog, request) if blog and blog.live else None
    return {
        "name": thing.name,
        "slug": thing.slug,
        "language": language,
        "direction": direction_of(language),
        "path": place and place.path + path_of(kind, thing.slug, language_code_of(blog)),
    }


def _author(author, request):
    place = author.profile and page_path(author.profile, request)
    return {
        "name": author.name,
        "member": author.profile.pk if author.profile else None,
        "path": place.path if place else None,
        "url": place.url if place else None,
        "picture": picture(author.photo, getattr(author.profile, "photo_words", ""), request),
    }
