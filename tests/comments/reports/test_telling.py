"""Readers tell us about a comment, without an account: on pages and over JSON."""

import pytest
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.comments.actions import (
    AcceptEdit,
    EditComment,
    EraseComment,
    HideComment,
    PublishComment,
    PutBack,
)
from coprod_wagtail.comments.constants import Access, Sign, Status
from coprod_wagtail.comments.models import CommentReport, Conversation, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.reports.constants import ANSWER_LENGTH, Outcome, Reason
from coprod_wagtail.comments.reports.decisions import KeepComment
from tests.example_site.recounting import as_stored, recount
from tests.factories import BlogPostPageFactory, ReaderCommentFactory

from ..sending import SAME_ORIGIN, soup
from .telling import NOTICE, form_of, tell, tell_json

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(page=post, author_name="Sam", body="The cook steals the soup.")


def counters_are_right():
    return all(as_stored(one) == recount(one) for one in Conversation.objects.all())


def page_words(response):
    return " ".join(soup(response).select_one("main").get_text(" ", strip=True).split())


@pytest.fixture(params=["pages", "json"])
def send(request, client):
    """Tells us about a comment by either door; the words that are said afterwards."""

    def by_page(comment, **fields):
        answer = tell(client, comment, **fields)
        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"] == f"/comments/reports/{comment.pk}/sent/#thank-you"
        return page_words(client.get(answer["Location"].split("#")[0]))

    def by_json(comment, **fields):
        answer = tell_json(client, comment, **fields)
        assert answer.status_code == 202, answer.content
        return " ".join([answer.json()["message"], *answer.json()["lines"]])

    return by_page if request.param == "pages" else by_json


@pytest.mark.shape
def test_every_shown_comment_has_the_link(client, post, comment):
    reply = ReaderCommentFactory(page=post, reply_to=comment, author_name="Ann")
    gone = ReaderCommentFactory(page=post, status=Status.HIDDEN)
    ReaderCommentFactory(page=post, reply_to=gone)
    page = soup(client.get(post.url))
    links = {link["href"]: link.get_text() for link in page.select('.coprod-comment a[href^="/comments/reports/"]')}
    assert len(links) == 3
    assert links[f"/comments/reports/{comment.pk}/"].startswith("Tell us about this comment: Comment by Sam")
    assert f"/comments/reports/{reply.pk}/" in links and f"/comments/reports/{gone.pk}/" not in links


@pytest.mark.parametrize("reason", Reason.values)
def test_each_reason_is_taken(send, comment, reason):
    told = NOTICE if reason == Reason.UNTRUE else {"reason": reason, "body": "Please look."}
    said = send(comment, **told)
    assert "Thank you for telling us." in said
    report = CommentReport.objects.get()
    assert (report.reason, report.comment, report.is_open) == (reason, comment, True)
    assert report.site == Site.objects.get(is_default_site=True)
    comment.refresh_from_db()
    assert comment.reported_since == report.created_at
    assert report.covered == (reason == Reason.ABOUT_ME)


def test_who_is_worried_is_told_whom_to_talk_to(client, comment, send):
    site = Site.objects.get(is_default_site=True)
    contact = "Worried about somebody? Ring Ann on 020 7946 0001."
    ReaderCommentSettings.objects.create(site=site, safeguarding_contact=contact)
    drawn = soup(client.get(f"/comments/reports/{comment.pk}/"))
    assert contact in drawn.get_text() and drawn.select_one('a[href="tel:02079460001"]')
    assert contact in client.get(f"/api/coprod/v1/comments/{comment.pk}/reports/").json()["texts"]["lines"]
    assert "Worried about somebody? Ring Ann" in send(comment, reason="worried", body="Please look.")


def test_a_notice_keeps_all_that_the_law_asks(send, comment):
    send(comment, **NOTICE)
    report = CommentReport.objects.get()
    kept = {name: getattr(report, name) for name in NOTICE}
    assert kept == NOTICE | {"knows_writer": False, "may_share": True}


