"""One answer to many comments at once, under one's own name and role: who may, what is left out and why, and the way back."""

from itertools import groupby

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.constants import Access, AuthorKind, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment, SavedAnswer, StaffName
from coprod_wagtail.comments.signals import comment_submitted, conversations_are_changing
from coprod_wagtail.comments.store.bulk import write
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory, volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = "/admin/reader-comments/"
SAID = {
    "body": "The bus comes at nine now. Thank you for asking.",
    "author_name": "Ruth",
    "role": "Community worker",
    "badge": "works_here",
}
ANSWER = "coprod_comments.answer_as_staff"


def may_answer(user):
    user.user_permissions.add(Permission.objects.get(codename="answer_readercomment"))
    return user


@pytest.fixture
def ruth(db):
    return may_answer(ModeratorFactory(first_name="Ruth", last_name="Ames"))


@pytest.fixture
def client(ruth):
    client = Client()
    client.force_login(ruth)
    return client


@pytest.fixture
def asked(post):
    return [ReaderCommentFactory(page=post, body=f"When does bus {number} come?") for number in range(3)]


def address(*comments, everything=False, more=""):
    url = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", "answer"])
    ids = "id=all" if everything else "&".join(f"id={comment.pk}" for comment in comments)
    return f"{url}?{ids}&next={INDEX}{more}"


def fields_of(response):
    form = BeautifulSoup(response.content, "html.parser").select_one("form:has([name=body])")
    found = {one["name"]: one.get("value", "") for one in form.select("input[name]") if one.get("type") != "radio"}
    return found | {"body": form.select_one("[name=body]").get("value") or form.select_one("[name=body]").text.strip()}


def look(client, where, **said):
    """Write the answer, and look at it once more."""
    return client.post(where, fields_of(client.get(where)) | SAID | said)


def answer(client, where, **said):
    return client.post(where, fields_of(look(client, where, **said)) | SAID | said | {"sure": "on"}, follow=True)


def answers():
    return ReaderComment.objects.filter(author_kind=AuthorKind.STAFF)


def test_the_words_are_shown_with_how_many_get_them_and_nothing_is_stored(client, asked):
    page = client.get(address(*asked)).text
    assert "Answer 3 reader comments?" in page and 'name="body"' in page
    shown = look(client, address(*asked)).text
    assert "Put it under 3 comments" in shown and "The bus comes at nine now." in shown
    assert "Ruth" in shown and "Works here: " in shown and "Community worker" in shown
    assert not answers().exists()


def test_it_is_under_each_of_them_as_if_each_had_been_answered_alone(client, ruth, post, asked):
    told = answer(client, address(*asked)).text
    assert "Your answer is under 3 comments." in told
    assert set(answers().values_list("reply_to", "thread", "body", "author_name", "author_role", "author_badge")) == {
        (one.pk, one.pk, SAID["body"], "Ruth", "Community worker", "works_here") for one in asked
    }
    made = list(answers())
    assert all(one.status == Status.PUBLISHED and one.listed and one.shown_at and one.slip_hash for one in made)
    assert not any(one.shown_unread for one in made)
    conversation = Conversation.objects.get(page=post)
    assert (conversation.published_count, conversation.thread_count) == (6, 3)
    assert set(ReaderComment.objects.filter(pk__in=[one.pk for one in asked]).values_list("reply_count")) == {(1,)}
    lines = ModelLogEntry.objects.filter(action=ANSWER)
    assert {(line.object_id, line.user) for line in lines} == {(str(one.pk), ruth) for one in made}
    assert len({line.uuid for line in lines}) == 3 and not any("bus" in str(line.data) for line in lines)
    assert StaffName.objects.get(user=ruth).role == "Community worker"
    assert client.get(post.url).text.count("The bus comes at nine now.") == 3


def test_it_can_be_changed_before_it_goes(client, asked):
    page = client.post(address(*asked), fields_of(look(client, address(*asked))) | SAID | {"change": "on"})
    assert page.context["form"]["body"].value() == SAID["body"]
    assert "Put it under" not in page.text and "Look at it once more" in page.text
    assert not answers().exists()


