"""What readers do, by keyboard alone, with scripts and without."""

from playwright.sync_api import expect

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderComment
from tests.factories import ReaderCommentFactory

from .reader import WORDS


def test_reading_a_post_and_sending_a_comment(reader, post):
    reader.open(post.url)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("A good week")
    reader.follow("Say what you think")
    reader.write()
    reader.press_send()
    reader.expect_thanks()
    expect(reader.thank_you).to_have_text("Thank you. Your comment has been sent.")
    expect(reader.page.get_by_text("Waiting to be read")).to_be_visible()
    expect(reader.page.get_by_text(WORDS)).to_be_visible()
    comment = ReaderComment.objects.get()
    assert (comment.body, comment.author_name, comment.status) == (WORDS, "Sam", Status.PENDING)
    reader.open(post.url)
    expect(reader.page.get_by_text(WORDS)).to_have_count(0)