def test_a_notice_that_lacks_something_says_what(client, comment):
    for door in (tell, tell_json):
        answer = door(client, comment, reason="untrue")
        assert answer.status_code == 422
        words = answer.content.decode()
        for sentence in ("Copy the words that are untrue.", "Say whether you know who wrote it.", "Write your name."):
            assert sentence in words
    assert not CommentReport.objects.exists()


def test_what_is_only_for_a_notice_is_not_kept_of_others(send, comment):
    send(comment, **NOTICE | {"reason": "unkind"})
    report = CommentReport.objects.get()
    assert (report.name, report.statement, report.may_share) == ("", "", None)
    assert report.email == "ada@example.org"


@pytest.mark.shape
def test_about_me_covers_the_comment_until_somebody_has_looked(client, post, comment, send, moderator):
    reply = ReaderCommentFactory(page=post, reply_to=comment, body="I know that soup.")
    version = Conversation.objects.get().version
    said = send(comment)
    assert "The comment is covered until somebody has looked at it." in said
    comment.refresh_from_db()
    assert comment.status == Status.COVERED and comment.body  # not deleted
    conversation = Conversation.objects.get()
    assert conversation.version > version and conversation.published_count == 1
    assert counters_are_right()
    for url in (post.url, f"/comments/{post.pk}/feed/", f"/api/coprod/v1/comments/?page={post.pk}"):
        words = client.get(url).content.decode()
        assert "steals the soup" not in words, url
        assert "I know that soup." in words, url
    page = page_words(client.get(post.url))
    assert "Somebody asked us to look at this comment. We have covered it until we have." in page
    assert f"/comments/reports/{comment.pk}/" not in client.get(post.url).content.decode()

    KeepComment(comment, user=moderator)()
    assert "steals the soup" in client.get(post.url).content.decode()
    assert counters_are_right()
    report = CommentReport.objects.get()
    assert report.outcome == Outcome.KEPT and report.decided_at
    assert ReaderComment.objects.get(pk=comment.pk).reported_since is None
    reply.refresh_from_db()
    assert reply.listed


def test_a_covered_comment_keeps_its_place_without_answers(client, post, comment):
    tell(client, comment)
    page = soup(client.get(post.url))
    assert "covered it" in page.select_one(f"#comment-{comment.pk}").get_text()
    assert counters_are_right()


def test_a_covered_answer_holds_up_what_it_answers(client, post):
    first = ReaderCommentFactory(page=post)
    answer = ReaderCommentFactory(page=post, reply_to=first)
    tell(client, answer)
    assert counters_are_right()


def test_what_was_looked_at_and_kept_is_not_covered_again(client, comment, moderator):
    tell(client, comment)
    comment.refresh_from_db()
    KeepComment(comment, user=moderator)()
    tell(client, comment, body="Again.")
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED
    assert comment.reported_since
    assert CommentReport.objects.open().get().covered is False


@pytest.mark.parametrize("way", ["proposed", "put back"])
def test_new_words_may_be_covered_again(client, comment, moderator, way):
    tell(client, comment)
    comment.refresh_from_db()
    KeepComment(comment, user=moderator)()
    if way == "put back":
        PutBack(comment, user=moderator)()
    EditComment(comment, body="And another thing about her.", author_name="Sam")()
    (PublishComment if way == "put back" else AcceptEdit)(fresh(comment), user=moderator)()
    tell(client, comment, body="This is new.")
    assert fresh(comment).status == Status.COVERED
    KeepComment(fresh(comment), user=moderator)()
    tell(client, comment, body="Still.")
    assert fresh(comment).status == Status.PUBLISHED


def fresh(comment):
    return ReaderComment.objects.select_related("conversation").get(pk=comment.pk)


def test_numbers_hide_nothing(client, comment):
    for number in range(12):
        tell(client, comment, reason="unkind", body=f"No {number}")
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED
    assert CommentReport.objects.count() == 12


def test_at_most_three_are_covered_on_a_page(client, post, time_machine):
    time_machine.move_to("2026-05-07 10:00:00+01:00", tick=False)
    comments = [ReaderCommentFactory(page=post) for _ in range(5)]
    for comment in comments[:4]:
        tell(client, comment)
    assert ReaderComment.objects.filter(status=Status.COVERED).count() == 3
    assert ReaderComment.objects.filter(reported_since__isnull=False).count() == 4
    # Nobody has looked at those of yesterday: no more are covered.
    time_machine.move_to("2026-05-08 11:00:00+01:00", tick=False)
    tell(client, comments[4])
    assert ReaderComment.objects.filter(status=Status.COVERED).count() == 3


