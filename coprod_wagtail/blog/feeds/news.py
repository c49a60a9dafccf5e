"""Which feeds have something new when a post is published."""

from collections.abc import Iterator
from typing import Any

from coprod_wagtail.page_tree.languages import language_code_of
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.visibility import is_private
from coprod_wagtail.syndication.hub import tell_hub

from ..finding.words import path_of
from .routes import FEED_PATHS


def post_published(instance: Any, **kwargs: Any) -> None:
    """Have the site's hub told, if `instance` is a post that everybody may read, and the site names one."""
    if hasattr(instance, "blog_index"):
        tell_hub(lambda: feeds_with(instance))


def feeds_with(post: Any) -> Iterator[str]:
    """The whole addresses of the feeds that `post` stands in: of its blog, and of the lists below that. None where not everybody
    may read it, or its blog has no address on this server. Some ten queries."""
    index = post.blog_index
    place = page_path(index) if index and index.get_url() else None
    if place is None or is_private(post):
        return
    for below in ("", *_lists_with(post, language_code_of(index))):
        yield from (f"{place.url}{below}{feed_path}" for feed_path in FEED_PATHS.values())


def _lists_with(post, language):
    named = [("topic", one.slug) for one in post.shown_categories]
    named += [("tag", one.slug) for one in post.shown_tags]
    named += [("by", author.profile.slug) for author in post.byline if author.profile]
    if post.series:
        named.append(("series", post.series.slug))
    if post.date:
        named += [("date", f"{post.date:%Y}"), ("date", f"{post.date:%Y/%m}")]
    return [path_of(kind, slug, language) for kind, slug in named]
