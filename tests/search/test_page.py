"""The results page below a blog, and the box that leads there."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coprod_wagtail.blog.models import FormerCategorySlug
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory
from tests.pages.factories import BlogPostAuthorFactory, CategoryFactory, make_private
from tests.searching import SEARCHES

pytestmark = [pytest.mark.framework, *SEARCHES]


@pytest.fixture
def read(client):
    """A page as a reader gets it."""

    def read(query="", address="/blog/search/"):
        answer = client.get(f"{address}{query}")
        assert answer.status_code == 200, (query, answer.status_code, answer.headers.get("Location"))
        return BeautifulSoup(answer.content, "html.parser")

    return read


def titles(page):
    return [one.text for one in page.select(".coprod-hit__title")]


def words(element):
    return " ".join(element.text.split())


@pytest.mark.shape
def test_what_is_found_is_shown_with_its_words_marked(read, write):
    write("Monday", "There was soup.", 2026, 5, 4)
    page = read("?q=Soup")
    assert titles(page) == ["Monday"]
    assert words(page.h1) == "Search"
    assert words(page.select_one(".coprod-search__said")) == "We found “Soup” in 1 place."
    assert page.select_one(".coprod-hit a")["href"] == "/blog/monday/"
    assert page.select_one(".coprod-hit__words").decode_contents() == "There was <mark>soup</mark>."
    assert words(page.title).startswith("Soup – Search – Blog")
    assert [words(item) for item in page.select(".coprod-breadcrumbs li")][-2:] == ["Blog", "Search"]


def test_facts_of_a_post_stand_with_it(read, write, member):
    BlogPostAuthorFactory(page=write("Monday", "There was bread.", 2026, 5, 4), profile=member)
    facts = re.sub(r"[\u200b\s]+", " ", read("?q=bread").select_one(".coprod-hit__facts").text).strip()
    assert facts == "Post · By Maryam O. · 4 May 2026"


def test_the_form_works_without_scripts_and_says_what_it_is(read, write):
    write("Monday", "soup")
    for page in (read(address="/blog/"), read("?q=soup")):
        form = page.select_one("form[role=search]")
        assert (form["method"], form["action"]) == ("get", "/blog/search/")
        box = form.select_one("input[type=search]")
        assert form.find("label", attrs={"for": box["id"]}).text == "Words to look for"
        assert form.find("label")["id"] == form["aria-labelledby"]
        assert form.select_one("button")["type"] == "submit"
        assert not page.select("form[role=search] script")
    assert box["value"] == "soup"


def test_no_search_engine_and_no_cache_keeps_it(client, read, write, settings):
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "PAGE_CACHE_SECONDS": 60, "ETAG_BEFORE_DRAWING": True}
    write("Monday", "soup")
    answer = client.get("/blog/search/?q=soup", headers={"if-none-match": "*"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, follow"
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex, follow"
    assert page.find("link", rel="canonical") is None
    assert not answer.cookies


def test_kinds_can_be_shown_by_themselves(read, write, member, question):
    write("Monday", "soup")
    page = read("?q=soup")
    tabs = [(words(tab.parent), tab["href"]) for tab in page.select(".coprod-search__kinds a")]
    assert tabs == [
        ("Everything 3", "?q=soup"),
        ("Posts 1", "?q=soup&kind=post"),
        ("Members 1", "?q=soup&kind=member"),
        ("Questions to the readers 1", "?q=soup&kind=conversation-page"),
    ]
    page = read("?q=soup&kind=member")
    assert titles(page) == ["Maryam O."]
    assert words(page.select_one("[aria-current=page]")) == "Search"
    assert page.select_one(".coprod-search__kinds [aria-current]").text == "Members"
    assert titles(read("?q=soup&kind=song")) == titles(read("?q=soup"))


def test_filters_offer_what_there_is(read, write, member):
    food, old = CategoryFactory(name="Food", slug="food"), CategoryFactory(name="Old things", slug="old")
    one = write("One", "soup", 2026, 5, 4, categories=[food])
    BlogPostAuthorFactory(page=one, profile=member)
    write("Two", "soup", 2025, 1, 1, categories=[old])
    page = read("?q=soup&topic=food")
    offered = {select["name"]: [option.text for option in select.select("option")] for select in page.select("select")}
    assert offered == {
        "topic": ["All topics", "Food", "Old things"],
        "year": ["All years", "2026", "2025"],
        "by": ["Everybody", "Maryam O."],
    }
    assert page.select_one("select[name=topic] [selected]")["value"] == "food"
    assert titles(page) == titles(read("?q=soup&year=2026")) == titles(read("?q=soup&by=maryam")) == ["One"]
    FormerCategorySlug.objects.create(category=old, slug="ancient")
    assert titles(read("?q=soup&topic=ancient")) == ["Two"]
    # What nobody can choose narrows nothing, and nothing on the page says that it did.
    assert "Two" in titles(read("?q=soup&topic=none&year=x&by=nobody"))


def test_nothing_found_is_a_page_that_helps(read, write):
    food = CategoryFactory(name="Food", slug="food")
    write("Monday", "bread", 2026, 5, 4, categories=[food, CategoryFactory(name="News", slug="news")])
    page = read("?q=xyzzyplugh&topic=food")
    assert words(page.select_one(".coprod-search__said")) == "Nothing here has the word “xyzzyplugh”."
    assert page.select_one("input[type=search]")["value"] == "xyzzyplugh"
    assert page.find("a", string="Look for the same words in everything")["href"] == "?q=xyzzyplugh"
    assert page.find("a", string="Monday")["href"] == "/blog/monday/"
    assert page.select_one("nav[aria-labelledby=coprod-topics] a")["href"] == "/blog/topic/food/"
    assert page.find("a", string="All posts")["href"] == "/blog/"


def test_without_words_it_is_the_box(read, write):
    write("Monday", "soup")
    page = read()
    assert page.select_one("input[type=search]")["value"] == "" and not page.select(
        ".coprod-search__said, .coprod-note"
    )
    assert words(page.title).startswith("Search – Blog")


def test_it_comes_in_pages(read, write):
    for number in range(12):
        write(f"Soup {number}", "soup")
    first, second = read("?q=soup"), read("?q=soup&page=2")
    assert (len(titles(first)), len(titles(second))) == (10, 2)
    assert not set(titles(first)) & set(titles(second))
    assert first.select_one(".coprod-pagination a")["href"] == "/blog/search/?q=soup&page=2"
    assert "page 2 of 2" in second.title.text


def test_posts_of_this_blog_only(read, write, root_page):
    other = BlogIndexPageFactory(parent=root_page, title="Other", slug="other")
    write("Here", "soup")
    write("There", "soup", parent=other)
    assert titles(read("?q=soup")) == ["Here"]
    assert titles(read("?q=soup", address="/other/search/")) == ["There"]


@pytest.mark.shape
def test_a_page_that_is_there_comes_first(read, blog):
    BlogPostPageFactory(parent=blog, title="I was here first", slug="search")
    assert read().h1.text == "I was here first"


def test_other_words_for_it_lead_there(client, blog, settings):
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "FORMER_LIST_WORDS": {"search": ["find"]}}
    answer = client.get("/blog/Search/?q=a b")
    assert (answer.status_code, answer["Location"]) == (302, "/blog/search/?q=a%20b")
    assert client.get("/blog/find/")["Location"] == "/blog/search/"
    assert client.get("/blog/search/soup/").status_code == client.get("/blog/search/feed/").status_code == 404


def test_a_blog_that_is_not_for_everybody_is_asked_for_first(client, write, blog):
    write("Monday", "soup")
    make_private(blog)
    answer = client.get("/blog/search/?q=soup")
    assert answer.status_code == 302 and b"Monday" not in answer.content


HOSTILE = "\"><script>alert(1)</script> & ' <b>"


def test_hostile_words_are_shown_as_they_are(client, read, write):
    write("Monday", "soup")
    page = read("?q=" + "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%20%26%20'%20%3Cb%3E")
    assert page.select_one("input[type=search]")["value"] == HOSTILE
    assert not any("alert" in script.text for script in page.select("script"))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60), st.text(max_size=8))
def test_whatever_somebody_types_is_a_page(client, blog, typed, other):
    query = {"q": typed, "topic": other, "year": other, "by": other, "kind": other, "page": other}
    assert client.get("/blog/search/", query).status_code == 200


def test_the_number_of_queries_does_not_grow(client, write, member, question):
    def ask(query="?q=soup"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/blog/search/{query}").status_code == 200
        return len(captured)

    def add(number):
        for one in range(number):
            topic = CategoryFactory()
            post = write(f"{number} {one}", "soup", 2020 + one, 5, 4, categories=[topic])
            BlogPostAuthorFactory(page=post, profile=member)

    add(2)
    ask()
    few, none = ask(), ask("?q=nothing")
    add(7)
    assert (ask(), ask("?q=nothing")) == (few, none)


def test_the_box_on_the_blog_asks_nothing_and_can_be_put_anywhere(rf, blog):
    with CaptureQueriesContext(connection) as captured:
        drawn = Template('{% load coprod_blog %}{% blog_search page label="Find a post" %}').render(
            Context({"page": blog, "request": rf.get("/")})
        )
    assert "Find a post</label>" in drawn
    assert not [query for query in captured if "coprod" in query["sql"]]
