"""Many comments at once: what "select all" takes, who may, and what is said about it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.admin.bulk import chosen
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.permissions import ReaderCommentPermissionPolicy
from tests.factories import ConversationPageFactory, ReaderCommentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = "/admin/reader-comments/"


def url(verb):
    return reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", verb])


def address(verb, **query):
    return f"{url(verb)}?{'&'.join(f'{key}={value}' for key, value in query.items())}"


def ids(verb, *comments):
    return url(verb) + "?" + "&".join(f"id={comment.pk}" for comment in comments)


def with_status(status):
    return set(ReaderComment.objects.filter(status=status).values_list("pk", flat=True))


@pytest.fixture
def client(moderator):
    client = Client()
    client.force_login(moderator)
    return client


@pytest.fixture
def waiting(post):
    return ReaderCommentFactory.create_batch(3, page=post, status=Status.PENDING)


@pytest.fixture
def small_limit(monkeypatch):
    monkeypatch.setattr(chosen, "LIMIT", 4)


def test_the_list_offers_the_four_decisions_and_a_box_for_every_row(client, waiting):
    page = client.get(INDEX).content.decode()
    for verb in ("publish", "decline", "hide", "mark-spam"):
        assert f'href="{url(verb)}"' in page
    assert "wagtailadmin/js/bulk-actions.js" in page
    for comment in waiting:
        assert f'data-object-id="{comment.pk}"' in page
        # What the box says it selects must exist.
        assert f'aria-describedby="reader-comment_{comment.pk}_title"' in page
        assert f'id="reader-comment_{comment.pk}_title"' in page


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("publish", Status.PENDING, Status.PUBLISHED),
        ("decline", Status.PENDING, Status.DECLINED),
        ("hide", Status.PUBLISHED, Status.HIDDEN),
        ("mark-spam", Status.PENDING, Status.SPAM),
    ],
)
def test_the_chosen_ones_are_decided_each_with_its_own_log_line(client, moderator, post, verb, before, after):
    chosen = ReaderCommentFactory.create_batch(3, page=post, status=before)
    other = ReaderCommentFactory(page=post, status=before)
    assert client.post(ids(verb, *chosen), {"reason": "unkind"}).status_code == 302
    assert with_status(after) == {comment.pk for comment in chosen}
    assert with_status(before) == {other.pk}
    entries = ModelLogEntry.objects.all()
    assert {entry.object_id for entry in entries} == {str(comment.pk) for comment in chosen}
    assert {entry.user for entry in entries} == {moderator}
    # Wagtail's history shows one entry for each uuid.
    assert len({entry.uuid for entry in entries}) == 3
    conversation = Conversation.objects.get(page=post)
    assert conversation.published_count == len(with_status(Status.PUBLISHED))
    assert conversation.waiting_count == len(with_status(Status.PENDING))


def test_looking_at_the_question_changes_nothing(client, waiting):
    page = client.get(ids("publish", *waiting)).content.decode()
    assert "Publish 3 reader comments?" in page
    assert len(with_status(Status.PENDING)) == 3


def test_select_all_takes_only_what_the_filter_shows(client, post, root_page, waiting):
    """Wagtail's own takes every row there is."""
    other_page = ConversationPageFactory(parent=root_page)
    here = ReaderCommentFactory(page=other_page, status=Status.PENDING)
    client.post(address("publish", id="all", page=other_page.pk))
    assert with_status(Status.PUBLISHED) == {here.pk}


def test_select_all_takes_only_what_the_search_finds(client, post, waiting):
    found = ReaderCommentFactory(page=post, status=Status.PENDING, body="about the Allotment")
    client.post(address("mark-spam", id="all", q="allotment"))
    assert with_status(Status.SPAM) == {found.pk}


def test_select_all_takes_only_what_filter_and_search_both_leave(client, post, root_page):
    page = ConversationPageFactory(parent=root_page)
    wanted = ReaderCommentFactory(page=page, status=Status.PENDING, body="allotment")
    ReaderCommentFactory(page=post, status=Status.PENDING, body="allotment")
    ReaderCommentFactory(page=page, status=Status.PENDING, body="something else")
    client.post(address("decline", id="all", q="allotment", page=page.pk), {"reason": "unkind"})
    assert with_status(Status.DECLINED) == {wanted.pk}