def test_it_begins_with_a_saved_answer(client, asked):
    saved = SavedAnswer.objects.create(title="Thanks", body="Thank you for your words.", sort_order=1)
    page = client.get(address(*asked))
    assert f"answer={saved.pk}" in page.text and "Begin with a saved answer:" in page.text
    begun = client.get(address(*asked, more=f"&answer={saved.pk}"))
    assert fields_of(begun)["body"] == "Thank you for your words."


@pytest.mark.parametrize("said", [{"body": ""}, {"author_name": ""}, {"role": ""}, {"badge": "wrote_this"}])
def test_what_cannot_be_taken_is_said_and_nothing_is_sent(client, asked, said):
    page = client.post(address(*asked), fields_of(client.get(address(*asked))) | SAID | said | {"sure": "on"})
    assert page.status_code == 200 and "error-message" in page.text
    assert "Nothing was sent. Please look at what is marked." in page.text
    assert not answers().exists()


def test_the_same_form_sent_twice_is_one_answer_each(client, asked):
    fields = fields_of(look(client, address(*asked))) | SAID | {"sure": "on"}
    for _time in range(2):
        told = client.post(address(*asked), fields, follow=True).text
        assert "Your answer is under 3 comments." in told
    assert answers().count() == 3 == ModelLogEntry.objects.filter(action=ANSWER).count()


# What is left out


def test_what_does_not_show_cannot_be_answered(client, post, asked):
    others = [ReaderCommentFactory(page=post, status=status) for status in Status if status != Status.PUBLISHED]
    page = client.get(address(*asked, *others)).text
    assert "Answer 3 reader comments?" in page and f"{len(others)} of those you selected will be left" in page
    told = answer(client, address(*asked, *others)).text
    assert f"{len(others)} do not show on a page, so nobody can answer them." in told
    assert {one.reply_to_id for one in answers()} == {one.pk for one in asked}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"access": Access.READ_ONLY}, "You can read the comments here, but we are not taking new ones."),
        ({"access": Access.HIDDEN}, "Readers cannot read them at the moment."),
        ({"closes_at": "2020-01-01T00:00:00Z"}, "This conversation has closed."),
    ],
)
def test_where_readers_cannot_write_nobody_answers_and_it_is_said_why(client, blog, asked, change, why):
    shut = ReaderCommentFactory(page=BlogPostPageFactory(parent=blog), author_name="Ada Shut")
    Conversation.objects.filter(page=shut.page).update(**change)
    page = client.get(address(*asked, shut)).text
    assert "Answer 3 reader comments?" in page
    assert "1 of them cannot be answered." in page and why in page and "Ada Shut" in page
    told = answer(client, address(*asked, shut)).text
    assert "Your answer is under 3 comments. 1 of them cannot be answered." in told and why in told
    assert not answers().filter(page=shut.page).exists()


def test_what_goes_while_somebody_writes_is_left_and_told(client, asked):
    where = address(*asked)
    fields = fields_of(look(client, where)) | SAID | {"sure": "on"}
    ReaderComment.objects.filter(pk=asked[0].pk).update(status=Status.HIDDEN)
    told = client.post(where, fields, follow=True).text
    assert "Your answer is under 2 comments." in told and "1 does not show on a page" in told


def test_everything_that_matches_and_not_what_came_later(client, post, asked):
    where = address(everything=True)
    fields = fields_of(look(client, where)) | SAID | {"sure": "on"}
    late = ReaderCommentFactory(page=post)
    client.post(where, fields)
    assert {one.reply_to_id for one in answers()} == {one.pk for one in asked} and late.pk


# Who may


def test_who_may_not_answer_is_turned_away_and_not_offered_it(asked):
    client = Client()
    client.force_login(ModeratorFactory())
    for response in (client.get(address(*asked)), client.post(address(*asked), SAID | {"sure": "on"})):
        assert (response.status_code, response.url) == (302, "/admin/")
    assert "answer" in withheld(client) and not answers().exists()


def withheld(client, query="?status=published"):
    page = BeautifulSoup(client.get(INDEX + query).content, "html.parser")
    return page.select_one("[data-coprod-withheld]")["data-coprod-withheld"].split()


