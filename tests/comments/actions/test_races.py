"""What two people do at the same moment has one outcome, one log line each, and leaves the counters right.

With real transactions on connections of their own, so on the servers only: SQLite lets one write at a time, and here it
is in memory with a single connection.
"""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, Site

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import (
    ChangeOfStatus,
    Decision,
    DeclineComment,
    EditComment,
    EraseComment,
    HideComment,
    MarkSpam,
    PublishComment,
    PutBack,
    SetConversation,
    SetPause,
    Submission,
    SubmitComment,
    TakeDownComment,
    change_of_status,
)
from coprod_wagtail.comments.constants import Access, Policy, Status
from coprod_wagtail.comments.exceptions import ConversationClosed, NotPublic, ReplyGone, WordsChanged
from coprod_wagtail.comments.intake import limits, tokens
from coprod_wagtail.comments.models import (
    Conversation,
    ProposedEdit,
    ReaderComment,
    ReaderCommentSettings,
    TakenBackWords,
)
from coprod_wagtail.comments.querysets import ConversationQuerySet
from coprod_wagtail.comments.slip import code
from coprod_wagtail.comments.tasks import forget_old_forms
from coprod_wagtail.swap import get_page_model
from tests.example_site.recounting import as_stored, recount
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory, UserFactory

from ..racing import Meeting, note_refusals, race
from ..sending import SAME_ORIGIN, drawn_fields, words

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}


@pytest.fixture
def both_checked(monkeypatch):
    """Everybody is in a transaction, and has found that what they want may be done, before anybody writes."""
    meeting = Meeting(2, must=True)
    meeting.before(monkeypatch, Decision, "execute")
    meeting.before(monkeypatch, SubmitComment, "execute")


@pytest.fixture
def both_decided(monkeypatch, both_checked):
    """And both have changed their comment before either counts, if nothing keeps them apart."""
    Meeting(2, must=False).before(monkeypatch, change_of_status, "settle_all")


def decide(verb, comment):
    """A moderator's click: a row of their own, as it was when they looked."""
    user, own = ModeratorFactory(), ReaderComment.objects.select_related("conversation").get(pk=comment.pk)
    return lambda: verb(own, user=user)()


def submission(page, **changes):
    fields = {"body": "The bus decides my day.", "author_name": "Sam", "token": tokens.make_token(page.pk)}
    return Submission(**(fields | {"client_address": "203.0.113.7"} | changes))


def submit(page, policy=Policy.READ_FIRST, **changes):
    sent = submission(page, **changes)
    return lambda: SubmitComment(Conversation.for_page_id(page.pk), sent, site_policy=policy)()


def log_lines(verb=None):
    lines = ModelLogEntry.objects.filter(action__startswith="coprod_comments.")
    return list((lines.filter(action=verb.log_action) if verb else lines).values_list("action", flat=True))


def submitted():
    return log_lines().count("coprod_comments.submit")


def failures(results):
    return [result for result in results if isinstance(result, Exception)]


def assert_counted(page):
    conversation = Conversation.objects.get(page=page)
    assert as_stored(conversation) == recount(conversation)
    return conversation


# Two decisions


@pytest.mark.parametrize("was", [Status.PENDING, Status.SPAM])
def test_of_two_different_decisions_one_counts(post, both_checked, was):
    comment = ReaderCommentFactory(page=post, status=was)

    results = race(decide(PublishComment, comment), decide(DeclineComment, comment))

    (refused,) = failures(results)
    assert isinstance(refused, Conflict)
    comment.refresh_from_db()
    winner = PublishComment if comment.status == Status.PUBLISHED else DeclineComment
    assert comment.status == winner.status
    assert log_lines() == [winner.log_action]
    conversation = assert_counted(post)
    assert conversation.version == (winner is PublishComment)


