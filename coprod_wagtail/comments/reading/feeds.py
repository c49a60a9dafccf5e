"""Comments as feeds: of one page, and of a whole site. What lost its name or date has none here either."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Site

from coprod_wagtail.page_tree.languages import speaking_language_of
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.syndication.answers import feed_response
from coprod_wagtail.syndication.entries import LONG_AGO, Entry, FeedInfo, Person, page_urn
from coprod_wagtail.syndication.formats import FeedFormat
from coprod_wagtail.syndication.hub import tell_hub
from coprod_wagtail.syndication.links import FeedLink, in_each_format
from coprod_wagtail.text.moments import aware

from .. import texts
from ..constants import Status
from ..models import Conversation, ReaderComment
from .feed_urls import feed_paths, site_feed_paths
from .items import make_item
from .phrases import Phrases

#: So many comments are in a feed.
LENGTH = 30


@require_safe
def conversation_feed(request: HttpRequest, page_id: int, kind: FeedFormat) -> HttpResponse:
    """The newest comments on one page that everybody may read; Http404 where nobody can comment, not everybody may read the
    page, or it has no address on this server."""
    pages = get_page_model()._default_manager.filter(pk=page_id).select_related("locale")
    page = for_everyone(pages).first()
    place = page_path(page, request) if page else None
    if place is None or page.get_url(request) is None or not hasattr(page.specific_class, "conversation_panels"):
        raise Http404
    with speaking_language_of(page):
        words = {"page": page.title}
        info = FeedInfo(
            title=str(texts.FEED_TITLE).format(**words),
            url=place.url,
            feed_url=place.url.removesuffix(place.path) + feed_paths(page.pk)[kind],
            id=page_urn(page, "comments"),
            updated=_latest(page),
            description=str(texts.FEED_DESCRIPTION).format(**words),
            language=translation.get_language(),
            nobody=str(texts.NOBODY),
        )
        phrases = Phrases()
        entries = [_entry(comment, place.url, phrases) for comment in newest_comments(page)]
        return feed_response(request, page, info, entries, kind)


def newest_comments(page: Any) -> Iterable[ReaderComment]:
    """The comments on `page` that everybody may read, newest first, `LENGTH` of them at most."""
    conversation = Conversation.for_page_id(page.alias_of_id or page.pk)
    if conversation is None:  # gone since the page was found
        return []
    return ReaderComment.objects.visible_in(conversation).in_reading_order().reverse()[:LENGTH]


@require_safe
def site_feed(request: HttpRequest, kind: FeedFormat) -> HttpResponse:
    """The newest comments on all pages of the site that was asked, as far as everybody may read them, each in the language of its
    page; Http404 where pages have no address on this server."""
    site = Site.find_for_request(request)
    if site is None or site.root_page.get_url(request) is None:
        raise Http404
    root = site.root_page
    # In the site's main language, whoever asks: a cache has one feed for all.
    with translation.override(settings.LANGUAGE_CODE):
        name = site.site_name or site.hostname
        info = FeedInfo(
            title=str(texts.FEED_OF_SITE).format(site=name),
            url=site.root_url + "/",
            feed_url=site.root_url + site_feed_paths()[kind],
            id=page_urn(root, "comments"),
            updated=_latest(root),
            language=translation.get_language(),
            nobody=str(texts.NOBODY),
        )
        return feed_response(request, root, info, list(_entries_of_site(site, request)), kind)


def comments_changed(changes: Iterable[tuple[ReaderComment, Any]], **kwargs: Any) -> None:
    """Have the site's hub told of comments that show now, where it names one: each feed once."""
    ids = {comment.page_id for comment, was in changes if comment.status == Status.PUBLISHED != was}
    if ids:
        tell_hub(lambda: _feeds_of_pages(ids))


def _feeds_of_pages(ids):
    for page in for_everyone(get_page_model()._default_manager.filter(pk__in=ids)):
        place = page_path(page)
        if place and page.get_url() is not None:
            root = place.url.removesuffix(place.path)
            yield from (root + path for path in (*feed_paths(page.pk).values(), *site_feed_paths().values()))


def feeds_of_site(site: Site, request: HttpRequest | None) -> list[FeedLink]:
    """The feeds of all comments of `site`, for `FeatureConfig.site_feeds`; none where its pages have no address on this server."""
    if site.root_page.get_url(request) is None:
        return []
    title = str(texts.FEED_OF_SITE).format(site=site.site_name or site.hostname)
    return in_each_format(title, {kind: site.root_url + path for kind, path in site_feed_paths().items()})


def _entries_of_site(site, request) -> Iterable[Entry]:
    comments: Any = ReaderComment.objects.visible().on_site(site).select_related("page", "page__locale")
    phrases: defaultdict[str, Phrases] = defaultdict(Phrases)
    for comment in comments.order_by("-sort_key", "-pk")[:LENGTH]:
        place = page_path(comment.page, request)
        if place is None:
            continue
        with speaking_language_of(comment.page):
            entry = _entry(comment, place.url, phrases[translation.get_language()], on=comment.page.title)
        yield entry


def _entry(comment, page_url, phrases, on=""):
    """One comment; `on` is the title of its page, where the feed is not about that one only."""
    shown = make_item(comment, phrases=phrases)
    heading = shown.plain_heading
    # Readers of feeds fold nothing.
    words = f"<p>{shown.note_words}</p>" if shown.note_words else shown.body_html
    return Entry(
        title=str(texts.FEED_COMMENT_ON).format(comment=heading, page=on) if on else heading,
        url=f"{page_url}?comment={comment.pk}#comment-{comment.pk}",
        id=f"urn:uuid:{comment.public_id}",
        published=comment.posted_at,
        # Of one without a date it is known when this site got it, and nothing else.
        updated=comment.edited_at or comment.posted_at or comment.received_at,
        authors=[Person(shown.name)] if shown.name else [],
        content_html=f"<p>{shown.note}</p>{words}" if shown.note else words,
        language=comment.language or phrases.language,
    )


def _latest(page):
    moment = page.last_published_at or page.first_published_at
    return aware(moment) if moment else LONG_AGO
