from datetime import UTC, datetime

import pytest
from defusedxml.ElementTree import fromstring

from tests.factories import ReaderCommentFactory

pytestmark = pytest.mark.django_db


def test_the_feed_has_the_newest_first_with_links_to_each(client, post):
    old = ReaderCommentFactory(page=post, posted_at=datetime(2026, 5, 4, 10, tzinfo=UTC), author_name="Sam & Co")
    new = ReaderCommentFactory(page=post, posted_at=datetime(2026, 5, 5, 10, tzinfo=UTC))
    channel = fromstring(client.get(f"/comments/{post.pk}/feed/").content)[0]
    links = [item.find("link").text for item in channel.iter("item")]
    assert [link.split("#")[1] for link in links] == [f"comment-{new.pk}", f"comment-{old.pk}"]
    assert channel.findall("item")[1].find("title").text == "Comment by Sam & Co, 4 May 2026"


@pytest.mark.parametrize("page_id", [1, 99999])
def test_pages_without_a_conversation_have_no_feed(client, db, page_id):
    assert client.get(f"/comments/{page_id}/feed/").status_code == 404
