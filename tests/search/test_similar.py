"""Misspelling is helped where the database can."""

import pytest
from django.db import connection
from wagtail.models import Site

from coprod_wagtail.search import similar
from coprod_wagtail.search.finding import search
from coprod_wagtail.search.texts import what_was_found
from tests.pages.factories import make_private
from tests.searching import SEARCHES

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="no other database has pg_trgm")


@pytest.mark.pure
@pytest.mark.parametrize(
    ("word", "other", "near"),
    [
        ("lettres", "letters", True), ("letter", "letters", True), ("Recieve", "receive", True), ("cafe", "CAFÉ", True),
        ("sup", "sup", True), ("sup", "soup", False), ("soop", "soup", True), ("soop", "shop", True), ("kitchen", "chicken", False),
        ("tea", "tee", False), ("volunter", "volunteers", True),
    ],
)  # fmt: skip
def test_which_words_may_be_meant(word, other, near):
    assert similar.is_near(word, other) is near


@pytest.fixture
def site(root_page):
    return Site.objects.get(is_default_site=True)


@pytest.mark.framework
@pytest.mark.django_db
class TestOnAnyDatabase:
    pytestmark = SEARCHES

    def test_without_the_index_nothing_similar_is_found(self, site, write, monkeypatch):
        monkeypatch.setattr(similar, "is_there", lambda connection: False)
        write("Letters to the council", "We wrote.")
        assert not search("lettres", site).places

    @on_postgresql
    def test_similar_words_are_found_said_and_marked(self, site, write, member):
        assert similar.is_there(connection)
        write("Letters to the council", "We wrote letters.")
        write("Monday", "There was soup.")
        found = search("lettres", site)
        (hit,) = found.hits(found.places)
        assert (hit.title, found.is_similar) == ("Letters to the council", True)
        assert [part.text for part in hit.excerpt if part.marked] == ["letters"]
        assert what_was_found(found, 1) == "Nothing has the word “lettres”. These are similar."
        assert not search("lettres bananas", site).places
        assert not search("xyzzyplugh", site).places

    @on_postgresql
    def test_what_has_the_very_words_is_not_joined_by_others(self, site, write):
        write("Letters", "letters")
        write("Litter", "litter")
        found = search("letters", site)
        assert (len(found.places), found.is_similar) == (1, False)

    @on_postgresql
    def test_nobody_waits_long_for_a_guess(self, site, write, monkeypatch):
        write("Letters", "letters")
        monkeypatch.setattr(similar, "_LONGEST", 50)
        monkeypatch.setattr(similar, "_TEXT", "(title_text || pg_sleep(5)::text)")
        assert not search("lettres", site).places
        # Nothing is left of it in the transaction around.
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            assert cursor.fetchone() == ("0",)
        monkeypatch.undo()
        assert search("lettres", site).is_similar

    @on_postgresql
    @pytest.mark.parametrize("hide", ["draft", "private"])
    def test_only_what_everybody_may_read(self, site, write, hide):
        post = write("Letters", "letters")
        post.unpublish() if hide == "draft" else make_private(post)
        assert not search("lettres", site).places

    @on_postgresql
    def test_hostile_and_long_words_are_no_error(self, site, write):
        write("Letters", "letters")
        for text in ("%s lettres'", "\\letters\\x", "lettres " * 400, "l" * 5_000, "'; drop table x; -- lettres"):
            search(text, site)


@pytest.mark.framework
@pytest.mark.django_db(transaction=True)
@on_postgresql
def test_the_index_is_made_anew_and_taken_away():
    similar.drop("default")
    assert not similar.is_there(connection)
    assert similar.make("default")
