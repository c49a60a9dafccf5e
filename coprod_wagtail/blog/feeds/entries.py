"""Blog posts as entries of a feed."""

import mimetypes
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import Truncator

from coprod_wagtail.api.pages.body import html_of
from coprod_wagtail.conf import conf
from coprod_wagtail.content.blocks import opening_words
from coprod_wagtail.content.pictures.drawing import rendition
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.sites import absolute
from coprod_wagtail.syndication.entries import LONG_AGO, Category, Entry, Person, Picture, page_urn
from coprod_wagtail.text.moments import aware

from ..bylines import add_bylines
from ..categories import add_categories
from ..dates import day_of
from ..lists import with_everything_listed
from ..tags import add_tags

#: So many posts are in a feed.
LENGTH = 20
#: Words that stand for a summary that nobody wrote.
SUMMARY_WORDS = 30
#: One of the sizes that a post is drawn with, so no picture is made for feeds alone.
PICTURE_SIZE = "width-1200"


def post_entries(posts: QuerySet[Any], request: HttpRequest, site_id: int | None) -> list[Entry]:
    """The first `LENGTH` of `posts` that have an address, in their order, each with its whole text or its summary, as the site
    says (``FEED_WHOLE_TEXTS``). The number of queries does not grow with them. `site_id` is the site that they are on."""
    listed = with_everything_listed(posts).select_related("image", "locale").prefetch_related("tags")[:LENGTH]
    shown = [(post, place.url) for post in listed if (place := page_path(post, request))]
    found = [post for post, _url in shown]
    add_bylines(found)
    add_categories(found)
    add_tags(found)
    texts = html_of([post.body for post in found], request, site_id) if conf.FEED_WHOLE_TEXTS else [""] * len(found)
    return [_entry(post, url, text, request) for (post, url), text in zip(shown, texts, strict=True)]


def _entry(post, url, text, request):
    published, picture = _published(post), _picture(post, request)
    return Entry(
        title=post.title,
        url=url,
        id=page_urn(post),
        published=published,
        updated=_updated(post) or published or LONG_AGO,
        authors=_authors(post, request),
        categories=[Category(about.slug, about.name) for about in [*post.shown_categories, *post.shown_tags]],
        summary=post.summary or _opening(post),
        content_html=_content(post, text, picture),
        picture=picture,
        language=post.locale.language_code,
    )


def _published(post) -> datetime | None:
    """The moment of its first publication, if that was on the date that readers see; else when that date begins, by the
    site's clock. None where nobody knows."""
    if post.date is None:
        return None
    first = post.first_published_at
    return aware(first if first and day_of(first) == post.date else datetime.combine(post.date, time.min))


def _updated(post):
    moment = post.last_published_at or post.first_published_at or post.latest_revision_created_at
    return moment and aware(moment)


def _authors(post, request) -> Sequence[Person]:
    places = [(author.name, author.profile and page_path(author.profile, request)) for author in post.byline]
    return [Person(name, place.url if place else "") for name, place in places]


def _opening(post):
    return Truncator(" ".join(opening_words(post.body).split())).words(SUMMARY_WORDS)


def _picture(post, request) -> Picture | None:
    found = rendition(post.image, PICTURE_SIZE) if post.image else None
    if found is None:
        return None
    # Its length would be a question to the storage for each.
    kind = mimetypes.guess_type(found.file.name)[0] or ""
    return Picture(url=absolute(found.url, request), alt=post.picture_words, type=kind)


def _content(post, text, picture):
    if not conf.FEED_WHOLE_TEXTS:
        return ""
    drawn = format_html('<p><img src="{}" alt="{}"></p>', picture.url, picture.alt) if picture else ""
    asked = format_html("<p>{}</p>", post.closing_question) if post.closing_question else ""
    return "\n".join(filter(None, [drawn, text, asked]))
