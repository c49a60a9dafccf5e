import unicodedata
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from coprod_wagtail import portions
from coprod_wagtail.comments.constants import AuthorKind, DatePrecision, Sign, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.signals import conversation_changed
from coprod_wagtail.comments.store.listing import settle
from coprod_wagtail.text.plain_text import to_html
from example_site.home.demo import crowd
from tests.factories import BlogPostPageFactory, ReaderCommentFactory

from .recounting import as_stored, recount

pytestmark = pytest.mark.django_db


def make(page, **options):
    out = StringIO()
    call_command("make_conversation", page=page.url, stdout=out, **options)
    return out.getvalue()


def comments_of(page):
    return list(ReaderComment.objects.filter(page=page).select_related("reply_to").order_by("received_at", "sort_key"))


def story(page):
    """All that readers and moderators can see of a conversation, without ids."""
    return [
        (
            comment.body,
            comment.author_name,
            comment.author_kind,
            comment.language,
            comment.status,
            comment.posted_at,
            comment.listed,
            comment.reply_to and (comment.reply_to.body, comment.reply_to.posted_at),
        )
        for comment in comments_of(page)
    ]


@pytest.fixture
def other_post(blog):
    return BlogPostPageFactory(parent=blog, title="Another week", slug="another-week")


class TestMixed:
    @pytest.fixture
    def conversation(self, post):
        make(post, comments=300, seed=7)
        return Conversation.objects.get(page=post)

    def test_listing_and_counters_are_right(self, conversation):
        assert conversation.comments.count() == 300
        assert as_stored(conversation) == recount(conversation)

    def test_they_are_as_single_comments_would_have_left_them(self, conversation, other_post):
        other, ids = Conversation.objects.create(page=other_post), {None: None}
        comments = list(conversation.comments.order_by("pk"))
        hidden = []
        for comment in sorted(comments, key=lambda comment: (comment.thread_id is not None, comment.sort_key)):
            twin = ReaderComment(
                page=other_post,
                conversation=other,
                body=comment.body,
                posted_at=comment.posted_at,
                posted_precision=comment.posted_precision,
                position=comment.position,
                thread_id=ids[comment.thread_id],
                reply_to_id=ids[comment.reply_to_id],
                status=Status.PUBLISHED if comment.status == Status.HIDDEN else comment.status,
            )
            twin.save()
            settle(twin, None)
            ids[comment.pk] = twin.pk
            if comment.status == Status.HIDDEN:
                hidden.append(twin)
        for twin in hidden:
            twin.status = Status.HIDDEN
            twin.save(update_fields=["status"])
            settle(twin, Status.PUBLISHED)
        there, here = as_stored(other), as_stored(conversation)
        assert hidden
        assert there.pop("listed") == {ids[pk] for pk in here.pop("listed")}
        assert there.pop("reply_counts") == {ids[pk]: number for pk, number in here.pop("reply_counts").items()}
        assert there == here

    def test_a_third_is_waiting_and_about_a_third_are_replies(self, conversation):
        assert conversation.waiting_count == 100
        replies = conversation.comments.exclude(reply_to=None)
        assert 75 <= replies.count() <= 135
        assert replies.exclude(reply_to__reply_to=None).count() >= 10

    def test_replies_are_in_the_thread_of_what_they_answer_and_later(self, conversation):
        for comment in conversation.comments.exclude(reply_to=None).select_related("reply_to"):
            assert comment.thread_id == comment.reply_to.thread_start_id
            assert comment.reply_to.posted_at is None or comment.reply_to.posted_at < comment.posted_at

    def test_nothing_answers_what_nobody_could_see(self, conversation):
        for comment in conversation.comments.exclude(reply_to=None).select_related("reply_to"):
            seen = {Status.PUBLISHED} if comment.status == Status.PENDING else {Status.PUBLISHED, Status.HIDDEN}
            assert comment.reply_to.status in seen

    def test_what_is_hidden_was_answered(self, conversation):
        hidden = conversation.comments.filter(status=Status.HIDDEN)
        assert hidden
        assert all(comment.answers.exclude(status=Status.PENDING).exists() for comment in hidden)

    def test_a_few_lost_their_name_and_date(self, conversation):
        undated = conversation.comments.filter(posted_at=None)
        assert 5 <= undated.count() <= 15
        assert set(undated.values_list("status", flat=True)) >= {Status.PENDING, Status.PUBLISHED}
        for comment in undated:
            assert (comment.author_kind, comment.author_name) == (AuthorKind.UNKNOWN, "")
            assert comment.posted_precision == DatePrecision.UNKNOWN
            assert comment.thread_id is None
            assert comment.signs == ([Sign.OLD_SITE.value] if comment.status == Status.PENDING else [])
        first = conversation.comments.in_reading_order()[: undated.count()]
        assert [comment.position for comment in first] == list(range(1, undated.count() + 1))

    def test_what_follows_from_other_fields_is_filled_in(self, conversation):
        for comment in conversation.comments.all():
            html, key = comment.body_html, comment.sort_key
            comment.prepare()
            assert (html, key) == (comment.body_html, comment.sort_key)
        assert html == to_html(comment.body)

    def test_texts_differ_in_length_and_language(self, conversation):
        lengths = [len(comment.body) for comment in conversation.comments.all()]
        assert min(lengths) < 40
        assert max(lengths) > 800
        elsewhere = conversation.comments.exclude(language__in=["en-gb", ""])
        assert elsewhere.values("language").distinct().count() > 1
        assert any(unicodedata.name(comment.body[0]).split()[0] != "LATIN" for comment in elsewhere)

    def test_the_version_grows_once_a_batch(self, conversation):
        assert conversation.version == 1

    def test_the_page_can_be_read(self, conversation, client):
        response = client.get(conversation.page.url)
        assert f"Comments ({conversation.published_count})" in response.content.decode()


