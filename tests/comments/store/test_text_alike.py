"""Emoji, letters from outside the first plane, case and accents: the same on every database.

MariaDB's usual collation takes "Zoe", "ZOE" and "Zoë" for one, and any emoji for any other; SQLite knows upper and lower
case of plain letters only; PostgreSQL knows all of them apart. What people see must not hang on that.
"""

from uuid import uuid4

import pytest
from django.urls import reverse

from coprod_wagtail.comments.actions import ImportComments, OldComment
from coprod_wagtail.comments.constants import DatePrecision, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.factories import ReaderCommentFactory

from ..sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

# A face, a flag, a family held together by joiners, a skin tone, a mathematical letter, a rare Chinese one, Adlam.
FOUR_BYTES = "😀 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👩‍👩‍👧‍👦 👍🏾 𝒵 𠮷 𞤀𞤣𞤢𞤥"


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}


def send_all(client, page, comments):
    """One drawn form, sent once for each of `comments`."""
    fields = drawn_fields(client, page.url)
    action = fields.pop("action")
    return [
        client.post(action, fields | words(**comment), headers=SAME_ORIGIN).headers["Location"] for comment in comments
    ]


def test_four_byte_letters_are_kept_and_shown(client, post):
    send(client, post, body=FOUR_BYTES, author_name=f"Zoë {FOUR_BYTES}")
    comment = ReaderComment.objects.get()
    assert (comment.body, comment.author_name) == (FOUR_BYTES, f"Zoë {FOUR_BYTES}")

    ReaderComment.objects.all().delete()
    shown = ReaderCommentFactory(page=post, body=FOUR_BYTES, author_name=FOUR_BYTES[:1])
    assert FOUR_BYTES in soup(client.get(post.url)).select_one(f"#comment-{shown.pk}").get_text()


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("author_name", ["Zoe", "Zoë", "ZOE", "zoe", "Zóe"]),
        ("body", ["😀", "😃", "👍🏾", "👍"]),
        ("body", ["Cafe", "Café", "CAFÉ", "cafe"]),
        ("body", ["𠮷", "𠮟"]),
        ("author_email", ["zoe@example.org", "ZOE@example.org"]),
    ],
)
def test_comments_that_only_look_alike_to_a_database_are_different_comments(client, post, field, values):
    addresses = send_all(client, post, [{field: value} for value in values])

    assert len(set(addresses)) == len(values)
    assert sorted(ReaderComment.objects.values_list(field, flat=True)) == sorted(values)
    assert Conversation.objects.get().waiting_count == len(values)


def test_a_name_with_spaces_around_it_is_that_name(client, post):
    """Nothing after a name could be seen, so "ZOE " and "ZOE" are the same click on Send."""
    addresses = send_all(client, post, [{"author_name": "ZOE"}, {"author_name": "ZOE "}, {"author_name": " ZOE"}])
    assert len(set(addresses)) == 1
    assert ReaderComment.objects.get().author_name == "ZOE"


def test_a_letter_with_its_accent_apart_is_the_same_letter(client, post):
    """Some keyboards send é as one character and some as two."""
    send_all(client, post, [{"author_name": "Zoe\u0308"}, {"author_name": "Zo\u00eb"}])
    assert ReaderComment.objects.get().author_name == "Zo\u00eb"


# A moderator looks for somebody


@pytest.fixture
def found(client, moderator, post):
    """`found("zoe")`: the names of the writers that the list shows for that search."""
    client.force_login(moderator)

    def search(query):
        response = client.get(reverse("coprod_reader_comments:index"), {"q": query})
        return sorted(comment.author_name for comment in response.context["object_list"])

    return search


@pytest.mark.parametrize("query", ["zoe", "Zoë", "ZOE", "ZOË", "zo\u0065\u0308"])
def test_a_search_for_a_name_minds_neither_case_nor_accents(found, post, query):
    for name in ["Zoe", "Zoë", "ZOE", "Zed", "Maryam"]:
        ReaderCommentFactory(page=post, author_name=name, body="Words")
    assert found(query) == ["ZOE", "Zoe", "Zoë"]


@pytest.mark.parametrize(
    ("body", "query"),
    [
        ("We met at the CAFÉ in town", "café"),
        ("We met at the café in town", "CAFE IN"),
        ("ÅNGSTRÖM", "ångström"),
        ("Жанна was here", "жанна"),
        ("ΣΟΦΙΑ", "σοφια"),
        ("Straße", "STRAße"),
        ("I can’t come", "can’t"),
        ("50% off (really) [yes] a.b*c \\d ^$ |", "50% off (really) [yes] a.b*c \\d ^$ |"),
        ("so 😀 today", "😀"),
        ("𠮷野家", "𠮷"),
        ("two\nlines", "lines"),
    ],
)
def test_words_are_found_whatever_their_letters(found, post, body, query):
    ReaderCommentFactory(page=post, author_name="Wanted", body=body)
    ReaderCommentFactory(page=post, author_name="Other", body="Something else 😃 𠮟")
    assert found(query) == ["Wanted"]


@pytest.mark.parametrize("query", ["50%", "5_%", ".*", "a|b", "(", "[", "\\", "😀", "'", '"', "z" * 300])
def test_what_means_something_to_a_database_is_only_looked_for(found, post, query):
    ReaderCommentFactory(page=post, author_name="Sam", body="500 words 😃")
    assert found(query) == []


# Old comments


@pytest.mark.parametrize("key", ["ABC", "äbc", "abc ", "", "a" * 65, "no-digest"])
def test_a_key_that_a_database_could_mistake_for_another_is_refused(post, key):
    old = [OldComment(source_key="abc", body="Words"), OldComment(source_key=key, body="Words")]
    with pytest.raises(ValueError, match="hexadecimal"):
        ImportComments(post, old, source="test", batch=uuid4())()
    assert not ReaderComment.objects.exists()


@pytest.mark.parametrize(
    ("old", "source"),
    [
        (OldComment(source_key="a", body="Words", author_name="n" * 201), "test"),
        (OldComment(source_key="a", body="Words"), "s" * 41),
    ],
)
def test_what_is_too_long_for_its_column_is_refused_before_anything_is_made(post, old, source):
    with pytest.raises(ValueError, match="too long"):
        ImportComments(post, [old], source=source, batch=uuid4())()
    assert not Conversation.objects.exists()


def test_an_old_comment_without_a_date_does_not_say_how_exact_it_is(post):
    """What the database's check constraint asks for; the action does not leave it to that."""
    old = OldComment(source_key="a", body="Words", posted_at=None, posted_precision=DatePrecision.EXACT)
    (comment,) = ImportComments(post, [old], source="test", batch=uuid4())()
    assert comment.posted_precision == DatePrecision.UNKNOWN


def test_old_comments_with_four_byte_letters_come_along(post):
    old = OldComment(source_key="1", body=FOUR_BYTES, author_name=FOUR_BYTES)
    (comment,) = ImportComments(post, [old], source="test", batch=uuid4())()
    comment.refresh_from_db()
    assert (comment.body, comment.author_name, comment.status) == (FOUR_BYTES, FOUR_BYTES, Status.PUBLISHED)
