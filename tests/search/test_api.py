"""Readers' search over JSON."""

import pytest

from tests.api.client import ApiClient
from tests.factories import BlogIndexPageFactory
from tests.pages.factories import BlogPostAuthorFactory, CategoryFactory
from tests.searching import SEARCHES

pytestmark = [pytest.mark.framework, *SEARCHES]


@pytest.fixture
def api():
    return ApiClient()


@pytest.fixture
def find(api):
    def find(**query):
        response = api.read("search/", **query)
        assert response.status_code == 200, response.content
        return response.json()

    return find


def test_what_is_found_says_all_that_a_list_needs(find, write, member):
    post = write("Monday", "There was soup.", 2026, 5, 4)
    BlogPostAuthorFactory(page=post, profile=member)
    found = find(q="soup", kind="post")
    assert (found["count"], found["similar"], found["said"]) == (1, False, "We found “soup” in 1 place.")
    assert [(one["kind"], one["label"], one["count"]) for one in found["kinds"]] == [
        ("post", "Posts", 1),
        ("member", "Members", 1),
        ("conversation-page", "Questions to the readers", 0),
    ]
    assert found["items"] == [
        {
            "kind": "post",
            "id": post.pk,
            "title": "Monday",
            "path": "/blog/monday/",
            "url": "http://localhost/blog/monday/",
            "language": post.locale.language_code,
            "direction": "ltr",
            "date": "2026-05-04",
            "authors": ["Maryam O."],
            "excerpt": [
                {"text": "There was ", "marked": False},
                {"text": "soup", "marked": True},
                {"text": ".", "marked": False},
            ],
        }
    ]
    assert [one["title"] for one in find(q="soup")["items"]] == ["Monday", "Maryam O."]


def test_it_is_narrowed_as_the_page_is(find, write, root_page, member):
    other = BlogIndexPageFactory(parent=root_page, title="Other", slug="other")
    one = write("One", "soup", 2026, 5, 4, categories=[CategoryFactory(slug="food")])
    BlogPostAuthorFactory(page=one, profile=member)
    write("Two", "soup", 2025, 1, 1, parent=other)
    for query in ({"topic": "food"}, {"year": 2026}, {"by": "maryam"}, {"under": "/blog/"}):
        assert [item["title"] for item in find(q="soup", **query)["items"]] == ["One"], query
    assert find(q="soup", under=other.pk, locale=one.locale.language_code)["items"][0]["title"] == "Two"


def test_it_comes_in_slices(api, find, write):
    for number in range(5):
        write(f"Soup {number}", "soup")
    first = api.read("search/", q="soup", limit=2)
    assert first.headers["Link"] == '<?q=soup&limit=2&offset=2>; rel="next"'
    ids = [item["id"] for offset in (0, 2, 4) for item in find(q="soup", limit=2, offset=offset)["items"]]
    assert len(set(ids)) == 5
    assert find(q="soup", limit=2, offset=6)["items"] == []


def test_without_words_nothing_is_found(find, write):
    write("Soup", "soup")
    for words in ("", " ", "“”"):
        found = find(q=words)
        assert (found["count"], found["items"], found["said"]) == (0, [], "Write a word to look for.")
    assert find(q="bread")["said"] == "Nothing here has the word “bread”."
    assert find(q="bread jam")["said"] == "Nothing here has the words “bread jam”."


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"kind": "song"}, "kind"), ({"year": 0}, "year"), ({"year": "soon"}, "year"), ({"q": "a\0b"}, "q"),
        ({"q": "a" * 201}, "q"), ({"under": "/nowhere/"}, "under"), ({"locale": "xx"}, "locale"), ({"limit": 101}, "limit"), ({"author": 1}, "author"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(api, blog, query, field):
    response = api.read("search/", **query)
    assert response.status_code == 422
    assert [error["field"].removeprefix("query.") for error in response.json()["errors"]] == [field]


def test_an_answer_that_is_the_same_is_not_sent_again_and_kept_by_no_shared_cache(api, write):
    write("Soup", "soup")
    first = api.read("search/", q="soup")
    assert first.headers["Cache-Control"] == "no-cache"
    assert api.read("search/", q="soup", headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    write("More", "soup")
    assert api.read("search/", q="soup", headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_a_site_that_does_not_exist_is_not_found(api, blog):
    assert api.read("search/", q="soup", site="nowhere.example").status_code == 404
