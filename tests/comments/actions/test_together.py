"""Many comments that are decided about together: the same comes of it as one by one, and it takes few queries."""

import uuid
from bisect import bisect
from collections import Counter
from datetime import datetime, timedelta
from itertools import groupby

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, Site

from coprod_wagtail.comments.actions import (
    DeclineComment,
    HideComment,
    MarkSpam,
    PublishComment,
    PutBack,
)
from coprod_wagtail.comments.constants import Sign, Status
from coprod_wagtail.comments.models import (
    CommentReport,
    Conversation,
    DecisionGround,
    MessageToWriter,
    ProposedEdit,
    ReaderComment,
    Subscription,
)
from coprod_wagtail.comments.moderation import batches
from coprod_wagtail.comments.moderation.spam_service.memory import MemoryService
from coprod_wagtail.comments.signals import comment_is_changing, comment_published, comments_are_changing
from coprod_wagtail.comments.store.bulk import write
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.webhooks.models import Webhook
from tests.example_site.recounting import as_stored, recount
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory, volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

LONG_AGO = datetime(2024, 2, 3, 4, 5, 6, tzinfo=timezone.get_default_timezone())
MEMORY = "coprod_wagtail.comments.moderation.spam_service.memory.MemoryService"


@pytest.fixture(autouse=True)
def everything_listens(settings):
    settings.COPROD_WAGTAIL = {"SPAM_SERVICE": MEMORY, "SPAM_SERVICE_FEEDBACK": True}
    settings.WAGTAILFRONTENDCACHE = {"front": {"BACKEND": "tests.purged.Remembers"}}
    MemoryService.forget()
    events = ["comment.published", "comment.hidden", "conversation.changed", "comment.waiting"]
    Webhook.objects.create(name="One", url="https://front.example/hook", events=events)


@pytest.fixture
def blogs(root_page, blog):
    """Two sections of one site, and the start of another."""
    other = Page.objects.get(depth=1).add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
    Site.objects.create(hostname="elsewhere.example", root_page=other, site_name="Elsewhere")
    return [blog, BlogIndexPageFactory(parent=root_page), BlogIndexPageFactory(parent=other)]