def test_select_all_takes_only_the_days_the_filter_shows(client, post):
    now = timezone.now()
    ReaderCommentFactory(page=post, status=Status.PENDING, received_at=now)
    old = ReaderCommentFactory(page=post, status=Status.PENDING, received_at=now - timedelta(days=30))
    client.post(address("decline", id="all", received_to=(now - timedelta(days=10)).date()), {"reason": "unkind"})
    assert with_status(Status.DECLINED) == {old.pk}


def test_select_all_takes_only_statuses_the_decision_applies_to(client, post):
    comments = {status: ReaderCommentFactory(page=post, status=status) for status in Status}
    client.post(address("hide", id="all"))
    assert with_status(Status.HIDDEN) == {
        comments[status].pk for status in (Status.PUBLISHED, Status.COVERED, Status.HIDDEN)
    }
    for status in (Status.PENDING, Status.SPAM, Status.DECLINED, Status.TAKEN_BACK, Status.ERASED):
        assert with_status(status) == {comments[status].pk}


def test_select_all_with_a_status_the_decision_does_not_apply_to_takes_nothing(client, post, waiting):
    response = client.get(address("publish", id="all", status="published"))
    assert "There is nothing to do" in response.content.decode()
    client.post(address("publish", id="all", status="published"))
    assert len(with_status(Status.PENDING)) == 3


def test_select_all_with_a_filter_that_makes_no_sense_takes_nothing(client, waiting):
    client.post(address("publish", id="all", page="nothing"))
    assert not with_status(Status.PUBLISHED)


def test_select_all_leaves_what_came_in_after_the_question(client, post, waiting):
    newest = client.get(address("publish", id="all")).context["form"].initial["newest"]
    late = ReaderCommentFactory(page=post, status=Status.PENDING)
    client.post(address("publish", id="all"), {"newest": newest})
    assert with_status(Status.PENDING) == {late.pk}
    assert len(with_status(Status.PUBLISHED)) == 3


def test_more_than_the_limit_are_done_in_order_and_the_rest_is_told(client, post, small_limit):
    now = timezone.now()
    comments = [
        ReaderCommentFactory(page=post, status=Status.PENDING, received_at=now - timedelta(hours=number))
        for number in range(6)
    ]
    question = client.get(address("publish", id="all")).content.decode()
    assert "Publish 4 reader comments?" in question
    assert "We do 4 at a time. 2 will be left" in question
    page = client.post(address("publish", id="all", next=INDEX), follow=True).content.decode()
    assert "4 reader comments are published." in page
    assert "We did the first 4; 2 are left." in page
    assert with_status(Status.PENDING) == {comments[0].pk, comments[1].pk}


def test_the_limit_is_a_thousand():
    assert chosen.LIMIT == 1000


def test_a_thousand_and_more_are_found_in_a_few_queries(client, post):
    """As many as there are in one go, on databases that take fewer values in one list than that."""
    conversation = ReaderCommentFactory(page=post).conversation
    rows = [
        ReaderComment(page=post, conversation=conversation, body="x", body_html="x", sort_key=0,
                      posted_at=timezone.now(), due_at=timezone.now(), status=Status.PENDING)
        for _number in range(1003)
    ]  # fmt: skip
    ReaderComment.objects.bulk_create(rows)
    client.get(address("publish", id="all"))
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address("publish", id="all")).content.decode()
    assert "Publish 1,000 reader comments?" in page
    assert "and 980 more" in page
    assert "We do 1,000 at a time. 3 will be left" in page
    assert len(queries) <= 20


def test_the_question_names_twenty_and_counts_the_rest(client, post):
    comments = ReaderCommentFactory.create_batch(23, page=post, status=Status.PENDING)
    response = client.get(ids("publish", *comments))
    assert len(response.context["items"]) == 20
    assert "and 3 more" in response.content.decode()


def test_the_question_says_what_the_chosen_ones_are_now(client, post, waiting):
    ReaderCommentFactory(page=post, status=Status.SPAM)
    response = client.get(address("publish", id="all"))
    assert response.context["statuses"] == [("Waiting to be read", 3), ("Spam", 1)]
    page = response.content.decode()
    assert "<li>Waiting to be read: 3</li>" in page
    assert "<li>Spam: 1</li>" in page
    assert "At the moment they are" not in client.get(ids("publish", *waiting)).content.decode()


def test_the_question_costs_the_same_for_three_and_for_thirty(client, post):
    def queries(how_many):
        comments = ReaderCommentFactory.create_batch(how_many, page=post, status=Status.PENDING)
        with CaptureQueriesContext(connection) as captured:
            client.get(ids("decline", *comments))
        return len(captured)

    queries(3)
    assert queries(30) == queries(3)


