"""What the moderators' search finds, and that PostgreSQL finds it by an index."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from coprod_wagtail.comments.admin import listing
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.comments.moderation.search import index
from coprod_wagtail.comments.moderation.search.words import with_words
from coprod_wagtail.text.collation import literal_parts, loose_pattern, plain_letters
from tests.factories import ReaderCommentFactory, UserFactory

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="Only PostgreSQL has the index")


@pytest.mark.pure
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("The CAFÉ is warm", "cafe"),
        ("Tŷ bach twt, Ŵyn", "ty  bach"),
        ("I don’t know", "don't"),
        ("Twenty–two (22)", "twenty-two"),
        ("Ḿḯḵŕọ ẞoup", "mikro"),
        ("Привет, soup", "ПРИВЕТ"),
        ("100% of\nit", "100% of it"),
        ("Number 12", "r 1"),
    ],
)
def test_what_the_pattern_finds_has_all_literal_parts_in_it(words, wanted):
    assert re.search(loose_pattern(wanted), words, re.IGNORECASE)
    plain = words.translate(str.maketrans(*plain_letters()))
    assert all(part in plain for part in literal_parts(wanted))


@pytest.mark.pure
def test_nothing_that_sql_would_take_for_its_own_is_in_the_letters():
    assert not set("'\"\\%") & set("".join(plain_letters()))


@pytest.mark.framework
@pytest.mark.django_db
def test_more_than_are_listed_are_told_of(post, monkeypatch):
    monkeypatch.setattr(listing, "MOST_FOUND", 2)
    for status in ("published", "pending", "pending"):
        ReaderCommentFactory(page=post, body="A gravyboat", status=status)
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    page = BeautifulSoup(client.get("/admin/reader-comments/", {"q": "gravyboat"}).content, "html.parser")
    words = " ".join(page.get_text(" ").split())
    assert "There are more than 2 matches" in words
    assert "This list and the numbers above it have the first 2. Those that wait to be read come first." in words


@pytest.mark.framework
@pytest.mark.django_db
@on_postgresql
def test_words_are_found_by_the_index_and_the_same_ones_without_it(post):
    comments = [ReaderCommentFactory(page=post, body=words) for words in ("A Grâvyboat", "A gravy boat", "Soup")]
    named = ReaderCommentFactory(page=post, body="Words", author_name="Gravyboat Ann")

    def found(wanted, number=None):
        return set(with_words(ReaderComment.objects.all(), wanted, number).values_list("pk", flat=True))

    def all_found():
        return [
            found("gravyBOAT"),
            found("gravy boat"),
            found("boat soup"),
            found("gravyboat", comments[2].pk),
            found("a"),
        ]

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = with_words(ReaderComment.objects.all(), "gravyboat", 7).explain()
    assert "coprod_comment_words" in plan and "Seq Scan" not in plan
    by_index = all_found()
    assert by_index[:2] == [{comments[0].pk, named.pk}, {comments[1].pk}]
    index.drop("default")
    assert not index.is_there(connection)
    assert all_found() == by_index


def signs_are_indexed():
    with connection.cursor() as cursor:
        return "coprod_comment_signs" in connection.introspection.get_constraints(cursor, ReaderComment._meta.db_table)


@pytest.mark.framework
@pytest.mark.django_db(transaction=True)
@on_postgresql
def test_without_the_right_to_make_it_nothing_fails_and_a_command_makes_it_later(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(index._INDEXES, index._WORDS, "(nothing_like_it(body)) gin_trgm_ops")
        assert index.make("default") is False
        assert signs_are_indexed()
        with pytest.raises(CommandError, match="CREATE EXTENSION pg_trgm"):
            call_command("make_search_index")
    assert not index.is_there(connection)
    call_command("make_search_index")
    assert index.is_there(connection)