@pytest.mark.parametrize(
    ("verb", "was"),
    [
        (PublishComment, Status.PENDING),
        (DeclineComment, Status.PENDING),
        (HideComment, Status.PUBLISHED),
        (PutBack, Status.PUBLISHED),
        (PutBack, Status.DECLINED),
    ],
)
def test_the_same_decision_twice_counts_once(post, both_checked, verb, was):
    comment = ReaderCommentFactory(page=post, status=was)
    version = Conversation.objects.get().version

    results = race(decide(verb, comment), decide(verb, comment))

    assert [type(error) for error in failures(results)] == [Conflict]
    assert log_lines() == [verb.log_action]
    conversation = assert_counted(post)
    assert conversation.version == version + (Status.PUBLISHED in {was, verb.status})


def test_a_decision_is_undone_while_somebody_else_decides_again(post, both_checked):
    comment = ReaderCommentFactory(page=post)

    results = race(decide(PutBack, comment), decide(HideComment, comment))

    assert [type(error) for error in failures(results)] == [Conflict]
    comment.refresh_from_db()
    winner = PutBack if comment.status == Status.PENDING else HideComment
    assert log_lines() == [winner.log_action]
    assert assert_counted(post).published_count == 0


@pytest.mark.parametrize(
    ("about_first", "about_reply", "reply_was"),
    [
        (HideComment, HideComment, Status.PUBLISHED),
        (HideComment, PublishComment, Status.PENDING),
        (HideComment, DeclineComment, Status.PENDING),
    ],
)
def test_decisions_about_a_comment_and_its_answer_see_each_other(
    post, both_decided, about_first, about_reply, reply_was
):
    """A hidden comment keeps its place while it has an answer: whoever comes second has to know of the other."""
    first = ReaderCommentFactory(page=post)
    reply = ReaderCommentFactory(page=post, reply_to=first, status=reply_was)

    assert failures(race(decide(about_first, first), decide(about_reply, reply))) == []

    assert_counted(post)
    assert sorted(log_lines()) == sorted([about_first.log_action, about_reply.log_action])


def test_two_decisions_about_two_comments_both_count(post, both_decided):
    one, other = (ReaderCommentFactory(page=post, status=Status.PENDING) for _ in range(2))

    assert failures(race(decide(PublishComment, one), decide(PublishComment, other))) == []

    conversation = assert_counted(post)
    assert (conversation.published_count, conversation.thread_count, conversation.version) == (2, 2, 2)
    assert log_lines() == [PublishComment.log_action] * 2


def test_moderators_who_work_through_the_same_comments_from_both_ends_do_not_block_each_other(blog, monkeypatch):
    pages = [BlogPostPageFactory(parent=blog) for _ in range(3)]
    comments = [ReaderCommentFactory(page=page, status=Status.PENDING) for page in pages]
    meeting = Meeting(2, must=False)  # in the middle of their decisions, with the locks held
    meeting.before(monkeypatch, change_of_status, "settle_all")

    def bulk(verb, pks):
        user = ModeratorFactory(is_superuser=True)
        query = "&".join(f"id={pk}" for pk in pks)
        address = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", verb])

        def run():
            client = Client(raise_request_exception=True)
            client.force_login(user)
            return client.post(f"{address}?{query}&next=/admin/", {"reason": "unkind"}).status_code

        return run

    pks = [comment.pk for comment in comments]
    results = race(bulk("publish", pks), bulk("decline", pks[::-1]))

    assert results == [302, 302]
    statuses = set(ReaderComment.objects.values_list("status", flat=True))
    assert len(statuses) == 1 and statuses < {Status.PUBLISHED, Status.DECLINED}
    assert len(log_lines()) == len(comments)
    for page in pages:
        assert_counted(page)


# A decision and a comment that comes in


def by_its_writer(verb, comment):
    """The writer's click on the private page: a row of their own, as it was when they looked."""
    own = ReaderComment.objects.select_related("conversation").get(pk=comment.pk)
    return lambda: verb(own)()


