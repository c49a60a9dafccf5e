from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from math import ceil
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.search import index

from coprod_wagtail.caching.cached_urls import cached_list_paths
from coprod_wagtail.caching.responses import CacheablePageMixin
from coprod_wagtail.conf import conf
from coprod_wagtail.content.blocks import BodyField
from coprod_wagtail.content.pictures.mixins import CleanPicturesMixin
from coprod_wagtail.content.serializers import PartsField
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.preview import FrontEndPreviewMixin
from coprod_wagtail.seo.mixins import SeoMixin
from coprod_wagtail.seo.seo import Seo, with_query
from coprod_wagtail.syndication.links import FeedLink, FeedsMixin, in_each_format
from coprod_wagtail.text.moments import aware

from . import texts
from .constants import ORDER
from .intake import tokens
from .models import ReaderComment, conversation_of
from .panels import ConversationPanel
from .reading.api_urls import api_paths
from .reading.etag_parts import conversation_parts, next_changes
from .reading.feed_urls import feed_paths, site_feed_paths


class CommentableMixin(CleanPicturesMixin, SeoMixin, CacheablePageMixin, FeedsMixin):
    """For a page type that readers may answer: ``class MyPage(CommentableMixin, Page)``.

    Adds no column. Draw the conversation with ``{% load coprod_comments %}{% comments page %}`` in the template, and add
    `conversation_panels` to the page's panels. A translation has a conversation of its own; an alias shows its
    source's.
    """

    #: The question asked above the form; page types that have a field of this name override it.
    closing_question = ""

    conversation_panels = [ConversationPanel()]

    class Meta:
        abstract = True

    def get_cached_paths(self) -> Iterator[str]:
        """The page, and the first pages of its conversation; those after them are asked about each time."""
        yield from super().get_cached_paths()
        conversation = conversation_of(self)
        if conversation:
            yield from cached_list_paths(conversation.thread_count, conf.THREADS_PER_PAGE, "comments")

    def get_purged_paths(self) -> Iterator[str]:
        """As far as there were ever comments to be seen: many may have been hidden at once, and their pages with them."""
        threads = ReaderComment.objects.filter(page=self.commented_page_id, thread=None)
        ever = cached_list_paths(threads, conf.THREADS_PER_PAGE, "comments")
        yield from dict.fromkeys([*super().get_purged_paths(), *ever])

    def get_cached_urls(self) -> list[str]:
        own = page_path(self)
        if own is None:
            return super().get_cached_urls()
        paths = [*feed_paths(self.pk).values(), *site_feed_paths().values(), *api_paths(self.pk)]
        return [*super().get_cached_urls(), *(own.url.removesuffix(own.path) + path for path in paths)]

    def get_feeds(self, request: HttpRequest | None = None) -> list[FeedLink]:
        """Those of the conversation, where there are comments or may be some. Shares its query with the conversation."""
        own, conversation = page_path(self, request), conversation_of(self, request)
        if own is None or self.get_url(request) is None or conversation is None or not conversation.has_a_feed():
            return super().get_feeds(request)
        root, paths = own.url.removesuffix(own.path), feed_paths(self.pk)
        title = str(texts.FEED_TITLE).format(page=self.title)
        return [
            *in_each_format(title, {kind: root + path for kind, path in paths.items()}),
            *super().get_feeds(request),
        ]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().serve(request, *args, **kwargs)
        if ORDER in request.GET:
            # The same comments in another order are no other page to search engines (RFC 6596).
            response.headers.setdefault("Link", f'<{self.get_canonical_url(request)}>; rel="canonical"')
        return response

    def get_canonical_url(self, request: HttpRequest | None) -> str:
        """Each page of the conversation by itself, in the usual order."""
        url, asked = super().get_canonical_url(request), request.GET if request else {}
        number = asked.get("comments", "")
        conversation = conversation_of(self) if number.isdecimal() and ORDER not in asked else None
        if conversation is None:
            return url
        last = max(ceil(conversation.thread_count / conf.THREADS_PER_PAGE), 1)
        return with_query(url, comments=min(int(number[:9]), last))

    def get_lasting_content(self, content: bytes) -> bytes:
        """Without the moment at which the form was drawn: an older one is as good."""
        return tokens.without_drawn_stamps(super().get_lasting_content(content))

    def get_next_changes(self) -> list[datetime | None]:
        conversation = conversation_of(self)
        return [*super().get_next_changes(), *(next_changes(conversation) if conversation else [])]

    def get_cache_parts(self, request: HttpRequest) -> dict[str, Any] | None:
        parts, conversation = super().get_cache_parts(request), conversation_of(self)
        return parts if parts is None or conversation is None else parts | conversation_parts(conversation)

    @property
    def commented_page_id(self) -> int | None:
        """Id of the page whose conversation this page shows: its own, or an alias's source. None before saving."""
        return self.alias_of_id or self.pk


class ConversationPageMixin(FrontEndPreviewMixin, CommentableMixin):
    """A page that asks its readers something, says until when, and what will happen with the answers.

    A concrete class needs the base page, and takes its panels from `question_panels`.
    """

    question = models.CharField(
        _("question"), max_length=255, blank=True, help_text=_("In one sentence. Empty: the title of the page.")
    )
    body = BodyField(verbose_name=_("text"), blank=True, help_text=_("What people should know before they answer."))
    what_happens_next = models.TextField(
        _("what happens with the answers"),
        blank=True,
        help_text=_("Who reads them, what they can change, and by when people will hear what came of it."),
    )

    description_fields = ("body", "what_happens_next")

    question_panels = [FieldPanel("question"), FieldPanel("body"), FieldPanel("what_happens_next")]
    question_search_fields = [
        index.SearchField("question", boost=2),
        index.SearchField("body"),
        index.SearchField("what_happens_next"),
    ]
    question_api_fields = [
        APIField("question"),
        APIField("body", serializer=PartsField()),
        APIField("what_happens_next"),
    ]

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "coprod_wagtail/comments/conversation_page.html"

    def get_seo(self, request: HttpRequest | None) -> Seo:
        seo, published = super().get_seo(request), self.first_published_at
        json_ld = {
            "@type": "DiscussionForumPosting",
            "headline": self.seo_name,
            "author": seo.organisation(),
            "datePublished": aware(published).isoformat() if published else None,
        }
        return replace(seo, kind="article", json_ld=json_ld)

    @property
    def seo_name(self) -> str:
        return self.question or self.title
