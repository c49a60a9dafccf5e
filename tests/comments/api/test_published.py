"""The comments of a whole site over JSON, one of them with its place, and some of their fields."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.comments.actions import HideComment
from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.page_tree.paths import page_path
from tests.api.client import ROOT, ApiClient
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

BEGAN = datetime(2026, 5, 17, 8, 30, tzinfo=UTC)


@pytest.fixture
def api():
    return ApiClient()


@pytest.fixture
def read(api):
    def read(path="comments/recent/", /, **query):
        response = api.read(path, **query)
        assert response.status_code == 200, response.content
        return response.json()

    return read


@pytest.fixture
def other_post(root_page):
    return BlogPostPageFactory(parent=BlogIndexPageFactory(parent=root_page, slug="news"))


@pytest.fixture
def written(post, other_post):
    """Six comments, in turn on two pages, each an hour after the one before."""
    return [
        ReaderCommentFactory(page=(post, other_post)[number % 2], posted_at=BEGAN + timedelta(hours=number))
        for number in range(6)
    ]


def ids(found):
    return [one["id"] for one in found["items"]]


class TestOfASite:
    @pytest.mark.shape
    def test_the_newest_come_first_with_their_words_and_their_place(self, read, written, post, other_post):
        found = read(limit=3)
        assert ids(found) == [comment.pk for comment in written[:2:-1]]
        newest, path = found["items"][0], page_path(other_post).path
        assert (newest["page"], newest["page_path"]) == (other_post.pk, path)
        assert newest["path"] == f"{path}?comment={newest['id']}#comment-{newest['id']}"
        assert newest["url"] == page_path(other_post).url + newest["path"].removeprefix(path)
        assert newest["author"]["name"] == written[5].author_name and written[5].body in newest["body_html"]
        assert newest["thread_id"] == newest["id"] and newest["parent_id"] is None

    def test_or_the_oldest(self, read, written):
        assert ids(read(limit=2, order="oldest")) == [written[0].pk, written[1].pk]

    @pytest.mark.parametrize("order", ["newest", "oldest"])
    def test_one_part_follows_another(self, read, written, order):
        found, query = [], {"limit": 2, "order": order}
        for _part in range(4):
            part = read(**query)
            found += ids(part)
            if not part["next_cursor"]:
                break
            query["cursor"] = part["next_cursor"]
        expected = [comment.pk for comment in written]
        assert found == (expected if order == "oldest" else expected[::-1])
        assert ids(read(limit=2, offset=2, order=order)) == found[2:4]

    @pytest.mark.shape
    def test_on_one_page_or_below_one(self, read, api, written, post, other_post):
        of_post = [comment.pk for comment in written if comment.page_id == post.pk][::-1]
        assert ids(read(page=post.pk)) == of_post
        assert ids(read(under=post.get_parent().pk)) == ids(read(under=page_path(post.get_parent()).path)) == of_post
        assert ids(read(under=post.pk)) == []
        assert ids(read(page=other_post.get_parent().pk)) == []
        assert api.read("comments/recent/", under="/nowhere/").status_code == 422

    def test_only_what_everybody_may_read(self, read, written, post, other_post, moderator):
        ReaderCommentFactory(page=post, status=Status.PENDING)
        HideComment(written[5], user=moderator)()
        assert ids(read()) == [comment.pk for comment in written[4::-1]]
        PageViewRestriction.objects.create(page=post, restriction_type="login")
        of_other = [comment.pk for comment in written[:5] if comment.page_id == other_post.pk][::-1]
        assert ids(read()) == of_other and ids(read(page=post.pk)) == []
        Conversation.objects.filter(page=other_post).update(access=Access.HIDDEN)
        assert ids(read()) == []

    def test_of_another_site(self, read, written, root_page):
        elsewhere = BlogPostPageFactory(parent=root_page.get_parent())
        Site.objects.create(hostname="other.example", root_page=elsewhere)
        there = ReaderCommentFactory(page=elsewhere)
        assert ids(read(site="other.example")) == [there.pk] and there.pk not in ids(read(limit=100))

    def test_it_costs_the_same_however_many_there_are(self, api, written, other_post):
        def queries(**query):
            api.read("comments/recent/", **query)
            with CaptureQueriesContext(connection) as captured:
                assert api.read("comments/recent/", **query).status_code == 200
            return len(captured)

        few = queries(limit=2)
        for _one in range(5):
            ReaderCommentFactory(page=BlogPostPageFactory(parent=other_post))
        assert queries(limit=100) == few <= 4

    def test_a_shared_cache_lets_go_of_it(self, client, post, written, settings):
        settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "API_CACHE_SECONDS": 60}
        site = Site.objects.get(is_default_site=True)
        host = {"host": site.hostname}
        assert "s-maxage=60" in client.get(f"{ROOT}comments/recent/", headers=host).headers["Cache-Control"]
        assert f"{site.root_url}{ROOT}comments/recent/" in post.get_cached_urls()


class TestOne:
    @pytest.fixture
    def thread(self, post):
        first = ReaderCommentFactory(page=post)
        return [first, *(ReaderCommentFactory(page=post, reply_to=first) for _one in range(2))]

    @pytest.mark.shape
    def test_it_is_told_with_its_page_its_address_and_its_thread(self, read, post, thread):
        first, reply, _another = thread
        found, place = read(f"comments/{reply.pk}/"), page_path(post)
        assert (found["comment"]["id"], found["comment"]["thread_id"]) == (reply.pk, first.pk)
        assert found["page"] == {
            "id": post.pk,
            "title": post.title,
            "path": place.path,
            "url": place.url,
            "language": post.locale.language_code,
        }
        assert found["path"] == f"{place.path}?comment={reply.pk}#comment-{reply.pk}"
        (listed,) = read("comments/", page=post.pk)["items"]
        assert found["thread"] == listed and found["comment"] in listed["replies"]
        whole = read(f"comments/{first.pk}/")
        assert whole["comment"] == {name: value for name, value in listed.items() if "replies" not in name}

    def test_the_place_of_one_that_was_taken_away(self, read, api, thread, moderator):
        first, reply, _another = thread
        HideComment(first, user=moderator)()
        found = read(f"comments/{first.pk}/")
        assert found["comment"]["kind"] == "gone" and found["comment"]["body"] is None
        HideComment(reply, user=moderator)()
        assert api.read(f"comments/{reply.pk}/").status_code == 404

    @pytest.mark.parametrize("status", [Status.PENDING, Status.DECLINED, Status.SPAM])
    def test_what_does_not_show_is_not_there(self, api, post, status):
        comment = ReaderCommentFactory(page=post, status=status)
        assert api.read(f"comments/{comment.pk}/").status_code == 404

    def test_nor_what_is_on_a_page_that_is_not_for_everybody(self, api, post, thread):
        address = f"comments/{thread[0].pk}/"
        restriction = PageViewRestriction.objects.create(page=post, restriction_type="login")
        assert api.read(address).status_code == 404
        restriction.delete()
        Conversation.objects.filter(page=post).update(access=Access.HIDDEN)
        assert api.read(address).status_code == 404
        assert api.read("comments/999999/").status_code == 404
        other = Site.objects.create(hostname="other.example", root_page=BlogPostPageFactory(parent=post.get_parent()))
        assert api.read(address, site=str(other.pk)).status_code == 404

    def test_it_costs_the_same_however_long_its_thread_is(self, api, post, thread):
        def queries():
            api.read(f"comments/{thread[1].pk}/")
            with CaptureQueriesContext(connection) as captured:
                assert api.read(f"comments/{thread[1].pk}/").status_code == 200
            return len(captured)

        few = queries()
        for _one in range(8):
            ReaderCommentFactory(page=post, reply_to=thread[0])
        assert queries() == few <= 9

    def test_it_may_be_asked_for_again(self, api, thread):
        address = f"comments/{thread[1].pk}/"
        tag = api.read(address).headers["ETag"]
        assert api.read(address, headers={"If-None-Match": tag}).status_code == 304
        HideComment(thread[2], user=ModeratorFactory())()
        assert api.read(address, headers={"If-None-Match": tag}).status_code == 200


class TestFields:
    @pytest.fixture
    def thread(self, post):
        first = ReaderCommentFactory(page=post)
        ReaderCommentFactory(page=post, reply_to=first)
        return first

    def test_of_threads_and_of_the_replies_in_them(self, read, post, thread):
        (whole,) = read("comments/", page=post.pk)["items"]
        (some,) = read("comments/", page=post.pk, fields="id,body_html")["items"]
        assert some == {"id": whole["id"], "body_html": whole["body_html"]}
        (some,) = read("comments/", page=post.pk, fields="id,replies")["items"]
        assert some == {"id": whole["id"], "replies": [{"id": whole["replies"][0]["id"]}]}
        (some,) = read("comments/", page=post.pk, fields="replies")["items"]
        assert some == {"replies": whole["replies"]}

    def test_replies_that_nobody_asks_for_are_not_fetched(self, api, post, thread):
        def queries(**query):
            with CaptureQueriesContext(connection) as captured:
                assert api.read("comments/", page=post.pk, **query).status_code == 200
            return len(captured)

        queries()
        assert queries(fields="id,heading") == queries(fields="id,replies") - 1

    def test_of_replies_and_of_the_newest(self, read, thread):
        (some,) = read(f"comments/{thread.pk}/replies/", fields="id,author")["items"]
        assert set(some) == {"id", "author"}
        found = read(fields="id,page_title")
        assert all(set(one) == {"id", "page_title"} for one in found["items"]) and found["heading"]

    def test_of_one(self, read, thread):
        whole = read(f"comments/{thread.pk}/")
        for field in whole:
            assert read(f"comments/{thread.pk}/", fields=field) == {field: whole[field]}

    @pytest.mark.sampled
    @pytest.mark.parametrize("path", ["comments/", "comments/recent/", "comments/{pk}/", "comments/{pk}/replies/"])
    def test_one_that_there_is_not(self, api, post, thread, path):
        query = {"page": post.pk} if path == "comments/" else {}
        refused = api.read(path.format(pk=thread.pk), fields="author_email", **query)
        assert refused.status_code == 422 and refused.json()["errors"][0]["field"] == "fields"
