"""Adding a comment for somebody: who may, what is kept of how it came, and what is handed over."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.comments.actions import AddCommentForSomeone, EraseComment, Submission
from coprod_wagtail.comments.actions.person import export
from coprod_wagtail.comments.constants import Access, CameBy, Consent, Policy, Sign, Status
from coprod_wagtail.comments.exceptions import ConversationClosed
from coprod_wagtail.comments.models import (
    Conversation,
    ReaderComment,
    ReaderCommentSettings,
    TypedInForSomeone,
)
from tests.factories import ModeratorFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

TYPED = {
    "body": "The bus decides my whole day.",
    "author_name": "Bet",
    "author_email": "",
    "came_by": "phone",
    "consent": "spoken",
}


@pytest.fixture
def typist():
    user = ModeratorFactory(first_name="Robin", last_name="Lee")
    user.user_permissions.add(Permission.objects.get(codename="add_for_someone_readercomment"))
    return user


@pytest.fixture
def as_typist(client, typist):
    client.force_login(typist)
    return client


def address(post):
    return reverse("coprod_comments_admin:for_someone", args=[post.pk])


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.shape
def test_it_waits_as_the_persons_own_words(as_typist, post, typist):
    response = as_typist.post(address(post), TYPED)
    comment = ReaderComment.objects.get()
    assert response["Location"] == reverse("coprod_comments_admin:hand_over", args=[comment.pk])
    assert (comment.body, comment.author_name, comment.status) == (TYPED["body"], "Bet", Status.PENDING)
    assert (comment.author_kind, comment.signs) == ("guest", [])
    kept = comment.typed_in
    assert (kept.typed_by, kept.came_by, kept.consent) == (typist, CameBy.PHONE, Consent.SPOKEN)
    assert Conversation.objects.get().waiting_count == 1


def test_the_log_line_says_how_it_came_and_holds_no_words(as_typist, post, typist):
    as_typist.post(address(post), TYPED)
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user, entry.data) == (
        "coprod_comments.add_for_someone",
        typist,
        {"came_by": "phone"},
    )
    assert "bus" not in str(entry.data) + entry.label and "Bet" not in entry.label
    assert "Typed in for somebody. By phone" in entry.message


def test_what_is_handed_over_leads_to_the_private_page_for_a_day_and_for_who_typed_it(
    as_typist, client, post, time_machine
):
    time_machine.move_to("2026-05-04 09:30:00+01:00", tick=False)
    place = as_typist.post(address(post), TYPED)["Location"]
    response = as_typist.get(place)
    assert "no-store" in response["Cache-Control"]
    private = soup(response).select_one(".coprod-hand-over__address").get_text(strip=True)
    found = client.get(private.removeprefix("http://localhost").removeprefix("http://testserver"))
    assert TYPED["body"] in found.content.decode()
    # Somebody else who has the same right, and the same person two days later.
    other = UserFactory(is_superuser=True, is_staff=True)
    as_typist.force_login(other)
    assert as_typist.get(place).status_code == 404
    time_machine.move_to("2026-05-05 10:30:00+01:00", tick=False)
    as_typist.force_login(TypedInForSomeone.objects.get().typed_by)
    assert as_typist.get(place).status_code == 404


def test_without_the_permission_there_is_neither_a_form_nor_a_button(client, post):
    client.force_login(ModeratorFactory())
    assert client.get(address(post)).status_code in {302, 403}
    assert client.post(address(post), TYPED).status_code in {302, 403}
    assert not ReaderComment.objects.exists()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert client.get(address(post)).status_code == 200
    explorer = client.get(reverse("wagtailadmin_explore", args=[post.get_parent().pk]))
    assert address(post) in explorer.content.decode()


def test_the_action_asks_the_policy_itself(post):
    from coprod_wagtail.actions import NotAllowed

    conversation = Conversation.for_page_id(post.pk)
    submission = Submission(body="Words.", author_name="Bet")
    with pytest.raises(NotAllowed):
        AddCommentForSomeone(
            conversation, submission, user=ModeratorFactory(), came_by=CameBy.PHONE, consent=Consent.SPOKEN
        )()
    assert not ReaderComment.objects.exists()


@pytest.mark.sampled
@pytest.mark.parametrize("missing", ["body", "author_name", "came_by", "consent"])
def test_what_is_missing_is_said_and_nothing_is_lost(as_typist, post, missing):
    response = as_typist.post(address(post), TYPED | {missing: ""})
    page = soup(response)
    assert response.status_code == 200 and page.select(".w-field__errors .error-message")
    assert not ReaderComment.objects.exists()
    if missing != "body":
        assert page.textarea.get_text().strip() == TYPED["body"]


@pytest.mark.parametrize("bad", [{"came_by": "pigeon"}, {"consent": "x"}, {"body": "x" * 5001}])
def test_bad_values_change_nothing(as_typist, post, bad):
    assert as_typist.post(address(post), TYPED | bad).status_code == 200
    assert not ReaderComment.objects.exists()


def test_what_looks_private_is_asked_about_once(as_typist, post):
    private = TYPED | {"body": "Ring me on 07700 900123."}
    page = soup(as_typist.post(address(post), private))
    assert "Everyone will be able to see this." in page.get_text() and "07700 900123" in page.get_text()
    assert not ReaderComment.objects.exists()
    confirm = page.select_one("[name=confirm]")["value"]
    assert as_typist.post(address(post), private | {"confirm": confirm}).status_code == 302


def test_a_double_click_makes_one_comment(as_typist, post):
    for _time in range(2):
        assert as_typist.post(address(post), TYPED).status_code == 302
    assert ReaderComment.objects.count() == 1


def test_the_rules_of_the_conversation_hold(as_typist, post):
    site = Site.objects.get(is_default_site=True)
    ReaderCommentSettings.objects.update_or_create(site=site, defaults={"policy": Policy.SHOW_FIRST})
    as_typist.post(address(post), TYPED)
    assert ReaderComment.objects.get().status == Status.PUBLISHED
    as_typist.post(address(post), TYPED | {"author_name": "admin"})
    assert ReaderComment.objects.get(author_name="admin").signs == [Sign.OFFICIAL_NAME]
    Conversation.objects.update(access=Access.READ_ONLY)
    response = as_typist.post(address(post), TYPED | {"body": "Late."})
    assert response.status_code == 200 and "not taking" in soup(response).get_text()
    with pytest.raises(ConversationClosed):
        AddCommentForSomeone(
            Conversation.for_page_id(post.pk),
            Submission(body="Late.", author_name="Bet"),
            user=UserFactory(is_superuser=True),
            came_by=CameBy.LETTER,
            consent=Consent.WRITTEN,
        )()


def test_many_letters_are_no_flood(as_typist, post, settings):
    settings.COPROD_WAGTAIL = {"MANY_FROM_CLIENT": 1}
    for number in range(4):
        as_typist.post(address(post), TYPED | {"body": f"Letter {number}."})
    assert {tuple(comment.signs) for comment in ReaderComment.objects.all()} == {()}


def test_a_page_that_readers_cannot_open_is_none_to_add_to(as_typist, post):
    post.unpublish()
    assert as_typist.get(address(post)).status_code == 404
    assert as_typist.get(address(post).replace(str(post.pk), "99999")).status_code == 404


def test_moderators_see_how_it_came_and_that_somebody_helped(as_typist, post):
    as_typist.post(address(post), TYPED)
    comment = ReaderComment.objects.get()
    ReaderComment.objects.update(helped="private")
    for url in (
        reverse("coprod_reader_comments:inspect", args=[comment.pk]),
        reverse("coprod_reader_comments:index"),
    ):
        text = " ".join(soup(as_typist.get(url)).get_text(" ").split())
        assert "Typed in for somebody" in text and "By phone" in text, url
        assert "Somebody helped. Only moderators are told." in text
    assert "Robin Lee" in soup(as_typist.get(reverse("coprod_reader_comments:inspect", args=[comment.pk]))).get_text()


def test_the_list_costs_the_same_with_many_of_them(as_typist, post, django_assert_max_num_queries):
    for number in range(5):
        as_typist.post(address(post), TYPED | {"body": f"Letter {number}."})
    as_typist.get(reverse("coprod_reader_comments:index"))
    with django_assert_max_num_queries(14):
        as_typist.get(reverse("coprod_reader_comments:index"))


def test_erasing_takes_it_along_and_an_export_tells_it(as_typist, post):
    as_typist.post(address(post), TYPED)
    (held,) = export(ReaderComment.objects.all())
    assert (held["came_by"], held["agreed"]) == ("phone", "spoken")
    EraseComment(ReaderComment.objects.get())()
    assert not TypedInForSomeone.objects.exists()
    call_command("check")


def test_nobody_is_named_who_has_no_account_any_more(as_typist, post, typist):
    as_typist.post(address(post), TYPED)
    as_typist.force_login(UserFactory(is_superuser=True, is_staff=True))
    typist.delete()
    comment = ReaderComment.objects.get()
    text = soup(as_typist.get(reverse("coprod_reader_comments:inspect", args=[comment.pk]))).get_text()
    assert "somebody who no longer has an account" in text


def test_from_the_list_one_chooses_the_page_first(as_typist, post, client):
    place = reverse("coprod_comments_admin:choose_page")
    assert place in as_typist.get(reverse("coprod_reader_comments:index")).content.decode()
    assert as_typist.get(place).status_code == 200
    assert as_typist.post(place, {"page": post.pk})["Location"] == address(post)
    for other in (
        "",
        "99999",
        "x",
        post.get_parent().pk if not hasattr(post.get_parent().specific, "conversation_panels") else "",
    ):
        assert as_typist.post(place, {"page": other}).status_code == 200
    client.force_login(ModeratorFactory())
    assert client.get(place).status_code in {302, 403}
    assert place not in client.get(reverse("coprod_reader_comments:index")).content.decode()


def test_the_policy_knows_who_may(typist):
    from coprod_wagtail.comments.permissions import policy

    moderator = ModeratorFactory()
    assert list(policy.users_with_any_permission(["add_for_someone"])) == [typist]
    assert set(policy.users_with_any_permission(["view"])) == {typist, moderator}
    assert not policy.user_has_permission(moderator, "add_for_someone")


def typed_in(client, post):
    """What a browser sends of a form that was opened and filled in with the same words."""
    form = soup(client.get(address(post)))
    return TYPED | {field["name"]: field.get("value", "") for field in form.select("form input[type=hidden]")}


def test_the_same_words_from_two_people_are_two_comments(as_typist, post):
    first, second = typed_in(as_typist, post), typed_in(as_typist, post)
    for sent in (first, second, first):
        assert as_typist.post(address(post), sent).status_code == 302
    assert ReaderComment.objects.count() == 2


def test_a_form_that_comes_back_is_still_the_same_one(as_typist, post):
    sent = typed_in(as_typist, post)
    page = soup(as_typist.post(address(post), sent | {"came_by": ""}))
    assert page.select_one("[name=token]")["value"] == sent["token"] != ""


def test_a_repeated_answer_is_for_those_only_who_may(post, typist):
    from coprod_wagtail.actions import NotAllowed

    def add(user):
        submission = Submission(body="Words.", author_name="Bet", token="one form")
        conversation = Conversation.for_page_id(post.pk)
        how = {"came_by": CameBy.PHONE, "consent": Consent.SPOKEN}
        return AddCommentForSomeone(conversation, submission, user=user, **how)()

    assert add(typist) == add(typist)
    with pytest.raises(NotAllowed):
        add(ModeratorFactory())


@pytest.mark.parametrize("change", [{"body": "Ring me on 07700 900124."}, {"author_name": "Bet 07700 900125"}])
def test_what_changes_after_a_question_is_asked_about_anew(as_typist, post, change):
    private = TYPED | {"body": "Ring me on 07700 900123."}
    confirm = {"confirm": soup(as_typist.post(address(post), private)).select_one("[name=confirm]")["value"]}
    page = soup(as_typist.post(address(post), private | change | confirm))
    assert not ReaderComment.objects.exists() and "Everyone will be able to see this." in page.get_text()
    confirm = {"confirm": page.select_one("[name=confirm]")["value"]}
    assert as_typist.post(address(post), private | change | confirm).status_code == 302
