from math import ceil

from django.urls import reverse

from coprod_wagtail.conf import conf
from coprod_wagtail.http_cache import CacheablePageMixin

from . import tokens
from .models import Conversation, conversation_of
from .panels import ConversationPanel

#: So many pages of a conversation are thrown out of a cache when one of them changes, and so many are kept there.
CACHED_PAGES = 20


class CommentableMixin(CacheablePageMixin):
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

    def get_cached_paths(self):
        """The page, and the first pages of its conversation; those after them are asked about each time."""
        yield from super().get_cached_paths()
        conversation = Conversation.objects.filter(page=self.commented_page_id).first()
        # One more than there are: the last one may have gone with a comment.
        pages = ceil(conversation.thread_count / conf.THREADS_PER_PAGE) + 1 if conversation else 1
        yield from (f"/?comments={number}" for number in range(2, min(pages, CACHED_PAGES) + 1))

    def get_cached_urls(self):
        feed = reverse("coprod_comments:feed", args=[self.pk])
        parts = self.get_url_parts()
        return [*super().get_cached_urls(), *([parts[1] + feed] if parts else [])]

    def get_lasting_content(self, content):
        """Without the moment at which the form was drawn: an older one is as good."""
        return tokens.without_drawn_stamps(super().get_lasting_content(content))

    def get_next_changes(self):
        conversation = conversation_of(self)
        opens_and_closes = [conversation.opens_at, conversation.closes_at] if conversation else []
        return [*super().get_next_changes(), *opens_and_closes]

    @property
    def commented_page_id(self):
        """Id of the page whose conversation this page shows: its own, or an alias's source. None before saving."""
        return self.alias_of_id or self.pk