def test_it_is_offered_where_something_shows(client, post, asked):
    ReaderCommentFactory(page=post, status=Status.PENDING)
    assert "answer" not in withheld(client) and "answer" in withheld(client, "?status=pending")


def test_only_comments_that_they_may_read(blog, post, asked):
    elsewhere = ReaderCommentFactory(page=BlogPostPageFactory(parent=blog))
    client = Client()
    client.force_login(may_answer(volunteer({"page": post})))
    answer(client, address(*asked, elsewhere))
    assert {one.reply_to_id for one in answers()} == {one.pk for one in asked}


def test_a_policy_may_say_no_for_some_pages(client, blog, asked, monkeypatch):
    from coprod_wagtail.comments.permissions import ReaderCommentPermissionPolicy

    other = ReaderCommentFactory(page=BlogPostPageFactory(parent=blog))
    monkeypatch.setattr(
        ReaderCommentPermissionPolicy, "user_answers", lambda self, user, page: page.pk == asked[0].page_id
    )
    told = answer(client, address(*asked, other)).text
    assert "You do not have the right to answer readers." in told
    assert not answers().filter(page=other.page).exists() and answers().count() == 3


# The way back


def test_undo_hides_the_answers_and_nothing_else(client, asked):
    page = BeautifulSoup(answer(client, address(*asked)).content, "html.parser")
    form = page.select_one("form.coprod-undo")
    told = client.post(form["action"], {one["name"]: one["value"] for one in form.select("input[name]")}, follow=True)
    assert "3 reader comments are as they were before." not in told.text
    assert "3 answers are off the page again." in told.text
    assert set(answers().values_list("status", flat=True)) == {Status.HIDDEN}
    assert ReaderComment.objects.filter(status=Status.PUBLISHED).count() == 3
    conversation = Conversation.objects.get()
    assert (conversation.published_count, conversation.thread_count) == (3, 3)


# Who hears of it, and what it costs


def test_front_ends_hear_once_of_each_conversation(client, blog, asked, django_capture_on_commit_callbacks):
    other = ReaderCommentFactory(page=BlogPostPageFactory(parent=blog))
    heard, submitted = [], []

    def changing(sender, conversations, **kwargs):
        heard.append(sorted(one.page_id for one in conversations))

    def came(sender, comment, **kwargs):
        submitted.append(comment.pk)

    conversations_are_changing.connect(changing)
    comment_submitted.connect(came)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            answer(client, address(*asked, other))
    finally:
        conversations_are_changing.disconnect(changing)
        comment_submitted.disconnect(came)
    assert heard == [sorted({asked[0].page_id, other.page_id})]
    assert sorted(submitted) == sorted(answers().values_list("pk", flat=True))


def test_a_thousand_take_few_queries(client, blog, django_capture_on_commit_callbacks):
    places = []
    for number in range(6):
        page = BlogPostPageFactory(parent=blog, slug=f"p{number}")
        places.append((page, Conversation.objects.get_or_create(page=page)[0]))

    def add(how_many):
        rows = [
            ReaderCommentFactory.build(page=page, conversation=place, status=Status.PUBLISHED, body="words")
            for page, place in places
            for _number in range(how_many)
        ]
        write([(row, None) for row in rows])

    def asking():
        where = address(everything=True, more="&author=guest")
        fields = fields_of(look(client, where)) | SAID | {"sure": "on"}
        with CaptureQueriesContext(connection) as captured, django_capture_on_commit_callbacks(execute=True):
            client.post(where, fields)
        found = [query["sql"] for query in captured]
        if connection.features.max_query_params:  # see tests/comments/actions/test_together.py
            found = [
                key for key, _same in groupby(found, lambda sql: sql.split("(")[0] if sql.startswith("INSERT") else sql)
            ]
        return found

    add(1)
    few = asking()
    assert answers().count() == 6
    ReaderComment.objects.all().delete()
    add(166)
    many = asking()
    assert answers().count() == 996
    assert len(many) <= max(len(few), 60), "\n".join(sql[:150] for sql in many)
