"""The number of queries does not grow with comments, and reading writes nothing."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.intake.tokens import make_token
from coprod_wagtail.comments.models import Conversation, ReaderComment, Subscription
from coprod_wagtail.comments.moderation.known import forget
from coprod_wagtail.comments.store.listing import settle
from coprod_wagtail.outbox.addresses import may_ask
from tests.factories import BlogPostPageFactory, ReaderCommentFactory

from ..sending import SAME_ORIGIN, drawn_fields, words

pytestmark = pytest.mark.django_db

WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "BEGIN")


def queries_of(call):
    with CaptureQueriesContext(connection) as queries:
        call()
    return [query["sql"] for query in queries]


def fill(post, count):
    """`count` published comments, a third of them replies, without going through the factory one by one."""
    conversation, _created = Conversation.objects.get_or_create(page=post)
    first = ReaderCommentFactory(page=post)
    rows = [
        ReaderComment(
            page_id=post.pk,
            conversation=conversation,
            body=f"Words {number}",
            author_name=f"Reader {number}",
            status=Status.PUBLISHED,
            listed=True,
            posted_at=first.posted_at,
            position=number,
            thread=first if number % 3 == 0 and number < 60 else None,
            reply_to=first if number % 3 == 0 and number < 60 else None,
        )
        for number in range(count - 1)
    ]
    for row in rows:
        row.prepare()
    ReaderComment.objects.bulk_create(rows, batch_size=1000)
    Conversation.objects.filter(page=post).update(
        published_count=count, thread_count=ReaderComment.objects.filter(page=post, thread=None, listed=True).count()
    )


def page_without_conversation(client, post):
    """The same page, its conversation hidden: nothing to read, nothing to write."""
    Conversation.objects.update_or_create(page=post, defaults={"access": Access.HIDDEN})
    client.get(post.url)
    number = len(queries_of(lambda: client.get(post.url)))
    Conversation.objects.update(access=Access.OPEN)
    return number - 1  # the one that found it hidden


@pytest.mark.parametrize("count", [0, 100, 10_000])
def test_a_conversation_adds_at_most_five_queries_and_writes_nothing(client, post, count):
    plain = page_without_conversation(client, post)
    if count:
        fill(post, count)
    last = ReaderComment.objects.filter(page=post).order_by("sort_key").last()
    for url in (post.url, f"{post.url}?comments=4", f"{post.url}?comment={last and last.pk}"):
        asked = queries_of(lambda url=url: client.get(url))
        assert len(asked) - plain <= (7 if "comment=" in url else 5)
        assert not [sql for sql in asked if sql.startswith(WRITES)]
        assert not [sql for sql in asked if "COUNT(" in sql and "readercomment" in sql]


def test_the_number_is_the_same_for_100_and_10_000(client, blog):
    few, many = BlogPostPageFactory(parent=blog), BlogPostPageFactory(parent=blog)
    fill(few, 100)
    fill(many, 10_000)
    client.get(BlogPostPageFactory(parent=blog).url)
    drawn_anew = [len(queries_of(lambda page=page: client.get(page.url))) for page in (few, many)]
    kept = [len(queries_of(lambda page=page: client.get(page.url))) for page in (few, many)]
    assert drawn_anew[0] == drawn_anew[1]
    assert kept[0] == kept[1] == drawn_anew[0] - 2


def asked_at(time_machine, days):
    """The address was asked so many days ago, and nobody has forgotten that since."""
    time_machine.move_to(timezone.now() - timedelta(days=days))
    assert may_ask("sam@example.org")
    time_machine.move_to(timezone.now() + timedelta(days=days))


@pytest.mark.parametrize("address", ["", "sam@example.org"], ids=["no address", "an address"])
@pytest.mark.parametrize("asked_before", [None, 0, 2], ids=["never asked", "asked today", "asked days ago"])
@pytest.mark.parametrize("kind", ["first", "another", "reply"])
def test_sending_takes_at_most_twelve(client, post, time_machine, kind, asked_before, address):
    if asked_before is not None:
        asked_at(time_machine, asked_before)
    parent = ReaderCommentFactory(page=post) if kind != "first" else None
    query = f"?reply={parent.pk}" if kind == "reply" else ""
    fields = drawn_fields(client, f"{post.url}{query}") | words(author_email=address)
    action = fields.pop("action")
    forget()
    ContentType.objects.get_for_model(ReaderComment)  # once in the life of a process
    asked = queries_of(lambda: client.post(action, fields, headers=SAME_ORIGIN))
    assert Subscription.objects.count() == bool(address)
    assert ReaderComment.objects.filter(status=Status.PENDING).count() == 1
    # Within the test's own transaction it takes two to make another.
    assert len(asked) <= 12 + 2, "\n".join(asked)


@pytest.mark.parametrize("asked_before", [None, 0, 2], ids=["never asked", "asked today", "asked days ago"])
def test_sending_over_json_takes_at_most_twelve(client, post, time_machine, asked_before):
    if asked_before is not None:
        asked_at(time_machine, asked_before)
    client.get(post.url)  # the addresses of the site are known from then on
    ReaderCommentFactory(page=post)
    forget()
    ContentType.objects.get_for_model(ReaderComment)
    data = {"page": post.pk, "token": make_token(post.pk)} | words(author_email="sam@example.org")
    asked = queries_of(lambda: client.post("/api/coprod/v1/comments/", data, content_type="application/json"))
    assert ReaderComment.objects.filter(status=Status.PENDING).count() == 1
    assert len(asked) <= 12 + 2, "\n".join(asked)


def test_the_private_page_takes_a_handful(client, post):
    fields = drawn_fields(client, post.url) | words()
    place = client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)["Location"].split("#")[0]
    assert len(queries_of(lambda: client.get(place))) <= 10


def test_a_decision_costs_the_same_in_any_conversation(post):
    fill(post, 50)
    few = queries_of(lambda: settle(ReaderComment.objects.first(), Status.PUBLISHED))
    fill(post, 2000)
    assert len(queries_of(lambda: settle(ReaderComment.objects.first(), Status.PUBLISHED))) == len(few)
