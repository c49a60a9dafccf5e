"""How many comments a page has, wherever a list names it; and the newest comments of a site."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.comments.actions import HideComment, PublishComment
from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.comments.sending import soup
from tests.factories import BlogPostPageFactory, ConversationPageFactory, ReaderCommentFactory

from .factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def counts(client, address):
    """What each post in the list at `address` says of its comments: where it leads, and its words."""
    found = soup(client.get(address)).select(".coprod-post-summary__facts a")
    return [(link["href"], link.get_text()) for link in found]


@pytest.fixture
def talk(post):
    return [ReaderCommentFactory(page=post, body=f"Words {number}.") for number in range(3)]


def test_each_list_says_how_many_comments_a_post_has(client, root_page, blog, post, talk):
    category = CategoryFactory(slug="travel")
    post.categories.add(category)
    post.tags.add("buses")
    post.save()
    member = MemberProfilePageFactory(parent=MemberIndexPageFactory(parent=root_page))
    BlogPostAuthorFactory(page=post, profile=member)
    BlogPostPageFactory(parent=blog, title="Nobody said anything")
    for address in (blog.url, f"{blog.url}?category=travel", f"{blog.url}?tag=buses", member.url):
        assert counts(client, address) == [(f"{post.url}#comments", f"3 comments: {post.title}")], address


def test_it_is_what_readers_can_read(client, blog, post, talk, moderator):
    HideComment(talk[0], user=moderator)()
    HideComment(talk[1], user=moderator)()
    ReaderCommentFactory(page=post, status=Status.PENDING)
    assert counts(client, blog.url) == [(f"{post.url}#comments", f"1 comment: {post.title}")]
    Conversation.objects.update(access=Access.HIDDEN)
    assert counts(client, blog.url) == []


def test_it_takes_one_query_for_any_number_of_posts(client, blog, post, talk):
    def asked():
        client.get(blog.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(blog.url)
        return [query["sql"] for query in queries]

    few = asked()
    for _number in range(5):
        ReaderCommentFactory(page=BlogPostPageFactory(parent=blog))
    many = asked()
    assert len(many) == len(few)
    assert sum("coprod_comments_conversation" in sql for sql in many) == 1


def test_a_list_that_is_kept_knows_that_somebody_wrote(client, blog, post, talk, moderator, settings):
    settings.COPROD_WAGTAIL = {"PAGE_CACHE_SECONDS": 60, "ETAG_BEFORE_DRAWING": True}
    tag = client.get(blog.url)["ETag"]
    assert client.get(blog.url, headers={"If-None-Match": tag}).status_code == 304
    PublishComment(ReaderCommentFactory(page=post, status=Status.PENDING), user=moderator)()
    again = client.get(blog.url, headers={"If-None-Match": tag})
    assert again.status_code == 200 and "4 comments" in again.content.decode()


def test_the_json_api_says_it_too(client, post, talk):
    [found] = client.get("/api/coprod/v1/posts/").json()["items"]
    assert found["conversation"]["comment_count"] == 3


def test_a_list_of_the_sites_own_may_name_any_pages(root_page, post, talk, django_assert_num_queries):
    question = ConversationPageFactory(parent=root_page)
    ReaderCommentFactory(page=question)
    template = Template(
        "{% load coprod_wagtail %}{% facts_in_lists some others none %}"
        "{% for page in some %}{{ page.coprod_facts.0 }}{% endfor %}{% for page in others %}{{ page.coprod_facts.0 }}{% endfor %}"
    )
    context = {"some": [question, root_page], "others": [post], "none": None, "request": None}
    question.get_url()
    with django_assert_num_queries(1):
        drawn = soup_of(template.render(Context(context)))
    assert [link["href"] for link in drawn.select("a")] == [
        f"{question.get_url()}#comments",
        f"{post.get_url()}#comments",
    ]


# The newest comments of a site


def drawn_recent(number=5, client=None):
    template = Template("{% load coprod_comments %}{% recent_comments " + str(number) + " %}")
    request = RequestFactory().get("/", headers={"host": "localhost"})
    return soup_of(template.render(Context({"request": request})))


def soup_of(html):
    return soup(type("Answer", (), {"content": html.encode()}))


def excerpts(drawn):
    return [words.get_text() for words in drawn.select("blockquote")]


def test_the_newest_comments_of_the_site_are_drawn_newest_first(post, talk):
    by_time = ReaderComment.objects.order_by("-sort_key", "-pk")
    drawn = drawn_recent(2)
    assert excerpts(drawn) == [one.body for one in by_time[:2]]
    link = drawn.select_one("a")
    newest = by_time.first()
    assert link["href"] == f"{post.url}?comment={newest.pk}#comment-{newest.pk}"
    assert post.title in link.get_text() and newest.author_name in link.get_text()
    assert drawn.select_one("section h2").get_text() == "What people say"


def test_only_what_everybody_may_read_and_no_words_under_a_note(client, post, blog, talk, moderator):
    HideComment(talk[0], user=moderator)()
    ReaderCommentFactory(page=post, status=Status.PENDING, body="Waits.")
    private = BlogPostPageFactory(parent=blog)
    ReaderCommentFactory(page=private, body="Private.")
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="x")
    ReaderComment.objects.filter(pk=talk[1].pk).update(content_note="An accident")
    assert sorted(excerpts(drawn_recent())) == ["Before you read: An accident", "Words 2."]
    over_json = client.get("/api/coprod/v1/comments/recent/").json()
    assert sorted(one["excerpt"] for one in over_json["items"]) == ["Before you read: An accident", "Words 2."]
    assert over_json["heading"] == "What people say"
    assert {one["page_path"] for one in over_json["items"]} == {post.url}


def test_nothing_of_other_sites_and_nothing_at_all_without_comments(root_page, post):
    assert not drawn_recent().get_text().strip()
    ReaderCommentFactory(page=post)
    Site.objects.update(root_page=BlogPostPageFactory(parent=post.get_parent()))
    Site.clear_site_root_paths_cache()
    assert not drawn_recent().get_text().strip()


def test_they_take_one_query_for_any_number(post, blog, talk):
    def asked(number):
        drawn_recent(number)
        with CaptureQueriesContext(connection) as queries:
            drawn_recent(number)
        return [query["sql"] for query in queries if "coprod_comments_readercomment" in query["sql"]], len(queries)

    few, whole = asked(1)
    for _number in range(5):
        ReaderCommentFactory(page=BlogPostPageFactory(parent=blog))
    many, whole_again = asked(20)
    assert len(few) == len(many) == 1 and whole == whole_again


@pytest.mark.sampled
@pytest.mark.parametrize("limit", ["0", "101", "many", "-1"])
def test_as_many_as_there_may_be(client, post, limit):
    assert client.get("/api/coprod/v1/comments/recent/", {"limit": limit}).status_code == 422


def test_over_json_it_is_known_when_they_are_the_same(client, post, talk):
    address = "/api/coprod/v1/comments/recent/"
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    ReaderCommentFactory(page=post)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
