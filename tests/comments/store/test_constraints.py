"""What a column cannot hold is refused by the action, the same on every database.

SQLite takes text of any length, and no database knows the choices of a field. That the forms say it in words, before it
comes to that: test_send.py, test_api_sending.py, test_panel.py. What the tables leave to the database:
tests/core/test_constraints.py.
"""

from datetime import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from coprod_wagtail.comments.actions import ImportComments, OldComment, SetConversation, Submission, SubmitComment
from coprod_wagtail.comments.constants import Access, Policy
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.factories import ModeratorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

# One character each, however many bytes a database needs for it.
LONGEST_NAME = "𠮷" * 200
LONGEST_ADDRESS = "a" * 242 + "@example.org"


def submit(page, **changes):
    fields = {"body": "The bus decides my day.", "author_name": "Sam"} | changes
    return SubmitComment(Conversation.for_page_id(page.pk), Submission(**fields))()


def set_conversation(page, **values):
    return SetConversation(page, values, user=ModeratorFactory())()


# A comment that comes in


@pytest.mark.parametrize(
    ("field", "value"), [("author_name", LONGEST_NAME + "𠮷"), ("author_email", "a" + LONGEST_ADDRESS)]
)
def test_what_is_too_long_for_its_column_is_refused_before_anything_is_stored(post, field, value):
    with pytest.raises(ValueError, match=f"{field} of a submission is too long") as refused:
        submit(post, **{field: value})

    assert value not in str(refused.value)
    assert not ReaderComment.objects.exists() and not Conversation.objects.exists()
    assert not ModelLogEntry.objects.exists()


def test_what_just_fits_its_column_is_kept_whole(post):
    submit(post, author_name=LONGEST_NAME, author_email=LONGEST_ADDRESS)

    comment = ReaderComment.objects.get()
    assert (comment.author_name, comment.author_email) == (LONGEST_NAME, LONGEST_ADDRESS)


def test_a_precision_that_nobody_knows_is_refused_before_anything_is_made(post):
    old = OldComment(source_key="a", body="Words", posted_at=timezone.now(), posted_precision="about noon")
    with pytest.raises(ValueError, match="Not a precision"):
        ImportComments(post, [old], source="test", batch=uuid4())()
    assert not Conversation.objects.exists()


# What is set about a conversation


@pytest.mark.sampled
@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("access", "ajar"),
        ("access", "open to everyone"),  # longer than the column, too
        ("access", ""),
        ("access", None),
        ("policy", "never"),
        ("policy", Access.OPEN),
        ("closes_at", "soon"),
    ],
)
def test_a_value_that_does_not_fit_its_field_changes_nothing(post, exists, field, value):
    if exists:
        Conversation.objects.create(page=post, policy=Policy.SHOW_FIRST)
    before = list(Conversation.objects.values())

    # The other value would be fine; both or none.
    with pytest.raises(ValidationError) as refused:
        set_conversation(post, **{"opens_at": timezone.now(), field: value})

    assert list(refused.value.message_dict) == [field]
    assert list(Conversation.objects.values()) == before
    assert not PageLogEntry.objects.filter(action="coprod_comments.set_conversation").exists()


def test_a_moment_may_be_written_out(post):
    """As a program reads it from a file; it is a moment by the time it is compared and logged."""
    set_conversation(post, opens_at=datetime.fromisoformat("2026-07-01T10:00:00+00:00"))
    conversation = set_conversation(post, closes_at="2026-07-02T10:00:00+00:00")

    assert conversation.closes_at == datetime.fromisoformat("2026-07-02T10:00:00+00:00")
    with pytest.raises(ValidationError, match="Choose a closing time after"):
        set_conversation(post, closes_at="2026-06-01T10:00:00+00:00")


def test_what_an_older_version_let_in_stops_nobody_from_changing_something_else(post):
    Conversation.objects.create(page=post, policy="never")

    assert set_conversation(post, access=Access.READ_ONLY).access == Access.READ_ONLY
    assert set_conversation(post, policy=Policy.INHERIT).policy == Policy.INHERIT
