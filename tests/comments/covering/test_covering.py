"""Part of a comment is covered: no door shows it any more, its writer sees what it was, and it can be put back for a time."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.comments.actions import (
    AcceptEdit,
    BringBackComment,
    DeclineComment,
    EditComment,
    EraseComment,
    PublishComment,
    TakeDownComment,
)
from coprod_wagtail.comments.actions.person import export
from coprod_wagtail.comments.actions.purge import is_behind, purge
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.covering.decisions import CoverPart, UncoverPart
from coprod_wagtail.comments.covering.kinds import Kind
from coprod_wagtail.comments.exceptions import WordsChanged
from coprod_wagtail.comments.models import Conversation, CoveredPart, DecisionGround, ProposedEdit, ReaderComment
from tests.factories import UserFactory

from ..sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

NUMBER = "01632 960 001"
BODY = f"Ring my neighbour on {NUMBER}.\n\nSay that Jo sent you, {NUMBER}."
COVERED = BODY.replace(NUMBER, "[phone number removed by us]")
INDEX = "/admin/reader-comments/"


@pytest.fixture
def place(client, post):
    return send(client, post, **words(body=BODY), confirm="private_details")["Location"].split("#")[0]


@pytest.fixture
def comment(place):
    return ReaderComment.objects.get()


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def published(comment, moderator):
    return PublishComment(comment, user=moderator)()


@pytest.fixture
def covered(published, moderator):
    return cover(published, moderator)


def cover(comment, user, words=NUMBER, kind=Kind.PHONE):
    return CoverPart(fresh(comment), covered=words, kind=kind, user=user)()


def fresh(comment):
    return ReaderComment.objects.select_related("conversation", "page").get(pk=comment.pk)


def text_of(node):
    return " ".join(node.get_text(" ", strip=True).split())


def slip(client, place):
    return client.get(f"/api/coprod/v1{place.removeprefix('/comments')}").json()


def doors(client, post):
    """What everybody can ask for."""
    urls = (post.url, f"/comments/{post.pk}/feed/", f"/api/coprod/v1/comments/?page={post.pk}")
    return {url: client.get(url) for url in (*urls, "/api/coprod/v1/comments/recent/")}


# What is covered


def test_no_door_shows_it(client, post, published, moderator):
    before = doors(client, post)
    assert all(NUMBER in door.content.decode() for door in before.values() if door.status_code == 200)
    version = Conversation.objects.get().version
    cover(published, moderator)
    assert fresh(published).body == COVERED and NUMBER not in fresh(published).body_html
    assert Conversation.objects.get().version == version + 1
    for url, door in doors(client, post).items():
        assert NUMBER not in door.content.decode(), url
        assert door.headers.get("ETag") != before[url].headers.get("ETag") or not door.headers.get("ETag"), url
    assert "[phone number removed by us]" in client.get(post.url).content.decode()
    # The moderators' search and spreadsheet neither.
    client.force_login(moderator)
    assert not client.get(INDEX, {"q": NUMBER}).context["object_list"]
    assert NUMBER not in client.get(INDEX, {"export": "csv"}).getvalue().decode()


def test_nobody_takes_it_for_a_change_by_its_writer(covered):
    comment = fresh(covered)
    assert comment.edited_at is None and comment.status == Status.PUBLISHED
    assert comment.words_version == 2


def test_the_writer_sees_what_it_was_and_how_long(client, place, covered):
    page = text_of(soup(client.get(place)).main)
    assert "Words that we took out" in page and "A phone number" in page
    assert page.count(NUMBER) == 2 and "We keep them until" in page
    told = slip(client, place)
    assert [(one["kind"], one["words"]) for one in told["covered"]] == [("phone", NUMBER)] * 2
    assert NUMBER not in told["body"] and NUMBER not in told["body_html"]


def test_it_is_said_in_the_language_of_the_comment(settings, published, moderator):
    settings.LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
    ReaderComment.objects.update(language="en-gb")
    with translation.override("cy"):
        cover(published, moderator)
    assert "[phone number removed by us]" in fresh(published).body


def test_the_log_says_what_kind_and_no_words(covered, client, moderator):
    line = ModelLogEntry.objects.get(action="coprod_comments.cover_part")
    assert line.data["kind"] == "phone" and len(line.data["parts"]) == 2
    assert NUMBER not in str(line.data) and NUMBER not in str(CoveredPart.objects.first())
    client.force_login(moderator)
    page = client.get(reverse("coprod_reader_comments:inspect", args=[covered.pk])).content.decode()
    assert "Part of it covered. A phone number" in page


@pytest.mark.parametrize("words", ["not in it", "removed by us", "[phone number removed by us]", " "])
def test_only_words_of_the_comment_can_be_covered(covered, moderator, words):
    with pytest.raises(ValidationError):
        cover(covered, moderator, words)
    assert fresh(covered).body == COVERED


def test_who_may_not_decide_may_not_cover(published):
    with pytest.raises(NotAllowed):
        cover(published, UserFactory())


def test_nothing_can_be_covered_in_what_was_taken_back(published, moderator):
    TakeDownComment(published)()
    with pytest.raises(Conflict):
        cover(published, moderator)


# And put back


def test_it_can_be_put_back_one_by_one(covered, moderator):
    cover(covered, moderator, "Jo", Kind.NAME)
    first, second = CoveredPart.objects.filter(kind="phone").order_by("at")
    UncoverPart(fresh(covered), part=second.pk, user=moderator)()
    assert fresh(covered).body == COVERED.replace("Jo", "[name removed by us]").replace(
        "you, [phone number removed by us]", f"you, {NUMBER}"
    )
    UncoverPart(fresh(covered), part=CoveredPart.objects.get(kind="name").pk, user=moderator)()
    UncoverPart(fresh(covered), part=first.pk, user=moderator)()
    assert fresh(covered).body == BODY and not CoveredPart.objects.exists()
    with pytest.raises(Conflict):
        UncoverPart(fresh(covered), part=first.pk, user=moderator)()


def test_somebody_who_read_other_words_covers_nothing(published, moderator):
    read = fresh(published)
    cover(published, moderator)
    with pytest.raises(WordsChanged):
        CoverPart(read, covered="Jo", kind=Kind.NAME, user=moderator)()
    assert fresh(published).body == COVERED


def test_who_decides_about_words_before_they_were_covered_reads_them_again(comment, moderator):
    read = fresh(comment)
    cover(comment, moderator)
    with pytest.raises(WordsChanged):
        PublishComment(read, user=moderator)()
    assert fresh(comment).status == Status.PENDING


def test_what_was_marked_stays_marked(comment, moderator):
    DeclineComment(comment, user=moderator, reason="private-details", marked="Jo sent you")()
    cover(comment, moderator)
    ((begin, end),) = DecisionGround.objects.get().marks
    assert fresh(comment).body[begin:end] == "Jo sent you"


# What the writer does then


def test_the_writer_changes_other_words(comment, moderator):
    cover(comment, moderator)
    EditComment(fresh(comment), body="New first line.\n" + COVERED, author_name="Sam")()
    part = CoveredPart.objects.order_by("at").last()
    UncoverPart(fresh(comment), part=part.pk, user=moderator)()
    assert fresh(comment).body.endswith(f"Say that Jo sent you, {NUMBER}.")


def test_what_the_writer_takes_out_is_kept_no_longer(comment, moderator):
    cover(comment, moderator)
    EditComment(fresh(comment), body="Ring my neighbour.", author_name="Sam")()
    assert not CoveredPart.objects.exists()


def test_an_edit_begun_before_is_not_lost_and_not_taken_unseen(comment, moderator):
    cover(comment, moderator)
    with pytest.raises(Conflict, match="has changed since you opened this page"):
        EditComment(fresh(comment), body=BODY, author_name="Sam", seen=1)()


def test_new_words_that_wait_are_covered_too(published, moderator):
    EditComment(published, body=f"Better ring {NUMBER} twice.", author_name="Sam")()
    cover(published, moderator)
    assert ProposedEdit.objects.get().body == "Better ring [phone number removed by us] twice."
    AcceptEdit(fresh(published), user=moderator)()
    assert NUMBER not in fresh(published).body_html
    # One of the two stands in the new words.
    (part,) = CoveredPart.objects.all()
    UncoverPart(fresh(published), part=part.pk, user=moderator)()
    assert fresh(published).body == f"Better ring {NUMBER} twice."


def test_putting_back_reaches_the_new_words_too(published, moderator):
    EditComment(published, body=f"Better ring {NUMBER} twice.", author_name="Sam")()
    cover(published, moderator)
    for part in CoveredPart.objects.order_by("at"):
        UncoverPart(fresh(published), part=part.pk, user=moderator)()
    assert ProposedEdit.objects.get().body == f"Better ring {NUMBER} twice."
    assert fresh(published).body == BODY


def test_taken_back_and_brought_back(client, place, covered, moderator):
    TakeDownComment(fresh(covered))()
    BringBackComment(fresh(covered))()
    assert fresh(covered).body == COVERED
    UncoverPart(fresh(covered), part=CoveredPart.objects.order_by("at").first().pk, user=moderator)()
    assert fresh(covered).body.startswith(f"Ring my neighbour on {NUMBER}.")


def test_it_goes_with_the_words(covered):
    EraseComment(fresh(covered))()
    assert not CoveredPart.objects.exists()


def test_who_asks_gets_it(covered):
    (held,) = export(ReaderComment.objects.all())
    assert held["covered_words"] == f"{NUMBER}\n\n{NUMBER}"


def test_it_is_kept_for_so_long_and_no_longer(client, place, covered, settings, capsys):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"KEEP_COVERED_DAYS": 10}
    CoveredPart.objects.update(covered_at=timezone.now() - timedelta(days=9))
    assert purge()["covered"] == 0
    CoveredPart.objects.update(covered_at=timezone.now() - timedelta(days=12))
    assert is_behind()
    call_command("purge_comments", "--dry-run")
    assert "2 covered parts of comments" in capsys.readouterr().out
    assert purge()["covered"] == 2 and not is_behind()
    assert slip(client, place)["covered"] == [] and fresh(covered).body == COVERED


def test_many_places_take_no_more_questions(published, moderator):
    def asked(words):
        with CaptureQueriesContext(connection) as captured:
            cover(published, moderator, words, Kind.OTHER)
        return len(captured)

    few = asked("Jo")
    CoveredPart.objects.all().delete()
    ReaderComment.objects.update(body="bus " * 400)
    # A database takes so many rows at once.
    assert asked("bus") <= few + 8
    assert CoveredPart.objects.count() == 400
    assert fresh(published).body == "[words removed by us] " * 400


# In the admin


def form_in(client, comment):
    page = soup(client.get(reverse("coprod_reader_comments:inspect", args=[comment.pk])))
    form = page.select_one(".coprod-cover form")
    return form["action"], {field["name"]: field.get("value", "") for field in form.select("input[name]")}


def test_cover_and_publish_in_one_go(admin, comment):
    action, fields = form_in(admin, comment)
    sent = fields | {"covered": NUMBER, "kind": "phone", "publish": "1"}
    page = soup(admin.post(action, sent, follow=True))
    assert "2 parts are covered." in text_of(page.select_one(".messages"))
    assert fresh(comment).status == Status.PUBLISHED and NUMBER not in fresh(comment).body
    assert NUMBER in text_of(page.main)
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-2:] == ["coprod_comments.cover_part", "coprod_comments.publish"]


def test_nothing_is_published_where_nothing_could_be_covered(admin, comment):
    action, fields = form_in(admin, comment)
    answer = admin.post(action, fields | {"covered": "no such words", "kind": "phone", "publish": "1"})
    page = soup(answer)
    assert answer.status_code == 422 and fresh(comment).status == Status.PENDING
    assert "These words are not in the comment." in text_of(page.select_one(".coprod-cover [role=alert]"))
    assert page.select_one("#coprod-cover-covered").get_text().strip() == "no such words"


def test_put_back_by_a_button(admin, covered):
    page = soup(admin.get(reverse("coprod_reader_comments:inspect", args=[covered.pk])))
    forms = page.select(".coprod-covered form")
    for form in forms:
        admin.post(form["action"])
    assert len(forms) == 2 and fresh(covered).body == BODY
    answer = admin.post(forms[0]["action"], follow=True)
    assert "cannot be put back any more" in answer.content.decode()


def test_a_get_changes_nothing(admin, comment):
    action, _fields = form_in(admin, comment)
    assert admin.get(action).status_code == 405


def test_the_private_page_asks_one_question_more_and_none_without(client, place, comment, moderator):
    def queries():
        client.get(place)
        with CaptureQueriesContext(connection) as captured:
            client.get(place)
        return len(captured)

    before = queries()
    cover(comment, moderator)
    assert queries() == before + 1
