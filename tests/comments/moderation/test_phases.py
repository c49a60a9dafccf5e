"""What the phases beside the first ones find: private details that were sent all the same, and busy pages and sites."""

import pytest

from coprod_wagtail.comments.constants import Sign
from coprod_wagtail.comments.models import ReaderComment
from tests.factories import BlogPostPageFactory

from ..sending import SAME_ORIGIN, drawn_fields, send, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture(autouse=True)
def one_moment(time_machine, settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}
    time_machine.move_to("2026-05-04 09:01:00+01:00", tick=False)


def signs():
    return [comment.signs for comment in ReaderComment.objects.order_by("pk")]


# Private details


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"body": "Ring me on 07700 900123 after six."}, [Sign.PRIVATE_DETAILS]),
        ({"body": "Write to robin@example.org please."}, [Sign.PRIVATE_DETAILS]),
        ({"body": "The helpline is 0800 1111."}, []),
    ],
)
def test_what_looks_private_and_is_sent_all_the_same_leaves_a_sign(client, post, changes, found):
    assert send(client, post, **words(confirm="private_details", **changes)).status_code == 302
    assert signs() == [found]


# How much came in an hour


def write(client, page, number, address):
    data = drawn_fields(client, page.url) | words(body=f"Number {number}.")
    return client.post(data.pop("action"), data, headers=SAME_ORIGIN, REMOTE_ADDR=address)


def test_a_page_that_gets_far_more_than_usual_leaves_a_sign(client, post, blog, settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "BUSY_PAGE": 2}
    for number in range(3):
        write(client, post, number, f"192.0.2.{number}")
    write(client, BlogPostPageFactory(parent=blog), 4, "192.0.2.9")
    assert signs() == [[], [], [Sign.BUSY_PAGE], []]


def test_and_so_does_a_whole_site(client, post, blog, settings, time_machine):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "BUSY_SITE": 2}
    other = BlogPostPageFactory(parent=blog)
    for number, page in enumerate((post, other, post)):
        write(client, page, number, f"192.0.2.{number}")
    time_machine.move_to("2026-05-04 10:01:00+01:00", tick=False)
    write(client, post, 4, "192.0.2.9")
    assert signs() == [[], [], [Sign.BUSY_SITE], []]


def test_one_place_alone_makes_no_page_busy(client, post, settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "MANY_FROM_CLIENT": 2, "BUSY_PAGE": 4, "BUSY_SITE": 4}
    for number in range(9):
        write(client, post, number, "192.0.2.1")
    write(client, post, 10, "192.0.2.2")
    assert signs() == [[], []] + [[Sign.MANY_AT_ONCE]] * 7 + [[]]


def test_nothing_is_counted_where_that_is_not_wanted(client, post, settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "BUSY_PAGE": 0, "BUSY_SITE": 0}
    for number in range(3):
        write(client, post, number, f"192.0.2.{number}")
    assert signs() == [[], [], []]


def test_sending_asks_no_more_than_it_did(client, post, django_assert_max_num_queries):
    """With phases that know what they have to know: see `tests/comments/moderation/word_lists`."""
    send(client, post, **words(body="To warm the caches up."))
    data = drawn_fields(client, post.url) | words(body="And now one that counts.")
    with django_assert_max_num_queries(12 + 1):  # one for a savepoint of the test's own transaction
        client.post(data.pop("action"), data, headers=SAME_ORIGIN)
