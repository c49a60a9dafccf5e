from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from coprod_wagtail.caching.cached_urls import on_a_purged_host
from coprod_wagtail.caching.content_usage import say_usage
from coprod_wagtail.caching.responses import is_personal, open_to_all, seal
from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.languages import has_languages, speaking_language_of
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.moments import aware
from coprod_wagtail.text.plain_text import xml_text

from ..models import Conversation, ReaderComment
from .items import make_item


class ConversationFeed(Feed):
    """The newest published comments on one page, as RSS. What lost its name or date has none here either."""

    LENGTH = 30

    def __call__(self, request, page_id):
        response = say_usage(request, super().__call__(request, page_id))
        if has_languages():
            response.headers.setdefault("Content-Language", request.coprod_feed_language)
        if not conf.PAGE_CACHE_SECONDS:
            return response
        if is_personal(request, response):
            return seal(response)
        purgeable = request.get_full_path() == request.path and request.coprod_feed_host_is_purged
        return open_to_all(request, response, purgeable=purgeable)

    def get_feed(self, page, request):
        """In place of Django's, which asks `django.contrib.sites` for the host of its links: on a site that has that app
        it says example.com, or finds no row and fails. Where a page is, only Wagtail's Site knows."""
        with speaking_language_of(page):
            request.coprod_feed_language = translation.get_language()
            title = xml_text(page.title)
            feed = self.feed_type(
                title=_("Comments on %(page)s") % {"page": title},
                link=page.coprod_feed_url,
                description=_("What people say about %(page)s") % {"page": title},
                language=request.coprod_feed_language,
                feed_url=page.coprod_feed_root + request.path,
            )
            for comment in self.comments_on(page):
                feed.add_item(**self.item_of(comment, page))
            return feed

    def get_object(self, request, page_id):
        page = for_everyone(get_page_model()._default_manager.filter(pk=page_id)).first()
        if not page or page.get_url(request) is None or not hasattr(page.specific_class, "conversation_panels"):
            raise Http404
        place = page_path(page, request)
        page.coprod_feed_url, page.coprod_feed_root = place.url, place.url.removesuffix(place.path)
        request.coprod_feed_host_is_purged = on_a_purged_host(page, request)
        return page

    def comments_on(self, page):
        """What the feed holds: the newest comments that everybody may read, newest first."""
        conversation = Conversation.for_page_id(page.alias_of_id or page.pk)
        if conversation is None:  # gone since `get_object` found it
            return []
        comments = ReaderComment.objects.visible_in(conversation).in_reading_order().reverse()
        return comments[: self.LENGTH]

    def item_of(self, comment, page):
        """What `feedgenerator.SyndicationFeed.add_item` is told of one comment."""
        shown = make_item(comment)
        # Readers of feeds fold nothing.
        words = f"<p>{shown.note_words}</p>" if shown.note_words else shown.body_html
        return {
            "title": xml_text(shown.plain_heading),
            "link": f"{page.coprod_feed_url}?comment={comment.pk}#comment-{comment.pk}",
            "description": xml_text(f"<p>{shown.note}</p>{words}" if shown.note else words),
            "unique_id": f"urn:uuid:{comment.public_id}",
            "unique_id_is_permalink": False,
            "pubdate": comment.posted_at and aware(comment.posted_at),
            "author_name": xml_text(shown.name) or None,
        }
