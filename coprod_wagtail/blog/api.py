"""Posts over JSON: a whole index in one request, and each post with its parts, as its page shows it."""

from typing import Annotated, Literal

from django.db.models import Case, DateField, F, When
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.pagination import Slice
from coprod_wagtail.api.kit.parameters import Id, LanguageCode, Line, PageId, PagePath, SiteName, site_asked_for
from coprod_wagtail.api.kit.problems import problems
from coprod_wagtail.api.pages import page_resource as kit
from coprod_wagtail.api.pages.body import parts_of
from coprod_wagtail.api.pages.pictures import add_renditions, picture
from coprod_wagtail.api.pages.seo import seo
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model

from . import schemas
from .bylines import add_bylines
from .categories import add_categories
from .mixins import BlogPostMixin
from .models import Category

posts = Router(tags=["posts"])

LIST = "list_posts"

_SORT = {
    "coprod_undated": Case(When(date__isnull=True, then=1), default=0),
    "coprod_date": Coalesce("date", Cast(kit.LONG_AGO, DateField())),
    "coprod_first": Coalesce("first_published_at", kit.LONG_AGO),
    "coprod_title": F("title_key"),
}
#: As on pages: those of unknown date come last.
_ORDERS = {
    "newest": ["coprod_undated", "-coprod_date", "-coprod_first"],
    "oldest": ["coprod_undated", "coprod_date", "coprod_first"],
    "title": ["coprod_title"],
}


class PostFilters(Schema):
    category: Line = Field("", description="Slug of a category.")
    tag: Line = Field("", description="Slug of a tag.")
    author: Id | None = Field(None, description="Id of a member: the posts that carry their public profile.")
    year: Annotated[int, Field(ge=1, le=9999)] | None = Field(None, description="Year of publication.")
    search: Line = Field("", description="Words to look for; the best 500 matches at most.")
    locale: LanguageCode = ""
    order: Literal["newest", "oldest", "title"] | None = Field(
        None, description="Without it the newest come first, or with `search` the best matches."
    )


_ONE_LEADS_TO = leads_to(
    200,
    get_conversation={"page_id": "$response.body#/conversation/page"},
    list_comments={"page": "$response.body#/conversation/page"},
    get_member={"page_id": "$response.body#/authors/0/member"},
    list_posts={"tag": "$response.body#/tags/0/slug"},
)


@posts.get(
    "",
    response={200: schemas.PostList, 304: None, **problems(404, 422)},
    operation_id=LIST,
    summary="Posts",
    openapi_extra=leads_to(
        200,
        get_post={"page_id": "$response.body#/items/0/id"},
        get_post_by_path={"path": "$response.body#/items/0/path"},
        list_posts={"category": "$response.body#/items/0/categories/0/slug"},
    ),
)
def list_posts(
    request: HttpRequest, response: HttpResponse, filters: Query[PostFilters], paging: Query[Slice], site: SiteName = ""
):
    """A whole index: everything that a list of posts shows, in one request."""
    page_site = site_asked_for(request, site)
    kit.unless_known(request, page_site, name=LIST)
    found = kit.listed(BlogPostMixin, page_site, filters.locale, lambda posts: narrowed(posts, filters))
    order = _ORDERS.get(filters.order or ("" if filters.search else "newest"), [])
    count, ids = kit.take(found, paging, _SORT, order, search=filters.search)
    shown = kit.load(ids, found, with_everything)
    return kit.list_answer(request, response, paging, page_site, count, shown, in_list(shown, request), LIST)


@posts.get(
    "by-path/",
    response={200: schemas.Post, 304: None, **problems(404, 422)},
    operation_id="get_post_by_path",
    summary="The post at a path",
    openapi_extra=_ONE_LEADS_TO,
)
def get_post_by_path(
    request: HttpRequest, path: Annotated[PagePath, Query()], site: SiteName = "", locale: LanguageCode = ""
):
    """The post at a path of the site, such as `/blog/a-week/`."""
    page_site = site_asked_for(request, site)
    return _post(request, kit.id_at(path, page_site, locale), page_site)


