from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from coprod_wagtail.caching.addresses import on_a_purged_host
from coprod_wagtail.caching.responses import is_personal, open_to_all, seal
from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.languages import has_languages, speaking_language_of
from coprod_wagtail.swap import get_page_model

from ..models import Conversation, ReaderComment
from .items import make_item


class ConversationFeed(Feed):
    """The newest published comments on one page, as RSS. What lost its name or date has none here either."""

    LENGTH = 30

    def __call__(self, request, page_id):
        response = super().__call__(request, page_id)
        if has_languages():
            response.headers.setdefault("Content-Language", request.coprod_feed_language)
        if not conf.PAGE_CACHE_SECONDS:
            return response
        if is_personal(request, response):
            return seal(response)
        purgeable = request.get_full_path() == request.path and request.coprod_feed_host_is_purged
        return open_to_all(request, response, purgeable=purgeable)

    def get_feed(self, page, request):
        with speaking_language_of(page):
            request.coprod_feed_language = translation.get_language()
            return super().get_feed(page, request)

    def get_object(self, request, page_id):
        page = get_page_model()._default_manager.live().public().filter(pk=page_id).first()
        url = page and page.get_url(request)
        if not url or not hasattr(page.specific_class, "conversation_panels"):
            raise Http404
        page.coprod_feed_url = url
        request.coprod_feed_host_is_purged = on_a_purged_host(page, request)
        return page

    def title(self, page):
        return _("Comments on %(page)s") % {"page": page.title}

    def link(self, page):
        return page.coprod_feed_url

    def description(self, page):
        return _("What people say about %(page)s") % {"page": page.title}

    def items(self, page):
        conversation = Conversation.for_page_id(page.alias_of_id or page.pk)
        if conversation is None:  # gone since `get_object` found it
            return []
        comments = ReaderComment.objects.visible_in(conversation).in_reading_order().reverse()
        return [(page, comment) for comment in comments[: self.LENGTH]]

    def item_title(self, item):
        return make_item(item[1]).plain_heading

    def item_description(self, item):
        shown = make_item(item[1])
        return f"<p>{shown.note}</p>{shown.body_html}" if shown.note else shown.body_html

    def item_link(self, item):
        page, comment = item
        return f"{page.coprod_feed_url}?comment={comment.pk}#comment-{comment.pk}"

    def item_guid(self, item):
        return f"urn:uuid:{item[1].public_id}"

    item_guid_is_permalink = False

    def item_pubdate(self, item):
        return item[1].posted_at

    def item_author_name(self, item):
        return make_item(item[1]).name or None
