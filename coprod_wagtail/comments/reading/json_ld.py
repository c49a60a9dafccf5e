"""What search engines are told of the comments on a page, in the words of schema.org."""

from html import unescape
from typing import Any

from django.utils.html import strip_tags

from coprod_wagtail.text.moments import aware

from ..models import Conversation, ReaderComment
from .items import make_item

#: So many, the newest first.
LENGTH = 20


def comments_in_json_ld(page_id: int) -> list[dict[str, Any]]:
    """The newest comments on the page with this id that everybody may read, as they are shown: without the parts that are
    covered, and without those that are folded under a note. Two queries."""
    conversation = Conversation.for_page_id(page_id)
    if conversation is None:
        return []
    comments = ReaderComment.objects.visible_in(conversation).filter(content_note="").in_reading_order().reverse()
    return [_comment(comment) for comment in comments[:LENGTH]]


def _comment(comment):
    shown = make_item(comment)
    told = {"@type": "Comment", "text": " ".join(unescape(strip_tags(shown.body_html)).split())}
    if shown.name:
        told["author"] = {"@type": "Person", "name": shown.name}
    if comment.posted_at:
        told["dateCreated"] = aware(comment.posted_at).isoformat()
    return told