def test_at_most_ten_are_covered_on_a_site_in_a_day(client, blog, settings, time_machine):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "MANY_FROM_CLIENT": 0}
    time_machine.move_to("2026-05-07 10:00:00+01:00", tick=False)
    pages = [BlogPostPageFactory(parent=blog) for _ in range(6)]
    comments = [ReaderCommentFactory(page=page) for page in pages for _ in range(2)]
    for comment in comments:
        tell(client, comment)
    assert ReaderComment.objects.filter(status=Status.COVERED).count() == 10
    time_machine.move_to("2026-05-08 10:00:01+01:00", tick=False)
    tell(client, comments[-1], body="Still.")
    assert ReaderComment.objects.filter(status=Status.COVERED).count() == 11


def test_a_site_may_cover_nothing(client, send, comment):
    ReaderCommentSettings.objects.create(site=Site.objects.get(is_default_site=True), cover_reported=False)
    assert "we usually cover" not in client.get(f"/comments/reports/{comment.pk}/").content.decode()
    send(comment)
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED and comment.reported_since


@pytest.mark.parametrize(
    ("sign", "fields", "headers", "changes"),
    [
        (Sign.HONEYPOT, {"second_opinion": "x"}, SAME_ORIGIN, {}),
        (Sign.NO_ORIGIN, {}, {}, {}),
        (Sign.TOO_SOON, {}, SAME_ORIGIN, {"TOO_SOON_SECONDS": 60}),
    ],
)
def test_what_a_machine_may_have_sent_is_kept_and_covers_nothing(
    client, comment, settings, sign, fields, headers, changes
):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0} | changes
    assert tell(client, comment, headers=headers, **fields).status_code == 302
    report = CommentReport.objects.get()
    assert report.signs == [sign] and not report.covered
    assert report.sign_labels


def test_many_from_one_place_are_all_heard(client, post, comment, settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "MANY_FROM_CLIENT": 5}
    url, hidden = form_of(client, comment)
    for number in range(100):
        sent = hidden | {"reason": "unkind", "body": f"I am number {number}"}
        assert client.post(url, sent, headers=SAME_ORIGIN).status_code == 302
    reports = CommentReport.objects.order_by("pk")
    assert [report.signs for report in reports] == [[]] * 5 + [[Sign.MANY_AT_ONCE]] * 95


def test_far_too_many_are_asked_to_wait_with_their_words(client, comment, settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "FLOOD_PER_MINUTE": 1}
    tell(client, comment)
    answer = tell(client, comment, body="My words.")
    assert answer.status_code == 429 and answer["Retry-After"]
    assert "My words." in answer.content.decode()
    answer = tell_json(client, comment, body="My words.")
    assert answer.status_code == 429 and answer["Retry-After"]


def test_a_double_click_is_one_report(client, comment):
    url, hidden = form_of(client, comment)
    sent = hidden | {"reason": "worried", "body": "He sounds low."}
    for _ in range(3):
        assert client.post(url, sent, headers=SAME_ORIGIN).status_code == 302
    assert CommentReport.objects.count() == 1
    # Somebody else says the very same.
    tell(client, comment, reason="worried", body="He sounds low.")
    assert CommentReport.objects.count() == 2


