"""What posts are about, and when they were written, each with how many there are: for lists, menus and archives."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail.models import Locale, Site

from coprod_wagtail.api.kit.caching import unless_unchanged
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.languages import answer_in_language, say_languages
from coprod_wagtail.api.kit.pagination import LongSlice, link_slices
from coprod_wagtail.api.kit.parameters import LanguageCode, Said, SiteName, Under, site_asked_for
from coprod_wagtail.api.kit.problems import problems
from coprod_wagtail.api.kit.queries import language_named
from coprod_wagtail.api.kit.urls import is_plainly
from coprod_wagtail.api.pages.finding import listed, page_named
from coprod_wagtail.api.pages.schemas import Direction
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.text.collation import collation_key
from coprod_wagtail.text.spoken import direction_of

from ..finding import counts
from ..mixins import BlogIndexMixin, BlogPostMixin

categories, tags, years = (Router(tags=[name]) for name in ("categories", "tags", "years"))

#: The lists that change with every post, by the names of their operations.
LISTS = ("list_categories", "list_tags", "list_years")

Order = Annotated[Literal["name", "most_posts"], Said("By name, or those with the most posts first.")]


class Topic(Schema):
    """What posts are about."""

    name: str = Field(examples=["Food"])
    slug: str = Field(examples=["food"])
    language: str = Field(
        description="Of its name, for the attribute `lang`, as far as one can know.", examples=["en-gb"]
    )
    direction: Direction = Field(description="Of its name, for the attribute `dir`.")
    post_count: int = Field(description="How many posts there are. It is never 0.")
    path: str | None = Field(
        description="Where its posts are listed: in the blog that `under` names, or in the site's only one. Null elsewhere.",
        examples=["/blog/topic/food/"],
    )


class CategoryInList(Topic):
    """A category, and how many posts are about it."""

    slug: str = Field(description="For `posts/?category=`.", examples=["food"])


class CategoryList(Schema):
    """A part of the categories that there are posts about."""

    count: int = Field(description="How many there are in all.")
    items: list[CategoryInList]


class TagInList(Topic):
    """A tag, and how many posts have it."""

    slug: str = Field(description="For `posts/?tag=`.", examples=["soup"])


class TagList(Schema):
    """A part of the tags that posts have."""

    count: int = Field(description="How many there are in all.")
    items: list[TagInList]


class Month(Schema):
    """A month with posts."""

    month: int = Field(description="From 1 to 12.", examples=[5])
    name: str = Field(description="Its name, in the language of the answer.", examples=["May"])
    post_count: int = Field(description="How many posts there are. It is never 0.")
    path: str | None = Field(
        description="Where they are listed, as of a category; or null.", examples=["/blog/2026/05/"]
    )


class Year(Schema):
    """A year with posts."""

    year: int = Field(description="For `posts/?year=`.", examples=[2026])
    post_count: int = Field(description="How many posts there are. It is never 0.")
    path: str | None = Field(description="Where they are listed, as of a category; or null.", examples=["/blog/2026/"])
    months: list[Month] = Field(description="The newest first.")


class YearList(Schema):
    """The years with posts."""

    undated_count: int = Field(description="How many posts there are beside, of which nobody knows the date.")
    items: list[Year] = Field(description="The newest first.")


@categories.get(
    "",
    response={200: CategoryList, 304: None, **problems(404, 422)},
    operation_id="list_categories",
    url_name="list_categories",
    summary="What posts are about",
    openapi_extra=leads_to(200, list_posts={"category": "$response.body#/items/0/slug"}),
)
def list_categories(
    request: HttpRequest,
    response: HttpResponse,
    paging: Query[LongSlice],
    order: Order = "name",
    under: Under = "",
    locale: LanguageCode = "",
    site: SiteName = "",
):
    """The categories that there are posts about, of a whole site or below one page. On a site in several languages each is
    there once: in the language that `locale` names as far as it is translated, and else in the site's own."""
    page_site, scope, blog = _scope(request, site, locale, under)
    told = [_topic(one, scope.language, blog) for one in counts.topics(scope)]
    return _answer(request, response, page_site, "list_categories", told, paging, order)