def test_a_large_crowd_keeps_to_the_rare_rules_too(post):
    """Such as a hidden first comment whose only answers are hidden as well, with something published below them."""
    make(post, comments=1000, seed=1)
    conversation = Conversation.objects.get(page=post)
    assert as_stored(conversation) == recount(conversation)
    assert not conversation.comments.filter(status=Status.PENDING, reply_to__status=Status.HIDDEN).exists()
    rare = conversation.comments.filter(status=Status.HIDDEN, listed=True, thread=None)
    assert any(not comment.answers.filter(status=Status.PUBLISHED).exists() for comment in rare)


class TestSeed:
    def test_the_same_seed_makes_the_same_conversation(self, post, other_post):
        make(post, comments=60, seed=3)
        make(other_post, comments=60, seed=3)
        assert story(post) == story(other_post)

    def test_another_seed_makes_another(self, post, other_post):
        make(post, comments=60, seed=3)
        make(other_post, comments=60, seed=4)
        assert [comment.body for comment in comments_of(post)] != [comment.body for comment in comments_of(other_post)]

    def test_running_it_again_adds_as_many_again(self, post):
        make(post, comments=70)
        make(post, comments=70)
        conversation = Conversation.objects.get(page=post)
        assert conversation.comments.count() == 140
        assert as_stored(conversation) == recount(conversation)
        positions = list(conversation.comments.exclude(position=None).values_list("position", flat=True))
        assert len(set(positions)) == len(positions) >= 4


class TestStatus:
    def test_published_ones_all_show(self, post):
        make(post, comments=90, status="published")
        conversation = Conversation.objects.get(page=post)
        assert (conversation.published_count, conversation.waiting_count) == (90, 0)
        assert as_stored(conversation) == recount(conversation)
        assert not conversation.comments.exclude(signs=[]).exists()

    def test_pending_ones_change_nothing_that_readers_see(self, post):
        there = ReaderCommentFactory(page=post)
        version = Conversation.objects.get(page=post).version
        make(post, comments=90, status="pending")
        conversation = Conversation.objects.get(page=post)
        assert (conversation.published_count, conversation.waiting_count) == (1, 90)
        assert conversation.version == version
        assert as_stored(conversation) == recount(conversation)
        replies = conversation.comments.exclude(reply_to=None)
        assert replies.count() > 10
        assert {reply.reply_to_id for reply in replies} == {reply.thread_id for reply in replies} == {there.pk}
        assert all(reply.posted_at > there.posted_at for reply in replies)

    def test_pending_ones_on_an_empty_page_answer_nobody(self, post):
        make(post, comments=30, status="pending")
        assert not ReaderComment.objects.exclude(reply_to=None).exists()


class TestWriting:
    def test_batches_add_up(self, post, monkeypatch):
        monkeypatch.setattr(crowd, "BATCH", 25)
        make(post, comments=110)
        conversation = Conversation.objects.get(page=post)
        assert conversation.comments.count() == 110
        assert conversation.version == 5
        assert as_stored(conversation) == recount(conversation)

    def test_a_database_that_tells_no_ids_is_asked_for_them(self, post, other_post, monkeypatch):
        make(post, comments=80)
        monkeypatch.setattr(type(connection.features), "can_return_rows_from_bulk_insert", False)
        monkeypatch.setattr(portions, "AT_ONCE", 7)
        make(other_post, comments=80)
        assert story(other_post) == story(post)
        conversation = Conversation.objects.get(page=other_post)
        assert as_stored(conversation) == recount(conversation)

    def test_caches_are_told_once(self, post):
        told = []
        conversation_changed.connect(receiver := lambda **kwargs: told.append(kwargs["conversation"].page_id))
        make(post, comments=10)
        conversation_changed.disconnect(receiver)
        assert told == [post.pk]

    def test_one_comment_is_enough(self, post):
        make(post, comments=1)
        assert ReaderComment.objects.get().thread_id is None


class TestCommand:
    def test_it_says_what_it_made(self, post):
        out = make(post, comments=99)
        assert "Made 99 comments on “A good week”" in out
        assert "33 waiting to be read" in out
        assert "seconds" in out

    def test_the_demo_is_what_it_writes_on_by_default(self, db):
        call_command("load_demo", stdout=StringIO())
        there = ReaderComment.objects.filter(page__slug="what-came-to-the-mending-table")
        before = there.count()
        call_command("make_conversation", comments=3, stdout=StringIO())
        assert there.count() == before + 3

    @pytest.mark.sampled
    @pytest.mark.parametrize("address", ["/blog/a-good-week/", "blog/a-good-week", "/blog/a-good-week"])
    def test_an_address_needs_no_slashes(self, post, address):
        call_command("make_conversation", comments=2, page=address, stdout=StringIO())
        assert ReaderComment.objects.filter(page=post).count() == 2

    def test_on_an_alias_it_writes_where_the_alias_shows_it(self, post, blog):
        alias = post.create_alias(parent=blog, update_slug="the-same-week")
        make(alias, comments=2)
        assert ReaderComment.objects.filter(page=post).count() == 2

    @pytest.mark.sampled
    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"comments": 0}, "1 or more"),
            ({"status": "spam"}, "pending, published, mixed"),
            ({"page": "/nowhere/"}, "no page at “/nowhere/”"),
            ({"page": "/blog/"}, "takes no comments"),
            ({}, "load_demo"),
        ],
    )
    def test_it_says_plainly_what_is_wrong(self, post, options, message):
        with pytest.raises(CommandError, match=message):
            call_command("make_conversation", **options)
        assert not ReaderComment.objects.exists()
