"""Changing the words of one's own comment, or the name, and what a moderator does with that: on pages and over JSON."""

import json

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import (
    AcceptEdit,
    BringBackComment,
    DeclineComment,
    EditComment,
    EraseComment,
    HideComment,
    MarkSpam,
    PublishComment,
    PutBack,
    RefuseEdit,
    TakeDownComment,
)
from coprod_wagtail.comments.actions.person import comments_named, export
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.exceptions import WordsChanged
from coprod_wagtail.comments.models import Conversation, ProposedEdit, ReaderComment
from tests.example_site.recounting import as_stored, recount

from ..sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

OLD = words(body="The bus decides my whole day.", author_name="Sam")
NEW = {"body": "The bus decides my whole week, marker-new.", "author_name": "Sam Tern"}


@pytest.fixture
def place(client, post):
    return send(client, post, **OLD)["Location"].split("#")[0]


@pytest.fixture
def comment(place):
    return ReaderComment.objects.get()


@pytest.fixture
def published(comment, moderator):
    return PublishComment(comment, user=moderator)()


class Pages:
    def __init__(self, client, place):
        self.client, self.place = client, place

    def edit(self, **typed):
        form = soup(self.client.get(f"{self.place}edit/")).select_one("form.coprod-form")
        data = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
        data["body"] = form.select_one("textarea").get_text().removeprefix("\n")
        answer = self.client.post(f"{self.place}edit/", data | typed)
        found = soup(answer)
        return answer.status_code, found.get_text(" ", strip=True)

    def see(self):
        return soup(self.client.get(self.place)).select_one(".coprod-slip").get_text(" ", strip=True)


class Json:
    def __init__(self, client, place):
        self.client, self.place = client, f"/api/coprod/v1{place.removeprefix('/comments')}"

    def edit(self, **typed):
        typed = {"version": self.client.get(self.place).json()["version"]} | typed
        answer = self.client.patch(self.place, typed, content_type="application/json")
        return {200: 303}.get(answer.status_code, answer.status_code), answer.content.decode()

    def see(self):
        slip = self.client.get(self.place).json()
        new = slip["new"] or {"body": "", "author_name": ""}
        return " ".join(
            [slip["message"], *slip["lines"], slip["body"], slip["author_name"], new["body"], new["author_name"]]
        )


@pytest.fixture(params=[Pages, Json])
def door(request, client, place):
    return request.param(client, place)


def fresh(comment):
    return ReaderComment.objects.select_related("conversation").get(pk=comment.pk)


def counters_are_right():
    return all(as_stored(one) == recount(one) for one in Conversation.objects.all())


def said_of(comment):
    return list(ModelLogEntry.objects.filter(object_id=comment.pk).order_by("pk").values_list("action", flat=True))


# What nobody has read yet


@pytest.mark.shape
def test_what_nobody_has_read_simply_changes(comment, door):
    assert door.edit(**NEW)[0] == 303
    now = fresh(comment)
    assert (now.body, now.author_name, now.status) == (*NEW.values(), Status.PENDING)
    assert "marker-new" in now.body_html and now.edited_at is None and not now.edit_waits
    assert not ProposedEdit.objects.exists() and counters_are_right()
    assert "marker-new" in door.see() and "new words wait" not in door.see()
    assert "Your change is saved." in door.see() and "has been sent" not in door.see()
    assert said_of(comment)[-1] == "coprod_comments.edit"


def test_the_same_words_change_nothing(comment, door):
    assert door.edit(body=OLD["body"])[0] == 303
    assert "has been sent" in door.see()
    assert fresh(comment).words_version == 1 and said_of(comment) == ["coprod_comments.submit"]


@pytest.mark.parametrize("verb", [DeclineComment, MarkSpam])
def test_what_was_declined_is_read_again(comment, door, moderator, verb):
    before = verb(comment, user=moderator)().received_at
    assert door.edit(**NEW)[0] == 303
    now = fresh(comment)
    assert now.status == Status.PENDING and now.received_at > before and counters_are_right()


# What readers see


@pytest.mark.shape
def test_approved_words_stay_until_somebody_has_read_the_new_ones(client, post, published, door):
    assert door.edit(**NEW)[0] == 303
    assert "marker-new" not in client.get(post.url).content.decode()
    assert OLD["body"] in client.get(post.url).content.decode()
    assert "Your new words wait to be read." in door.see() and "marker-new" in door.see()
    for url in (f"/api/coprod/v1/comments/?page={post.pk}", f"/comments/{post.pk}/feed/"):
        assert "marker-new" not in client.get(url).content.decode()