@pytest.mark.parametrize("verb", [PublishComment, DeclineComment])
@pytest.mark.parametrize("its_writers", [TakeDownComment, EraseComment])
def test_its_writer_and_a_moderator_at_once(post, monkeypatch, verb, its_writers):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING, slip_nonce="1" * 32)
    Meeting(2, must=True).before(monkeypatch, ChangeOfStatus, "execute")

    results = race(decide(verb, comment), by_its_writer(its_writers, comment))

    # The moderator was first, or told that something changed; what the writer wants comes about.
    assert all(isinstance(one, Conflict) for one in failures(results)) and len(failures(results)) <= 1
    assert not isinstance(results[1], Exception)
    comment.refresh_from_db()
    assert (comment.status, comment.body) == (its_writers.status, "")
    decided = log_lines(verb)
    assert len(decided) == (1 if not failures(results) else 0)
    assert log_lines(its_writers) == [its_writers.log_action]
    assert TakenBackWords.objects.count() == (its_writers is TakeDownComment)
    assert_counted(post)


def edits(comment, body):
    own = ReaderComment.objects.select_related("conversation").get(pk=comment.pk)
    return EditComment(own, body=body, author_name="Sam")


@pytest.mark.parametrize("was", [Status.PENDING, Status.HIDDEN])
def test_nobody_publishes_words_that_change_at_that_moment(post, monkeypatch, was):
    comment = ReaderCommentFactory(page=post, status=was, slip_nonce="1" * 32, body="Read.", author_name="Sam")
    meeting = Meeting(2, must=True)
    meeting.before(monkeypatch, Decision, "execute")
    meeting.before(monkeypatch, EditComment, "execute")

    results = race(decide(PublishComment, comment), edits(comment, "Not read."))

    assert not isinstance(results[1], Exception)
    comment.refresh_from_db()
    if failures(results):  # the writer was first
        assert isinstance(results[0], WordsChanged) and comment.status == was
    else:
        assert (comment.status, comment.body, comment.edit_waits) == (Status.PUBLISHED, "Read.", True)
    assert len(log_lines(PublishComment)) == (0 if failures(results) else 1)
    assert_counted(post)


def test_of_two_changes_in_two_windows_one_is_told(post, monkeypatch):
    comment = ReaderCommentFactory(page=post, slip_nonce="1" * 32, body="Read.", author_name="Sam")
    Meeting(2, must=True).before(monkeypatch, EditComment, "execute")
    both = [edits(comment, body) for body in ("One.", "Two.")]
    for edit in both:
        edit.seen = 1

    results = race(*both)

    (told,) = failures(results)
    assert isinstance(told, Conflict)
    comment.refresh_from_db()
    assert (comment.words_version, comment.body) == (2, "Read.")
    assert ProposedEdit.objects.count() == 1


@pytest.mark.parametrize("verbs", [(TakeDownComment, TakeDownComment), (TakeDownComment, EraseComment)])
def test_its_writer_in_two_tabs(post, monkeypatch, verbs):
    comment = ReaderCommentFactory(page=post)
    Meeting(2, must=True).before(monkeypatch, ChangeOfStatus, "execute")

    results = race(*(by_its_writer(verb, comment) for verb in verbs))

    assert all(isinstance(one, Conflict) for one in failures(results)) and len(failures(results)) <= 1
    comment.refresh_from_db()
    assert comment.status == (Status.ERASED if EraseComment in verbs else Status.TAKEN_BACK)
    assert comment.body == ""
    assert_counted(post)


def test_a_decision_and_another_comment_both_count(post, both_checked):
    waiting = ReaderCommentFactory(page=post, status=Status.PENDING)

    assert failures(race(decide(PublishComment, waiting), submit(post))) == []

    conversation = assert_counted(post)
    assert (conversation.published_count, conversation.waiting_count, conversation.version) == (1, 1, 1)
    assert sorted(log_lines()) == ["coprod_comments.publish", "coprod_comments.submit"]


