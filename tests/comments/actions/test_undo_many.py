"""After many comments were decided about at once: one button that takes it back, and what goes along with it."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.actions import HideComment, PublishComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.signals import comment_hidden
from tests.factories import ModeratorFactory, ReaderCommentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = "/admin/reader-comments/"
UNDO = INDEX + "undo/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def client(moderator):
    return signed_in(moderator)


def url(verb, *comments):
    address = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", verb])
    return f"{address}?{'&'.join(f'id={comment.pk}' for comment in comments)}"


def inspect_url(comment):
    return reverse("coprod_reader_comments:inspect", args=[comment.pk])


def decide_url(comment, verb):
    return reverse("coprod_reader_comments:decide", args=[comment.pk, verb])


def statuses(*comments):
    found = dict(ReaderComment.objects.values_list("pk", "status"))
    return [found[comment.pk] for comment in comments]


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def undo_in(response):
    """What the button in the message sends, and where to."""
    form = BeautifulSoup(response.content, "html.parser").select_one(".messages form.coprod-undo")
    assert form.select_one("button").get_text(strip=True) == "Undo"
    assert form["method"] == "post"
    return form["action"], {field["name"]: field["value"] for field in form.select("input")}


def decide(client, verb, *comments, back=INDEX):
    return client.post(f"{url(verb, *comments)}&next={back}", {"reason": "unkind"}, follow=True)


def in_each_status(post):
    return [
        ReaderCommentFactory(page=post, status=status)
        for status in (Status.PENDING, Status.HIDDEN, Status.DECLINED, Status.SPAM)
    ]


@pytest.mark.parametrize(
    ("verb", "before"),
    [
        ("publish", [Status.PENDING, Status.HIDDEN, Status.DECLINED, Status.SPAM]),
        ("decline", [Status.PENDING, Status.SPAM]),
        ("hide", [Status.PUBLISHED]),
        ("mark-spam", [Status.PENDING, Status.DECLINED, Status.HIDDEN]),
    ],
)
def test_each_is_put_back_to_the_status_it_had(client, moderator, post, verb, before):
    comments = [ReaderCommentFactory(page=post, status=status) for status in before]
    counters = Conversation.objects.values("published_count", "waiting_count").get()
    address, fields = undo_in(decide(client, verb, *comments))
    response = client.post(address, fields, follow=True)
    assert statuses(*comments) == before
    assert Conversation.objects.values("published_count", "waiting_count").get() == counters
    words = f"{len(before)} reader comments are as they were" if len(before) > 1 else "1 reader comment is as it was"
    assert f"{words} before." in text_of(response)
    lines = ModelLogEntry.objects.filter(action="coprod_comments.put_back")
    assert {line.object_id for line in lines} == {str(comment.pk) for comment in comments}
    assert {line.user for line in lines} == {moderator}


def test_what_was_not_among_them_is_left_alone(client, post):
    earlier, chosen, other = (ReaderCommentFactory(page=post, status=Status.PENDING) for _ in range(3))
    decide(client, "publish", earlier)
    address, fields = undo_in(decide(client, "publish", chosen))
    decide(client, "publish", other)
    client.post(address, fields)
    assert statuses(earlier, chosen, other) == [Status.PUBLISHED, Status.PENDING, Status.PUBLISHED]


def test_what_somebody_has_decided_since_is_counted_and_left_alone(client, post):
    first, second, third = (ReaderCommentFactory(page=post, status=Status.PENDING) for _ in range(3))
    address, fields = undo_in(decide(client, "publish", first, second, third))
    HideComment(ReaderComment.objects.get(pk=second.pk), user=ModeratorFactory())()
    third.delete()
    page = text_of(client.post(address, fields, follow=True))
    assert "1 reader comment is as it was before. 2 have changed since and were left as they are." in page
    assert statuses(first, second) == [Status.PENDING, Status.HIDDEN]


def test_a_button_pressed_twice_does_nothing_more(client, post):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    address, fields = undo_in(decide(client, "publish", comment))
    client.post(address, fields)
    PublishComment(ReaderComment.objects.get(pk=comment.pk), user=ModeratorFactory())()
    HideComment(ReaderComment.objects.get(pk=comment.pk), user=ModeratorFactory())()
    page = text_of(client.post(address, fields, follow=True))
    assert "1 has changed since and was left as it is." in page
    assert statuses(comment) == [Status.HIDDEN]


def test_one_is_back_where_one_was(client, post):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    back = f"{INDEX}?status=pending"
    address, fields = undo_in(decide(client, "publish", comment, back=back))
    assert client.post(address, fields).url == back
    assert client.post(address, fields | {"next": "https://elsewhere.example/"}).url == INDEX


def test_nobody_undoes_what_somebody_else_did(client, post):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    address, fields = undo_in(decide(client, "publish", comment))
    signed_in(ModeratorFactory()).post(address, fields)
    assert statuses(comment) == [Status.PUBLISHED]


def test_nobody_without_the_permission_undoes_anything(client, moderator, post):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    address, fields = undo_in(decide(client, "publish", comment))
    moderator.user_permissions.remove(moderator.user_permissions.get(codename="moderate_readercomment"))
    assert client.post(address, fields).url == "/admin/"
    assert "/login/" in Client().post(address, fields).url
    assert statuses(comment) == [Status.PUBLISHED]


def test_it_needs_the_csrf_token_and_is_never_a_get(moderator, post):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)
    assert strict.post(UNDO, {"batch": "x"}).status_code == 403
    assert strict.get(UNDO).status_code == 405


@pytest.mark.sampled
@pytest.mark.parametrize("rubbish", [{}, {"batch": "x"}, {"batch": "x", "first": "1", "last": "9"}])
def test_what_makes_no_sense_is_not_found(client, rubbish):
    assert client.post(UNDO, rubbish).status_code == 404


@pytest.mark.sampled
@pytest.mark.parametrize("lines", [{}, {"first": "x", "last": "y"}, {"first": "1", "last": "9" * 30}])
def test_lines_that_are_none_undo_nothing(client, post, lines):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    address, fields = undo_in(decide(client, "publish", comment))
    assert client.post(address, {"batch": fields["batch"]} | lines).status_code == 302
    assert statuses(comment) == [Status.PUBLISHED]


def test_no_undo_is_offered_where_nothing_was_done(client, post):
    comment = ReaderCommentFactory(page=post)
    assert "coprod-undo" not in decide(client, "publish", comment).content.decode()


@pytest.mark.shape
def test_those_that_leave_the_page_are_told_of(client, post, django_capture_on_commit_callbacks):
    hidden = []

    def receive(sender, comment, **kwargs):
        hidden.append(comment.pk)

    comments = in_each_status(post)
    comment_hidden.connect(receive)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            address, fields = undo_in(decide(client, "publish", *comments))
        assert hidden == []
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, fields)
    finally:
        comment_hidden.disconnect(receive)
    assert hidden == [comment.pk for comment in comments]


def test_finding_what_was_decided_costs_the_same_for_two_and_for_twenty(client, post):
    def looking_for(how_many):
        comments = [ReaderCommentFactory(page=post, status=Status.PENDING) for _ in range(how_many)]
        address, fields = undo_in(decide(client, "publish", *comments))
        ReaderComment.objects.update(status=Status.HIDDEN)  # so that nothing is put back
        with CaptureQueriesContext(connection) as queries:
            client.post(address, fields)
        return len(queries)

    looking_for(2)
    assert looking_for(20) == looking_for(2)


# What goes along with a decision


def test_the_question_about_many_holds_a_reason_and_a_note(client, post):
    comments = in_each_status(post)
    page = BeautifulSoup(client.get(url("publish", *comments)).content, "html.parser")
    for name in ("reason", "note", "newest"):
        assert page.select_one(f"main form input[name={name}]")["type"] == "hidden"
    client.post(url("publish", *comments), {"reason": "unkind", "note": "All four."})
    lines = ModelLogEntry.objects.filter(action="coprod_comments.publish")
    # Nobody is told why their comment is published.
    assert [(line.data.get("reason"), line.data["note"]) for line in lines] == [(None, "All four.")] * 4
    assert len({line.data["batch"] for line in lines}) == 1


def test_every_button_about_one_holds_a_reason_and_a_note(client, post):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    page = BeautifulSoup(client.get(inspect_url(comment)).content, "html.parser")
    form = page.select_one("form.coprod-decide")
    assert len(form.select(".coprod-decisions button[formaction]")) == 3
    hidden = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    hidden.pop("csrfmiddlewaretoken")
    assert hidden == {"reason": "", "note": "", "seen": "pending.1", "reports": "0", "answers": ""}
    assert not form.select("input[id]")
    client.post(decide_url(comment, "decline"), {"seen": "pending", "reason": "unkind", "note": "Second time."})
    assert "Not published (Unkind about a person: Second time.)" in text_of(client.get(inspect_url(comment)))


@pytest.mark.parametrize("given", [{"reason": "No key"}, {"note": "x" * 1001}])
def test_what_cannot_be_kept_changes_nothing_at_either_door(client, post, given):
    one, *many = (ReaderCommentFactory(page=post, status=Status.PENDING) for _ in range(3))
    given = {"reason": "unkind"} | given
    response = client.post(decide_url(one, "decline"), {"seen": "pending"} | given, follow=True)
    assert response.redirect_chain == ([] if given["reason"] == "No key" else [(inspect_url(one), 302)])
    told = (
        "This is not a reason that can be chosen."
        if given["reason"] == "No key"
        else "It can have up to 1,000 characters."
    )
    assert told in text_of(response)
    response = client.post(url("decline", *many), given)
    assert response.status_code == 200
    assert told in text_of(response)
    assert statuses(one, *many) == [Status.PENDING] * 3


def test_the_note_is_not_in_wagtails_report_of_the_whole_site(post):
    admin = signed_in(UserFactory(is_superuser=True, is_staff=True))
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    admin.post(decide_url(comment, "decline"), {"reason": "unkind", "note": "Only for its history."})
    report = admin.get(reverse("wagtailadmin_reports:site_history"))
    assert f"Reader comment {comment.pk}" in report.content.decode()
    assert "Only for its history." not in report.content.decode()


# What is offered for many


def withheld(response):
    """The decisions that are not offered. To answer readers is none, and this moderator may not."""
    page = BeautifulSoup(response.content, "html.parser")
    return set(page.select_one("[data-coprod-withheld]")["data-coprod-withheld"].split()) - {"answer"}


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("status", "nothing_for"),
    [
        (Status.PENDING, {"hide"}),
        (Status.PUBLISHED, {"publish", "decline", "mark-spam"}),
        (Status.HIDDEN, {"hide", "decline"}),
        (Status.DECLINED, {"hide", "decline"}),
        (Status.SPAM, {"hide", "mark-spam"}),
        (Status.ERASED, {"publish", "decline", "hide", "mark-spam"}),
    ],
)
@pytest.mark.parametrize("path", ["", "results/"])
def test_a_decision_is_offered_only_where_something_listed_can_be_decided(client, post, status, nothing_for, path):
    ReaderCommentFactory(page=post, status=status)
    assert withheld(client.get(INDEX + path)) == nothing_for


def test_what_stands_on_another_page_of_the_list_counts_because_all_can_be_selected(client, post):
    ReaderCommentFactory.create_batch(51, page=post, status=Status.PENDING)
    assert withheld(client.get(INDEX)) == {"hide"}
    ReaderCommentFactory(page=post)
    assert withheld(client.get(INDEX)) == set()
    assert withheld(client.get(INDEX, {"status": "pending"})) == {"hide"}
    assert withheld(client.get(INDEX, {"status": "pending", "q": ReaderComment.objects.first().body})) == {"hide"}


def test_the_buttons_that_the_style_sheet_takes_away_have_its_classes(client, post):
    from django.contrib.staticfiles import finders

    ReaderCommentFactory(page=post)
    page = BeautifulSoup(client.get(INDEX).content, "html.parser")
    with open(finders.find("coprod_wagtail/comments-admin.css")) as file:
        css = file.read()
    for verb in ("publish", "decline", "hide", "mark-spam"):
        (button,) = page.select(f"[data-bulk-action-footer] .coprod-bulk--{verb}")
        assert button["href"].endswith(f"/{verb}/")
        assert button.find_parent("li")
        assert f'[data-coprod-withheld~="{verb}"]) [data-bulk-action-footer] li:has(.coprod-bulk--{verb})' in css
