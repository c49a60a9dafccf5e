"""The looking itself: a word that schema.org does not have is noticed."""

import pytest

from .vocabulary import problems

pytestmark = pytest.mark.pure

PERSON = {"@type": "Person", "name": "Ann"}


@pytest.mark.parametrize(
    ("node", "problem"),
    [
        ({"@type": "BlogPost"}, "document: no such type: BlogPost"),
        ({"@type": "BlogPosting", "headLine": "A week"}, "/headLine: no such property"),
        ({"@type": "Person", "headline": "A week"}, "/headline: Person has no such property"),
        ({"@type": "BlogPosting", "author": [{"@type": "Person", "nam": "Ann"}]}, "/author/nam: no such property"),
        ({"@type": "BlogPosting", "author": {"@type": "WebPage", "name": "Ann"}}, "/author: is a WebPage"),
        ({"@type": "BlogPosting", "datePublished": "4 May"}, "/datePublished: is '4 May'"),
        ({"@type": "BlogPosting", "dateModified": "2026-05-04T10:00:00"}, "/dateModified: is '2026-05-04T10:00:00'"),
        ({"@type": "WebPage", "url": "/blog/"}, "/url: is '/blog/'"),
        ({"@type": "BlogPosting", "commentCount": "3"}, "/commentCount: is '3'"),
        ({"@type": "BlogPosting", "headline": None}, "/headline: is None"),
    ],
)
def test_what_is_wrong_is_noticed(node, problem):
    assert list(problems(node)) == [problem]


def test_what_is_right_is_none():
    post = {"@type": "BlogPosting", "author": [PERSON], "datePublished": "2026-05-04", "commentCount": 3}
    assert list(problems({"@context": "https://schema.org", **post})) == []