@pytest.mark.parametrize("policy", [Policy.READ_FIRST, Policy.SHOW_FIRST])
def test_a_comment_is_hidden_while_somebody_answers_it(post, monkeypatch, both_checked, policy):
    """Each wants what the other has: the answer needs the comment and the conversation, and so does the decision."""
    first = ReaderCommentFactory(page=post)
    # Where each has taken its first lock and comes for the second.
    meeting = Meeting(2, must=False)
    meeting.before(monkeypatch, change_of_status, "settle_all")
    meeting.before(monkeypatch, SubmitComment, "make_comment")

    results = race(decide(HideComment, first), submit(post, policy, reply_to=first.pk))

    conversation = assert_counted(post)
    if failures(results):  # who hid it was first: the answer is told so, with its words, as it would be a moment later
        assert [type(one) for one in results] == [ReaderComment, ReplyGone]
        assert (conversation.thread_count, log_lines()) == (0, ["coprod_comments.hide"])
        return
    reply = ReaderComment.objects.get(reply_to=first)
    assert reply.status == (Status.PUBLISHED if policy == Policy.SHOW_FIRST else Status.PENDING)
    first.refresh_from_db()
    assert (first.status, first.listed) == (Status.HIDDEN, policy == Policy.SHOW_FIRST)
    assert conversation.thread_count == int(first.listed)
    assert sorted(log_lines()) == ["coprod_comments.hide", "coprod_comments.submit"]


@pytest.mark.parametrize("verb", [PublishComment, DeclineComment, MarkSpam])
def test_a_comment_is_decided_about_while_its_writer_presses_send_again(post, monkeypatch, verb):
    """The second press is answered like the first, whatever becomes of the comment meanwhile."""
    sent = submission(post)
    send = SubmitComment(Conversation.for_page_id(post.pk), sent, site_policy=Policy.READ_FIRST)
    secret = send()
    comment = ReaderComment.objects.get()
    meeting = Meeting(2, must=True)
    meeting.before(monkeypatch, Decision, "execute")

    def press_again():
        with meeting.before_asking_for("repeat_key"):
            return SubmitComment(Conversation.for_page_id(post.pk), sent, site_policy=Policy.READ_FIRST)()

    results = race(decide(verb, comment), press_again)

    assert failures(results) == []
    assert results[1] == secret
    comment = ReaderComment.objects.get()
    assert comment.status == verb.status
    assert sorted(log_lines()) == sorted(["coprod_comments.submit", verb.log_action])
    conversation = assert_counted(post)
    assert (conversation.waiting_count, conversation.published_count) == (0, int(verb is PublishComment))


# Two comments


@pytest.mark.parametrize("policy", [Policy.READ_FIRST, Policy.SHOW_FIRST])
def test_two_comments_at_once_both_count(post, both_checked, policy):
    ReaderCommentFactory(page=post, status=Status.PENDING)

    results = race(submit(post, policy, author_name="Sam"), submit(post, policy, author_name="Alex"))

    assert failures(results) == []
    conversation = assert_counted(post)
    assert (conversation.waiting_count, conversation.published_count) == (
        (1, 2) if policy == Policy.SHOW_FIRST else (3, 0)
    )
    assert submitted() == 2


@pytest.mark.parametrize("policy", [Policy.READ_FIRST, Policy.SHOW_FIRST])
def test_the_first_two_comments_on_a_page_share_one_conversation(post, both_checked, policy):
    assert not Conversation.objects.exists()

    results = race(submit(post, policy, author_name="Sam"), submit(post, policy, author_name="Alex"))

    assert failures(results) == []
    assert len(set(results)) == 2
    conversation = assert_counted(post)
    assert ReaderComment.objects.filter(conversation=conversation).count() == submitted() == 2
    assert conversation.version == (2 if policy == Policy.SHOW_FIRST else 0)


@pytest.mark.parametrize("first_on_the_page", [True, False])
def test_a_double_click_is_one_comment_with_one_answer(post, both_checked, first_on_the_page, monkeypatch):
    if not first_on_the_page:
        Conversation.objects.create(page=post)
    refused = note_refusals(monkeypatch)

    results = race(submit(post), submit(post))

    assert failures(results) == refused == []
    assert results[0] == results[1]
    comment = ReaderComment.objects.get()
    assert comment.slip_hash == code.slip_hash(results[0])
    assert submitted() == 1
    assert assert_counted(post).waiting_count == 1


