"""The lists that moderators choose from: who keeps them, and how."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.actions import DeclineComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.grounds.reasons import offered_reasons, saved_answers
from coprod_wagtail.comments.models import DecisionReason, ReaderComment, SavedAnswer
from tests.factories import ReaderCommentFactory, UserFactory

from ..sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

REASONS, ANSWERS = "coprod_decision_reasons", "coprod_saved_answers"
INDEX = "/admin/reader-comments/"


@pytest.fixture
def keeper():
    """Who may change the settings for reader comments, and nothing else."""
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_readercommentsettings"]))
    return user


@pytest.fixture
def client(keeper):
    client = Client()
    client.force_login(keeper)
    return client


def text_of(node):
    return " ".join(node.get_text(" ", strip=True).split())


def edit(reason):
    return reverse(f"{REASONS}:edit", args=[reason.pk])


def management(**changes):
    """What Wagtail's form sends with it on a site with one language: nothing."""
    return {"label": "", "words": "", "is_offered": "on"} | changes


def test_the_package_brings_some_in_its_own_words(client):
    page = text_of(soup(client.get(reverse(f"{REASONS}:index"))).main)
    assert "Names or details of other people" in page and "Your comment looks like an advert." in page
    assert [one.key for one in offered_reasons()][0] == "private-details" and len(offered_reasons()) == 8


def test_editors_say_it_in_theirs_and_take_that_back(client):
    reason = DecisionReason.objects.get(key="unkind")
    assert "Leave it empty to say: “Unkind about a person”" in text_of(soup(client.get(edit(reason))).main)
    client.post(edit(reason), management(label="Rude", words="That was rude."))
    reason.refresh_from_db()
    assert (reason.key, reason.label_now, reason.words_now) == ("unkind", "Rude", "That was rude.")
    client.post(edit(reason), management())
    reason.refresh_from_db()
    assert reason.label_now == "Unkind about a person"
    assert ModelLogEntry.objects.filter(action="wagtail.edit").count() == 2


def test_a_new_one_needs_words_and_stands_at_the_end(client):
    url = reverse(f"{REASONS}:add")
    assert "Write something here." in client.post(url, management(label="In capitals")).content.decode()
    client.post(url, management(label="In capitals", words="Please do not shout."))
    client.post(url, management(label="In capitals!", words="Please do not."))
    client.post(url, management(label="Уже было", words="Again."))
    keys = [one.key for one in offered_reasons()]
    assert keys[-3:] == ["in-capitals", "in-capitals-2", "reason"]


def test_one_that_was_used_is_not_deleted_and_can_be_offered_no_more(client, post, moderator):
    reason, unused = (DecisionReason.objects.get(key=key) for key in ("unkind", "repeat"))
    DeclineComment(ReaderCommentFactory(page=post, status=Status.PENDING), user=moderator, reason="unkind")()
    url = reverse(f"{REASONS}:delete", args=[reason.pk])
    for answer in (client.get(url, follow=True), client.post(url, follow=True)):
        assert "This reason was used, so it stays." in text_of(soup(answer).select_one(".messages"))
    client.post(edit(reason), management() | {"is_offered": ""})
    assert "unkind" not in [one.key for one in offered_reasons()]
    client.post(reverse(f"{REASONS}:delete", args=[unused.pk]))
    assert set(DecisionReason.objects.values_list("key", flat=True)) & {"unkind", "repeat"} == {"unkind"}


@pytest.mark.parametrize("name", [REASONS, ANSWERS])
def test_who_only_decides_does_not_keep_the_lists(moderator, name):
    client = Client()
    client.force_login(moderator)
    for page in ("index", "add"):
        assert client.get(reverse(f"{name}:{page}")).status_code in (302, 403)
    assert reverse(f"{name}:index") not in client.get(INDEX).content.decode()


def test_who_keeps_them_finds_them(client, keeper):
    menu = client.get("/admin/").content.decode()
    assert reverse(f"{REASONS}:index") in menu and reverse(f"{ANSWERS}:index") in menu
    keeper.user_permissions.add(Permission.objects.get(codename="moderate_readercomment"))
    page = client.get(INDEX).content.decode()
    assert reverse(f"{REASONS}:index") in page and reverse(f"{ANSWERS}:index") in page


def test_a_message_begins_with_a_saved_answer(client, keeper, post, moderator):
    client.post(reverse(f"{ANSWERS}:add"), {"title": "Thanks", "body": "Thank you for writing."})
    client.post(reverse(f"{ANSWERS}:add"), {"title": "Bus", "body": "Please ask the bus company."})
    assert [one.title for one in saved_answers()] == ["Thanks", "Bus"]
    send(Client(), post, **words())
    comment = ReaderComment.objects.get()
    client.force_login(moderator)
    url = reverse("coprod_reader_comments:inspect", args=[comment.pk])
    page = soup(client.get(f"{url}?status=pending"))
    links = page.select(".coprod-saved a")
    assert [text_of(link) for link in links] == ["Thanks", "Bus"]
    assert page.select_one("#coprod-message").get_text().strip() == ""
    begun = soup(client.get(url + links[1]["href"].partition("#")[0]))
    assert begun.select_one("#coprod-message").get_text().strip() == "Please ask the bus company."
    assert begun.select_one("#coprod-message").find_parent("details").has_attr("open")
    # The list that somebody came from is still known.
    assert "status=pending" in links[1]["href"]
    assert SavedAnswer.objects.count() == 2