def test_taken_they_show_and_it_says_so(client, post, published, door, moderator, django_capture_on_commit_callbacks):
    client.get(post.url)  # the list is kept now
    door.edit(**NEW)
    version = fresh(published).conversation.version
    with django_capture_on_commit_callbacks(execute=True):
        AcceptEdit(fresh(published), user=moderator)()
    page = client.get(post.url).content.decode()
    assert "marker-new" in page and "Sam Tern" in page and OLD["body"] not in page
    assert "The person who wrote this has changed it since." in page
    told = client.get(f"/api/coprod/v1/comments/?page={post.pk}").json()["items"][0]
    assert told["edited_at"] and told["note"] == "The person who wrote this has changed it since."
    now = fresh(published)
    assert now.conversation.version > version and not now.edit_waits and counters_are_right()
    assert not ProposedEdit.objects.exists()
    assert "Your new words wait" not in door.see()


def test_kept_as_they_were_the_new_ones_are_gone(client, post, published, door, moderator):
    door.edit(**NEW)
    RefuseEdit(fresh(published), user=moderator)()
    page = client.get(post.url).content.decode()
    assert OLD["body"] in page and "marker-new" not in page and "has changed it since" not in page
    assert not ProposedEdit.objects.exists() and fresh(published).status == Status.PUBLISHED


def test_what_is_hidden_stays_hidden_until_the_new_words_are_read(client, post, published, door, moderator):
    HideComment(published, user=moderator)()
    door.edit(**NEW)
    assert fresh(published).status == Status.HIDDEN
    assert "marker-new" not in client.get(post.url).content.decode()
    AcceptEdit(fresh(published), user=moderator)()
    assert fresh(published).status == Status.PUBLISHED and counters_are_right()
    assert "marker-new" in client.get(post.url).content.decode()


def test_a_second_change_takes_the_place_of_the_first(published, door):
    door.edit(**NEW)
    assert "marker-new" in door.see()
    door.edit(body="Another thought.")
    new = ProposedEdit.objects.get()
    assert (new.body, new.author_name) == ("Another thought.", "Sam Tern")


def test_what_waits_survives_taking_down_and_bringing_back(published, place, client, door, moderator):
    door.edit(**NEW)
    TakeDownComment(fresh(published))()
    assert "marker-new" not in client.get(inspect(published)).content.decode()
    BringBackComment(fresh(published))()
    assert "marker-new" in door.see()
    PutBack(fresh(published), user=moderator)()
    door.edit(body="Now nobody has published it.")
    now = fresh(published)
    assert now.body == "Now nobody has published it." and not now.edit_waits and not ProposedEdit.objects.exists()


def test_what_was_taken_down_cannot_be_changed(client, comment, place, door):
    TakeDownComment(comment)()
    assert client.get(f"{place}edit/").status_code == 302
    assert Json(client, place).edit(**NEW)[0] == 409
    assert Json(client, place).client.get(Json(client, place).place).json()["change"] is None


# Why a moderator may want to look twice


LINKS = "".join(f"https://{number}.example.org/ " for number in range(9))


def test_what_waits_has_the_signs_of_its_new_words(comment, door):
    ReaderComment.objects.update(signs=["too_soon", "same_words", "many_links"])
    door.edit(body="Words without links, and with\u202e something dropped.")
    assert fresh(comment).signs == ["too_soon", "dropped_characters"]
    door.edit(body=LINKS, author_name="Admin")
    assert fresh(comment).signs == ["too_soon", "many_links", "official_name"]


def test_new_words_for_what_shows_have_signs_of_their_own(client, published, door, moderator):
    ReaderComment.objects.update(signs=[])
    door.edit(body=LINKS, author_name="Admin")
    assert fresh(published).signs == [] and ProposedEdit.objects.get().signs == ["many_links", "official_name"]
    client.force_login(moderator)
    section = soup(client.get(inspect(published))).select_one("section.coprod-edit")
    assert "It has many links." in section.get_text()
    AcceptEdit(fresh(published), user=moderator)()
    assert fresh(published).signs == ["many_links", "official_name"]
    door.edit(body="Calm.", author_name="Sam")
    AcceptEdit(fresh(published), user=moderator)()
    assert fresh(published).signs == []


def test_somebody_elses_words_are_a_sign_and_ones_own_are_none(client, post, comment, door):
    theirs = "The very same advert that came before, in exactly these words."
    send(client, post, **words(body=theirs, author_name="Ann"))
    door.edit(body=theirs)
    assert "same_words" in fresh(comment).signs
    door.edit(body=theirs.upper())
    assert "same_words" not in fresh(comment).signs


