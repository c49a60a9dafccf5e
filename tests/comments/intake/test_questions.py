"""Before a comment is sent: a look at it, and one calm question where something looks private or mistyped."""

import pytest

from coprod_wagtail.comments.constants import Access, Helped
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.factories import ReaderCommentFactory

from ..sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

PRIVATE = "Ring me on 07700 900123."


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}


def fields_of(page):
    """What a browser sends from the form on this page when Send is pressed."""
    form = page.select_one("form.coprod-form")
    found = {}
    for field in form.select("input[name]"):
        is_box = field.get("type") in {"radio", "checkbox"}
        if not is_box or field.has_attr("checked"):
            found[field["name"]] = field.get("value", "on" if is_box else "")
    if form.textarea:
        found["body"] = form.textarea.get_text().removeprefix("\n")
    return found


def press(client, post, page, **changes):
    return client.post(f"/comments/{post.pk}/", fields_of(page) | changes, headers=SAME_ORIGIN)


# A look at it


@pytest.mark.shape
def test_a_look_at_it_sends_nothing_and_shows_what_would_be_shown(client, post):
    response = send(
        client, post, **words(body="Two lines\n\n<b>of it</b>", helped="on", helped_shown="on"), preview="1"
    )
    page = soup(response)
    assert response.status_code == 200 and response["Cache-Control"] == "private, no-store"
    assert not ReaderComment.objects.exists() and not Conversation.objects.exists()
    article = page.select_one("article")
    assert [one.get_text() for one in article.select("p")][1:] == ["Two lines", "<b>of it</b>"]
    assert "Sam" in article.h3.get_text() and "Written with someone’s help." in article.get_text()
    assert [one.get_text() for one in page.select("form button")] == ["Send", "Change it"]
    assert press(client, post, page).status_code == 302
    assert ReaderComment.objects.get().body == "Two lines\n\n<b>of it</b>"


def test_changing_it_leads_back_to_the_form_with_every_word(client, post):
    page = soup(send(client, post, **words(author_email="sam@example.org", helped="on"), preview="1"))
    back = soup(press(client, post, page, change=""))
    assert fields_of(back).items() >= (words(author_email="sam@example.org", helped="on")).items()
    assert "helped_shown" not in fields_of(back)
    assert not ReaderComment.objects.exists()