@tags.get(
    "",
    response={200: TagList, 304: None, **problems(404, 422)},
    operation_id="list_tags",
    url_name="list_tags",
    summary="The tags of posts",
    openapi_extra=leads_to(200, list_posts={"tag": "$response.body#/items/0/slug"}),
)
def list_tags(
    request: HttpRequest,
    response: HttpResponse,
    paging: Query[LongSlice],
    order: Order = "name",
    under: Under = "",
    locale: LanguageCode = "",
    site: SiteName = "",
):
    """The tags that posts have, of a whole site or below one page. Tags are shared by all languages of a site; with
    `locale` those are told that posts in this language have."""
    page_site, scope, blog = _scope(request, site, locale, under)
    told = [_topic(one, scope.language, blog) for one in counts.tags(scope, languages=True)]
    return _answer(request, response, page_site, "list_tags", told, paging, order)


@years.get(
    "",
    response={200: YearList, 304: None, **problems(404, 422)},
    operation_id="list_years",
    url_name="list_years",
    summary="When posts were written",
    openapi_extra=leads_to(200, list_posts={"year": "$response.body#/items/0/year"}),
)
def list_years(request: HttpRequest, under: Under = "", locale: LanguageCode = "", site: SiteName = ""):
    """The years and months with posts, of a whole site or below one page, the newest first."""
    page_site, scope, blog = _scope(request, site, locale, under)
    answer_in_language(request, language_named(locale))
    found, undated = counts.years_and_undated(scope)
    answer = {"undated_count": undated, "items": [_year(one, blog) for one in found]}
    unless_unchanged(request, {"drawn": answer}, purgeable=is_plainly(request, page_site, "list_years"))
    return answer


def _scope(request, site_name, locale, under):
    """The site that is asked for, which posts of it are counted, in which language, and the path of the blog whose lists they
    are in, if that is one."""
    site, language = site_asked_for(request, site_name), language_named(locale)
    below = page_named(under, site)
    posts = listed(BlogPostMixin, site, language, under=below)
    spoken = Locale.objects.filter(language_code=language).first() if language else None
    scope = counts.on_site(posts.values(), spoken or (below.locale if below else Locale.get_default()))
    return site, scope, _path_of_blog(site, scope, below)


def _path_of_blog(site, scope, below):
    """Where the blog `below` is, or else the only one of the site in the language of `scope`; None without one. One query."""
    if below is None:
        found = [blog for own in listed(BlogIndexMixin, site, scope.language).values() for blog in own[:2]]
    else:
        found = [below] if issubclass(below.specific_class, BlogIndexMixin) else []
    place = page_path(found[0]) if len(found) == 1 else None
    return place and place.path


def _topic(counted, asked, blog):
    """A category or a tag; its name is in the language that was `asked` for where nobody says otherwise."""
    language = getattr(counted.thing, "language", "") or asked
    return {
        "name": counted.thing.name,
        "slug": counted.thing.slug,
        "language": language,
        "direction": direction_of(language),
        "post_count": counted.posts,
        "path": blog and blog + counted.path,
    }


def _year(counted, blog):
    months = [
        {
            "month": one.first_day.month,
            "name": date_format(one.first_day, "F"),
            "post_count": one.posts,
            "path": blog and blog + one.path,
        }
        for one in counted.months
    ]
    return {
        "year": counted.year,
        "post_count": counted.posts,
        "path": blog and blog + counted.path,
        "months": months,
    }


def _answer(
    request: HttpRequest, response: HttpResponse, site: Site, name: str, told: list[Any], paging: LongSlice, order: str
) -> dict[str, Any]:
    told.sort(key=lambda one: (collation_key(one["name"], one["language"]), one["slug"]))
    if order == "most_posts":
        told.sort(key=lambda one: -one["post_count"])
    shown = told[paging.offset : paging.offset + paging.limit]
    link_slices(request, response, paging, len(told))
    say_languages(request, {one["language"] for one in shown} or {get_language() or ""})
    answer = {"count": len(told), "items": shown}
    unless_unchanged(request, {"drawn": answer}, purgeable=is_plainly(request, site, name))
    return answer