def test_changing_it_asks_few_questions(client, place, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(15 + 2):  # within the test's own transaction it takes two to make another
        assert client.post(f"{place}edit/", NEW).status_code == 303


# What is wrong


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"body": ""}, "Write your comment."),
        ({"body": " \u200b "}, "Write your comment."),
        ({"author_name": ""}, "Write a name to show."),
        ({"author_name": "x" * 500}, "Choose a shorter name."),
        ({"body": "x" * 5001}, "too long"),
        ({"body": "broken \ud800"}, "Some of these characters are broken."),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(comment, door, typed, said):
    if isinstance(door, Pages) and "broken" in str(typed):
        pytest.skip("A browser cannot send half a character.")
    status, answer = door.edit(**typed)
    assert status == 422 and said in answer
    assert fresh(comment).body == OLD["body"]


def test_two_windows_lose_no_change(client, comment, place, door):
    old = fresh(comment).words_version
    door.edit(**NEW)
    status, answer = door.edit(body="From the other window.", version=old)
    assert status == 409 and "in another window" in answer
    assert fresh(comment).body == NEW["body"]
    if isinstance(door, Pages):
        assert "From the other window." in answer  # to be sent again, in the place of the others
    assert door.edit(body="From the other window.")[0] == 303
    assert fresh(comment).body == "From the other window."


def test_a_link_that_is_opened_changes_nothing(client, comment, place):
    for _ in range(10):
        assert client.get(f"{place}edit/?body=X&author_name=Y").status_code == 200
        assert client.head(f"{place}edit/").status_code == 200
    assert fresh(comment).words_version == 1


def test_an_address_nobody_was_given_is_not_found(client, comment):
    nobody = "a" * 22
    assert client.get(f"/comments/slips/{nobody}/edit/").status_code == 404
    assert client.post(f"/comments/slips/{nobody}/edit/", NEW).status_code == 404
    answer = client.patch(f"/api/coprod/v1/slips/{nobody}/", NEW, content_type="application/json")
    assert answer.status_code == 404


# Who decides


def inspect(comment):
    return reverse("coprod_reader_comments:inspect", args=[comment.pk])


def decide(comment, verb):
    return reverse("coprod_reader_comments:decide", args=[comment.pk, verb])


def pressed(client, comment, verb):
    """Press the button of this verb as it was drawn."""
    form = next(
        form
        for form in soup(client.get(inspect(comment))).select("form")
        if any(
            address.startswith(decide(comment, verb))
            for address in (form.get("action", ""), *(one["formaction"] for one in form.select("[formaction]")))
        )
    )
    return {field["name"]: field.get("value", "") for field in form.select("input[name]")}


@pytest.mark.shape
def test_old_and_new_stand_beside_each_other(client, published, door, moderator):
    door.edit(**NEW)
    client.force_login(moderator)
    section = soup(client.get(inspect(published))).select_one("section.coprod-edit")
    assert section.select_one("del").get_text().startswith("day") and "week" in section.select_one("ins").get_text()
    client.post(decide(published, "accept-edit"), pressed(client, published, "accept-edit"))
    assert fresh(published).body == NEW["body"]
    assert not soup(client.get(inspect(published))).select("section.coprod-edit")
    assert "New words taken" in client.get(inspect(published)).content.decode()


def test_markup_in_words_is_words(client, published, door, moderator):
    door.edit(body="<script>alert(1)</script> & <ins>x</ins>")
    client.force_login(moderator)
    section = soup(client.get(inspect(published))).select_one("section.coprod-edit")
    assert not section.select("script") and "<script>" in section.get_text()


@pytest.mark.parametrize("verb", ["publish", "decline", "mark-spam"])
def test_nobody_decides_about_words_they_have_not_read(client, comment, place, moderator, verb):
    client.force_login(moderator)
    read = pressed(client, comment, verb)
    EditComment(comment, **NEW)()
    answer = client.post(decide(comment, verb), read, follow=True)
    assert "The writer has changed Reader comment" in answer.content.decode()
    assert fresh(comment).status == Status.PENDING
    client.post(decide(comment, verb), pressed(client, comment, verb) | {"reason": "unkind"})
    assert fresh(comment).status != Status.PENDING


def test_not_in_the_list_either(client, comment, moderator):
    client.force_login(moderator)
    row = soup(client.get(reverse("coprod_reader_comments:index"))).select_one("form.coprod-row-decisions")
    read = {field["name"]: field.get("value", "") for field in row.select("input[name]")}
    EditComment(comment, **NEW)()
    client.post(decide(comment, "publish"), read)
    assert fresh(comment).status == Status.PENDING