def test_a_look_at_it_checks_as_sending_does(client, post):
    response = send(client, post, **words(author_name=""), preview="1")
    assert response.status_code == 422 and "Write a name" in soup(response).select_one("#problem").get_text()
    data = drawn_fields(client, post.url) | words() | {"preview": "1"}
    Conversation.objects.update_or_create(page=post, defaults={"access": Access.READ_ONLY})
    response = client.post(data.pop("action"), data, headers=SAME_ORIGIN)
    assert response.status_code == 409
    response = client.post(f"/comments/{post.pk}/", data, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_a_reply_looks_like_one_and_stays_one(client, post):
    ann = ReaderCommentFactory(page=post, author_name="Ann")
    page = soup(send(client, post, query=f"?reply={ann.pk}", **words(), preview="1"))
    assert "Ann" in page.article.h3.get_text()
    press(client, post, page)
    assert ReaderComment.objects.get(author_name="Sam").reply_to == ann


def test_hostile_words_are_words(client, post):
    hostile = "\"><script>alert(1)</script>' 07700 900123"
    response = send(client, post, **words(body=hostile, author_name="<i>"), preview="1")
    assert "<script>alert" not in response.content.decode() and "<i>" not in response.content.decode()
    assert press(client, post, soup(response)).status_code == 302
    assert ReaderComment.objects.get().body == hostile


# What looks private


@pytest.mark.parametrize("field", ["body", "author_name"])
def test_what_looks_private_is_asked_about_once_and_never_blocks(client, post, field):
    response = send(client, post, **words(**{field: PRIVATE}))
    page = soup(response)
    assert response.status_code == 200 and not ReaderComment.objects.exists()
    assert page.select_one(".coprod-ask h2").get_text() == "Everyone will be able to see this. Do you want that?"
    assert [one.get_text() for one in page.select(".coprod-ask li")] == ["07700 900123"]
    assert [one.get_text() for one in page.select("form button")] == ["Send it as it is", "Change it"]
    assert press(client, post, page).status_code == 302
    assert getattr(ReaderComment.objects.get(), field) == PRIVATE


def test_words_that_change_are_asked_about_anew(client, post):
    page = soup(send(client, post, **words(body=PRIVATE)))
    back = soup(press(client, post, page, change=""))
    assert "confirm" not in fields_of(back)
    again = soup(press(client, post, back, body=f"{PRIVATE} Or 029 2018 0123."))
    assert len(again.select(".coprod-ask li")) == 2
    assert not ReaderComment.objects.exists()


def test_yes_is_to_what_was_asked(client, post):
    page = soup(send(client, post, **words(body=PRIVATE)))
    assert fields_of(page)["confirm"].startswith("private_details.")
    asked = soup(press(client, post, page, body=f"{PRIVATE} Or 029 2018 0123."))
    assert len(asked.select(".coprod-ask li")) == 2 and not ReaderComment.objects.exists()
    assert press(client, post, page, body=f"Well. {PRIVATE}").status_code == 302  # nothing else in it looks private


def test_other_languages_are_not_asked(client, post, monkeypatch):
    monkeypatch.setattr("coprod_wagtail.comments.intake.private_details.translation.get_language", lambda: "pl")
    assert send(client, post, **words(body=PRIVATE)).status_code == 302


def test_a_closed_conversation_says_so_and_asks_nothing(client, post):
    data = drawn_fields(client, post.url) | words(body=PRIVATE)
    Conversation.objects.update_or_create(page=post, defaults={"access": Access.READ_ONLY})
    assert client.post(data.pop("action"), data, headers=SAME_ORIGIN).status_code == 409


# An e-mail address that was mistyped


def radios(page):
    return {radio["value"]: radio.has_attr("checked") for radio in page.select("input[type=radio][name=author_email]")}


def test_an_address_that_may_be_meant_otherwise(client, post):
    page = soup(send(client, post, **words(author_email="sam@hotmial.com")))
    assert page.legend.get_text() == "Is the e-mail address right? Did you mean sam@hotmail.com?"
    assert radios(page) == {"sam@hotmail.com": False, "sam@hotmial.com": True}
    assert press(client, post, page, author_email="sam@hotmail.com").status_code == 302
    assert ReaderComment.objects.get().author_email == "sam@hotmail.com"


def test_who_says_it_is_right_is_believed(client, post):
    page = soup(send(client, post, **words(author_email="sam@hotmial.com")))
    assert press(client, post, page).status_code == 302
    assert ReaderComment.objects.get().author_email == "sam@hotmial.com"


def test_what_can_be_no_address_is_asked_about_too(client, post):
    page = soup(send(client, post, **words(author_email="sam@gmail,com")))
    assert radios(page) == {"sam@gmail.com": True, "": False}
    assert "Send it without an e-mail address" in page.fieldset.get_text()
    assert press(client, post, page, author_email="").status_code == 302
    assert ReaderComment.objects.get().author_email == ""


def test_what_is_near_to_nothing_is_to_be_mended(client, post):
    assert send(client, post, **words(author_email="sam at home")).status_code == 422


def test_both_are_asked_on_one_page(client, post):
    page = soup(send(client, post, **words(body=PRIVATE, author_email="sam@hotmial.com")))
    assert page.select(".coprod-ask") and page.fieldset
    assert press(client, post, page).status_code == 302


# Help with writing


@pytest.mark.parametrize(
    ("ticked", "kept", "shown"),
    [
        ([], Helped.NOT_SAID, False),
        (["helped"], Helped.PRIVATE, False),
        (["helped", "helped_shown"], Helped.SHOWN, True),
        (["helped_shown"], Helped.NOT_SAID, False),
    ],
)
def test_help_is_kept_and_shown_as_the_writer_chose(client, post, ticked, kept, shown):
    send(client, post, **words(), **dict.fromkeys(ticked, "on"))
    comment = ReaderComment.objects.get()
    assert comment.helped == kept
    published = ReaderCommentFactory(page=post, author_name="Ann", body="Yes.", helped=kept)
    sentence = "Written with someone’s help."
    assert (sentence in client.get(post.url).content.decode()) == shown
    assert (sentence in client.get(f"/comments/{post.pk}/feed/").content.decode()) == shown
    found = client.get(f"/api/coprod/v1/comments/?page={post.pk}").json()["items"][0]
    assert (found["id"], found["helped"], sentence in found["note"]) == (published.pk, shown, shown)


# Nobody is put together with themselves


def test_no_public_place_links_one_guests_comments(client, post):
    """Two comments of the same person, and two of different ones: nothing that anybody can read tells these apart."""
    marks = {"author_email": "sam@example.org"}
    for body in ("One.", "Two."):
        ReaderCommentFactory(page=post, author_name="Sam", body=body, repeat_digest="e" * 64, **marks)
    ReaderCommentFactory(page=post, author_name="Sam", body="Of somebody else.", author_email="other@example.org")
    api = client.get(f"/api/coprod/v1/comments/?page={post.pk}").json()["items"]
    own = {"id", "thread_id", "parent_id", "body", "body_html", "posted_at", "heading", "heading_html", "when_html"}
    values = [{name: value for name, value in one.items() if name not in own} for one in api]
    assert values[0] == values[1] == values[2]
    assert api[0]["author"] == {"name": "Sam", "kind": "guest", "badge": None, "role": None}
    feed = client.get(f"/comments/{post.pk}/feed/").content.decode()
    for public in (client.get(post.url).content.decode(), feed, str(api)):
        assert "example.org" not in public.replace("//example.org", "") or "sam@" not in public
        assert "sam@" not in public and "other@" not in public and "e" * 64 not in public
    articles = soup(client.get(post.url)).select("article.coprod-comment")
    links = {link["href"].split("#")[0].split("?")[0] for one in articles for link in one.select("a")}
    links -= {f"/comments/reports/{one['id']}/" for one in api}  # of each comment its own
    assert links == {post.url} or links == {post.get_url()}
