"""What the one function finds that pages and the API ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from coprod_wagtail.blog.models import FormerCategorySlug
from coprod_wagtail.search.finding import search
from coprod_wagtail.search.kinds import Narrowed
from tests.factories import BlogIndexPageFactory
from tests.pages.factories import BlogPostAuthorFactory, CategoryFactory, make_private
from tests.searching import SEARCHES

pytestmark = [pytest.mark.framework, *SEARCHES]


@pytest.fixture
def find(root_page):
    """What is found, as titles."""

    def find(text, **asked):
        narrowed = Narrowed(**{name: asked.pop(name) for name in ("topic", "year", "by") if name in asked})
        found = search(text, Site.objects.get(is_default_site=True), narrowed=narrowed, **asked)
        return [hit.title for hit in found.hits(found.places)]

    return find


@pytest.fixture
def site(root_page):
    return Site.objects.get(is_default_site=True)


def test_posts_members_and_questions_are_found(find, write, member, question):
    write("Monday", "There was soup.")
    write("Tuesday", "There was bread.")
    assert set(find("soup")) == {"Monday", "Maryam O.", "On which days should there be soup?"}
    assert find("bread") == ["Tuesday"]
    assert find("Maryam") == ["Maryam O."]


def test_all_words_have_to_be_there(find, write):
    write("Both", "soup and bread")
    write("One", "soup")
    assert find("bread soup") == ["Both"]


def test_it_counts_by_kind(site, write, member, question):
    write("Monday", "soup")
    write("Tuesday", "soup")
    found = search("soup", site)
    assert {kind.name: count for kind, count in found.counts.items()} == {
        "post": 2,
        "member": 1,
        "conversation-page": 1,
    }
    assert [place.kind.name for place in found.places] == ["post", "member", "conversation-page", "post"]
    assert {place.kind.name for place in found.of("post")} == {"post"}
    assert [kind.name for kind in found.counts] == ["post", "member", "conversation-page"]


def test_the_best_match_comes_first(find, write):
    write("In passing", "Once there was soup, among many other things that we had to eat on that long day. " * 3)
    write("Soup", "All about soup.")
    assert find("soup") == ["Soup", "In passing"]


@pytest.mark.parametrize("hide", ["draft", "private", "private above", "other site"])
def test_only_what_everybody_may_read_on_this_site(find, write, blog, root_page, hide):
    post = write("Soup", "soup")
    assert find("soup") == ["Soup"]
    if hide == "draft":
        post.unpublish()
    elif hide == "other site":
        top = BlogIndexPageFactory(parent=root_page.get_parent(), title="Elsewhere", slug="elsewhere")
        Site.objects.create(hostname="elsewhere.example", root_page=top)
        post.move(top, "last-child")
    else:
        make_private(post if hide == "private" else blog)
    assert find("soup") == []


def test_topic_year_and_author_narrow_and_leave_posts_only(find, write, member):
    food, old = CategoryFactory(name="Food", slug="food"), CategoryFactory(name="Old", slug="old")
    one = write("One", "soup", 2026, 5, 4, categories=[food])
    write("Two", "soup", 2025, 5, 4, categories=[old])
    BlogPostAuthorFactory(page=one, profile=member)
    FormerCategorySlug.objects.create(category=food, slug="eating")
    assert find("soup", topic="food") == find("soup", topic="eating") == ["One"]
    assert find("soup", year=2025) == ["Two"]
    assert find("soup", by="maryam") == ["One"]
    assert find("soup", by="maryam", year=2025) == find("soup", topic="nothing") == find("soup", by="nobody") == []
    make_private(member)
    assert find("soup", by="maryam") == []


def test_below_a_blog(find, write, root_page, member):
    other = BlogIndexPageFactory(parent=root_page, title="Other", slug="other")
    write("Here", "soup")
    write("There", "soup", parent=other)
    assert set(find("soup", below={"post": other})) == {"There", "Maryam O."}
    assert find("soup", below=dict.fromkeys(("post", "member", "conversation-page"), other)) == ["There"]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\0", "\"", "'", "“", "soup\"", "* (", "-soup", "soup OR", "NEAR(soup", "a" * 100_000, "word " * 2_000,
        " ".join(map(str, range(500))), "😀", "\ud800", "_", "%", "soup:*", "+soup -bread <x>", "&|!", "ö" * 3_000,
    ],
)  # fmt: skip
def test_whatever_somebody_types_is_no_error(find, write, text):
    write("Soup", "soup")
    assert find(text) in ([], ["Soup"])


def test_what_stands_around_the_words_counts_for_nothing(find, write):
    write("Soup", "soup")
    assert find('"soup') == find("(soup*") == find("soup!") == ["Soup"]


def marked(found):
    return [part.text for hit in found.hits(found.places) for part in hit.excerpt if part.marked]


def test_the_words_are_marked_as_they_are_written(site, write):
    write("Monday", "SOUP, more soup and a café.")
    assert marked(search("soup", site)) == ["SOUP", "soup"]
    assert marked(search("cafe", site)) in (["café"], [])  # PostgreSQL's usual configuration keeps accents


def test_hostile_words_are_words(site, write):
    write("Monday", "Soup &lt;script&gt;alert(1)&lt;/script&gt;")
    (hit,) = search("script", site).hits(search("script", site).places)
    assert "".join(part.text for part in hit.excerpt) == "Soup <script>alert(1)</script>"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="no other database knows the forms of words")
def test_other_forms_of_a_word_are_marked(site, write, settings):
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "english"}
    }
    write("Monday", "We cooked together; cooking is fun.")
    assert marked(search("cooks", site)) == ["cooked", "cooking"]


def test_nothing_is_told_that_the_page_does_not_show(site, write):
    write("Monday", "There was soup.", search_description="hidden soup", seo_title="secret soup")
    (hit,) = search("soup", site).hits(search("soup", site).places)
    assert "".join(part.text for part in hit.excerpt) == "There was soup."


def test_the_number_of_queries_does_not_grow(site, write, member, question):
    def ask():
        with CaptureQueriesContext(connection) as captured:
            found = search("soup", site, narrowed=None)
            found.hits(found.places)
        return len(captured)

    BlogPostAuthorFactory(page=write("First", "soup"), profile=member)
    ask()
    few = ask()
    for number in range(12):
        BlogPostAuthorFactory(page=write(f"More {number}", "soup"), profile=member)
    assert ask() == few
