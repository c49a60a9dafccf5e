"""How one moderator wants to read comments: with what may upset folded, and with keys; and what else a writer said."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from coprod_wagtail.comments.admin.preferences.chosen import preferences_of
from coprod_wagtail.comments.admin.preferences.panel import PreferencesForm
from coprod_wagtail.comments.constants import QueueRank, Status
from coprod_wagtail.comments.models import CommentReport, ReadingPreferences, Subscription
from coprod_wagtail.comments.reports.constants import Reason
from tests.factories import ModeratorFactory, ReaderCommentFactory, UserFactory, volunteer

from ..sending import soup

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = reverse("coprod_reader_comments:index")


@pytest.fixture
def moderator(client):
    user = ModeratorFactory()
    client.force_login(user)
    return user


def page_of(client, comment):
    return soup(client.get(reverse("coprod_reader_comments:inspect", args=[comment.pk])))


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(
        page=post,
        status=Status.PENDING,
        body="A heron stood in the ford.",
        body_html="<p>A heron stood in the ford.</p>",
    )


def worry(comment):
    CommentReport.objects.create(comment=comment, reason=Reason.WORRIED)
    type(comment).objects.filter(pk=comment.pk).update(reported_since=timezone.now())


def change(**values):
    return lambda comment: type(comment).objects.filter(pk=comment.pk).update(**values)


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (worry, "Somebody is worried about a person."),
        (change(content_note="It is about grief"), "The writer put a note before it: It is about grief"),
        (change(queue_rank=QueueRank.FIRST, signs=["word_list:1"]), "It has words from your word list."),
        (change(signs=["many_links"]), None),
    ],
)
def test_what_may_upset_is_folded_for_who_wants_that(client, moderator, comment, happens, said):
    happens(comment)
    assert not soup(client.get(INDEX)).select(".coprod-fold")
    assert not page_of(client, comment).select(".coprod-fold")
    ReadingPreferences.objects.create(user=moderator, folds=True)
    for page in (soup(client.get(INDEX)), page_of(client, comment)):
        folded = page.select("details.coprod-fold:not([open])")
        assert [fold.select_one("summary strong").get_text() for fold in folded] == ([said] if said else [])
        for fold in folded:  # no script is needed to open it
            assert "A heron stood in the ford." in fold.get_text()


def test_who_may_not_read_why_is_not_told_by_the_fold(client, blog, comment):
    worry(comment)
    user = volunteer({"page": blog})
    ReadingPreferences.objects.create(user=user, folds=True)
    client.force_login(user)
    (fold,) = page_of(client, comment).select(".coprod-fold summary strong")
    assert fold.get_text() == "Urgent"


@pytest.mark.shape
def test_both_are_chosen_in_the_account(client, moderator, comment):
    account = reverse("wagtailadmin_account")
    form = soup(client.get(account))
    assert form.select_one("[name=coprod_reading-folds]") and not form.select("[name=coprod_reading-keys][checked]")
    assert not page_of(client, comment).select("[aria-keyshortcuts], .coprod-keys")
    # Wagtail's own button is pressed in tests/browser/test_queue.py.
    PreferencesForm({"coprod_reading-keys": "on"}, instance=preferences_of(moderator), prefix="coprod_reading").save()
    row = ReadingPreferences.objects.get()
    assert (row.user, row.keys, row.folds) == (moderator, True, False)
    keys = {
        one["aria-keyshortcuts"]: one.get_text(strip=True)
        for one in page_of(client, comment).select("[aria-keyshortcuts]")
    }
    assert keys == {
        "p": "Publish",
        "d": "Decline",
        "s": "Mark as spam",
        "o": "Hand it over to a colleague",
        "c": "Cover a phone number, a name or other words",
        "w": "I am worried about somebody",
    }


def test_nobody_else_is_asked(client):

    editor = UserFactory()
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    assert "coprod_reading" not in client.get(reverse("wagtailadmin_account")).text


def confirmed(comment, email, at=True):
    return Subscription.objects.create(
        conversation=comment.conversation, comment=comment, email=email, nonce=f"n{comment.pk}",
        found_by=f"{comment.pk:064x}", confirmed_at=timezone.now() if at else None,
    )  # fmt: skip


def test_what_else_the_same_person_said(client, moderator, post, comment, django_assert_max_num_queries):
    confirmed(comment, "sam@example.org")
    others = [ReaderCommentFactory(page=post, status=Status.DECLINED, language="cy") for _number in range(7)]
    for other in others:
        confirmed(other, "Sam@example.org")
    confirmed(ReaderCommentFactory(page=post), "sam@example.org", at=False)
    confirmed(ReaderCommentFactory(page=post), "robin@example.org")
    page = page_of(client, comment)
    shown = [link.get_text() for link in page.select(".coprod-same-writer a")]
    assert shown == [str(one) for one in reversed(others[2:])]
    assert "sam@example.org" not in page.get_text().lower()
    with django_assert_max_num_queries(20):
        found = client.get(INDEX, {"writer": comment.pk}).context["object_list"]
    assert {one.pk for one in found} == {comment.pk, *(one.pk for one in others)}
    # Only what is theirs to read; and nothing where nobody confirmed anything.
    client.force_login(volunteer({"language": "cy"}))
    assert client.get(INDEX, {"writer": comment.pk}).context["object_list"] == []
    assert {one.pk for one in client.get(INDEX, {"writer": others[0].pk}).context["object_list"]} == {
        one.pk for one in others
    }


def test_who_confirmed_nothing_has_no_others(client, moderator, post):
    first, second = (ReaderCommentFactory(page=post, author_email="sam@example.org") for _number in range(2))
    assert not page_of(client, first).select(".coprod-same-writer")
    assert client.get(INDEX, {"writer": first.pk}).context["object_list"] == []