def test_the_same_call_twice_is_one_report(client, comment):
    url = f"/api/coprod/v1/comments/{comment.pk}/reports/"
    fields = client.get(url).json()["fields"]
    sent = {field["name"]: field["value"] for field in fields if field["type"] == "hidden"} | {"reason": "spam"}
    answers = [client.post(url, sent, content_type="application/json", headers=SAME_ORIGIN) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert CommentReport.objects.count() == 1


def test_opening_the_pages_changes_nothing(client, comment):
    before = ReaderComment.objects.values().get()
    for _ in range(10):
        for url in (f"/comments/reports/{comment.pk}/", f"/comments/reports/{comment.pk}/sent/"):
            assert client.get(url).status_code == 200
            assert client.head(url).status_code == 200
    assert ReaderComment.objects.values().get() == before
    assert not CommentReport.objects.exists() and not ModelLogEntry.objects.exists()


def test_the_page_is_for_one_person_and_sets_no_cookie(client, comment):
    for answer in (client.get(f"/comments/reports/{comment.pk}/"), tell(client, comment)):
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies


@pytest.mark.shape
@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"reason": ""}, "reason", "Choose what is the matter with it."),
        ({"reason": "boring"}, "reason", "Choose what is the matter with it."),
        ({"reason": "other", "body": ""}, "body", "Tell us what is the matter."),
        ({"email": "ada"}, "email", "Write the e-mail address in full"),
        ({"body": "x" * (ANSWER_LENGTH + 3)}, "body", "This is 3 characters too long. It can have up to 2,000."),
        (NOTICE | {"may_share": "perhaps"}, "may_share", "Choose yes or no."),
    ],
)
def test_what_has_to_be_mended_is_said_and_no_word_is_lost(client, comment, fields, field, sentence):
    sent = {"body": "My own words."} | fields
    answer = tell(client, comment, **sent)
    assert answer.status_code == 422
    page = soup(answer)
    assert sentence in page.select_one("#problem").get_text()
    link = page.select_one("#problem a")["href"]
    assert page.select_one(link), link
    assert page.title.get_text().strip().startswith("Error: ")
    assert page.select_one("[name=body]").get_text().strip() == sent["body"]
    answer = tell_json(client, comment, **sent)
    assert answer.status_code == 422
    [error] = [error for error in answer.json()["errors"] if error["field"] == field]
    assert error["message"].startswith(sentence)
    assert not CommentReport.objects.exists()


def test_a_form_that_was_open_for_long_comes_back_with_the_words(client, comment):
    answer = tell(client, comment, token="7", body="My own words.")
    assert answer.status_code == 422
    page = soup(answer)
    assert "This page was open for a long time." in page.select_one("#problem").get_text()
    fields = {field["name"]: field.get("value", "") for field in page.select("form.coprod-form input[type=hidden]")}
    sent = fields | {"reason": "unkind", "body": "My own words."}
    assert client.post(f"/comments/reports/{comment.pk}/", sent, headers=SAME_ORIGIN).status_code == 302
    answer = tell_json(client, comment, token="7")
    assert answer.status_code == 422 and answer.json()["token"]["value"]


def test_the_token_of_another_form_is_none(client, post, comment):
    other = ReaderCommentFactory(page=post)
    for token in (form_of(client, other)[1]["token"], soup(client.get(post.url)).select_one("[name=token]")["value"]):
        assert tell(client, comment, token=token).status_code == 422


def test_another_websites_page_is_refused_with_the_words(client, comment):
    answer = tell(client, comment, headers={"Sec-Fetch-Site": "cross-site"}, body="My own words.")
    assert answer.status_code == 403
    assert "My own words." in answer.content.decode()
    assert not CommentReport.objects.exists()


@pytest.mark.parametrize(
    "status", [Status.PENDING, Status.DECLINED, Status.SPAM, Status.HIDDEN, Status.TAKEN_BACK, Status.ERASED]
)
def test_of_what_is_not_shown_nothing_is_said(client, post, status):
    comment = ReaderCommentFactory(page=post, status=status, body="Secret words.")
    assert client.get(f"/comments/reports/{comment.pk}/").status_code == 404
    assert client.get(f"/api/coprod/v1/comments/{comment.pk}/reports/").status_code == 404
    sent = {"reason": "unkind", "body": "My own words."}
    answer = client.post(f"/comments/reports/{comment.pk}/", sent, headers=SAME_ORIGIN)
    assert answer.status_code == 404
    assert "My own words." in answer.content.decode() and "Secret words." not in answer.content.decode()
    url = f"/api/coprod/v1/comments/{comment.pk}/reports/"
    assert client.post(url, sent, content_type="application/json").status_code == 404
    assert not CommentReport.objects.exists()
    nobody = client.post("/comments/reports/99999/", sent, headers=SAME_ORIGIN)
    assert soup(nobody).select_one("main").get_text() == soup(answer).select_one("main").get_text()


