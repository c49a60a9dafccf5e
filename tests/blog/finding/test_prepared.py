"""Queries that are put together once give what they would give if they were put together each time."""

import datetime

import pytest
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coprod_wagtail.page_tree.prepared import Prepared
from coprod_wagtail.pages.models import BlogPostPage

pytestmark = pytest.mark.framework

DAYS = st.dates(datetime.date(2026, 5, 1), datetime.date(2026, 5, 9))


def posts(path, day, ids, pk):
    found = BlogPostPage.objects.filter(path__startswith=path, path__gt=path, date__lte=day, live=True)
    return found.filter(pk__in=ids).exclude(pk=pk).order_by("-date", "pk").values_list("pk", "date", "title")


PREPARED = Prepared(posts)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(DAYS, st.sets(st.integers(0, 9), min_size=1, max_size=4), st.integers(0, 9), st.booleans())
def test_the_answer_is_that_of_the_queryset(request, day, places, own, below):
    written = request.getfixturevalue("written")
    asked = (
        written[0].path[:-4] if below else "9999",
        day,
        tuple(written[place].pk for place in places),
        written[own].pk,
    )
    assert PREPARED(*asked) == list(posts(*asked))


@pytest.fixture
def written(write):
    return [write(f"50% of _{day}", 2026, 5, 1 + day % 9) for day in range(10)]


def test_it_is_put_together_once_for_each_number_of_values(written, monkeypatch):
    prepared, made = Prepared(posts), []
    put_together = SQLCompiler.as_sql
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *args, **kwargs: made.append(1) or put_together(*args, **kwargs))
    path, day, pks = written[0].path[:-4], datetime.date(2026, 5, 4), [post.pk for post in written]
    for first in range(3):
        with CaptureQueriesContext(connection) as asked:
            prepared(path, day, tuple(pks[first : first + 2]), 0)
        assert len(asked) == 1
    assert len(made) == 1
    prepared(path, day, tuple(pks[:3]), 0)
    assert len(made) == 2


def test_more_values_than_it_has_places_for(written):
    ids = tuple(range(1, 100)) + tuple(post.pk for post in written)
    asked = (written[0].path[:-4], datetime.date(2026, 5, 9), ids, 0)
    assert len(PREPARED(*asked)) == 10
