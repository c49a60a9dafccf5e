"""Taking one's own comment down, bringing it back, and erasing it: on pages and over JSON."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import (
    BringBackComment,
    DeclineComment,
    EraseComment,
    HideComment,
    PublishComment,
    TakeDownComment,
)
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation, ReaderComment, TakenBackWords
from tests.example_site.recounting import as_stored, recount
from tests.factories import ReaderCommentFactory

from ..sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

WORDS = words(body="The bus decides my whole day, marker-body.", author_name="Sam Marker")


@pytest.fixture
def place(client, post):
    return send(client, post, **WORDS)["Location"].split("#")[0]


@pytest.fixture
def comment(place):
    return ReaderComment.objects.get()


@pytest.fixture
def published(comment, moderator):
    return PublishComment(comment, user=moderator)()


class Pages:
    """The writer at the private page."""

    def __init__(self, client, place):
        self.client, self.place = client, place

    def press(self, name):
        """Press the button of this name, wherever it is, and see what comes."""
        page = soup(self.client.get(self.place))
        form = page.select_one(f'form[action="{name}/"]')
        if form is None:
            link = page.select_one(f'.coprod-slip a[href="{name}/"]')
            question = soup(self.client.get(f"{self.place}{link['href']}"))
            assert question.select_one(".coprod-slip form[method=post] button")
        answer = self.client.post(f"{self.place}{name}/", follow=True)
        assert answer.status_code == 200
        return " ".join(soup(answer).select_one("main").get_text(" ", strip=True).split())

    def offered(self):
        page = soup(self.client.get(self.place))
        forms = [form["action"].strip("/") for form in page.select(".coprod-slip .coprod-verb form")]
        links = [link["href"].strip("/") for link in page.select(".coprod-verb a")]
        return forms + [link for link in links if not link.endswith("edit")]  # test_edit.py

    def is_gone(self):
        return self.client.get(self.place).status_code == 404


class Json:
    """The writer at a front end."""

    def __init__(self, client, place):
        self.client, self.place = client, f"/api/coprod/v1{place.removeprefix('/comments')}"

    def press(self, name):
        answer = self.client.post(f"{self.place}{name}/", {}, content_type="application/json")
        assert answer.status_code == 200, answer.content
        said = answer.json()
        return " ".join([said["message"], *said["lines"], said.get("body", ""), said.get("author_name", "")])

    def offered(self):
        return [verb["name"] for verb in self.client.get(self.place).json()["verbs"]]

    def is_gone(self):
        return self.client.get(self.place).status_code == 404


@pytest.fixture(params=[Pages, Json])
def door(request, client, place):
    return request.param(client, place)


def is_on_page(client, post):
    return "marker-body" in client.get(post.url).content.decode()


def counters_are_right():
    return all(as_stored(one) == recount(one) for one in Conversation.objects.all())


@pytest.mark.shape
def test_what_is_taken_down_is_gone_at_once_and_can_come_back(client, post, published, door):
    assert is_on_page(client, post)
    assert door.offered() == ["take-down", "erase"]

    said = door.press("take-down")

    assert "You have taken your comment down." in said
    assert "marker-body" in said and "Sam Marker" in said  # for its writer alone
    assert not is_on_page(client, post)
    assert client.get(f"/api/coprod/v1/comments/?page={post.pk}").json()["comment_count"] == 0
    assert door.offered() == ["bring-back", "erase"]
    assert counters_are_right()

    assert "Your comment is on our website." in door.press("bring-back")
    assert is_on_page(client, post)
    assert counters_are_right()
    assert not TakenBackWords.objects.exists()


def test_it_is_again_what_it_was(comment, moderator):
    for decide, status in [
        (None, Status.PENDING),
        (DeclineComment, Status.DECLINED),
        (PublishComment, Status.PUBLISHED),
    ]:
        if decide:
            decide(comment, user=moderator)()
        before = ReaderComment.objects.filter(pk=comment.pk).values().get()
        TakeDownComment(comment)()
        BringBackComment(comment)()
        after = ReaderComment.objects.filter(pk=comment.pk).values().get()
        assert comment.status == status
        assert {name for name in before if before[name] != after[name]} == {"status_since"}
    HideComment(comment, user=moderator)()
    TakeDownComment(comment)()
    assert BringBackComment(comment)().status == Status.HIDDEN


def test_the_words_are_erased_from_every_row(client, post, published, door):
    said = door.press("erase")

    assert "Your comment is erased." in said
    assert door.is_gone()
    assert not is_on_page(client, post)
    row = ReaderComment.objects.values().get()
    assert row["status"] == Status.ERASED
    assert "marker" not in str(row).lower()
    assert not row["slip_hash"] and not row["slip_nonce"] and not row["repeat_key"] and not row["repeat_digest"]
    assert counters_are_right()


def test_what_was_taken_down_can_be_erased(comment, door):
    door.press("take-down")
    door.press("erase")

    assert door.is_gone()
    assert not TakenBackWords.objects.exists()


@pytest.mark.shape
def test_answers_stay_under_a_plain_line(client, post, published, door):
    ReaderCommentFactory(page=post, reply_to=published, body="I know that bus.", author_name="Ada")
    for verb in ("take-down", "erase"):
        door.press(verb)
        page = client.get(post.url).content.decode()
        assert "I know that bus." in page
        assert "A comment that is no longer here" in page
        assert "Marker" not in page
        assert counters_are_right()


def test_opening_a_link_changes_nothing(client, place, comment):
    for name in ("take-down", "bring-back", "erase"):
        for _ in range(10):
            assert client.get(f"{place}{name}/").status_code in (200, 302)
            assert client.head(f"{place}{name}/").status_code in (200, 302)
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert "marker-body" in comment.body


def test_one_click_too_many_is_answered_like_the_first(client, place):
    for name in ("take-down", "take-down", "bring-back", "bring-back", "erase", "erase"):
        answer = client.post(f"{place}{name}/", follow=True)
        assert answer.status_code == 200
    assert "Your comment is erased." in answer.content.decode()


def test_one_call_too_many_is_told(client, place):
    api = Json(client, place)
    api.press("take-down")
    answer = client.post(f"{api.place}take-down/", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


@pytest.mark.parametrize("sent", ["-4.5e16", "5", '"text"', "[]", "true", "null"])
@pytest.mark.parametrize("name", ["take-down", "erase"])
def test_what_is_no_object_does_nothing(client, place, comment, name, sent):
    answer = client.post(f"{Json(client, place).place}{name}/", sent, content_type="application/json")
    comment.refresh_from_db()
    assert (answer.status_code, comment.status) == (422, Status.PENDING)


@pytest.mark.parametrize("name", ["take-down", "bring-back", "erase"])
def test_an_address_nobody_was_given_is_not_found(client, place, name):
    assert (
        client.post(f"/api/coprod/v1/slips/{'a' * 22}/{name}/", {}, content_type="application/json").status_code == 404
    )
    assert client.get(f"/comments/slips/{'a' * 22}/{name}/").status_code == 404
    answer = client.post(f"/comments/slips/{'a' * 22}/{name}/")
    # A second click on "erase" finds nothing: it says what the first one did, to anybody.
    assert answer.status_code == (302 if name == "erase" else 404)
    assert ReaderComment.objects.get().status == Status.PENDING


def test_no_screen_of_the_admin_shows_what_was_taken_down(client, moderator, place, comment):
    client.post(f"{place}take-down/")
    client.force_login(moderator)
    index = reverse("coprod_reader_comments:index")
    for url in (
        f"{index}?status=taken_back",
        f"{index}?q=marker",
        f"{index}?status=taken_back&export=csv",
        reverse("coprod_reader_comments:inspect", args=[comment.pk]),
        "/admin/",
    ):
        answer = client.get(url)
        html = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200, url
        assert b"marker-body" not in html and b"Sam Marker" not in html, url


def test_the_log_says_it_without_a_word_of_it(client, moderator, place, comment):
    for name in ("take-down", "bring-back", "erase"):
        client.post(f"{place}{name}/")
    lines = ModelLogEntry.objects.filter(object_id=str(comment.pk)).order_by("pk")
    assert [line.action.removeprefix("coprod_comments.") for line in lines] == [
        "submit",
        "take_down",
        "bring_back",
        "erase",
    ]
    assert all("arker" not in f"{line.data} {line.label}" for line in lines)
    client.force_login(moderator)
    history = client.get(reverse("coprod_reader_comments:inspect", args=[comment.pk])).content.decode()
    for said in ("Taken back by its writer", "Brought back by its writer", "Erased by its writer"):
        assert said in history


def test_a_decision_about_what_was_taken_down_meanwhile_changes_nothing(comment, moderator):
    seen_before = ReaderComment.objects.get()
    TakeDownComment(comment)()
    with pytest.raises(Conflict):
        PublishComment(seen_before, user=moderator)()
    assert ReaderComment.objects.get().status == Status.TAKEN_BACK


def test_its_writer_wins_over_a_decision_that_came_meanwhile(comment, moderator):
    seen_before = ReaderComment.objects.get()
    PublishComment(comment, user=moderator)()
    TakeDownComment(seen_before)()
    assert ReaderComment.objects.get().status == Status.TAKEN_BACK
    assert TakenBackWords.objects.get().was == Status.PUBLISHED


@pytest.mark.parametrize("name", ["take-down", "bring-back", "erase"])
def test_each_verb_asks_few_questions(client, place, published, name, django_assert_max_num_queries):
    if name == "bring-back":
        client.post(f"{place}take-down/")
    # Erasing asks whether there is a case to keep a copy for.
    with django_assert_max_num_queries(16 + 2):  # within the test's own transaction it takes two to make another
        assert client.post(f"{place}{name}/").status_code == 302


@pytest.mark.parametrize("verb", [TakeDownComment, EraseComment])
def test_one_of_a_flood_is_counted_out(post, verb):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING, signs=["many_at_once"])
    verb(comment)()
    assert counters_are_right()
    assert Conversation.objects.get().flood_count == 0


# What is not kept


def test_what_was_taken_down_is_erased_after_its_days(comment, time_machine, settings):
    settings.COPROD_WAGTAIL = {"KEEP_TAKEN_DOWN_DAYS": 14}
    time_machine.move_to("2026-05-07 10:00:00+01:00")
    TakeDownComment(comment)()
    time_machine.move_to("2026-05-21 09:00:00+01:00")
    call_command("purge_comments")
    assert TakenBackWords.objects.exists()

    time_machine.move_to("2026-05-21 11:00:00+01:00")
    for _ in range(2):
        call_command("purge_comments")

    assert not TakenBackWords.objects.exists()
    assert ReaderComment.objects.get().status == Status.ERASED
    assert ModelLogEntry.objects.filter(action="coprod_comments.erase", data__why="in_time").count() == 1


def test_what_was_refused_is_erased_and_what_waits_never(post, time_machine, capsys):
    time_machine.move_to("2026-05-07 10:00:00+01:00")
    for status in (Status.PENDING, Status.PUBLISHED, Status.DECLINED, Status.SPAM, Status.HIDDEN):
        ReaderCommentFactory(page=post, status=status, author_email="a@example.org", body=f"It was {status}")

    time_machine.move_to("2026-06-07 10:00:00+01:00")
    call_command("purge_comments", "--dry-run")
    assert "3 comments that were not published, or hidden: erased." in capsys.readouterr().out
    assert not ReaderComment.objects.filter(status=Status.ERASED).exists()
    call_command("purge_comments")
    left = {comment.status: comment.body for comment in ReaderComment.objects.exclude(status=Status.ERASED)}
    assert left == {Status.PENDING: "It was pending", Status.PUBLISHED: "It was published"}
    assert ReaderComment.objects.filter(status=Status.ERASED, body="", author_email="").count() == 3

    time_machine.move_to("2027-06-07 10:00:00+01:00")
    call_command("purge_comments")
    kept = dict(ReaderComment.objects.exclude(status=Status.ERASED).values_list("status", "author_email"))
    assert kept == {Status.PENDING: "a@example.org", Status.PUBLISHED: ""}
    assert counters_are_right()


def test_the_site_says_for_how_long(post, time_machine, settings):
    settings.COPROD_WAGTAIL = {"KEEP_REFUSED_DAYS": 0, "KEEP_EMAIL_DAYS": 0}
    time_machine.move_to("2020-05-07 10:00:00+01:00")
    for status in (Status.PUBLISHED, Status.DECLINED):
        ReaderCommentFactory(page=post, status=status, author_email="a@example.org")
    time_machine.move_to("2026-06-07 10:00:00+01:00")
    call_command("purge_comments")
    assert ReaderComment.objects.filter(author_email="a@example.org").count() == 2


def test_what_somebody_decides_anew_is_not_erased(post, moderator, time_machine):
    declined = ReaderCommentFactory(page=post, status=Status.DECLINED)
    going = EraseComment(ReaderComment.objects.get(), in_time=True)
    PublishComment(declined, user=moderator)()
    with pytest.raises(Conflict):
        going()
    assert ReaderComment.objects.get().status == Status.PUBLISHED
