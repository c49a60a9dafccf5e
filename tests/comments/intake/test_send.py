"""The reader's way in: what is stored, what is answered, and that no word is lost."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageViewRestriction

from coprod_wagtail.comments import tasks
from coprod_wagtail.comments.constants import Access, Policy, Sign, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.slip import code
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.formats import deadline_in_words
from tests.factories import BlogIndexPageFactory, ReaderCommentFactory

from ..racing import note_refusals
from ..sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture(autouse=True)
def unhurried(settings):
    """Tests are quicker than people; those about being too quick say so."""
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}


def error_texts(response):
    return [link.get_text(strip=True) for link in soup(response).select("#problem a")]


def assert_words_kept(response, typed):
    page = soup(response)
    assert page.select_one("textarea[name=body]").get_text().removeprefix("\n") == typed["body"]
    assert page.select_one("input[name=author_name]").get("value", "") == typed["author_name"]


# What is stored


@pytest.mark.shape
@pytest.mark.smoke
def test_a_comment_waits_to_be_read(client, post):
    send(client, post, **words(author_email="sam@example.org"))
    comment = ReaderComment.objects.get()
    assert (comment.status, comment.page_id, comment.body) == (Status.PENDING, post.pk, words()["body"])
    assert (comment.author_name, comment.author_email) == ("Sam", "sam@example.org")
    assert comment.author_kind == "guest"
    assert comment.language == "en-gb"
    assert comment.signs == []
    assert comment.body_html == "<p>The bus decides my whole day.</p>"


@pytest.mark.shape
def test_sending_writes_one_log_line_without_words(client, post):
    send(client, post, **words())
    comment = ReaderComment.objects.get()
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.label, entry.user) == ("coprod_comments.submit", f"Reader comment {comment.pk}", None)
    assert "Sam" not in str(entry.data) and "bus" not in str(entry.data)


def test_no_address_and_no_browser_name_is_stored_anywhere(client, post):
    client.post(
        f"/comments/{post.pk}/",
        drawn_fields(client, post.url) | words(),
        headers=SAME_ORIGIN | {"User-Agent": "Kettle-Browser"},
        REMOTE_ADDR="203.0.113.77",
    )
    row = ReaderComment.objects.values().get()
    assert "203.0.113.77" not in str(row) and "Kettle" not in str(row)


def test_sending_counts_as_waiting_and_changes_nothing_that_readers_see(client, post):
    send(client, post, **words())
    conversation = Conversation.objects.get()
    assert (conversation.waiting_count, conversation.published_count, conversation.version) == (1, 0, 0)


@pytest.mark.shape
def test_reading_the_page_makes_no_conversation(client, post):
    client.get(post.url)
    assert not Conversation.objects.exists()


@pytest.mark.sampled
@pytest.mark.parametrize("missing", ["body", "author_name"])
def test_comment_and_name_are_required(client, post, missing):
    response = send(client, post, **words(**{missing: ""}))
    assert response.status_code == 422
    assert not ReaderComment.objects.exists()
    assert len(error_texts(response)) == 1


def test_the_email_address_is_not_required_but_checked(client, post):
    response = send(client, post, **words(author_email="sam at example"))
    assert response.status_code == 422
    assert soup(response).select_one("input[name=author_email]")["value"] == "sam at example"


# The error pattern


@pytest.mark.shape
@pytest.mark.smoke
def test_errors_come_back_in_the_gov_uk_pattern(client, post):
    response = send(client, post, **words(author_name=""))
    page = soup(response)
    assert page.title.get_text().strip().startswith("Error: ")
    summary = page.select_one("#problem")
    assert summary["tabindex"] == "-1"
    assert summary.select_one("[role=alert] h3").get_text() == "There is a problem"
    link = summary.select_one("a")
    field = page.select_one(link["href"])
    assert field["name"] == "author_name"
    assert field["aria-invalid"] == "true"
    beside = [page.find(id=name) for name in field["aria-describedby"].split()]
    assert any(link.get_text() == element.get_text(strip=True) for element in beside)
    assert_words_kept(response, words(author_name=""))


def test_a_page_without_errors_does_not_say_error(client, post):
    page = soup(client.get(post.url))
    assert not page.title.get_text().strip().startswith("Error")
    assert page.select_one("#problem") is None


def test_too_long_says_by_how_much_and_keeps_every_character(client, post, settings):
    settings.COPROD_WAGTAIL = {"MAX_COMMENT_LENGTH": 20}
    typed = words(body="x" * 23)
    response = send(client, post, **typed)
    assert "3 characters too long" in error_texts(response)[0]
    assert_words_kept(response, typed)


def test_line_breaks_and_emoji_count_as_one_character_each(client, post, settings):
    settings.COPROD_WAGTAIL = {"MAX_COMMENT_LENGTH": 5}
    assert send(client, post, **words(body="a\r\nb\r\n😀")).status_code == 302
    assert ReaderComment.objects.get().body == "a\nb\n😀"


# Tokens


def test_a_form_of_yesterday_asks_again_with_the_words_and_a_new_token(client, post, time_machine):
    time_machine.move_to("2026-05-04 09:30:00+01:00")
    fields = drawn_fields(client, post.url) | words()
    time_machine.move_to("2026-05-05 11:00:00+01:00")
    response = client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    assert response.status_code == 422
    assert_words_kept(response, words())
    assert not ReaderComment.objects.exists()
    again = {field["name"]: field.get("value", "") for field in soup(response).select(".coprod-form input[name]")}
    second = client.post(f"/comments/{post.pk}/", fields | {"token": again["token"]}, headers=SAME_ORIGIN)
    assert second.status_code == 302


@pytest.mark.smoke
def test_a_form_is_good_for_a_whole_day(client, post, time_machine):
    time_machine.move_to("2026-05-04 09:30:00+01:00")
    fields = drawn_fields(client, post.url) | words()
    time_machine.move_to("2026-05-05 09:29:00+01:00")
    assert client.post(fields.pop("action"), fields, headers=SAME_ORIGIN).status_code == 302


@pytest.mark.sampled
@pytest.mark.parametrize("token", ["", "nonsense", "1-2.abc", "\x00", "9" * 400])
def test_a_made_up_token_is_refused_and_the_words_kept(client, post, token):
    response = send(client, post, **words(token=token))
    assert response.status_code == 422
    assert_words_kept(response, words())
    assert not ReaderComment.objects.exists()


def test_the_token_is_the_same_for_everybody_within_the_hour(client, post, time_machine):
    time_machine.move_to("2026-05-04 09:01:00+01:00")
    first = drawn_fields(client, post.url)["token"]
    time_machine.move_to("2026-05-04 09:59:00+01:00")
    assert drawn_fields(client, post.url)["token"] == first
    time_machine.move_to("2026-05-04 10:00:00+01:00")
    assert drawn_fields(client, post.url)["token"] != first


def test_a_token_of_another_page_is_refused(client, post, blog):
    from tests.factories import BlogPostPageFactory

    other = BlogPostPageFactory(parent=blog)
    token = drawn_fields(client, other.url)["token"]
    assert send(client, post, **words(token=token)).status_code == 422


# Repeats


@pytest.mark.smoke
def test_a_double_click_makes_one_comment_and_gives_the_same_private_page(client, post):
    fields = drawn_fields(client, post.url) | words()
    action = fields.pop("action")
    first, second = (client.post(action, fields, headers=SAME_ORIGIN) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert ReaderComment.objects.count() == 1
    assert Conversation.objects.get().waiting_count == 1


def test_two_people_with_the_same_words_make_two_comments(client, post):
    fields = drawn_fields(client, post.url) | words()
    action = fields.pop("action")
    places = [
        client.post(action, fields, headers=SAME_ORIGIN, REMOTE_ADDR=address)["Location"]
        for address in ("203.0.113.1", "203.0.113.2")
    ]
    assert ReaderComment.objects.count() == 2
    assert places[0] != places[1]


def test_the_same_words_after_two_minutes_are_a_new_comment(client, post, time_machine):
    time_machine.move_to("2026-05-04 09:01:00+01:00", tick=False)
    fields = drawn_fields(client, post.url) | words()
    action = fields.pop("action")
    client.post(action, fields, headers=SAME_ORIGIN)
    time_machine.move_to("2026-05-04 09:03:01+01:00", tick=False)
    client.post(action, fields, headers=SAME_ORIGIN)
    assert ReaderComment.objects.count() == 2
    assert ReaderComment.objects.filter(repeat_key__isnull=False).count() == 1


@pytest.mark.parametrize("command", ["send_pending", "purge_comments"])
def test_what_tells_a_double_click_is_forgotten_after_two_minutes(
    client, post, time_machine, django_capture_on_commit_callbacks, command
):
    time_machine.move_to("2026-05-04 09:01:00+01:00", tick=False)
    send(client, post, **words())
    time_machine.move_to("2026-05-04 09:03:01+01:00", tick=False)
    with django_capture_on_commit_callbacks(execute=True):
        send(client, post, **words(body="Other words"))
    first, second = ReaderComment.objects.order_by("pk")
    assert first.repeat_key and second.repeat_key  # nobody's comment does it
    call_command(command)
    first, second = ReaderComment.objects.order_by("pk")
    assert (first.repeat_key, first.repeat_digest) == (None, "")
    assert second.repeat_key


@pytest.mark.parametrize(("key", "seconds"), [("", 121), ("a-key", 24 * 3600 + 1)])
def test_a_worker_is_asked_to_do_it_when_its_time_is_over(post, key, seconds, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks, "has_worker", lambda: True)
    monkeypatch.setattr(type(tasks.forget_old_forms.get_backend()), "supports_defer", True)
    monkeypatch.setattr(type(tasks.forget_old_forms), "using", lambda self, **how: asked.append(how) or Mock())
    comment = ReaderCommentFactory(page=post, repeat_key=f"k{'a' * 63}" if key else "a" * 64)
    tasks.forget_form_later(comment)
    assert asked == [{"run_after": comment.received_at + timedelta(seconds=seconds)}]


@pytest.mark.sampled
@pytest.mark.parametrize("change", [{"body": "Other words"}, {"author_name": "Ann"}, {"author_email": "a@example.org"}])
def test_any_other_field_makes_another_comment(client, post, change):
    fields = drawn_fields(client, post.url) | words()
    action = fields.pop("action")
    client.post(action, fields, headers=SAME_ORIGIN)
    client.post(action, fields | change, headers=SAME_ORIGIN)
    assert ReaderComment.objects.count() == 2


def test_a_double_click_on_the_last_free_place_gives_the_first_answer(client, post, settings):
    settings.COPROD_WAGTAIL = {"MAX_WAITING": 1}
    fields = drawn_fields(client, post.url) | words()
    action = fields.pop("action")
    first, second = (client.post(action, fields, headers=SAME_ORIGIN) for _ in range(2))
    assert first["Location"] == second["Location"]


# Origins


@pytest.mark.sampled
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://other.testserver"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver.elsewhere.example"},
    ],
)
def test_another_sites_page_is_refused_with_the_form_filled_in(client, post, headers):
    response = send(client, post, headers=headers, **words())
    assert response.status_code == 403
    assert not ReaderComment.objects.exists()
    assert soup(response).title.get_text().strip().startswith("Error: ")
    assert_words_kept(response, words())


@pytest.mark.sampled
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://www.friends.example"},
    ],
)
def test_our_own_and_allowed_origins_pass_without_a_sign(client, post, settings, headers):
    settings.COPROD_WAGTAIL = {"ALLOWED_ORIGINS": ["https://www.friends.example/"], "TOO_SOON_SECONDS": 0}
    assert send(client, post, headers=headers, **words()).status_code == 302
    assert ReaderComment.objects.get().signs == []


def test_a_browser_that_says_nothing_passes_with_a_sign(client, post, settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}
    assert send(client, post, headers={}, **words()).status_code == 302
    assert ReaderComment.objects.get().signs == [Sign.NO_ORIGIN]


# Signs


def test_a_filled_trap_only_adds_a_sign(client, post):
    response = send(client, post, **words(second_opinion="https://buy.example"))
    assert response.status_code == 302
    comment = ReaderComment.objects.get()
    assert (comment.status, comment.signs) == (Status.PENDING, [Sign.HONEYPOT])


def test_the_trap_is_labelled_and_hidden_from_everybody(client, post):
    trap = soup(client.get(post.url)).select_one("input[name=second_opinion]")
    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")
    assert trap.find_parent(attrs={"aria-hidden": "true"})
    label = soup(client.get(post.url)).select_one(f"label[for={trap['id']}]")
    assert label.get_text() == "Leave this field empty"


@pytest.mark.parametrize(("seconds", "signs"), [(1.5, [Sign.TOO_SOON]), (2.5, [])])
def test_sent_sooner_than_two_seconds_adds_a_sign(client, post, settings, time_machine, seconds, signs):
    settings.COPROD_WAGTAIL = {}
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    fields = drawn_fields(client, post.url) | words()
    time_machine.move_to(start + timedelta(seconds=seconds), tick=False)
    client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    assert ReaderComment.objects.get().signs == signs


def test_a_second_try_after_an_error_is_not_too_soon(client, post, settings, time_machine):
    settings.COPROD_WAGTAIL = {}
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    fields = drawn_fields(client, post.url) | words(author_name="")
    time_machine.move_to(start + timedelta(seconds=30), tick=False)
    response = client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    again = {field["name"]: field.get("value", "") for field in soup(response).select(".coprod-form input[name]")}
    client.post(f"/comments/{post.pk}/", again | words(), headers=SAME_ORIGIN)
    assert ReaderComment.objects.get().signs == []


def test_many_links_add_a_sign(client, post):
    send(client, post, **words(body="https://a.example www.b.example http://c.example"))
    assert ReaderComment.objects.get().signs == [Sign.MANY_LINKS]


def test_machines_never_decide_against_a_comment(client, post, settings):
    settings.COPROD_WAGTAIL = {}
    body = "https://a.example " * 20
    send(client, post, headers={}, **words(body=body, second_opinion="x"))
    comment = ReaderComment.objects.get()
    assert comment.status == Status.PENDING
    assert set(comment.signs) == {Sign.HONEYPOT, Sign.NO_ORIGIN, Sign.TOO_SOON, Sign.MANY_LINKS}


# Policy


def set_site_policy(policy):
    from wagtail.models import Site

    ReaderCommentSettings.objects.create(site=Site.objects.get(), policy=policy)


def test_nothing_shows_before_it_was_read_by_default(client, post):
    send(client, post, **words())
    assert not ReaderComment.objects.visible().exists()


def test_an_editor_may_let_comments_show_first(client, post):
    set_site_policy(Policy.SHOW_FIRST)
    send(client, post, **words())
    comment = ReaderComment.objects.get()
    conversation = Conversation.objects.get()
    assert (comment.status, comment.listed) == (Status.PUBLISHED, True)
    assert (conversation.published_count, conversation.waiting_count, conversation.thread_count) == (1, 0, 1)
    assert "The bus decides" in client.get(post.url).content.decode()


def test_a_sign_holds_a_comment_even_then(client, post):
    set_site_policy(Policy.SHOW_FIRST)
    send(client, post, headers={}, **words())
    assert ReaderComment.objects.get().status == Status.PENDING


@pytest.mark.shape
def test_the_pages_own_policy_goes_before_the_sites(client, post):
    set_site_policy(Policy.SHOW_FIRST)
    Conversation.objects.create(page=post, policy=Policy.READ_FIRST)
    assert "We read every comment first" in soup(client.get(post.url)).select_one(".coprod-promise").get_text()
    send(client, post, **words())
    assert ReaderComment.objects.get().status == Status.PENDING


# The page cannot take it


@pytest.mark.shape
def test_closed_meanwhile_keeps_the_words(client, post):
    fields = drawn_fields(client, post.url) | words()
    Conversation.objects.create(page=post, closes_at=timezone.now() - timedelta(hours=1))
    response = client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    assert response.status_code == 409
    assert "has closed" in error_texts(response)[0]
    assert_words_kept(response, words())
    # What stands above the form is not the other way round in it.
    assert "This conversation closed on" in soup(response).select_one(".coprod-note").get_text()
    assert "until" not in soup(response).select_one(".coprod-promise").get_text()
    assert not ReaderComment.objects.exists()


@pytest.fixture
def closed_on():
    """A conversation that closed this many seconds ago, while somebody had the form on the screen."""

    def close(page, seconds, **settings):
        return Conversation.objects.create(page=page, closes_at=timezone.now() - timedelta(seconds=seconds), **settings)

    return close


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("grace", "ago", "taken"), [(None, 240, True), (None, 360, False), (60, 30, True), (60, 90, False), (0, 1, False)]
)
def test_what_was_begun_before_it_closed_is_taken_for_a_little_while(
    client, post, settings, closed_on, grace, ago, taken
):
    if grace is not None:
        settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"CLOSING_GRACE_SECONDS": grace}
    fields = drawn_fields(client, post.url) | words()
    closed_on(post, ago)
    response = client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    assert response.status_code == (302 if taken else 409)
    assert ReaderComment.objects.count() == Conversation.objects.get().waiting_count == int(taken)


@pytest.mark.parametrize("change", [{"access": Access.READ_ONLY}, {"access": Access.HIDDEN}])
def test_a_little_while_is_for_the_clock_and_not_for_what_an_editor_closes(client, post, closed_on, change):
    fields = drawn_fields(client, post.url) | words()
    closed_on(post, 1, **change)
    assert client.post(fields.pop("action"), fields, headers=SAME_ORIGIN).status_code == 409
    assert not ReaderComment.objects.exists()


def test_nobody_begins_in_that_little_while(client, post, closed_on):
    closed_on(post, 1)
    page = soup(client.get(post.url))
    assert "This conversation closed on" in page.select_one(".coprod-note").get_text()
    assert page.select_one("form.coprod-form") is None


def test_a_mistake_in_that_little_while_can_be_mended_and_the_page_says_until_when(client, post, closed_on):
    answered = ReaderCommentFactory(page=post)
    fields = drawn_fields(client, f"{post.url}?reply={answered.pk}") | words(author_name="")
    conversation = Conversation.objects.get()
    Conversation.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    response = client.post(fields["action"], fields, headers=SAME_ORIGIN)
    assert response.status_code == 422
    page = soup(response)
    conversation.refresh_from_db()
    until = deadline_in_words(conversation.closes_at + timedelta(minutes=5))
    assert f"You began before it closed. You can still send this until {until}" in page.get_text()
    assert page.select_one("#form-title").get_text().startswith("Reply to")
    again = {field["name"]: field.get("value", "") for field in page.select("form.coprod-form input[name]")}
    sent = client.post(fields["action"], again | words(), headers=SAME_ORIGIN)
    assert sent.status_code == 302
    assert ReaderComment.objects.get(author_name="Sam").reply_to == answered


@pytest.mark.parametrize(
    "change",
    [
        {"access": Access.READ_ONLY},
        {"access": Access.HIDDEN},
        {"opens_at": timezone.now() + timedelta(days=3650)},
    ],
)
def test_a_conversation_that_is_not_open_takes_nothing(client, post, change):
    fields = drawn_fields(client, post.url) | words()
    Conversation.objects.create(page=post, **change)
    response = client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    assert response.status_code == 409
    assert_words_kept(response, words())
    assert not ReaderComment.objects.exists()


def test_closing_between_check_and_writing_is_noticed(post, monkeypatch):
    """The guard is in the UPDATE, so a decision that comes between cannot be overtaken."""
    from coprod_wagtail.comments.actions import Submission, SubmitComment
    from coprod_wagtail.comments.exceptions import ConversationClosed

    Conversation.objects.create(page=post)
    action = SubmitComment(Conversation.for_page_id(post.pk), Submission(body="x", author_name="y"))
    action.check()
    Conversation.objects.update(access=Access.READ_ONLY)
    monkeypatch.setattr(SubmitComment, "check", lambda self: None)
    with pytest.raises(ConversationClosed):
        action()
    assert not ReaderComment.objects.exists()


def test_the_comment_replied_to_is_gone(client, post):
    parent = ReaderCommentFactory(page=post)
    fields = drawn_fields(client, f"{post.url}?reply={parent.pk}") | words()
    ReaderComment.objects.update(status=Status.DECLINED, listed=False)
    action = fields.pop("action")
    response = client.post(action, fields, headers=SAME_ORIGIN)
    assert response.status_code == 409
    assert_words_kept(response, words())
    assert ReaderComment.objects.count() == 1
    again = {field["name"]: field.get("value", "") for field in soup(response).select(".coprod-form input[name]")}
    assert client.post(action, again | words(), headers=SAME_ORIGIN).status_code == 302
    assert ReaderComment.objects.latest("pk").thread_id is None


@pytest.mark.parametrize("reply_to", ["-1", "abc", "9" * 30, "١", "1.5"])
def test_a_made_up_reply_is_refused_with_the_words(client, post, reply_to):
    response = send(client, post, **words(reply_to=reply_to))
    assert response.status_code == 409
    assert_words_kept(response, words())


def test_a_reply_to_a_comment_of_another_page_is_refused(client, post, blog):
    from tests.factories import BlogPostPageFactory

    elsewhere = ReaderCommentFactory(page=BlogPostPageFactory(parent=blog))
    assert send(client, post, **words(reply_to=elsewhere.pk)).status_code == 409


@pytest.mark.shape
@pytest.mark.smoke
def test_a_reply_to_a_reply_stays_in_the_thread(client, post):
    first = ReaderCommentFactory(page=post)
    second = ReaderCommentFactory(page=post, reply_to=first)
    send(client, post, query=f"?reply={second.pk}", **words())
    comment = ReaderComment.objects.latest("pk")
    assert (comment.thread_id, comment.reply_to_id) == (first.pk, second.pk)


@pytest.mark.smoke
def test_too_many_waiting_asks_people_to_come_back(client, post, settings):
    settings.COPROD_WAGTAIL = {"MAX_WAITING": 2}
    fields = drawn_fields(client, post.url)
    action = fields.pop("action")
    for number in range(3):
        response = client.post(action, fields | words(body=f"Words {number}"), headers=SAME_ORIGIN)
    assert response.status_code == 409
    assert error_texts(response) == ["We have a lot of comments to read. Please come back."]
    assert_words_kept(response, words(body="Words 2"))
    assert ReaderComment.objects.count() == 2
    assert "We have a lot of comments to read" in client.get(post.url).content.decode()


# Pages that are not public


def not_public_pages(post, blog):
    def unpublished():
        post.unpublish()

    def expired():
        post.expired, post.live = True, False
        post.save()

    def private():
        PageViewRestriction.objects.create(page=post, restriction_type="login")

    def below_private():
        PageViewRestriction.objects.create(page=blog, restriction_type="password", password="x")

    return [unpublished, expired, private, below_private]


@pytest.mark.shape
@pytest.mark.parametrize("how", range(4))
def test_a_page_that_is_not_public_gives_the_words_back_and_says_nothing(client, post, blog, how):
    fields = drawn_fields(client, post.url) | words()
    not_public_pages(post, blog)[how]()
    response = client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    assert response.status_code == 404
    assert soup(response).select_one("textarea[readonly]").get_text().strip() == words()["body"]
    assert post.title not in response.content.decode()
    assert not ReaderComment.objects.exists()


def test_it_looks_the_same_for_a_page_that_never_was(client, post):
    fields = drawn_fields(client, post.url) | words()
    del fields["action"]
    never = client.post("/comments/99999/", fields, headers=SAME_ORIGIN)
    post.unpublish()
    hidden = client.post(f"/comments/{post.pk}/", fields, headers=SAME_ORIGIN)
    assert never.content == hidden.content
    assert client.post(f"/comments/{2**70}/", fields, headers=SAME_ORIGIN).status_code == 404


@pytest.mark.shape
def test_pages_that_take_no_comments_are_not_found(client, blog):
    assert client.post(f"/comments/{blog.pk}/", words(), headers=SAME_ORIGIN).status_code == 404
    assert client.get(f"/comments/{blog.pk}/").status_code == 404


@pytest.mark.shape
@pytest.mark.smoke
def test_a_page_outside_every_site_is_not_found(client, post):
    root = get_page_model().get_first_root_node()
    outside = BlogIndexPageFactory(parent=root, slug="outside")
    post.move(outside, pos="last-child")
    assert client.post(f"/comments/{post.pk}/", words(), headers=SAME_ORIGIN).status_code == 404


@pytest.mark.shape
def test_opening_the_forms_address_leads_to_the_form(client, post):
    response = client.get(f"/comments/{post.pk}/")
    assert response["Location"] == f"{post.url}#form"


# Hostile input


@pytest.mark.smoke
def test_more_than_64_kb_is_refused_and_comes_back(client, post):
    response = send(client, post, **words(body="x" * 1_000_000))
    assert response.status_code == 413
    page = soup(response)
    assert "995,000 characters too long" in page.select_one("#problem").get_text()
    assert page.select_one("textarea").get_text().strip() == "x" * 1_000_000
    assert not ReaderComment.objects.exists()


def test_so_it_does_where_it_is_no_field_that_is_too_long(client, post, settings):
    settings.COPROD_WAGTAIL = {"MAX_BODY_BYTES": 10}
    response = send(client, post, **words())
    assert response.status_code == 413
    page = soup(response)
    assert "Make it shorter" in page.select_one("#problem").get_text()
    assert page.select_one("textarea").get_text().strip() == words()["body"]


def test_what_django_would_not_read_is_refused_before_it_is_read(client, post, settings):
    response = client.post(f"/comments/{post.pk}/", words(body="x" * 3_000_000), headers=SAME_ORIGIN)
    assert response.status_code == 413
    assert "Go back in your browser" in response.content.decode()
    assert not ReaderComment.objects.exists()


@pytest.mark.sampled
@pytest.mark.parametrize("field", ["body", "author_name"])
@pytest.mark.parametrize("typed", ["Kettle\u200b Corner", "Sam" + "\u0301" * 600, "Sam\U000e0053"])
def test_what_nobody_sees_or_covers_other_lines_is_left_out_with_a_sign(client, post, field, typed):
    send(client, post, **words(**{field: typed}))
    comment = ReaderComment.objects.get()
    assert comment.signs == ["dropped_characters"]
    assert len(getattr(comment, field)) <= len("Kettle Corner")


@pytest.mark.smoke
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a\x00b", "ab"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\u2067hidden\u2069", "hidden"),
        ("é", "é"),
        ("👨‍👩‍👧 می‌خواهم", "👨‍👩‍👧 می‌خواهم"),
        ("bell\x07 tab\tend", "bell tab\tend"),
    ],
)
def test_hostile_words_are_kept_as_plain_text(client, post, typed, kept):
    assert send(client, post, **words(body=typed)).status_code == 302
    comment = ReaderComment.objects.get()
    assert comment.body == kept
    assert "<script" not in comment.body_html


@pytest.mark.sampled
@pytest.mark.parametrize("name", ["\u200b\u200d", "\u202e", "\x00", "\u3164", "   ", "\u0301", "\u2800\u2800"])
def test_a_name_nobody_can_see_is_no_name(client, post, name):
    assert send(client, post, **words(author_name=name)).status_code == 422


def test_a_long_name_is_refused_and_kept(client, post):
    response = send(client, post, **words(author_name="n" * 81))
    assert response.status_code == 422
    assert_words_kept(response, words(author_name="n" * 81))


def test_bytes_that_are_no_text_are_no_server_error(client, post):
    fields = drawn_fields(client, post.url)
    raw = f"author_name=Sam&token={fields['token']}&body=%ff%fe%ed%a0%80".encode()
    response = client.post(fields["action"], raw, content_type="application/x-www-form-urlencoded", headers=SAME_ORIGIN)
    assert response.status_code in {302, 422}


def test_hostile_hidden_fields_are_no_server_error(client, post):
    response = send(
        client, post, **words(drawn="\x00", second_opinion="\x00\ud83d".encode("utf-8", "replace").decode())
    )
    assert response.status_code == 302


# Nothing for anybody else


def test_answers_are_for_one_person_only(client, post):
    for response in (send(client, post, **words()), send(client, post, **words(body=""))):
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.shape
def test_no_cookie_is_set_and_none_asked_for_on_the_whole_way(client, post):
    ReaderCommentFactory(page=post)
    sent = send(client, post, **words())
    place = sent["Location"].split("#")[0]
    responses = [
        client.get(post.url),
        sent,
        client.get(place),
        send(client, post, **words(body="")),
        send(client, post, headers={"Origin": "null"}, **words()),
        client.post("/comments/999999/", words()),
        client.get(f"/comments/{post.pk}/feed/"),
        client.get("/comments/slips/nobody/"),
    ]
    assert not client.cookies
    for response in responses:
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies


def test_an_editor_on_a_cached_page_sends_as_a_guest(client, post, admin_user):
    client.force_login(admin_user)
    send(client, post, **words())
    comment = ReaderComment.objects.get()
    assert (comment.author_kind, comment.status) == ("guest", Status.PENDING)
    assert ModelLogEntry.objects.get(action="coprod_comments.submit").user is None


@pytest.mark.smoke
def test_only_a_keyed_hash_of_the_private_address_is_stored(client, post):
    secret = send(client, post, **words())["Location"].split("/slips/")[1].split("/")[0]
    row = ReaderComment.objects.values().get()
    assert secret not in str(row)
    assert row["slip_hash"] == code.slip_hash(secret)
    assert len(secret) >= 22


# Two at once


def racing_submission(post, **changes):
    from coprod_wagtail.comments.actions import Submission, SubmitComment

    submission = Submission(**{"body": "x", "author_name": "y", "token": "t", "client_address": "a"} | changes)
    return SubmitComment(Conversation.for_page_id(post.pk), submission)


def test_a_second_click_that_looked_too_early_still_gets_the_first_answer(post, monkeypatch):
    racing_submission(post, body="makes the conversation")()
    refused = note_refusals(monkeypatch)
    first, late = racing_submission(post), racing_submission(post)
    looked, answers = [], []

    def first_sends_after_late_has_looked(execute, sql, *args):
        found = execute(sql, *args)
        if "repeat_key" in sql.partition(" WHERE ")[2] and not looked:
            looked.append(sql)
            answers.append(first())
        return found

    with connection.execute_wrapper(first_sends_after_late_has_looked):
        assert late() == answers[0]
    assert refused == []
    assert ReaderComment.objects.count() == 2
    assert Conversation.objects.get().waiting_count == 2


def test_two_first_comments_at_once_both_arrive(post, monkeypatch):
    refused = note_refusals(monkeypatch)
    one, other = racing_submission(post, body="one"), racing_submission(post, body="other")
    assert one.conversation.pk is None and other.conversation.pk is None
    one()
    other()
    assert refused == []
    assert ReaderComment.objects.count() == 2
    assert Conversation.objects.get().waiting_count == 2


def test_no_trap_is_filled_in_by_a_password_manager(post):
    from coprod_wagtail.comments.intake.forms import HONEYPOT_FIELD, CommentForm
    from coprod_wagtail.comments.mail.forms import FollowForm
    from coprod_wagtail.comments.reports.forms import ReportForm

    for form in (CommentForm(page_id=1), FollowForm(page_id=1), ReportForm(comment_id=1)):
        attributes = form.fields[HONEYPOT_FIELD].widget.attrs
        assert {"data-1p-ignore", "data-lpignore", "data-bwignore", "data-form-type"} <= set(attributes), form
