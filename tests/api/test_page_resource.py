"""Kinds of pages over JSON as they are declared, whatever pages the site has."""

from types import SimpleNamespace
from typing import Annotated

import pytest
from django.test import RequestFactory
from ninja import Schema
from wagtail.models import Site

from coprod_wagtail import features
from coprod_wagtail.api.pages import facts, operations
from coprod_wagtail.api.pages.facts import Fact
from coprod_wagtail.api.pages.seo import seo
from coprod_wagtail.caching.responses import CacheablePageMixin
from coprod_wagtail.features import PageFact, page_resources
from coprod_wagtail.swap import get_page_model

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

WEATHER = PageFact(
    name="weather",
    schema=f"{__name__}.Weather",
    null_means="Null where nobody looked out of the window.",
    values=f"{__name__}.weather",
    version=f"{__name__}.weather_version",
    changes=["until"],
    links={"get_forecast": {"place": "place"}},
    json_ld=f"{__name__}.weather_json_ld",
)


class Weather(Schema):
    """What it is like."""

    place: str


def weather(pages, request):
    return [{"place": "Leeds", "until": "noon"} if page == "outdoors" else None for page in pages]


def weather_version():
    return {"rows": 3}, ["noon", None]


def weather_json_ld(value):
    return {"contentLocation": value["place"]}


@pytest.fixture
def declared(monkeypatch):
    """An app that knows what the weather is like where a page is."""
    for module in (facts, features):
        monkeypatch.setattr(module, "page_facts", lambda: {"weather": WEATHER})


@pytest.mark.usefixtures("declared")
def test_a_shape_takes_the_facts_own():
    class Walk(Schema):
        weather: Annotated[dict | None, Fact("weather")]

    document = Walk.model_json_schema()
    assert document["properties"]["weather"]["description"] == WEATHER.null_means
    assert document["$defs"]["Weather"]["properties"]["place"]
    assert Walk(weather={"place": "Leeds"}).weather.place == "Leeds"


@pytest.mark.usefixtures("declared")
def test_pages_say_a_fact_by_its_name():
    told = facts.facts_about(["outdoors", "indoors"], ["weather"], None)
    assert told == [{"weather": {"place": "Leeds", "until": "noon"}}, {"weather": None}]
    assert facts.changes_of_facts(told) == ["noon"]
    assert facts.version_of_facts(["weather"]) == ({"weather": {"rows": 3}}, ["noon", None])
    assert facts.links_of_facts(["weather"]) == {"get_forecast": {"place": "$response.body#/weather/place"}}


@pytest.mark.shape
@pytest.mark.usefixtures("declared")
def test_search_engines_are_told_a_fact(post):
    (told,) = facts.facts_about(["outdoors"], ["weather"], None)
    assert seo(post, told, RequestFactory().get("/"))["json_ld"]["contentLocation"] == "Leeds"


def test_a_fact_that_nobody_declares_is_null_and_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert facts.facts_about(["outdoors"], ["weather"], None) == [{"weather": None}]
        assert facts.version_of_facts(["weather"]) == ({}, [])
    assert facts.links_of_facts(["weather"]) == {}


@pytest.mark.shape
def test_the_conversation_is_such_a_fact(post):
    request = RequestFactory().get("/")
    (told,) = facts.facts_about([post], ["conversation"], request)
    assert told["conversation"]["page"] == post.pk


def test_what_no_purge_reaches_is_not_for_shared_caches():
    """A page type of the site's own that is no `CacheablePageMixin`: nobody lets go of its addresses."""
    resource, site = page_resources()[0], Site.objects.get(is_default_site=True)
    request = RequestFactory().get(f"/api/coprod/v1/{resource.tag}/", headers={"host": site.hostname})
    assert issubclass(resource.mixin, CacheablePageMixin) and operations._is_purged(resource, request, site, None)
    other = SimpleNamespace(mixin=get_page_model(), many=resource.many)
    assert not operations._is_purged(other, request, site, None)
