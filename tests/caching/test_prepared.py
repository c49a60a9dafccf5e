"""Queries that are put together once give what Django's own give."""

import pytest
from django.db import connection
from wagtail.models import Locale, Page, Site

from coprod_wagtail.page_tree.prepared import Prepared

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def pages_with(ids):
    return Page.objects.filter(pk__in=ids).select_related("locale").order_by("-pk")


@pytest.fixture
def pages():
    root = Page.objects.get(depth=1)
    return [root.add_child(instance=Page(title=f"Page {number}", slug=f"page-{number}")) for number in range(70)]


def test_it_gives_what_the_queryset_gives(pages):
    prepared = Prepared(pages_with)
    for some in (pages[:1], pages[3:6], pages[5:2:-1], pages):
        ids = [page.pk for page in some]
        found, wanted = prepared(tuple(ids)), list(pages_with(tuple(ids)))
        assert found == wanted
        for one, other in zip(found, wanted, strict=True):
            own, its = one.__dict__.copy(), other.__dict__.copy()
            assert own.pop("_state").fields_cache == its.pop("_state").fields_cache
            assert {name: own[name] for name in its if not name.startswith("_")} == {
                name: its[name] for name in its if not name.startswith("_")
            }


def test_it_asks_each_time(pages, django_assert_num_queries):
    prepared = Prepared(pages_with)
    assert [page.title for page in prepared((pages[0].pk,))] == ["Page 0"]
    Page.objects.filter(pk=pages[0].pk).update(title="Renamed")
    locale = Locale.objects.get()
    with django_assert_num_queries(1):
        (page,) = prepared((pages[0].pk,))
        assert page.title == "Renamed" and page.locale == locale


@pytest.mark.parametrize("number", [2_000_000_000, 2**63 - 1, 2**63, 2**70, -(2**70)])
def test_nothing_is_found_where_there_is_nothing(pages, number):
    assert Prepared(lambda pk: Page.objects.filter(pk=pk))(number) == []


def test_the_sql_is_put_together_once(pages, monkeypatch):
    made = []

    def make(pk):
        made.append(pk)
        return Page.objects.filter(pk=pk)

    prepared = Prepared(make)
    assert [page.pk for page in prepared(pages[0].pk)] == [pages[0].pk]
    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.as_sql", None)
    assert [page.pk for page in prepared(pages[1].pk)] == [pages[1].pk]
    assert len(made) == 1


def test_each_number_goes_to_its_place(pages):
    between = Prepared(lambda low, high: Page.objects.filter(pk__gt=low, pk__lt=high).order_by("pk"))
    assert between(pages[0].pk, pages[3].pk) == pages[1:3]
    assert between(pages[2].pk, pages[4].pk) == pages[3:4]


def test_what_is_prefetched_is_there(pages, django_assert_num_queries):
    site = Site.objects.create(hostname="other.example", root_page=pages[0])
    prepared = Prepared(lambda pk: Page.objects.filter(pk=pk).prefetch_related("sites_rooted_here"))
    for _time in range(2):
        with django_assert_num_queries(2):
            (page,) = prepared(pages[0].pk)
            assert list(page.sites_rooted_here.all()) == [site]


def test_it_asks_the_database_that_is_named(pages):
    prepared = Prepared(pages_with)
    (page,) = prepared((pages[0].pk,), using=connection.alias)
    assert page._state.db == connection.alias