def test_a_double_click_in_a_browser_leads_to_one_private_page(post, both_checked):
    fields = drawn_fields(Client(), post.url) | words()
    action = fields.pop("action")

    def click():
        return Client().post(action, fields, headers=SAME_ORIGIN).headers["Location"]

    first, second = race(click, click)

    assert first == second
    assert "/slips/" in first
    assert ReaderComment.objects.count() == submitted() == 1
    assert assert_counted(post).waiting_count == 1


def test_the_last_place_in_the_queue_is_taken_once(post, settings, both_checked):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "MAX_WAITING": 3}
    for _ in range(2):
        ReaderCommentFactory(page=post, status=Status.PENDING)

    results = race(submit(post, author_name="Sam"), submit(post, author_name="Alex"))

    (refused,) = failures(results)
    assert isinstance(refused, ConversationClosed) and refused.code == "full"
    assert assert_counted(post).waiting_count == 3
    assert submitted() == 1


def test_the_last_place_for_what_comes_in_a_flood_is_taken_once(post, settings, both_checked):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "MANY_ON_PAGE": 1, "MAX_FLOOD_WAITING": 3}
    for _ in range(2):
        ReaderCommentFactory(page=post, status=Status.PENDING, signs=["many_at_once"])
    limits.count_comment("203.0.113.1", post.pk)

    results = race(
        submit(post, author_name="Sam", client_address="203.0.113.2"),
        submit(post, author_name="Alex", client_address="203.0.113.3"),
    )

    (refused,) = failures(results)
    assert isinstance(refused, ConversationClosed) and refused.code == "full"
    conversation = assert_counted(post)
    assert (conversation.waiting_count, conversation.flood_count, conversation.is_full()) == (3, 3, False)
    assert submitted() == 1


# Two people who set a conversation


def test_two_changes_that_do_not_fit_together_are_not_both_made(post, monkeypatch):
    """Each fits what was there before: who comes second is told, in words, and not by a database's refusal."""
    day = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    Conversation.objects.create(page=post, opens_at=day, closes_at=day + timedelta(days=10))
    meeting = Meeting(2, must=False)
    meeting.before(monkeypatch, Conversation, "clean")
    editors = [ModeratorFactory(is_superuser=True) for _ in range(2)]

    def change(editor, **values):
        return lambda: SetConversation(post, values, user=editor)()

    results = race(
        change(editors[0], opens_at=day + timedelta(days=8)), change(editors[1], closes_at=day + timedelta(days=3))
    )

    (refused,) = failures(results)
    assert isinstance(refused, ValidationError) and "closes_at" in refused.message_dict
    conversation = Conversation.objects.get()
    assert conversation.opens_at < conversation.closes_at
    assert conversation.version == 1


def test_two_changes_of_two_things_are_both_made_and_logged_as_they_were(post, monkeypatch):
    Conversation.objects.create(page=post)
    Meeting(2, must=False).before(monkeypatch, Conversation, "clean")
    editors = [ModeratorFactory(is_superuser=True) for _ in range(2)]

    def change(editor, **values):
        return lambda: SetConversation(post, values, user=editor)()

    results = race(change(editors[0], access=Access.READ_ONLY), change(editors[1], policy=Policy.SHOW_FIRST))

    assert failures(results) == []
    conversation = Conversation.objects.get()
    assert (conversation.access, conversation.policy, conversation.version) == (
        Access.READ_ONLY,
        Policy.SHOW_FIRST,
        2,
    )
    assert PageLogEntry.objects.filter(action="coprod_comments.set_conversation").count() == 2


def test_old_forms_are_forgotten_without_waiting_for_a_decision(post):
    """Both touch several rows of one thread; whoever waited here could wait for one that waits for them."""
    kept, forgotten = (ReaderCommentFactory(page=post, repeat_key=key) for key in ("a" * 64, "b" * 64))
    ReaderComment.objects.update(received_at=timezone.now() - timedelta(hours=1))

    with transaction.atomic():
        ReaderComment.objects.select_for_update().get(pk=kept.pk)  # somebody decides about it now
        (result,) = race(forget_old_forms.call)
    assert result is None

    keys = dict(ReaderComment.objects.values_list("pk", "repeat_key"))
    assert keys == {kept.pk: "a" * 64, forgotten.pk: None}
    forget_old_forms.call()
    assert not ReaderComment.objects.exclude(repeat_key=None).exists()


