"""A link in a mail shows a page; the button on it decides, as the admin does, for the one person whom it was sent to."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.comments.actions import DeclineComment, EditComment, PublishComment, PutBack, TakeDownComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.correspondence.decisions import CloseAnswer, WriteToWriter
from coprod_wagtail.comments.models import MessageToWriter, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.notices.links import token_for
from tests.factories import ModeratorFactory, ReaderCommentFactory

from ..reports.telling import tell
from ..sending import send, soup, words
from .conftest import choose, links

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def sam(moderator):
    choose(moderator, how="at_once")
    return moderator


@pytest.fixture
def message(client, post, sam, post_box):
    send(client, post, **words(body="The bus decides my whole day."))
    [message] = post_box.after(minutes=1)
    return message


@pytest.fixture
def comment(message):
    return ReaderComment.objects.get()


def fresh(comment):
    return ReaderComment.objects.select_related("conversation").get(pk=comment.pk)


def press(client, url):
    """Open the page, and press its one button."""
    page = soup(client.get(url))
    [form] = page.select("main form[method=post]")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    return client.post(url, fields)


def text_of(response):
    return " ".join(soup(response).select_one("main").get_text(" ", strip=True).split())


def lines_about(comment):
    return ModelLogEntry.objects.for_instance(comment).exclude(action__in=["coprod_comments.submit"])


def link_for(user, comment, verb="publish"):
    return f"/comments/decide/{token_for(user, user.email, comment.pk, verb)}/"


@pytest.mark.parametrize(
    ("words_on_it", "status"),
    [("Publish", Status.PUBLISHED), ("Decline", Status.DECLINED), ("Mark as spam", Status.SPAM)],
)
def test_the_button_decides_and_the_log_says_by_which_door(client, message, comment, sam, words_on_it, status):
    [url] = links(message, words_on_it)
    page = client.get(url)
    assert "The bus decides my whole day." in text_of(page) and "Sam wrote this on" in text_of(page)
    assert [button.get_text(strip=True) for button in soup(page).select("main form button")] == [words_on_it]
    answer = press(client, url)
    assert answer.status_code == 303 and answer["Location"] == url
    assert fresh(comment).status == status
    line = lines_about(comment).get()
    assert line.user == sam and line.data["door"] == "mail" and line.data["was"] == "pending"
    assert line.formatter.format_message(line).endswith(", by a link in an e-mail")
    after = text_of(client.get(url))
    assert "you decided about Reader comment" in after and "Open the admin" in after


def test_the_admin_says_it_in_words(client, message, comment, sam):
    press(client, links(message, "Publish")[0])
    client.force_login(sam)
    assert (
        "Published, by a link in an e-mail"
        in client.get(f"/admin/reader-comments/inspect/{comment.pk}/").content.decode()
    )


def test_programs_that_open_links_change_nothing(client, message, comment):
    for words_on_it in ("Publish", "Decline", "Mark as spam"):
        [url] = links(message, words_on_it)
        for _ in range(10):
            assert client.get(url).status_code == 200
            assert client.head(url).status_code == 200
    assert fresh(comment).status == Status.PENDING and not lines_about(comment)


def test_nobody_keeps_the_page_or_is_told_its_address(client, message):
    for answer in (client.get(links(message, "Publish")[0]), press(client, links(message, "Publish")[0])):
        assert answer["Cache-Control"] == "private, no-store" or "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "same-origin"
        assert not answer.cookies and "Cookie" not in answer.get("Vary", "")


def test_a_link_is_used_once(client, message, comment, sam):
    [url] = links(message, "Publish")
    press(client, url)
    PutBack(fresh(comment), user=sam)()
    assert not soup(client.get(url)).select("main form")
    fields = {"seen": fresh(comment).seen_as}
    assert client.post(url, fields).status_code == 200
    assert fresh(comment).status == Status.PENDING


@pytest.mark.parametrize("verb", ["Publish", "Decline"])
def test_whoever_comes_second_is_told_who_decided_what(client, message, comment, verb):
    [url] = links(message, verb)
    form = {"seen": fresh(comment).seen_as}
    other = ModeratorFactory(first_name="Ada", last_name="Cook")
    DeclineComment(fresh(comment), user=other)()
    for answer in (client.get(url), client.post(url, form)):
        assert "Ada Cook decided about Reader comment" in text_of(answer)
        assert "It is now: Not published. This link changes nothing." in text_of(answer)
        assert not soup(answer).select("main form")
    assert fresh(comment).status == Status.DECLINED and lines_about(comment).count() == 1


def test_words_that_changed_meanwhile_are_read_again(client, message, comment):
    [url] = links(message, "Publish")
    seen = fresh(comment).seen_as
    EditComment(fresh(comment), body="Other words", author_name="Sam")()
    answer = client.post(url, {"seen": seen})
    assert answer.status_code == 409
    assert "Other words" in text_of(answer) and "The writer has changed" in text_of(answer)
    assert fresh(comment).status == Status.PENDING
    assert press(client, url).status_code == 303
    assert fresh(comment).status == Status.PUBLISHED


def test_without_what_was_seen_nothing_is_decided(client, message, comment):
    assert client.post(links(message, "Publish")[0], {}).status_code == 409
    assert fresh(comment).status == Status.PENDING


def test_what_was_taken_back_is_not_shown(client, message, comment):
    TakeDownComment(fresh(comment))()
    answer = client.get(links(message, "Publish")[0])
    assert "bus" not in text_of(answer) and not soup(answer).select("main form")


# Whose link it is


def gone_right(user, comment):
    user.user_permissions.clear()


def inactive(user, comment):
    user.is_active = False
    user.save()


def other_mailbox(user, comment):
    user.email = "other@example.org"
    user.save()


def deleted(user, comment):
    user.delete()


def gone_page(user, comment):
    comment.page.delete()


@pytest.mark.parametrize("change", [gone_right, inactive, other_mailbox, deleted, gone_page])
def test_who_may_not_any_more_is_shown_nothing(client, message, comment, sam, change):
    [url] = links(message, "Publish")
    change(type(sam).objects.get(pk=sam.pk), comment)
    for answer in (client.get(url), client.post(url, {"seen": "pending.1"})):
        assert answer.status_code == 403
        assert "bus" not in text_of(answer) and "This link does not work." in text_of(answer)
    assert not ReaderComment.objects.filter(status=Status.PUBLISHED)


def test_the_policy_is_asked_with_the_comment(client, post, sam, settings):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    settings.COPROD_WAGTAIL = {
        **settings.COPROD_WAGTAIL,
        "COMMENT_PERMISSION_POLICY": "tests.comments.notices.policies.OnlyMine",
    }
    assert client.get(link_for(sam, comment)).status_code == 403


def test_a_link_lasts_a_week(client, message, comment, post_box):
    [url] = links(message, "Publish")
    post_box.clock.move_to(timezone.now() + timedelta(days=6, hours=23), tick=False)
    assert client.get(url).status_code == 200
    post_box.clock.move_to(timezone.now() + timedelta(hours=2), tick=False)
    for answer in (client.get(url), client.post(url, {"seen": "pending.1"})):
        assert answer.status_code == 410 and "This link is too old." in text_of(answer)
    assert fresh(comment).status == Status.PENDING


def test_a_link_that_nobody_made_here(client, message, comment, sam, settings):
    [url] = links(message, "Publish")
    token = url.split("/")[-2]
    forged = signing.dumps([str(sam.pk), comment.pk, "publish", "x"], key="other", salt="coprod.notices.decide")
    under_another_salt = signing.dumps([str(sam.pk), comment.pk, "publish", "x"], salt="other")
    for wrong in (f"{token}x", token[:-1], forged, under_another_salt, "x", "x:y:z"):
        assert client.get(f"/comments/decide/{wrong}/").status_code == 404


def test_another_key_opens_the_links_of_the_one_before(client, message, settings):
    [url] = links(message, "Publish")
    before = settings.COPROD_WAGTAIL.get("SLIP_KEY") or settings.SECRET_KEY
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "SLIP_KEY": "new", "SLIP_KEY_FALLBACKS": [before]}
    assert client.get(url).status_code == 200
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "SLIP_KEY": "new", "SLIP_KEY_FALLBACKS": []}
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("verb", ["keep", "put-back", "cover-again", "write", "erase"])
def test_what_no_link_does(client, post, sam, verb):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    assert client.get(link_for(sam, comment, verb)).status_code == 404


# What belongs to the admin


def test_who_has_to_sign_in_to_read_it(client, message, comment):
    [url] = links(message, "Publish")
    ReaderCommentSettings.objects.create(site=Site.objects.get(), mails_without_words=True)
    for answer in (client.get(url), client.post(url, {"seen": "pending.1"})):
        assert "bus" not in text_of(answer) and "Please sign in" in text_of(answer)
    assert fresh(comment).status == Status.PENDING


@pytest.mark.parametrize("verb", ["publish", "decline", "mark-spam"])
def test_nothing_is_asked_but_the_reason(client, post, sam, verb):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    form = soup(client.get(link_for(sam, comment, verb))).select_one("main form")
    asked = {field["name"] for field in form.select("input:not([type=hidden]), textarea, select")}
    assert asked == ({"reason"} if verb == "decline" else set())


def test_where_somebody_is_worried(client, post, sam):
    comment = ReaderCommentFactory(page=post, body="marker")
    EditComment(fresh(comment), body="marker too", author_name="Sam")()
    tell(client, comment, reason="worried")
    answer = client.get(link_for(sam, comment, "accept-edit"))
    assert "marker" not in text_of(answer) and "Please sign in" in text_of(answer)


def test_it_closes_no_report_and_no_answer(client, post, sam):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    comment.reported_since = timezone.now()
    comment.save()
    comment.reports.create(reason="unkind")
    assert press(client, link_for(sam, comment, "decline")).status_code == 303
    assert comment.reports.get().is_open and fresh(comment).reported_since


@pytest.fixture
def told(client, post, sam, post_box):
    """A comment that somebody calls unkind, and the mail about it."""
    comment = ReaderCommentFactory(page=post, body="Your bus is late.", author_name="Ada")
    tell(client, comment, reason="unkind", body="She means our driver.")
    [message] = post_box.after(minutes=1)
    return comment, message


@pytest.mark.parametrize(
    ("words_on_it", "status", "outcome"), [("Keep", Status.PUBLISHED, "kept"), ("Hide", Status.HIDDEN, "hidden")]
)
def test_what_readers_told_us_can_be_decided(client, told, sam, words_on_it, status, outcome):
    comment, message = told
    [url] = links(message, words_on_it)
    page = text_of(client.get(url))
    assert "What you were told about it It is unkind or hateful She means our driver." in page
    assert "Your bus is late." in page and "It is to be read by Thursday 7 May" in page
    assert comment.reports.get().is_open
    assert press(client, url).status_code == 303
    assert (fresh(comment).status, fresh(comment).reported_since, comment.reports.get().outcome) == (
        status,
        None,
        outcome,
    )
    line = lines_about(comment).exclude(action__contains="report").get()
    assert line.user == sam and line.data["door"] == "mail"
    assert "you decided about" in text_of(client.get(url))
    # The other link of the same mail, and the same once more, change nothing.
    for other in (*links(message, "Keep"), *links(message, "Hide")):
        assert client.post(other, {"seen": fresh(comment).seen_as, "reports": 2**62}).status_code == 200
    assert lines_about(comment).exclude(action__contains="report").count() == 1


def test_what_was_told_since_stays_open(client, told, sam):
    comment, message = told
    [url] = links(message, "Keep")
    fields = {field["name"]: field.get("value", "") for field in soup(client.get(url)).select("main form input[name]")}
    tell(Client(), comment, reason="spam", body="And it is an advert.")
    assert client.post(url, fields).status_code == 303
    assert [(one.reason, one.is_open) for one in comment.reports.order_by("pk")] == [("unkind", False), ("spam", True)]
    assert fresh(comment).reported_since


@pytest.mark.parametrize("reason", ["about_me", "personal", "worried", "untrue", "other"])
def test_nothing_is_shown_or_decided_once_it_is_about_a_person(client, told, sam, reason):
    comment, message = told
    [url] = links(message, "Hide")
    fields = {field["name"]: field.get("value", "") for field in soup(client.get(url)).select("main form input[name]")}
    comment.reports.create(reason=reason, body="marker")
    for answer in (client.get(url), client.post(url, fields)):
        assert "Please sign in" in text_of(answer)
        assert "Your bus is late." not in text_of(answer) and "She means" not in text_of(answer)
    assert fresh(comment).status == Status.PUBLISHED and comment.reports.filter(outcome="").count() == 2


@pytest.mark.parametrize(("verb", "body"), [("accept-edit", "New words"), ("refuse-edit", "Old words")])
def test_new_words_that_a_writer_wants(client, post, sam, verb, body):
    comment = ReaderCommentFactory(page=post, body="Old words")
    EditComment(fresh(comment), body="New words", author_name="Sam")()
    url = link_for(sam, comment, verb)
    page = text_of(client.get(url))
    assert "What it says now Old words" in page and "What it would say New words" in page
    assert press(client, url).status_code == 303
    assert fresh(comment).body == body and not fresh(comment).edit_waits
    assert "you decided" in text_of(client.get(url))


@pytest.fixture
def answered(client, post, sam):
    """Declined by somebody else than Sam, and answered."""
    send(client, post, **words(body="The bus decides my whole day."))
    comment = DeclineComment(ReaderComment.objects.get(), user=ModeratorFactory(), message="Please be brief.")()
    AnswerMessage(comment, "I was, marker-answer.")()
    return fresh(comment)


def test_an_answer_is_read_and_done_with(client, sam, answered, post_box):
    message = post_box.after(minutes=1)[-1]
    [url] = links(message, "I have read the answer")
    assert not links(message, "Publish")  # not on the day it was declined
    page = text_of(client.get(url))
    assert "What was written to them Please be brief. The writer’s answer I was, marker-answer." in page
    assert press(client, url).status_code == 303
    assert not fresh(answered).answer_waits_since and fresh(answered).status == Status.DECLINED
    line = lines_about(answered).filter(action="coprod_comments.close_answer").get()
    assert line.user == sam and line.data["door"] == "mail"
    assert not soup(client.get(url)).select("main form")


def test_an_answer_that_came_meanwhile_is_not_done_with(client, sam, answered):
    url = link_for(sam, answered, "close-answer")
    seen = {field["name"]: field.get("value", "") for field in soup(client.get(url)).select("main form input[name]")}
    CloseAnswer(fresh(answered), user=sam)()
    WriteToWriter(fresh(answered), user=ModeratorFactory(), message="And now?")()
    AnswerMessage(fresh(answered), "Another one.")()
    assert client.post(url, seen).status_code == 409
    assert fresh(answered).answer_waits_since


def test_who_decided_leaves_the_answer_to_somebody_else(client, answered):
    decided = MessageToWriter.objects.get().written_by
    choose(decided, how="at_once")
    url = link_for(decided, answered, "close-answer")
    for answer in (client.get(url), client.post(url, {"seen": answered.seen_as})):
        assert "Somebody else should read this answer" in text_of(answer)
        assert not soup(answer).select("main form")
    assert fresh(answered).answer_waits_since


def test_folded_words_stay_folded(client, post, sam):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING, body="marker", content_note="About a death")
    page = soup(client.get(link_for(sam, comment)))
    assert (
        "marker" in page.select_one("details").get_text() and "About a death" in page.select_one("summary").get_text()
    )
    PublishComment(fresh(comment), user=sam)()
