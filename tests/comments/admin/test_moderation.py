"""The moderators' list and reading page in Wagtail's admin: who may, what is listed, and how one comment is decided."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import DeclineComment, PublishComment, PutBack
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.moderation.counting import count_open
from coprod_wagtail.comments.moderation.queue import next_waiting
from tests.factories import (
    BlogPostPageFactory,
    ConversationPageFactory,
    ModeratorFactory,
    ReaderCommentFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = "/admin/reader-comments/"
NOW = timezone.now()


def ago(**kwargs):
    return NOW - timedelta(**kwargs)


def waiting(page, **kwargs):
    return ReaderCommentFactory(page=page, status=Status.PENDING, **kwargs)


def reading_url(comment):
    return reverse("coprod_reader_comments:inspect", args=[comment.pk])


def decide_url(comment, verb):
    return reverse("coprod_reader_comments:decide", args=[comment.pk, verb])


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor():
    """Works in the admin and on every page, but was not given the comments."""
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def superuser():
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def client(moderator):
    return signed_in(moderator)


def listed(response):
    return [comment.pk for comment in response.context["object_list"]]


# Who may


@pytest.mark.shape
@pytest.mark.parametrize("who", ["moderator", "superuser"])
def test_people_with_the_permission_read_and_decide(who, request, post):
    client, comment = signed_in(request.getfixturevalue(who)), waiting(post)
    assert client.get(INDEX).status_code == 200
    assert client.get(INDEX + "results/").status_code == 200
    assert client.get(reading_url(comment)).status_code == 200
    client.post(decide_url(comment, "publish"))
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED


@pytest.mark.shape
def test_an_editor_without_the_permission_is_turned_away_everywhere(editor, post):
    client, comment = signed_in(editor), waiting(post, body="only for moderators")
    for url in (INDEX, INDEX + "results/", reading_url(comment)):
        response = client.get(url)
        assert (response.status_code, response.url) == (302, "/admin/")
    response = client.post(decide_url(comment, "publish"))
    assert (response.status_code, response.url) == (302, "/admin/")
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_a_comment_that_does_not_exist_looks_the_same_to_an_editor(editor):
    assert signed_in(editor).get(f"{INDEX}inspect/999999/").url == "/admin/"


def test_nobody_signed_in_is_sent_to_the_sign_in_page(post):
    comment = waiting(post)
    for url in (INDEX, reading_url(comment)):
        response = Client().get(url)
        assert response.status_code == 302
        assert "/login/" in response.url
    assert "/login/" in Client().post(decide_url(comment, "publish")).url
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_deciding_needs_the_csrf_token(moderator, post):
    comment = waiting(post)
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    assert client.post(decide_url(comment, "publish")).status_code == 403
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_deciding_is_never_a_get(client, post):
    comment = waiting(post)
    assert client.get(decide_url(comment, "publish")).status_code == 405
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_the_permission_can_be_ticked_for_a_group(superuser):
    permission = Permission.objects.get(codename="moderate_readercomment")
    response = signed_in(superuser).get(reverse("wagtailusers_groups:add"))
    assert f'value="{permission.pk}"' in response.content.decode()


@pytest.mark.sampled
@pytest.mark.parametrize(
    "path",
    [
        "add/", "new/", "create/", "edit/", "edit/{pk}/", "{pk}/", "{pk}/edit/", "{pk}/change/", "delete/{pk}/",
        "{pk}/delete/", "copy/{pk}/", "usage/{pk}/", "history/{pk}/", "unpublish/{pk}/", "reorder/{pk}/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_adds_edits_copies_or_deletes_a_comment_not_even_for_a_superuser(superuser, post, path, method):
    comment = waiting(post)
    response = getattr(signed_in(superuser), method)(INDEX + path.format(pk=comment.pk))
    assert response.status_code == 404
    assert ReaderComment.objects.count() == 1


def test_comments_are_not_in_the_django_admin_nor_among_snippets(superuser, post):
    comment = waiting(post)
    client = signed_in(superuser)
    assert client.get("/django-admin/coprod_comments/readercomment/").status_code == 404
    assert client.get(f"/admin/snippets/coprod_comments/readercomment/edit/{comment.pk}/").status_code == 404


# The menu and the home page


def menu_labels(client):
    response = client.get("/admin/account/")
    return response.content.decode()


@pytest.mark.shape
def test_the_menu_says_how_many_wait(client, post, root_page):
    waiting(post)
    waiting(post)
    waiting(ConversationPageFactory(parent=root_page))
    ReaderCommentFactory(page=post)
    assert "Reader comments (3)" in menu_labels(client)


def test_the_menu_has_no_number_when_nothing_waits(client, post):
    ReaderCommentFactory(page=post)
    page = menu_labels(client)
    assert '"Reader comments"' in page
    assert "Reader comments (" not in page


def test_the_menu_number_is_not_kept_from_one_request_to_the_next(client, post):
    comment = waiting(post)
    assert "Reader comments (1)" in menu_labels(client)
    client.post(decide_url(comment, "decline"), {"reason": "unkind"})
    assert "Reader comments (" not in menu_labels(client)


def test_an_editor_has_neither_the_menu_item_nor_its_query(editor, post):
    waiting(post)
    client = signed_in(editor)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert "Reader comments" not in menu_labels(client)
    assert not [query for query in queries if "waiting_count" in query["sql"]]


def test_waiting_comments_are_counted_in_one_query(post, moderator, django_assert_num_queries):
    assert count_open(moderator).waiting == 0
    waiting(post)
    with django_assert_num_queries(1):
        assert count_open(moderator).waiting == 1


def test_the_home_page_says_how_many_wait_and_since_when(client, post):
    waiting(post, received_at=ago(days=3, hours=1))
    waiting(post, received_at=ago(hours=1))
    page = " ".join(client.get("/admin/").content.decode().split())
    assert "2 reader comments waiting, the oldest for 3 days" in page
    assert f'href="{INDEX}?status=pending"' in page


def test_the_home_page_says_when_nothing_waits(client, post):
    assert "No reader comments waiting" in client.get("/admin/").content.decode()


def test_the_home_page_keeps_it_from_people_without_the_permission(editor, post):
    waiting(post)
    assert "reader comment" not in signed_in(editor).get("/admin/").content.decode().lower()


# The list


def test_the_list_begins_with_what_has_waited_longest_and_ends_with_the_oldest_decision(client, post):
    old = ReaderCommentFactory(page=post, received_at=ago(days=9))
    new = ReaderCommentFactory(page=post, status=Status.DECLINED, received_at=ago(days=1))
    second = waiting(post, received_at=ago(days=2))
    first = waiting(post, received_at=ago(days=8))
    assert listed(client.get(INDEX)) == [first.pk, second.pk, new.pk, old.pk]


def test_the_list_can_be_ordered_by_the_time_of_arrival(client, post):
    newer = waiting(post, received_at=ago(days=1))
    older = ReaderCommentFactory(page=post, received_at=ago(days=2))
    assert listed(client.get(INDEX, {"ordering": "received_at"})) == [older.pk, newer.pk]
    assert listed(client.get(INDEX, {"ordering": "-received_at"})) == [newer.pk, older.pk]


@pytest.mark.shape
def test_a_row_says_who_what_where_and_why_to_look_twice(client, post):
    comment = waiting(post, author_name="Sam <b>", body="First words & more", signs=["many_links"])
    page = client.get(INDEX).content.decode()
    assert "Sam &lt;b&gt;" in page
    assert "First words &amp; more" in page
    assert "A good week" in page
    assert "Waiting to be read" in page
    assert "It has many links." in page
    assert f'href="{reading_url(comment)}"' in page


@pytest.mark.sampled
@pytest.mark.parametrize("status", list(Status))
def test_the_list_filters_by_status(client, post, status):
    comments = {value: ReaderCommentFactory(page=post, status=value) for value in Status}
    assert listed(client.get(INDEX, {"status": status.value})) == [comments[status].pk]


@pytest.mark.shape
def test_the_list_filters_by_page_and_names_it(client, post, root_page):
    waiting(post)
    other = waiting(ConversationPageFactory(parent=root_page, title="The bus"))
    response = client.get(INDEX, {"page": other.page_id})
    assert listed(response) == [other.pk]
    assert [active.value for active in response.context["view"].active_filters] == ["The bus"]


def test_the_list_filters_by_day_of_arrival(client, post):
    waiting(post, received_at=ago(days=10))
    wanted = waiting(post, received_at=ago(days=5))
    waiting(post, received_at=ago(days=1))
    days = {"received_from": ago(days=7).date().isoformat(), "received_to": ago(days=3).date().isoformat()}
    assert listed(client.get(INDEX, days)) == [wanted.pk]


@pytest.mark.sampled
@pytest.mark.parametrize("query", [{"page": "nothing"}, {"page": "999999"}, {"status": "lost"}, {"received_from": "x"}])
def test_a_filter_that_makes_no_sense_lists_nothing(client, post, query):
    waiting(post)
    response = client.get(INDEX, query)
    assert response.status_code == 200
    assert listed(response) == []


def test_the_list_searches_words_and_names(client, post):
    by_words = waiting(post, body="The Allotment is lovely", received_at=ago(days=2))
    by_name = waiting(post, author_name="Allotment Ann", received_at=ago(days=1))
    waiting(post, body="Nothing of the kind")
    assert listed(client.get(INDEX, {"q": "allotment"})) == [by_words.pk, by_name.pk]
    assert listed(client.get(INDEX, {"q": "allotment", "status": "published"})) == []


@pytest.mark.parametrize("prefix", ["", "#"])
def test_the_list_finds_the_number_that_a_writer_was_given(client, post, prefix):
    comment, _other = (waiting(post, body="Words", author_name="Sam") for _ in range(2))
    assert listed(client.get(INDEX, {"q": f"{prefix}{comment.pk}"})) == [comment.pk]
    assert f"Reader comment {comment.pk}" in client.get(reading_url(comment)).content.decode()


@pytest.mark.parametrize("query", ["", "?status=pending", "?q=words", "results/"])
def test_the_list_costs_the_same_for_five_and_for_fifty(client, post, root_page, query):
    client.get(INDEX)  # content types and the like are looked up once a process

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(INDEX + query).status_code == 200
        return len(captured)

    def write(how_many):
        for number in range(how_many):
            page = ConversationPageFactory(parent=root_page) if number % 5 == 0 else post
            waiting(page, signs=["honeypot"], body="words")

    write(5)
    few = queries()
    write(45)
    assert queries() == few
    assert few <= 20


# Reading one comment


@pytest.mark.shape
def test_a_moderator_reads_everything_about_a_comment(client, post):
    parent = ReaderCommentFactory(page=post, author_name="Ann", body="The first words")
    comment = waiting(
        post,
        author_name="Sam",
        author_email="sam@example.org",
        body="A line\n\nhttps://example.org <script>",
        reply_to=parent,
        signs=["too_soon", "a_phase_of_the_site"],
        received_at=ago(days=2),
    )
    page = client.get(reading_url(comment)).content.decode()
    for words in (
        "Sam",
        "mailto:sam@example.org",
        "<p>A line</p>",
        "&lt;script&gt;",
        "It answers <bdi>Ann</bdi>",
        "The first words",
        "It was sent very soon",
        "a_phase_of_the_site",
        "2\xa0days ago",
        "A good week",
        f'href="{post.url}"',
    ):
        assert words in page, words


@pytest.mark.shape
def test_the_editor_of_the_page_is_offered_only_to_who_may_edit_it(post, moderator, superuser):
    comment = waiting(post)
    url = reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert url not in signed_in(moderator).get(reading_url(comment)).content.decode()
    assert url in signed_in(superuser).get(reading_url(comment)).content.decode()


@pytest.mark.shape
def test_a_draft_page_has_no_link_for_readers(client, post):
    comment = waiting(post)
    post.unpublish()
    assert "See the page" not in client.get(reading_url(comment)).content.decode()


def test_old_comments_say_what_was_lost(client, post):
    comment = waiting(post, author_name="", author_kind="unknown", posted_at=None, posted_precision="unknown")
    page = client.get(reading_url(comment)).content.decode()
    assert "We no longer have their name or the date." in page
    assert "No name" in page


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        (Status.PENDING, ["publish", "decline", "mark-spam"]),
        (Status.PUBLISHED, ["hide"]),
        (Status.HIDDEN, ["publish", "mark-spam"]),
        (Status.DECLINED, ["publish", "mark-spam"]),
        (Status.SPAM, ["publish", "decline"]),
        (Status.TAKEN_BACK, []),
        (Status.ERASED, []),
    ],
)
def test_only_the_decisions_that_apply_are_offered(client, post, status, verbs):
    comment = ReaderCommentFactory(page=post, status=status)
    response = client.get(reading_url(comment))
    assert [verb.name for verb in response.context["verbs"]] == verbs
    page = response.content.decode()
    for verb in ("publish", "decline", "hide", "mark-spam", "put-back"):
        assert (decide_url(comment, verb) in page) == (verb in verbs)


def test_the_reading_page_tells_what_happened_so_far(client, post, moderator):
    moderator.first_name, moderator.last_name = "Mo", "Moderator"
    moderator.save()
    comment = waiting(post)
    DeclineComment(comment, user=moderator)()
    PublishComment(comment, user=moderator)()
    entries = list(client.get(reading_url(comment)).context["history"])
    assert [entry.message for entry in entries] == ["Published", "Not published"]
    assert "by <bdi>Mo Moderator</bdi>, <time" in client.get(reading_url(comment)).content.decode()


def test_the_reading_page_costs_the_same_however_long_the_history(client, post, moderator):
    comment = waiting(post)
    client.get(reading_url(comment))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reading_url(comment))
        return len(captured)

    PublishComment(comment, user=moderator)()
    few = queries()
    for _round in range(4):
        PutBack(comment, user=moderator)()
        PublishComment(comment, user=ModeratorFactory())()
    assert queries() == few
    assert few <= 25


# Deciding about one comment


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("publish", Status.PENDING, Status.PUBLISHED),
        ("decline", Status.PENDING, Status.DECLINED),
        ("mark-spam", Status.PENDING, Status.SPAM),
        ("hide", Status.PUBLISHED, Status.HIDDEN),
        ("publish", Status.HIDDEN, Status.PUBLISHED),
        ("put-back", Status.DECLINED, Status.PENDING),
    ],
)
def test_a_decision_is_made_and_logged_under_the_moderator(client, moderator, post, verb, before, after):
    comment = ReaderCommentFactory(page=post, status=before)
    client.post(decide_url(comment, verb), {"seen": before, "reason": "unkind"})
    comment.refresh_from_db()
    assert comment.status == after
    entry = ModelLogEntry.objects.get(object_id=str(comment.pk))
    assert entry.user == moderator
    assert entry.label == f"Reader comment {comment.pk}"


def test_an_unknown_decision_is_not_found(client, post):
    assert client.post(decide_url(waiting(post), "applaud")).status_code == 404


def test_after_a_decision_comes_the_next_that_waits(client, post):
    first, second, third = (waiting(post, received_at=ago(days=days)) for days in (3, 2, 1))
    assert client.post(decide_url(second, "publish")).url == reading_url(third)
    assert client.post(decide_url(third, "publish")).url == reading_url(first)
    assert client.post(decide_url(first, "publish")).url == INDEX


def test_comments_that_came_at_the_same_moment_are_all_visited(moderator, post):
    moment = ago(days=1)
    first, second, third = (waiting(post, received_at=moment) for _number in range(3))
    assert [next_waiting(moderator, after=comment) for comment in (first, second, third)] == [second, third, first]


def test_after_a_decision_about_a_published_one_its_page_is_shown_again(client, post):
    waiting(post)
    comment = ReaderCommentFactory(page=post)
    assert client.post(decide_url(comment, "hide")).url == reading_url(comment)


def undo_in(response):
    page = response.content.decode()
    assert "Undo" in page
    form = page[page.index('class="coprod-undo"') :].split("</form>")[0]
    return form.split('action="')[1].split('"')[0], form.split('name="seen" value="')[1].split('"')[0]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("verb", "before"),
    [
        ("publish", Status.PENDING),
        ("decline", Status.PENDING),
        ("mark-spam", Status.PENDING),
        ("hide", Status.PUBLISHED),
        ("publish", Status.HIDDEN),
        ("decline", Status.SPAM),
    ],
)
def test_undo_brings_back_exactly_what_was_before(client, post, verb, before):
    comment = ReaderCommentFactory(page=post, status=before)
    url, seen = undo_in(client.post(decide_url(comment, verb), {"seen": before, "reason": "unkind"}, follow=True))
    client.post(url, {"seen": seen})
    comment.refresh_from_db()
    assert comment.status == before
    conversation = Conversation.objects.get(page=post)
    assert conversation.waiting_count == (before == Status.PENDING)
    assert conversation.published_count == (before == Status.PUBLISHED)


def test_no_undo_is_offered_where_no_decision_leads_back(client, post):
    comment = ReaderCommentFactory(page=post, status=Status.DECLINED)
    page = client.post(decide_url(comment, "publish"), follow=True).content.decode()
    assert f"Reader comment {comment.pk} is published." in page
    assert "coprod-undo" not in page


def test_a_comment_put_back_waits_again_and_is_off_the_page(post, moderator):
    comment = waiting(post)
    PublishComment(comment, user=moderator)()
    PutBack(comment, user=moderator)()
    assert not ReaderComment.objects.visible().exists()
    assert count_open(moderator).waiting == 1


@pytest.mark.sampled
@pytest.mark.parametrize("status", [Status.PENDING, Status.TAKEN_BACK, Status.ERASED])
def test_what_was_not_decided_by_a_person_cannot_be_put_back(post, moderator, status):
    comment = ReaderCommentFactory(page=post, status=status)
    with pytest.raises(Conflict):
        PutBack(comment, user=moderator)()


def test_who_was_slower_is_told_who_was_quicker_and_changes_nothing(post, moderator):
    quick = ModeratorFactory(first_name="Quick", last_name="Quinn")
    comment = waiting(post)
    signed_in(quick).post(decide_url(comment, "decline"), {"seen": "pending", "reason": "unkind"})
    response = signed_in(moderator).post(decide_url(comment, "publish"), {"seen": "pending"}, follow=True)
    comment.refresh_from_db()
    assert comment.status == Status.DECLINED
    page = response.content.decode()
    assert "Quick Quinn was quicker" in page
    assert "It is now: Not published." in page
    assert response.redirect_chain == [(reading_url(comment), 302)]


def test_somebody_who_clicks_twice_hears_that_it_is_done(client, post):
    comment = waiting(post)
    client.post(decide_url(comment, "publish"), {"seen": "pending"})
    page = client.post(decide_url(comment, "publish"), {"seen": "pending"}, follow=True).content.decode()
    assert "You have already decided about" in page
    assert ModelLogEntry.objects.filter(action="coprod_comments.publish").count() == 1


def test_a_comment_its_writer_took_back_meanwhile_is_left_alone(client, post):
    comment = waiting(post)
    ReaderComment.objects.update(status=Status.TAKEN_BACK)
    page = client.post(decide_url(comment, "publish"), {"seen": "pending"}, follow=True).content.decode()
    assert "has changed since you opened it" in page
    comment.refresh_from_db()
    assert comment.status == Status.TAKEN_BACK


def test_two_at_the_same_moment_one_wins(client, post, monkeypatch):
    comment = waiting(post)
    before = DeclineComment.check

    def overtaken(self):
        before(self)
        ReaderComment.objects.filter(pk=comment.pk).update(status=Status.PUBLISHED)

    monkeypatch.setattr(DeclineComment, "check", overtaken)
    seen = {"seen": "pending", "reason": "unkind"}
    page = client.post(decide_url(comment, "decline"), seen, follow=True).content.decode()
    assert "It is now: Published." in page


def test_wagtails_site_history_leads_to_the_reading_page_for_moderators_only(post, superuser, moderator, editor):
    from wagtail.admin.admin_url_finder import AdminURLFinder

    comment = waiting(post)
    there = reading_url(comment)  # the admin's addresses are loaded now, as they are whenever somebody is in the admin
    assert AdminURLFinder(moderator).get_edit_url(comment) == there
    assert AdminURLFinder(superuser).get_edit_url(comment) == there
    assert AdminURLFinder(editor).get_edit_url(comment) is None


@pytest.mark.shape
def test_pages_with_other_types_are_listed_too(client, blog):
    for number in range(2):
        waiting(BlogPostPageFactory(parent=blog, slug=f"p{number}"))
    assert len(listed(client.get(INDEX))) == 2


# What is said of old comments, and of people who left


def facts_of(client, comment):
    return " ".join(BeautifulSoup(client.get(reading_url(comment)).content, "html.parser").main.get_text(" ").split())


@pytest.mark.parametrize(
    ("posted_at", "words", "others"),
    [
        (None, "Brought in from another website", "Received"),
        (datetime(2012, 5, 4, tzinfo=UTC), "Written 4 May 2012 Brought in from another website", "Received"),
    ],
)
def test_an_imported_comment_is_not_said_to_have_been_received(client, post, posted_at, words, others):
    comment = ReaderCommentFactory(
        page=post, source="disqus", posted_at=posted_at, posted_precision="day" if posted_at else "unknown"
    )
    said = facts_of(client, comment)
    assert words in said
    assert others not in said
    if not posted_at:
        assert "We no longer have the date." in said
        assert "ago" not in said.partition("About this comment")[0]


def test_a_comment_without_a_past_says_so_in_a_sentence_and_not_in_a_list(client, post):
    page = BeautifulSoup(client.get(reading_url(waiting(post))).content, "html.parser")
    assert not page.select(".coprod-reading__history, .coprod-reading li:empty")
    assert "Nobody has decided anything about it here." in page.main.get_text()


def test_somebody_who_has_no_account_any_more_is_not_called_by_a_number(client, post):
    left = ModeratorFactory()
    comment = waiting(post)
    PublishComment(comment, user=left)()
    PutBack(comment, user=left)()
    left.delete()
    said = facts_of(client, comment)
    assert "by somebody who no longer has an account" in said
    assert "deleted" not in said
    response = client.post(decide_url(comment, "publish"), {"seen": "published"}, follow=True)
    assert "somebody who no longer has an account was quicker" in response.content.decode()