def test_what_was_decided_already_is_counted_and_does_not_stop_the_rest(client, post, waiting):
    published = ReaderCommentFactory(page=post)
    question = client.get(ids("publish", published, *waiting)).content.decode()
    assert "1 of those you selected will be left as it is" in question
    page = client.post(ids("publish", published, *waiting) + f"&next={INDEX}", follow=True).content.decode()
    assert "3 reader comments are published." in page
    assert "1 had been decided about already and was left as it is." in page


def test_somebody_quicker_in_the_middle_of_it_does_not_stop_the_rest(client, waiting, monkeypatch):
    overtaken = waiting[1]
    action = PublishComment
    before = action.check

    def check(self):
        before(self)
        if self.comment.pk == overtaken.pk:
            ReaderComment.objects.filter(pk=overtaken.pk).update(status=Status.SPAM)

    monkeypatch.setattr(action, "check", check)
    page = client.post(ids("publish", *waiting) + f"&next={INDEX}", follow=True).content.decode()
    assert "2 reader comments are published." in page
    assert "1 had been decided about already and was left as it is." in page
    assert with_status(Status.SPAM) == {overtaken.pk}
    assert with_status(Status.PUBLISHED) == {waiting[0].pk, waiting[2].pk}


@pytest.mark.parametrize("rubbish", ["id=x", "id=", "id=-1", "id=99999999999999999999999999", "id=999999", ""])
def test_ids_that_are_none_find_nothing_and_break_nothing(client, waiting, rubbish):
    assert "There is nothing to do" in client.get(f"{url('publish')}?{rubbish}").content.decode()
    assert client.post(f"{url('publish')}?{rubbish}").status_code == 302
    assert not with_status(Status.PUBLISHED)


def test_an_id_given_twice_is_one_comment(client, waiting):
    question = client.get(ids("publish", waiting[0], waiting[0])).content.decode()
    assert "Publish 1 reader comment?" in question


def test_afterwards_one_is_back_where_one_came_from(client, waiting):
    back = f"{INDEX}?status=pending"
    response = client.post(ids("publish", *waiting) + "&next=" + back.replace("?", "%3F").replace("=", "%3D"))
    assert response.url == back
    assert client.post(ids("hide", *waiting)).url == INDEX
    assert client.post(ids("hide", *waiting) + "&next=https://elsewhere.example/").url == INDEX


@pytest.mark.sampled
@pytest.mark.parametrize("verb", ["publish", "decline", "hide", "mark-spam"])
def test_an_editor_without_the_permission_is_turned_away(waiting, verb):
    from django.contrib.auth.models import Group, Permission

    editor = UserFactory()
    editor.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    editor.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(editor)
    for response in (client.get(address(verb, id="all")), client.post(ids(verb, *waiting))):
        assert (response.status_code, response.url) == (302, "/admin/")
    assert len(with_status(Status.PENDING)) == 3


@pytest.mark.sampled
@pytest.mark.parametrize("verb", ["publish", "mark-spam"])
def test_nobody_signed_in_is_sent_to_the_sign_in_page(waiting, verb):
    assert "/login/" in Client().post(ids(verb, *waiting)).url
    assert len(with_status(Status.PENDING)) == 3


def test_each_comment_is_asked_about_before_it_is_decided(client, waiting, monkeypatch):
    others = {comment.pk for comment in waiting[1:]}
    monkeypatch.setattr(ReaderCommentPermissionPolicy, "allowed_among", lambda *args: others)
    assert "You may not decide about 1 of them." in client.get(ids("publish", *waiting)).content.decode()
    client.post(ids("publish", *waiting))
    assert with_status(Status.PENDING) == {waiting[0].pk}


@pytest.mark.sampled
@pytest.mark.parametrize("verb", ["delete", "erase", "put-back"])
def test_there_is_no_other_bulk_action(client, waiting, verb):
    assert client.get(ids(verb, *waiting)).status_code == 404


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases keep statistics to choose an index by")
def test_settling_a_decision_does_not_walk_through_all_published_comments(client, waiting):
    with CaptureQueriesContext(connection) as queries:
        client.post(ids("publish", waiting[0]))
    [settling] = [query["sql"] for query in queries if "has_replies" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {settling}")
        plan = str(cursor.fetchall())
    assert "coprod_comment_replies" in plan
    assert "coprod_comment_queue" not in plan