def test_of_a_page_that_is_not_for_everybody_nothing_is_said(client, post, comment):
    Conversation.objects.update(access=Access.HIDDEN)
    assert client.get(f"/comments/reports/{comment.pk}/").status_code == 404
    Conversation.objects.update(access=Access.OPEN)
    type(post).objects.filter(pk=post.pk).update(live=False)
    assert client.get(f"/comments/reports/{comment.pk}/").status_code == 404


def test_who_saw_it_is_heard_even_if_it_is_hidden_by_now(client, comment, moderator):
    url, hidden = form_of(client, comment)
    HideComment(comment, user=moderator)()
    assert client.post(url, hidden | {"reason": "worried"}, headers=SAME_ORIGIN).status_code == 302
    assert CommentReport.objects.open().count() == 1
    assert ReaderComment.objects.get().status == Status.HIDDEN


def test_of_what_is_erased_nothing_is_kept(client, comment):
    url, hidden = form_of(client, comment)
    EraseComment(comment)()
    answer = client.post(url, hidden | {"reason": "unkind", "body": "It said: soup."}, headers=SAME_ORIGIN)
    assert answer.status_code == 404
    assert "It said: soup." in answer.content.decode()  # to copy
    assert not CommentReport.objects.exists()


def test_the_log_says_it_without_a_word(client, comment):
    tell(client, comment, body="marker words", email="marker@example.org")
    lines = ModelLogEntry.objects.order_by("pk")
    assert {line.action.removeprefix("coprod_comments.") for line in lines} == {"case_open", "report", "cover"}
    assert all("marker" not in f"{line.data} {line.label}" and "about_me" not in f"{line.data}" for line in lines)


def test_hostile_words_are_shown_as_words(client, comment):
    body = '"><script>alert(1)</script>'
    answer = tell(client, comment, reason="other", email="x", body=body)
    assert b"<script>alert" not in answer.content


def test_few_questions_are_asked(client, comment, django_assert_max_num_queries):
    url, hidden = form_of(client, comment)
    with django_assert_max_num_queries(8):
        client.get(url)
    # The most that it can be: it is covered, and a case opens. Two of them make the test's own transaction.
    with django_assert_max_num_queries(32 + 2):
        client.post(url, hidden | {"reason": "about_me"}, headers=SAME_ORIGIN)


def test_publishing_what_was_hidden_opens_its_reports_again(client, comment, moderator):
    tell(client, comment, reason="unkind")
    comment.refresh_from_db()
    HideComment(comment, user=moderator)()
    assert CommentReport.objects.get().outcome == Outcome.HIDDEN
    PublishComment(comment, user=moderator)()
    assert CommentReport.objects.get().is_open
    assert ReaderComment.objects.get().reported_since


def test_the_site_of_the_comment_says_what_covers(client, comment, settings):
    """Whichever of the sites was asked: over the API it was always so."""
    settings.ALLOWED_HOSTS = ["*"]
    own = Site.objects.get(is_default_site=True)
    ReaderCommentSettings.objects.update_or_create(site=own, defaults={"cover_reported": False})
    other = Site.objects.create(hostname="other.example", root_page=own.root_page.get_first_child() or own.root_page)
    ReaderCommentSettings.objects.update_or_create(site=other, defaults={"cover_reported": True})
    Site.clear_site_root_paths_cache()
    url, hidden = form_of(client, comment)
    own_page = comment.page.get_site()
    asked = {own: "other.example", other: "testserver"}[own_page]
    headers = {**SAME_ORIGIN, "Host": asked, "Origin": f"http://{asked}"}
    client.post(url, hidden | {"reason": "about_me"}, headers=headers)
    comment.refresh_from_db()
    covers = ReaderCommentSettings.objects.get(site=own_page).cover_reported
    assert (comment.status == Status.COVERED) is covers


def test_what_is_far_too_much_is_told_so(client, comment, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    answer = client.post(f"/comments/reports/{comment.pk}/", {"body": "x" * 200_000}, headers=SAME_ORIGIN)
    assert answer.status_code == 413 and "What you wrote is too long" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