# A comment, and the ground under it


@pytest.fixture
def after_the_check(monkeypatch):
    """`after_the_check(what)`: does `what`, on another connection, when the next comment has been found welcome."""

    def arrange(what):
        execute = SubmitComment.execute
        done = []

        def late(action):
            if not done:
                done.append(race(what))
            return execute(action)

        monkeypatch.setattr(SubmitComment, "execute", late)

    return arrange


def test_a_conversation_that_closes_after_the_check_takes_no_comment(post, after_the_check):
    Conversation.objects.create(page=post)
    editor = ModeratorFactory(is_superuser=True)
    after_the_check(lambda: SetConversation(post, {"access": Access.READ_ONLY}, user=editor)())

    (refused,) = race(submit(post))

    assert isinstance(refused, ConversationClosed) and refused.code == "read_only"
    assert not ReaderComment.objects.exists() and submitted() == 0
    assert assert_counted(post).version == 1


@pytest.mark.parametrize("many", [False, True])
def test_a_page_that_goes_while_a_moderator_decides_is_no_fault(post, blog, monkeypatch, many):
    """What is left is decided about, and the moderator is told."""
    gone = ReaderCommentFactory(page=post, status=Status.PENDING)
    left = ReaderCommentFactory(page=BlogPostPageFactory(parent=blog), status=Status.PENDING)
    lock, done = ConversationQuerySet.lock, []

    def late(conversations, pks):
        if not done:
            done.extend(race(lambda: get_page_model().objects.get(pk=post.pk).delete() and None))
        return lock(conversations, pks)

    monkeypatch.setattr(ConversationQuerySet, "lock", late)
    client = Client()
    client.force_login(ModeratorFactory(is_superuser=True))
    if many:
        address = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", "publish"])
        client.post(f"{address}?id={gone.pk}&id={left.pk}&next=/admin/")
        expected = Status.PUBLISHED
    else:
        response = client.post(reverse("coprod_reader_comments:decide", args=[gone.pk, "publish"]), follow=True)
        assert f"Reader comment {gone.pk} went with its page." in response.text
        expected = Status.PENDING

    assert done == [None]
    assert list(ReaderComment.objects.values_list("pk", "status")) == [(left.pk, expected)]
    assert_counted(left.page)


@pytest.mark.parametrize("has_conversation", [True, False])
def test_a_page_that_goes_after_the_check_takes_no_comment(post, after_the_check, has_conversation):
    if has_conversation:
        Conversation.objects.create(page=post)
    after_the_check(lambda: get_page_model().objects.get(pk=post.pk).delete())

    (refused,) = race(submit(post))

    assert isinstance(refused, NotPublic)
    assert not ReaderComment.objects.exists() and not Conversation.objects.exists()
    assert submitted() == 0


# A whole site


@pytest.mark.parametrize("was", [False, True])
def test_two_pause_a_site_or_end_it_and_one_line_says_so(root_page, monkeypatch, was):
    site = Site.objects.get(is_default_site=True)
    ReaderCommentSettings.objects.create(site=site, paused=was)
    users = [UserFactory(is_superuser=True) for _ in "ab"]
    Meeting(2, must=True).before(monkeypatch, SetPause, "execute")
    Meeting(2, must=False).before(monkeypatch, ReaderCommentSettings, "save")
    results = race(*(SetPause(site, paused=not was, words="A storm.", user=user) for user in users))
    assert sorted(results) == [False, True]
    assert ReaderCommentSettings.objects.get().paused is not was
    assert ModelLogEntry.objects.filter(action__in=["coprod_comments.pause", "coprod_comments.end_pause"]).count() == 1
