"""What an ETag is made of, and that any change in it is another one."""

from datetime import UTC, datetime

import pytest

from coprod_wagtail.caching.responses import etag_of
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.comments.reading.etag_parts import conversation_parts

pytestmark = pytest.mark.framework

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_a_change_in_any_part_is_another_etag(post):
    conversation = Conversation.for_page_id(post.pk)
    parts = conversation_parts(conversation)
    tag = etag_of(parts)
    assert tag.startswith('"') and etag_of(dict(reversed(parts.items()))) == tag
    conversation.version += 1
    tags = {
        tag,
        etag_of(conversation_parts(conversation)),
        etag_of(parts | {"revision": NOON}),
        etag_of(parts, weak=True),
    }
    assert len(tags) == 4


def test_what_is_no_part_is_refused():
    with pytest.raises(TypeError):
        etag_of({"thing": object()})
