"""Every path that the API gives is one that it finds, in each way that a path may be written."""

import re
import unicodedata
from urllib.parse import quote, unquote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coprod_wagtail.comments.models import ReaderComment
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ReaderCommentFactory

from .client import ApiClient

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

SLUGS = [
    "caf\u00e9-un-diwrnod",
    "\u0633\u0624\u0627\u0644",
    "ŵythnos-dda",
    "a" * 215,
    "日本語",
    "ÅNGSTRÖM",
    "it-s_100",
    "ﬁ-ligature",
]
KINDS = ["posts", "conversation-pages", "members"]


@pytest.fixture
def api():
    return ApiClient()


def found(api, path):
    return api.read("posts/by-path/", path=path)


def spellings(path):
    """As clients write it: as it is told, decoded, composed, decomposed, and each with what may hang on it."""
    plain = unquote(path)
    ways = [path, plain, *(unicodedata.normalize(form, plain) for form in ("NFC", "NFD"))]
    ways += [
        quote(unicodedata.normalize("NFD", plain)),
        re.sub("%..", lambda code: code[0].lower(), path),
        path.rstrip("/"),
        path.lstrip("/"),
    ]
    return [
        *ways,
        *(way + more for way in ways[:3] for more in ("?utm_source=x&fbclid=" + "y" * 250, "#comment-7", "?a=%20#b")),
    ]


@pytest.mark.framework
@pytest.mark.parametrize("slug", SLUGS)
def test_a_path_is_found_as_it_is_told_and_in_every_other_spelling(api, blog, slug):
    post = BlogPostPageFactory(parent=blog, title="A week", slug=slug)
    told = api.read("posts/").json()["items"][0]["path"]
    for path in spellings(told):
        answer = found(api, path)
        assert answer.status_code == 200 and answer.json()["id"] == post.pk, path


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(categories=["L", "Nd"], include_characters="-_"), min_size=1, max_size=12),
        min_size=1,
        max_size=3,
    )
)
@example(["Straße", "STRASSE"])
def test_in_any_tree_of_pages(api, root_page, names):
    from django.db import transaction

    with transaction.atomic():
        place = BlogIndexPageFactory(parent=root_page, title="Blog")
        page = BlogPostPageFactory(parent=place, title="A week", slug="-".join(names))
        told = api.read("posts/", search="").json()["items"][0]["path"]
        assert found(api, told).json()["id"] == page.pk
        assert found(api, unquote(told)).json()["id"] == page.pk
        transaction.set_rollback(True)


@pytest.mark.sampled("door")
@pytest.mark.parametrize(
    "path",
    [
        "/nothing/",
        "",
        "/",
        "?",
        "#",
        "/%00/",
        "/\0/",
        "/%ff/",
        "/%/",
        "/%zz",
        "//",
        "/" + "a" * 2000,
        "/a\nb/",
        "http://[",
        "/\ud7ff/",
        "/../",
        "%2f%2f",
    ],
)
@pytest.mark.parametrize("door", [*(f"{kind}/by-path/" for kind in KINDS), "redirects/by-path/"])
def test_where_nothing_is_it_says_so(api, blog, door, path):
    assert api.read(door, path=path).status_code == 404


def test_what_two_spellings_share_is_the_one_that_was_meant(api, blog):
    composed = BlogPostPageFactory(parent=blog, title="A", slug="caf\u00e9")
    decomposed = BlogPostPageFactory(parent=blog, title="B", slug="b")
    # No form takes it; an import of somebody's may have written it.
    url_path = f"{blog.url_path}cafe\u0301/"
    type(decomposed).objects.filter(pk=decomposed.pk).update(slug="cafe\u0301", url_path=url_path)
    for page, slug in ((composed, composed.slug), (decomposed, "cafe\u0301")):
        assert found(api, f"/blog/{slug}/").json()["id"] == page.pk
        assert found(api, quote(f"/blog/{slug}/")).json()["id"] == page.pk


class TestAliases:
    @pytest.fixture
    def alias(self, post, root_page):
        ReaderCommentFactory(page=post, body="Said once")
        elsewhere = BlogIndexPageFactory(parent=root_page, title="Elsewhere", slug="elsewhere")
        return post.create_alias(parent=elsewhere, update_slug="again")

    def test_its_id_leads_to_the_conversation_that_it_shows(self, api, post, alias):
        assert api.read(f"conversations/{alias.pk}/").json()["page"] == post.pk
        assert [item["body"] for item in api.read("comments/", page=alias.pk).json()["items"]] == ["Said once"]

    def test_what_is_sent_there_stands_with_the_source(self, api, post, alias):
        fields = api.read(f"conversations/{alias.pk}/").json()["form"]["fields"]
        token = next(field["value"] for field in fields if field["name"] == "token")
        data = {"page": alias.pk, "token": token, "body": "From the alias", "author_name": "Sam"}
        sent = api.write("comments/", data, headers={"Sec-Fetch-Site": "same-origin"})
        assert sent.status_code == 202, sent.content
        assert ReaderComment.objects.latest("pk").page_id == post.pk

    def test_an_alias_that_nobody_may_open_leads_nowhere(self, api, post, alias):
        alias.unpublish()
        assert api.read(f"conversations/{alias.pk}/").status_code == 404
        assert api.read(f"conversations/{post.pk}/").status_code == 200

    def test_neither_does_one_whose_source_is_gone_from_sight(self, api, post, alias):
        type(post).objects.filter(pk=post.pk).update(live=False)
        assert api.read(f"conversations/{alias.pk}/").status_code == 404
