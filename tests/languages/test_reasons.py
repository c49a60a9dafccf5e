"""A reason, and what stands in the place of covered words, are said in the language of the comment's page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale

from coprod_wagtail.comments.actions import DeclineComment
from coprod_wagtail.comments.grounds.reasons import offered_reasons, saved_answers
from coprod_wagtail.comments.models import (
    DecisionReason,
    DecisionReasonTexts,
    ReaderComment,
    SavedAnswer,
    SavedAnswerTexts,
)
from tests.comments.sending import words
from tests.factories import ModeratorFactory

from .test_aliases import SAME_ORIGIN, form_of, soup
from .test_language_of_parts import in_welsh  # noqa: F401


@pytest.fixture(autouse=True)
def texts(db):
    welsh = Locale.objects.get(language_code="cy")
    reason = DecisionReason.objects.get(key="unkind")
    reason.words = "That was unkind."
    reason.save()
    DecisionReasonTexts.objects.create(reason=reason, locale=welsh, label="Cas", words="Roedd hynny’n gas.")
    answer = SavedAnswer.objects.create(title="Thanks", body="Thank you.")
    SavedAnswerTexts.objects.create(saved_answer=answer, locale=welsh, body="Diolch.")


def told_on(client, page):
    action, hidden = form_of(client, page)
    place = client.post(action, hidden | words(), headers=SAME_ORIGIN).url
    comment = ReaderComment.objects.latest("pk")
    # Whoever decides speaks a language of their own.
    with translation.override("de"):
        DeclineComment(comment, user=ModeratorFactory(), reason="unkind")()
    return soup(client.get(place)).text


def test_the_writer_reads_it_in_the_language_of_the_page(client, post, welsh_post):
    assert "That was unkind." in told_on(client, post)
    assert "Roedd hynny’n gas." in told_on(client, welsh_post)


def test_moderators_choose_in_their_own():
    with translation.override("cy"):
        assert [one.label_now for one in offered_reasons() if one.key == "unkind"] == ["Cas"]
        assert [(one.title, one.body) for one in saved_answers()] == [("Thanks", "Diolch.")]
    with translation.override("en"):
        assert [one.label_now for one in offered_reasons() if one.key == "unkind"] == ["Unkind about a person"]


def test_all_of_them_take_two_questions():
    with CaptureQueriesContext(connection) as asked, translation.override("cy"):
        assert len(offered_reasons()) == 8
    assert len(asked) == 2


def test_editors_write_them_beside_each_other(admin_client):
    reason, welsh = DecisionReason.objects.get(key="advert"), Locale.objects.get(language_code="cy")
    fields = {"label": "", "words": "", "is_offered": "on"}
    fields |= {f"texts-{name}": "0" for name in ("INITIAL_FORMS", "MIN_NUM_FORMS")}
    fields |= {"texts-TOTAL_FORMS": "1", "texts-MAX_NUM_FORMS": "1000"}
    fields |= {"texts-0-locale": welsh.pk, "texts-0-label": "Hysbyseb", "texts-0-words": "", "texts-0-id": ""}
    saved = admin_client.post(f"/admin/reader-comment-reasons/edit/{reason.pk}/", fields)
    assert saved.status_code == 302
    assert reason.texts.get().label == "Hysbyseb"