def comments_on(blogs, pages, how_many, statuses):
    """So many comments, in the same share of each status, on so many pages of all of `blogs`; the answers among them answer one
    that shows."""
    posts = [BlogPostPageFactory(parent=blogs[number % len(blogs)]) for number in range(pages)]
    conversations = [Conversation.objects.create(page=post) for post in posts]
    rows, parents = [], {}
    for number in range(how_many):
        place, status = number % pages, statuses[number // pages % len(statuses)]
        row = ReaderComment(
            page=posts[place],
            conversation=conversations[place],
            body=f"Words number {number}",
            author_name="Sam",
            status=status,
            status_since=LONG_AGO,
            received_at=LONG_AGO,
            posted_at=LONG_AGO,
            signs=[Sign.MANY_AT_ONCE.value]
            if number % 7 == 3
            else [Sign.SPAM_SERVICE.value]
            if number % 7 == 4
            else [],
            slip_hash=uuid.uuid4().hex if number % 5 else None,
        )
        rows.append((row, parents.get(place) if number % 3 == 1 else None))
        parents.setdefault(place, row)
    write(rows)
    return [row for row, _parent in rows]


def subscribe(conversation, comment=None, **facts):
    return Subscription(
        conversation=conversation,
        comment=comment,
        key=None if comment else uuid.uuid4().hex,
        email=f"{uuid.uuid4().hex}@example.org",
        nonce="1" * 32,
        found_by=uuid.uuid4().hex,
        confirmed_at=LONG_AGO,
        **facts,
    )


def tell_of(comments, by):
    """Everything that can belong to a comment, in turns: reports, an answer that waits, a ground, new words, people to be told."""
    reports, messages, grounds, edits, subscriptions = [], [], [], [], []
    for number, comment in enumerate(comments):
        turn = number % 10
        if turn in (0, 1):
            reason = "worried" if turn else "unkind"
            reports += [
                CommentReport(comment=comment, reason=reason, email="ada@example.org", created_at=LONG_AGO),
                CommentReport(comment=comment, reason="spam", created_at=LONG_AGO + timedelta(days=1)),
            ]
            comment.reported_since = LONG_AGO
        elif turn in (2, 3):
            who = by if turn == 2 else None
            messages.append(
                MessageToWriter(comment=comment, body="Why?", written_by=who, written_at=LONG_AGO, answered_at=LONG_AGO)
            )
            comment.answer_waits_since, comment.has_messages = LONG_AGO, True
        elif turn == 4:
            grounds.append(DecisionGround(comment=comment, reason="unkind", decided_at=LONG_AGO))
            comment.has_grounds = True
        elif turn == 5:
            edits.append(ProposedEdit(comment=comment, body="Other words", author_name="Sam", proposed_at=LONG_AGO))
            comment.edit_waits = True
        elif turn in (6, 7):
            mailed = timezone.now() - timedelta(minutes=10) if turn == 7 else None
            subscriptions.append(subscribe(comment.conversation, comment, mailed_at=mailed))
    subscriptions += [subscribe(one) for one in {comment.conversation for comment in comments}]
    for rows in (reports, messages, grounds, edits, subscriptions):
        if rows:
            type(rows[0]).objects.bulk_create(rows)
    fields = ["reported_since", "answer_waits_since", "has_messages", "has_grounds", "edit_waits"]
    ReaderComment.objects.bulk_update(comments, fields, batch_size=100)


def loaded(comments):
    found = ReaderComment.objects.select_related("page", "conversation").in_bulk([comment.pk for comment in comments])
    return [found[comment.pk] for comment in comments]


# The same comes of it


def kept(began):
    """All that is stored of comments, and of what is told of them, without ids and moments that no two runs share."""
    models = [*apps.get_app_config("coprod_comments").get_models(), ModelLogEntry]
    models = [model for model in models if not model._meta.proxy and model._meta.managed]
    return {model._meta.label: Counter(map(_plain(model, began), model._default_manager.all())) for model in models}


def _plain(model, began):
    has_own_number = model in (ReaderComment, Conversation)

    def plain(row):
        facts = {}
        for field in model._meta.concrete_fields:
            value = getattr(row, field.attname)
            if (field.primary_key and not has_own_number) or field.name in ("uuid", "queued_until"):
                continue
            if isinstance(value, datetime) and value >= began:
                value = "now"
            if field.name == "data":
                value = {**value, **({"message": True} if "message" in value else {})}
            facts[field.attname] = repr(value)
        return tuple(sorted(facts.items()))

    return plain


def told():
    """What is to leave the machine, and how soon. Caches and front ends are told of a page, and that once for all of its
    comments."""
    found = Counter()
    for message in OutgoingMessage.objects.select_related("mail_to"):
        payload = dict(message.payload)
        payload.pop("created_at", None)
        # At once, in half a minute, in five minutes, in most of an hour, in the morning: seconds differ from run to run.
        wait = bisect([1, 60, 1200, 4200], (message.due_at - message.created_at).total_seconds())
        to = getattr(getattr(message, "mail_to", None), "address", "")
        for pk in payload.pop("ids", [None]):
            key = (message.kind, message.destination, repr(sorted(payload.items())), pk, wait, to)
            found[key] = 1 if pk or "event" in payload else found[key] + 1
    return found


def _differences(alone, together):
    """What one way leaves and the other does not, for people to read."""
    if not isinstance(next(iter(alone.values()), None), Counter):
        alone, together = {"messages": alone}, {"messages": together}
    return [
        (name, alone[name] - together[name], together[name] - alone[name])
        for name in alone
        if alone[name] != together[name]
    ]


def one_by_one(decisions):
    for decision in decisions:
        decision()


@pytest.mark.parametrize(
    ("verb", "was", "given"),
    [
        (PublishComment, [Status.PENDING, Status.SPAM, Status.HIDDEN, Status.DECLINED], {}),
        (DeclineComment, [Status.PENDING, Status.SPAM], {"reason": "unkind", "message": "Sorry.", "mend": "Be kind."}),
        (HideComment, [Status.PUBLISHED, Status.COVERED], {"reason": "unkind", "answers_seen": []}),
        (MarkSpam, [Status.PENDING, Status.HIDDEN, Status.COVERED], {"note": "An advert"}),
    ],
)
def test_together_and_one_by_one_leave_the_same(blogs, verb, was, given):
    user, _other = ModeratorFactory(), ModeratorFactory()
    tell_of(comments := comments_on(blogs, 6, 60, was), user)
    came = {}
    for way in (one_by_one, batches.decide):
        began = timezone.now()
        with transaction.atomic():
            decisions = [verb(one, user=user, batch=uuid.UUID(int=7), words=1, **given) for one in loaded(comments)]
            way(decisions)
            decided = kept(began), told()
            back = [PutBack(one.comment, to=one.was, user=user, reports_seen=0) for one in decisions]
            for one, decision in zip(loaded(comments), back, strict=True):
                decision.comment = one
            way(back)
            came[way] = (*decided, kept(began), told())
            for conversation in Conversation.objects.all():
                assert as_stored(conversation) == recount(conversation)
            transaction.set_rollback(True)
    for alone, together in zip(came[one_by_one], came[batches.decide], strict=True):
        assert _differences(alone, together) == []
    statuses = came[batches.decide][0]["coprod_comments.ReaderComment"]
    assert all(("status", repr(verb.status.value)) in row for row in statuses)


def test_one_that_somebody_else_decided_about_is_left_out_and_so_are_words_that_changed(blogs):
    comments = comments_on(blogs, 3, 12, [Status.PENDING])
    seen = loaded(comments)
    ReaderComment.objects.filter(pk=comments[0].pk).update(status=Status.SPAM)
    ReaderComment.objects.filter(pk=comments[1].pk).update(words_version=2)
    Page.objects.get(pk=comments[2].page_id).delete()
    user = ModeratorFactory()
    with transaction.atomic():
        done = batches.decide([PublishComment(one, user=user, batch=uuid.uuid4(), words=1) for one in seen])
    assert {one.comment.pk for one in done} == {one.pk for one in comments if one.page_id != comments[2].page_id} - {
        comments[0].pk,
        comments[1].pk,
    }
    assert ModelLogEntry.objects.filter(action=PublishComment.log_action).count() == len(done)
    assert set(ReaderComment.objects.exclude(status=Status.PUBLISHED).values_list("status", flat=True)) == {
        Status.SPAM,
        Status.PENDING,
    }


def test_code_of_a_site_hears_of_each_and_of_all_together(blogs, django_capture_on_commit_callbacks):
    comments, user, heard = comments_on(blogs, 2, 6, [Status.PENDING]), ModeratorFactory(), Counter()

    def each(sender, comment, was, user, **kwargs):
        heard[comment.pk, was, user.pk] += 1

    def every(sender, changes, user, **kwargs):
        heard["together"] += len(changes)

    def after(sender, comment, **kwargs):
        heard["after"] += comment.status == Status.PUBLISHED

    comment_is_changing.connect(each)
    comments_are_changing.connect(every)
    comment_published.connect(after)
    try:
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            batches.decide([PublishComment(one, user=user, batch=uuid.uuid4()) for one in loaded(comments)])
    finally:
        for signal, receiver in (
            (comment_is_changing, each),
            (comments_are_changing, every),
            (comment_published, after),
        ):
            signal.disconnect(receiver)
    of_each = {(one.pk, Status.PENDING.value, user.pk): 1 for one in comments}
    assert heard == {**of_each, "together": 6, "after": 6}


# It takes few queries


def assert_few(queries):
    """Up to Django 5.2, one statement on SQLite stores no more than some seventy rows: there, what goes into a table at once
    counts as one."""
    found = [query["sql"] for query in queries]
    if connection.features.max_query_params:
        found = [
            key for key, _same in groupby(found, lambda sql: sql.split("(")[0] if sql.startswith("INSERT") else sql)
        ]
    assert len(found) <= 60, "\n".join(sql[:150] for sql in found)


@pytest.mark.parametrize(
    ("verb", "was"),
    [
        ("publish", [Status.PENDING, Status.SPAM, Status.HIDDEN, Status.DECLINED]),
        ("decline", [Status.PENDING, Status.SPAM]),
        ("hide", [Status.PUBLISHED, Status.COVERED]),
        ("mark-spam", [Status.PENDING, Status.HIDDEN, Status.COVERED]),
    ],
)
def test_a_thousand_take_at_most_sixty_queries_and_so_does_taking_that_back(blogs, verb, was):
    user = volunteer({"page": blogs[0]}, {"page": blogs[1]}, {"page": blogs[2]})
    ModeratorFactory.create_batch(3)
    tell_of(comments_on(blogs, 50, 1000, was), user)
    client = Client()
    client.force_login(user)
    address = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", verb])
    with CaptureQueriesContext(connection) as queries:
        response = client.post(f"{address}?id=all&next=/admin/reader-comments/", {"reason": "unkind"})
    assert response.status_code == 302
    assert_few(queries)
    [status] = set(ReaderComment.objects.values_list("status", flat=True))
    lines = ModelLogEntry.objects.filter(action__startswith="coprod_comments.").order_by("pk")
    assert lines.count() == 1000
    sent = {"batch": lines[0].data["batch"], "first": lines[0].pk, "last": lines.last().pk}
    with CaptureQueriesContext(connection) as queries:
        assert client.post("/admin/reader-comments/undo/", sent).status_code == 302
    assert_few(queries)
    assert status not in ReaderComment.objects.values_list("status", flat=True)
