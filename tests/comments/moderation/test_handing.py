"""Handing a comment over to another moderator, in the admin and over the API."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import EditComment, HideComment, PublishComment, TakeDownComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import HandOver, ReaderComment
from coprod_wagtail.comments.moderation.handing.actions import GiveBack, HandOverComment
from coprod_wagtail.comments.notices.waiting import Thing, counts, first_items, waiting
from coprod_wagtail.comments.permissions import policy
from coprod_wagtail.comments.reports.decisions import KeepComment
from coprod_wagtail.comments.reports.submit import SubmitReport, Told
from tests.factories import ModeratorFactory, ReaderCommentFactory, UserFactory, volunteer

from ..sending import soup

pytestmark = pytest.mark.django_db

NOTE = "You know this garden better than I do."


@pytest.fixture
def ann():
    return ModeratorFactory(email="ann@example.org")


@pytest.fixture
def ben():
    return ModeratorFactory(email="ben@example.org")


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(page=post, status=Status.PENDING, body="A heron stood in the ford.")


def again(comment):
    return ReaderComment.objects.select_related("conversation").get(pk=comment.pk)


def url(name, comment):
    return reverse(f"coprod_reader_comments:{name}", args=[comment.pk])


@pytest.mark.framework
def test_who_gets_it_finds_it_and_reads_what_was_said(client, comment, ann, ben):
    client.force_login(ann)
    response = client.post(url("hand_over", comment), {"to": ben.pk, "note": NOTE})
    assert response.status_code == 302
    client.force_login(ben)
    assert [
        one.pk for one in client.get(reverse("coprod_reader_comments:index"), {"mine": "on"}).context["object_list"]
    ] == [comment.pk]
    page = client.get(url("inspect", comment))
    assert NOTE in page.text and "It was handed over to you" in page.text
    # The log says that it was done, and no word.
    entry = ModelLogEntry.objects.get(action="coprod_comments.hand_over")
    assert (entry.user, entry.data) == (ann, {"to": str(ben.pk)})
    assert "Handed over to a colleague" in page.text


@pytest.mark.parametrize("decide", [PublishComment, HideComment, KeepComment])
def test_it_ends_with_the_decision(comment, ann, ben, decide):
    if decide is not PublishComment:
        comment = ReaderCommentFactory(page=comment.page, status=Status.PUBLISHED)
        SubmitReport(again(comment), Told(reason="unkind"), site=None, covers=False)()
        comment = again(comment)
    HandOverComment(comment, to=ben, note=NOTE, user=ann)()
    decide(again(comment), user=ann)()
    assert not HandOver.objects.exists()
    assert again(comment).handed_since is None


def test_the_writer_who_takes_it_back_ends_it_and_one_who_mends_it_does_not(comment, ann, ben):
    HandOverComment(comment, to=ben, user=ann)()
    EditComment(again(comment), body="A heron stood in the river.", author_name="Sam")()
    assert HandOver.objects.get().to == ben
    TakeDownComment(again(comment))()
    assert not HandOver.objects.exists()


def test_it_is_with_one_at_a_time_and_can_be_given_back(comment, ann, ben):
    HandOverComment(comment, to=ben, note=NOTE, user=ann)()
    HandOverComment(again(comment), to=ann, user=ben)()
    assert (HandOver.objects.get().to, HandOver.objects.get().note) == (ann, "")
    with pytest.raises(Conflict):
        GiveBack(again(comment), user=ModeratorFactory())()
    GiveBack(again(comment), user=ann)()
    assert again(comment).handed_since is None
    with pytest.raises(Conflict):
        GiveBack(again(comment), user=ann)()


def test_only_to_who_may_decide_about_it_and_only_what_is_open(client, comment, blog, ann):
    here, elsewhere = volunteer({"page": blog}), volunteer({"language": "cy"})
    nobody, gone = UserFactory(), ModeratorFactory(is_active=False)
    client.force_login(ann)
    offered = {option["value"] for option in soup(client.get(url("hand_over", comment))).select("#id_to option")}
    assert str(here.pk) in offered and not {str(one.pk) for one in (ann, elsewhere, nobody, gone)} & offered
    for one in (ann, elsewhere, nobody, gone):
        with pytest.raises(ValidationError):
            HandOverComment(again(comment), to=one, user=ann)()
    with pytest.raises(ValidationError):
        HandOverComment(again(comment), to=here, note="x" * 501, user=ann)()
    PublishComment(again(comment), user=ann)()
    with pytest.raises(Conflict):
        HandOverComment(again(comment), to=here, user=ann)()
    assert not HandOver.objects.exists()


@pytest.mark.framework
def test_who_gets_it_hears_of_it_without_a_word_that_was_written(comment, ann, ben):
    HandOverComment(comment, to=ben, note=NOTE, user=ann)()
    rows = waiting(policy.comments_for(ben), [ben.pk])
    assert counts(rows)[Thing.HANDED] == 1
    assert counts(waiting(policy.comments_for(ann), [ann.pk]))[Thing.HANDED] == 0
    item = next(one for one in first_items(rows) if one.thing == Thing.HANDED)
    assert (item.key, item.comment) == (f"handed-{comment.pk}", comment)
    # Who may not read it any more hears nothing.
    welsh = volunteer({"language": "cy"})
    HandOver.objects.update(to=welsh)
    assert counts(waiting(policy.comments_for(welsh), [welsh.pk]))[Thing.HANDED] == 0
