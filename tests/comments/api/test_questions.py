"""The JSON API asks what pages ask, and shows a comment before it is sent."""

import pytest

from coprod_wagtail.comments.constants import Access
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.factories import ReaderCommentFactory

from ..sending import SAME_ORIGIN, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

API = "/api/coprod/v1/comments/"


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}


@pytest.fixture
def post_json(client, post):
    form = client.get(f"/api/coprod/v1/conversations/{post.pk}/").json()["form"]
    hidden = {field["name"]: field["value"] for field in form["fields"] if field["type"] == "hidden"}

    def send(path="", **changes):
        data = {"page": post.pk} | hidden | words() | changes
        return client.post(f"{API}{path}", data, content_type="application/json", headers=SAME_ORIGIN)

    return send


def test_a_question_is_422_with_a_code_and_a_field_that_says_yes(post_json):
    private = "Ring me on 07700 900123, or write to sam@example.org."
    response = post_json(body=private, author_email="sam@hotmial.com")
    problem = response.json()
    assert (response.status_code, problem["code"]) == (422, "confirm")
    about_words, about_email = problem["questions"]
    assert about_words["code"] == "private_details" and about_words["suggestion"] is None
    assert {one["kind"]: one["words"] for one in about_words["found"]} == {
        "email": "sam@example.org",
        "phone": "07700 900123",
    }
    assert about_words["keep_label"] == "Send it as it is"
    assert (about_email["code"], about_email["suggestion"]) == ("email_typo", "sam@hotmail.com")
    assert [error["field"] for error in problem["errors"]] == ["body", "author_email"]
    assert not ReaderComment.objects.exists()
    assert post_json(body=private, author_email="sam@hotmial.com", confirm=["private_details"]).status_code == 422
    response = post_json(body=private, author_email="sam@hotmial.com", confirm=["private_details", "email_typo"])
    assert response.status_code == 202
    comment = ReaderComment.objects.get()
    assert (comment.body, comment.author_email) == (private, "sam@hotmial.com")


def test_what_can_be_no_address_is_sent_without_one(post_json):
    problem = post_json(author_email="sam@gmail,com").json()
    assert problem["questions"][0]["keep_label"] == "Send it without an e-mail address"
    assert post_json(author_email="sam@gmail,com", confirm=["email_typo"]).status_code == 202
    assert ReaderComment.objects.get().author_email == ""


def test_a_preview_stores_nothing_and_says_what_would_be_shown(client, post, post_json):
    ann = ReaderCommentFactory(page=post, author_name="Ann")
    response = post_json("preview/", body="A <b>\n\nB 07700 900123", helped=True, helped_shown=True, reply_to=ann.pk)
    found = response.json()
    assert response.status_code == 200 and response["Cache-Control"] == "private, no-store"
    assert found["body_html"] == "<p>A &lt;b&gt;</p>\n\n<p>B 07700 900123</p>"
    assert "Ann" in found["heading"] and found["author_name"] == "Sam"
    assert found["note"] == "Written with someone’s help."
    assert [one["code"] for one in found["questions"]] == ["private_details"]
    assert list(ReaderComment.objects.all()) == [ann]


def test_a_preview_refuses_what_sending_would_refuse(post, post_json):
    assert post_json("preview/", body="").json()["errors"][0]["field"] == "body"
    assert "token" in post_json("preview/", token="").json()
    assert post_json("preview/", reply_to=99999).json()["code"] == "reply_gone"
    Conversation.objects.update_or_create(page=post, defaults={"access": Access.READ_ONLY})
    assert post_json("preview/").status_code == 409
    assert post_json("preview/", page=99999).status_code == 404


def test_help_is_kept_as_the_writer_chose(post_json):
    post_json(helped=True)
    assert ReaderComment.objects.get().helped == "private"


@pytest.mark.parametrize("confirm", [None, [], ["x"], ["\x00", "a b"], ["private_details"] * 99])
def test_odd_answers_change_nothing(post_json, confirm):
    assert post_json(confirm=confirm).status_code == 202


@pytest.mark.parametrize("bad", [{"helped": "perhaps"}, {"confirm": "x"}, {"confirm": [1]}, {"confirm": [None]}])
def test_bad_values_are_422(post_json, bad):
    assert post_json(**bad).status_code == 422


def test_the_form_says_every_word_of_it_and_where_else_one_can_write(client, post):
    texts = client.get(f"/api/coprod/v1/conversations/{post.pk}/").json()["form"]["texts"]
    for name in ("preview", "check_title", "change_it", "send_as_it_is", "helped", "one_thing", "sheet", "keep_clear"):
        assert texts[name]
    assert texts["steps_url"].endswith(f"/comments/{post.pk}/steps/")
    assert texts["sheet_url"].endswith(f"/comments/{post.pk}/sheet/")


def test_a_preview_asks_few_questions(post_json, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        post_json("preview/")