def test_not_in_bulk_either(client, comment, moderator):
    client.force_login(moderator)
    url = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", "publish"]) + f"?id={comment.pk}"

    def read():
        form = soup(client.get(url)).select_one("form[method=POST], form[method=post]")
        return {field["name"]: field.get("value", "") for field in form.select("input[name]")}

    first = read()
    EditComment(comment, **NEW)()
    answer = client.post(url, first, follow=True)
    assert fresh(comment).status == Status.PENDING and "decided about already" in answer.content.decode()
    client.post(url, read())
    assert fresh(comment).status == Status.PUBLISHED


def test_a_new_proposal_is_not_the_one_that_was_read(client, published, moderator):
    EditComment(published, **NEW)()
    client.force_login(moderator)
    read = pressed(client, published, "accept-edit")
    EditComment(fresh(published), body="Unread words.", author_name="Sam")()
    client.post(decide(published, "accept-edit"), read)
    assert fresh(published).body == OLD["body"] and fresh(published).edit_waits


def test_the_action_says_so_too(published, moderator):
    EditComment(published, **NEW)()
    with pytest.raises(WordsChanged):
        AcceptEdit(fresh(published), user=moderator, words=1)()
    stale = fresh(published)
    EditComment(fresh(published), body="Later words.", author_name="Sam")()
    with pytest.raises(WordsChanged):
        HideComment(stale, user=moderator)()
    AcceptEdit(fresh(published), user=moderator)()
    with pytest.raises(Conflict):
        RefuseEdit(stale, user=moderator)()


# Gone


def test_nothing_of_it_is_left(client, published, place):
    EditComment(published, **NEW)()
    EraseComment(fresh(published))()
    assert not ProposedEdit.objects.exists() and not fresh(published).edit_waits


def test_a_person_gets_all_of_it(published):
    EditComment(published, **NEW)()
    assert list(comments_named("sam tern")) == [published]
    (held,) = export(ReaderComment.objects.all())
    assert held["new_words"] == NEW["body"] and held["new_name"] == NEW["author_name"]


def test_the_list_has_a_tab_for_them(client, published, moderator):
    client.force_login(moderator)
    url = reverse("coprod_reader_comments:index")
    assert not soup(client.get(url)).select("a[href*='status=changed']")
    EditComment(published, **NEW)()
    for address in (url, f"{url}?q=bus"):
        page = soup(client.get(address))
        (tab,) = [link for link in page.select("a[href*='status=changed']") if "New words" in link.get_text()]
        listed = soup(client.get(f"{url}{tab['href'][tab['href'].index('?') :]}"))
        assert [row["value"] for row in listed.select("input[name=seen]")] == ["published.2"]
    TakeDownComment(fresh(published))()
    assert not soup(client.get(f"{url}?status=changed")).select("input[name=seen]")


# What looks private

PRIVATE = {"body": "Two lines:\n\n07700 900123", "author_name": "Sam"}


def test_new_words_are_asked_about_once_on_the_page(client, place, comment):
    answer = client.post(f"{place}edit/", PRIVATE | {"version": "1"})
    page = soup(answer)
    assert answer.status_code == 200 and "Everyone will be able to see this." in page.h2.get_text()
    assert [one.get_text() for one in page.select(".coprod-ask li")] == ["07700 900123"]
    assert fresh(comment).body == OLD["body"]
    sent = {field["name"]: field["value"] for field in page.select("form.coprod-form input")}
    assert sent["confirm"].startswith("private_details.")
    assert sent == PRIVATE | {"content_note": "", "version": "1", "confirm": sent["confirm"]}
    back = soup(client.post(f"{place}edit/", sent | {"change": ""}))
    assert back.textarea.get_text().removeprefix("\n") == PRIVATE["body"]
    assert not back.select("[name=confirm]") and back.select_one("[name=version]")["value"] == "1"
    assert fresh(comment).body == OLD["body"]
    assert client.post(f"{place}edit/", sent).status_code == 303
    assert fresh(comment).body == PRIVATE["body"]


def test_new_words_are_asked_about_over_json(client, place, comment):
    door = Json(client, place)
    status, said = door.edit(**PRIVATE)
    problem = json.loads(said)
    assert (status, problem["code"]) == (422, "confirm") and fresh(comment).body == OLD["body"]
    (question,) = problem["questions"]
    assert (question["code"], question["keep_label"]) == ("private_details", "Save it as it is")
    assert door.edit(**PRIVATE, confirm=["private_details"])[0] == 303
    assert fresh(comment).body == PRIVATE["body"]
