"""The language of a comment where it is another than the page's: told when it is written or changed, and never when drawn."""

import pytest

from coprod_wagtail.comments.actions import AcceptEdit, EditComment, PublishComment
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.text import guessing

from .sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

WELSH = "Mae'r bws yn hwyr bob dydd, ac nid oes neb wedi gofyn i ni amdano."
POLISH = "Autobus spóźnia się każdego dnia i nikt nas o to nie zapytał."


def test_it_is_guessed_when_it_is_sent_and_drawn_with_it(client, post, moderator, monkeypatch):
    looked = soup(send(client, post, **words(body=WELSH, preview="1")))
    assert looked.select_one(".coprod-comment__body")["lang"] == "cy"
    send(client, post, **words(body=WELSH))
    comment = PublishComment(ReaderComment.objects.get(), user=moderator)()
    assert comment.language == "cy"
    monkeypatch.setattr(guessing, "_detector", lambda: pytest.fail("It is guessed again."))
    body = soup(client.get(post.url)).select_one(f"#comment-{comment.pk} .coprod-comment__body")
    assert (body["lang"], body["dir"]) == ("cy", "auto")
    [found] = client.get(f"/api/coprod/v1/comments/?page={post.pk}").json()["items"]
    assert found["language"] == "cy"


def test_new_words_bring_their_own(client, post, moderator):
    send(client, post, **words())
    comment = ReaderComment.objects.get()
    assert comment.language.startswith("en")
    EditComment(comment, body=WELSH, author_name="Sam")()
    comment.refresh_from_db()
    assert comment.language == "cy"
    PublishComment(comment, user=moderator)()
    EditComment(comment, body=POLISH, author_name="Sam")()
    comment.refresh_from_db()
    assert comment.language == "cy"
    AcceptEdit(comment, user=moderator)()
    comment.refresh_from_db()
    assert comment.language == "pl"


def test_fields_run_in_their_own_direction(client, post):
    fields = soup(client.get(post.url)).select("#form textarea, #form input[type=text]")
    assert {field["name"]: field.get("dir") for field in fields if field["name"] != "second_opinion"} == {
        "body": "auto",
        "author_name": "auto",
        "content_note": "auto",
    }
