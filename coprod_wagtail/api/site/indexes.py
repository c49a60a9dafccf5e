"""The pages that list others, such as a blog: their introductions, and how many pages each lists."""

from dataclasses import asdict
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q
from ninja import Schema
from pydantic import Field

from coprod_wagtail.content.index_pages import IndexPageMixin
from coprod_wagtail.page_tree.visibility import open_to_everyone
from coprod_wagtail.syndication.links import feeds_of

from ..pages.description import site_id_of
from ..pages.page_resource import PageResource, Words
from ..pages.rich_text import displayed
from ..pages.schemas import PageBase, PageList, Seo
from ..pages.seo import seo
from .kinds import kind_and_name


class Feed(Schema):
    """A feed of what a page lists."""

    title: str = Field(examples=["Blog"])
    url: str = Field(examples=["https://www.example.org/blog/feed/"])
    type: str = Field(description="Its media type.", examples=["application/atom+xml"])


class IndexInList(PageBase):
    """A page that lists others, such as a blog."""

    title: str = Field(examples=["Blog"])
    intro_html: str = Field(
        description="Its introduction as safe HTML; may be empty.", examples=["<p>What we do, week by week.</p>"]
    )
    lists: str = Field(
        description="The kind of pages that it lists, as `pages/` says it. They are in the list of that kind, narrowed by "
        "`under`: `posts/?under={id}` for `post`.",
        examples=["post"],
    )
    page_count: int = Field(description="How many of them there are.", examples=[42])
    feeds: list[Feed] = Field(description="For `<link>` in the page's head.")


class Index(IndexInList):
    """A page that lists others, with what belongs in its head."""

    seo: Seo


class IndexList(PageList):
    """A part of the pages that list others."""

    items: list[IndexInList]


class Indexes(PageResource):
    mixin, one, many = IndexPageMixin, "index", "indexes"
    promised = True
    item_schema, list_schema, whole_schema = IndexInList, IndexList, Index
    needs = {"seo": ["path", "url", "language"]}
    sort, orders = {"coprod_path": F("path")}, {"tree": ["coprod_path"]}
    list_words = Words(
        "Pages that list others", "Blogs, lists of members and the like, in the order of the tree of pages."
    )
    path_words = Words("The list at a path", "The page at a path of the site that lists others, such as `/blog/`.")
    one_words = Words(
        "A page that lists others", "One page that lists others. What it lists is in the list of that kind."
    )
    list_leads_to = {"list_posts": {"under": "$response.body#/items/0/id"}}
    one_leads_to = {"list_posts": {"under": "$response.body#/id"}}

    def gather(self, indexes, asked, request):
        if "page_count" in asked:
            _count(indexes)
        if "intro_html" in asked and indexes:
            texts = displayed([index.intro for index in indexes], request, site_id_of(indexes[0], request))
            for index, text in zip(indexes, texts, strict=True):
                index.coprod_intro = text

    def tell(self, index, request):
        return {
            "title": index.title,
            "intro_html": lambda: index.coprod_intro,
            "lists": kind_and_name(index.get_listed_model())[1],
            "page_count": lambda: index.coprod_count,
            "feeds": lambda: [asdict(feed) for feed in feeds_of(index, request)],
        }

    def tell_whole(self, index, told, request):
        return {"seo": lambda: seo(index, told, request)}


def _count(indexes):
    """Let each of the indexes know how many pages it lists. One query for each type of these."""
    by_type = {}
    for index in indexes:
        by_type.setdefault(index.get_listed_model(), {})[f"below_{index.pk}"] = index
    shown = open_to_everyone()
    for model, found in by_type.items():
        below = {name: Q(path__startswith=index.path) for name, index in found.items()}
        pages = model._default_manager.filter(shown & reduce(or_, below.values()))
        counts = pages.order_by().aggregate(**{name: Count("pk", filter=where) for name, where in below.items()})
        for name, index in found.items():
            index.coprod_count = counts[name]


indexes = Indexes()