@posts.get(
    "{int:page_id}/",
    response={200: schemas.Post, 304: None, **problems(404, 422)},
    operation_id="get_post",
    summary="A post",
    openapi_extra=_ONE_LEADS_TO,
)
def get_post(request: HttpRequest, page_id: PageId, site: SiteName = ""):
    """One post with its text, as typed parts and as HTML, and what a page's head needs."""
    return _post(request, page_id, site_asked_for(request, site))


def _post(request, page_id, site):
    post = kit.find(request, BlogPostMixin, page_id, site, with_everything)
    found = whole_post(post, request)
    kit.keep(request, found, [post], site, page=post)
    return found


def narrowed(posts, filters):
    """`posts` of one type that the filters let through."""
    if filters.category:
        # By translation key: a translated post may still have the category in the language it was written in.
        named = _same_slug(Category.objects.filter(slug=filters.category), filters.category)
        keys = {category.translation_key for category in named}
        posts = posts.filter(pk__in=posts.model.objects.filter(categories__translation_key__in=keys).values("pk"))
    if filters.tag:
        tags = _same_slug(posts.model.tags.through.tag_model().objects.filter(slug=filters.tag), filters.tag)
        posts = posts.filter(pk__in=posts.model.objects.filter(tags__in=[tag.pk for tag in tags]).values("pk"))
    if filters.author:
        posts = posts.filter(pk__in=_written_by(posts.model, filters.author))
    if filters.year:
        posts = posts.filter(date__year=filters.year)
    return posts


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


def with_everything(posts):
    """`posts`, a queryset of one type, with what is told about them."""
    return posts.select_related("image").prefetch_related("authors", "categories", "tags")


def in_list(posts, request) -> list[dict]:
    """Posts of any types as `schemas.PostInList`, in a number of queries that does not grow with them."""
    add_bylines(posts, photo="photo")  # and then what there is of all pictures at once
    add_categories(posts)
    photos = [author.photo for post in posts for author in post.byline]
    add_renditions([*(post.image for post in posts), *photos])
    conversations = kit.conversations_in_short(posts, request)
    described = kit.describe(posts, request)
    return [
        {
            **base,
            "title": post.title,
            "date": post.date,
            "date_precision": "day" if post.date else "unknown",
            "summary": post.summary,
            "authors": [_author(author, request) for author in post.byline],
            "categories": [{"name": category.name, "slug": category.slug} for category in post.shown_categories],
            "tags": [{"name": tag.name, "slug": tag.slug} for tag in post.tags.all()],
            "picture": picture(post.image, post.picture_words, request),
            "reading_minutes": post.reading_minutes,
            "conversation": conversation,
        }
        for post, base, conversation in zip(posts, described, conversations, strict=True)
    ]


def whole_post(post, request) -> dict:
    """A post as `schemas.Post`."""
    (found,) = in_list([post], request)
    body, html = parts_of(post.body, request, kit.site_id_of(post, request))
    json_ld = {
        "@type": "BlogPosting",
        "headline": post.title,
        "author": [
            {"@type": "Person", "name": author["name"], **({"url": author["url"]} if author["url"] else {})}
            for author in found["authors"]
        ],
        "keywords": [tag["name"] for tag in found["tags"]],
        **({"datePublished": post.date.isoformat()} if post.date else {}),
        **({"dateModified": post.last_published_at.isoformat()} if post.last_published_at else {}),
        **({"commentCount": found["conversation"]["comment_count"]} if found["conversation"] else {}),
    }
    return {
        **found,
        "body": body,
        "body_html": html,
        "closing_question": post.closing_question,
        "seo": seo(post, found, title=post.title, description=post.summary, picture=found["picture"], json_ld=json_ld),
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
