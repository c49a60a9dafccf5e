"""What the tables of the package leave to the database, and that every database does it.

SQLite takes text of any length; MariaDB makes no constraint with a condition or an expression, and takes "a" for "A" in
a unique column. So there are none of the former, the latter are listed here, and whoever adds one is asked to say in the
test beside it who holds it where the database does not.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils import timezone

from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.factories import ReaderCommentFactory

pytestmark = pytest.mark.framework

MODELS = [model for model in apps.get_models() if model.__module__.startswith("coprod_wagtail.")]

CHECKS = {
    # ImportComments never stores a precision without a date: tests/comments/store/test_text_alike.py.
    "coprod_comment_undated_says_so",
    # Conversation.clean(), which SetConversation calls under the conversation's lock: tests/comments/actions/test_races.py.
    "coprod_conversation_closes_after_opens",
}

UNIQUE_TEXT = {
    # Digests and HMACs in hexadecimal small letters, made by us: gateway/fingerprints.py, importers/fingerprints.py. ImportComments refuses
    # every other key: tests/comments/store/test_text_alike.py.
    "coprod_comments.ReaderComment.source_key",
    "coprod_comments.ReaderComment.repeat_key",
    "coprod_comments.CommentReport.repeat_key",
    "coprod_comments.ReaderComment.slip_hash",
    "coprod_comments.Subscription.found_by",
    "coprod_comments.Subscription.key",
    # Small letters, digits and hyphens, made by us: tests/comments/grounds/test_lists.py.
    "coprod_comments.DecisionReason.key",
    "coprod_importers.ImportedPage.source_key",
    "coprod_wagtail.MailAddress.fingerprint",
}

UNIQUE_TOGETHER = {
    # InAddresses.clean() compares without case and accents: tests/blog/test_names_alike.py.
    "coprod_category_one_slug": ("locale", "slug"),
    "coprod_series_one_slug": ("locale", "slug"),
    # Numbers, nobody's words.
    # Stored by `insert_if_new`, which no database refuses: tests/comments/notices/test_races.py.
    "coprod_day_told_once": ("thing", "number", "since", "stage"),
    "coprod_category_one_translation": ("translation_key", "locale"),
    "coprod_series_one_translation": ("translation_key", "locale"),
    # Numbers too. The editor is asked for each language once: tests/languages/test_texts.py.
    "coprod_help_one_a_language": ("site_help", "locale"),
    "coprod_sharing_one_a_language": ("search_and_sharing", "locale"),
    "coprod_texts_one_a_language": ("comment_settings", "locale"),
    "coprod_reason_one_a_language": ("reason", "locale"),
    "coprod_answer_one_a_language": ("saved_answer", "locale"),
    # A hash. The form asks first: tests/comments/admin/test_word_lists.py.
    "coprod_word_list_once": ("site", "language", "key"),
}


def test_the_models_are_those_of_every_app():
    assert {"coprod_comments", "coprod_blog", "coprod_pages", "coprod_importers"} <= {
        model._meta.app_label for model in MODELS
    }


def test_constraints_are_checks_that_somebody_holds_before_the_database():
    constraints = [constraint for model in MODELS for constraint in model._meta.constraints]
    unique = [constraint for constraint in constraints if isinstance(constraint, models.UniqueConstraint)]
    assert not any(constraint.condition or constraint.expressions for constraint in unique)
    assert {constraint.name: constraint.fields for constraint in unique} == UNIQUE_TOGETHER
    checks = [constraint for constraint in constraints if constraint not in unique]
    assert all(isinstance(constraint, models.CheckConstraint) for constraint in checks)
    assert {constraint.name for constraint in checks} == CHECKS


def test_no_index_has_a_condition_or_an_expression():
    for model in MODELS:
        for index in model._meta.indexes:
            assert index.condition is None and not index.expressions, index.name


def test_unique_text_is_made_by_us_or_compared_by_us():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        for field in model._meta.local_fields
        if field.unique and isinstance(field, models.CharField)
    }
    assert found == UNIQUE_TEXT
    assert not any(model._meta.unique_together for model in MODELS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "breach",
    [
        lambda: Conversation.objects.update(
            opens_at=timezone.now(), closes_at=timezone.now() - timedelta(days=1), version=7
        ),
        lambda: ReaderComment.objects.update(posted_at=None, posted_precision=DatePrecision.EXACT),
    ],
    ids=sorted(CHECKS, reverse=True),
)
def test_every_database_refuses_what_a_program_does_past_the_actions(post, breach):
    ReaderCommentFactory(page=post)
    with pytest.raises(IntegrityError), transaction.atomic():
        breach()


@pytest.mark.django_db
@pytest.mark.parametrize("counter", ["published_count", "waiting_count", "flood_count", "thread_count"])
def test_no_database_lets_a_counter_fall_below_nothing(post, counter):
    Conversation.objects.create(page=post)
    with pytest.raises(DatabaseError), transaction.atomic():
        Conversation.objects.update(**{counter: models.F(counter) - 1})
    assert getattr(Conversation.objects.get(), counter) == 0
