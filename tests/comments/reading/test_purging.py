"""What the cache in front of the site is told to forget when something visible changes."""

from datetime import timedelta
from math import ceil

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail import hooks
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.caching import purging
from coprod_wagtail.caching.cached_urls import cached_urls
from coprod_wagtail.caching.purge_kind import PurgeKind
from coprod_wagtail.caching.responses import CacheablePageMixin
from coprod_wagtail.comments.actions import HideComment, PublishComment, SetConversation, Submission, SubmitComment
from coprod_wagtail.comments.models import Conversation, ReaderCommentSettings
from coprod_wagtail.models import OutgoingMessage, SiteHelp
from coprod_wagtail.outbox.kinds import Outcome
from coprod_wagtail.page_tree.paths import page_path
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory
from tests.purged import Remembers

pytestmark = pytest.mark.framework


def publish(comment, callbacks):
    with callbacks(execute=True):
        PublishComment(comment, user=ModeratorFactory())()


def where(page):
    """The path of the page, which it also has on a server that draws none."""
    return page_path(page).path


def paths(page, *more):
    return {where(page), *(where(page) + query for query in more), f"/comments/{page.pk}/feed/"}


class TestPurging:
    @pytest.mark.shape
    def test_a_decision_purges_page_list_and_feed(self, post, blog, purged, django_capture_on_commit_callbacks):
        publish(ReaderCommentFactory(page=post, status="pending"), django_capture_on_commit_callbacks)
        assert paths(post, "?comments=2") | {where(blog)} <= purged()

    def test_words_that_were_hidden_are_purged_on_every_page_that_is_kept(
        self, post, purged, settings, django_capture_on_commit_callbacks
    ):
        settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 1}
        comments = [ReaderCommentFactory(page=post) for _one in range(4)]
        with django_capture_on_commit_callbacks(execute=True):
            HideComment(comments[-1], user=ModeratorFactory())()
        assert paths(post, "?comments=2", "?comments=3", "?comments=4") <= purged()

    def test_a_comment_that_waits_purges_nothing(self, post, purged, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            SubmitComment(Conversation.for_page_id(post.pk), Submission(body="Words", author_name="Sam"))()
        assert Conversation.objects.get().waiting_count == 1
        assert purged() == set()

    def test_a_conversation_that_closes(self, post, purged, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            SetConversation(post, {"access": "read_only"}, user=ModeratorFactory())()
        assert paths(post) <= purged()

    def test_a_published_page_purges_what_shows_it(self, post, blog, purged, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            post.save_revision().publish()
        assert paths(post) | {where(blog)} <= purged()

    def test_a_page_taken_off_the_site_purges_the_list(self, post, blog, purged, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            post.unpublish()
        assert where(blog) in purged()

    def test_a_page_made_private_purges_its_branch(self, post, blog, purged, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            PageViewRestriction.objects.create(page=blog, restriction_type=PageViewRestriction.LOGIN)
        assert paths(post) | {where(blog)} <= purged()

    def test_however_many_there_are(self, blog, purged, monkeypatch, django_capture_on_commit_callbacks):
        monkeypatch.setattr("coprod_wagtail.caching.purge_kind.MOST_PAGES", 1)
        posts = [BlogPostPageFactory(parent=blog) for _one in range(3)]
        with django_capture_on_commit_callbacks(execute=True):
            PageViewRestriction.objects.create(page=blog, restriction_type=PageViewRestriction.LOGIN)
        assert {where(post) for post in posts} <= purged()

    def test_pages_that_show_what_people_say_elsewhere(
        self, post, root_page, purged, monkeypatch, django_capture_on_commit_callbacks
    ):
        """A site's own page type says that its front door changes with it."""
        monkeypatch.setattr(type(post), "get_pages_that_show_it", lambda page: [root_page])
        publish(ReaderCommentFactory(page=post, status="pending"), django_capture_on_commit_callbacks)
        assert where(root_page) in purged()

    def test_pages_that_went_with_their_comments_are_purged(
        self, post, purged, settings, django_capture_on_commit_callbacks
    ):
        settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 1}
        comments = [ReaderCommentFactory(page=post) for _one in range(5)]
        editor = ModeratorFactory()
        with django_capture_on_commit_callbacks(execute=True):  # all the decisions, and then what follows from them
            for comment in comments[1:]:
                HideComment(comment, user=editor)()
        assert paths(post, "?comments=2", "?comments=3", "?comments=4", "?comments=5") <= purged()

    @pytest.mark.shape
    def test_an_alias_shows_the_same_conversation(self, post, purged, django_capture_on_commit_callbacks):
        alias = post.create_alias(update_slug="the-same-elsewhere")
        publish(ReaderCommentFactory(page=post, status="pending"), django_capture_on_commit_callbacks)
        assert paths(post) | paths(alias) <= purged()

    @pytest.mark.shape
    def test_a_page_that_moves_is_purged_where_it_was(
        self, post, blog, root_page, purged, django_capture_on_commit_callbacks
    ):
        before = paths(post) | {where(blog)}
        elsewhere = BlogIndexPageFactory(parent=root_page, title="Diary", slug="diary")
        with django_capture_on_commit_callbacks(execute=True):
            post.move(elsewhere, pos="last-child")
        assert before | {where(elsewhere)} <= purged()

    def test_also_when_many_leave_a_list_at_once(
        self, post, blog, root_page, purged, django_capture_on_commit_callbacks
    ):
        """Wagtail moves pages in one transaction, and the second page of the list is gone before anything is purged."""
        if not hasattr(blog, "get_posts"):
            pytest.skip("A list of the site's own is the site's to cache.")
        posts = [post, *(BlogPostPageFactory(parent=blog) for _one in range(blog.POSTS_PER_PAGE * 2))]
        elsewhere = BlogIndexPageFactory(parent=root_page, title="Diary", slug="diary")
        with django_capture_on_commit_callbacks(execute=True):
            for one in posts:
                one.move(elsewhere, pos="last-child")
        assert {f"{where(blog)}?page={number}" for number in (2, 3)} <= purged()

    def test_and_everywhere_on_the_site_it_leaves(
        self, post, blog, root_page, purged, django_capture_on_commit_callbacks
    ):
        diary = BlogIndexPageFactory(parent=root_page.get_parent(), title="Diary", slug="diary")
        for elsewhere in (diary, root_page.get_parent()):  # on a site of its own, and on none
            Site.objects.get_or_create(hostname="diary.example", root_page=diary)
            Remembers.purged = []
            before = set(cached_urls(post))
            assert len(before) > 2
            with django_capture_on_commit_callbacks(execute=True):
                post.move(elsewhere, pos="last-child")
            assert before <= set(Remembers.purged)
            post.refresh_from_db()

    @pytest.mark.shape
    def test_so_are_the_pages_below_it(self, post, blog, root_page, purged, django_capture_on_commit_callbacks):
        before = paths(post)
        with django_capture_on_commit_callbacks(execute=True):
            blog.slug = "news"
            blog.save()
        assert before <= purged()

    def test_a_deleted_page_goes_with_its_feed(self, post, blog, purged, django_capture_on_commit_callbacks):
        gone = paths(post)
        with django_capture_on_commit_callbacks(execute=True):
            post.delete()
        assert gone | {where(blog)} <= purged()

    @pytest.mark.parametrize("model", [SiteHelp, ReaderCommentSettings])
    def test_words_on_every_page_purge_every_page(self, post, purged, model, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            model.objects.create(site=Site.objects.get())
        assert paths(post) <= purged()

    @pytest.mark.shape
    def test_a_page_is_purged_on_every_site_it_is_on(
        self, post, blog, root_page, purged, django_capture_on_commit_callbacks
    ):
        Site.objects.create(hostname="mirror.example", root_page=root_page)
        Site.objects.create(hostname="blog.example", root_page=blog)
        with django_capture_on_commit_callbacks(execute=True):
            post.save_revision().publish()
        for site, path in [("mirror.example", "/blog/a-good-week/"), ("blog.example", f"/{post.slug}/")]:
            assert {f"http://{site}{path}", f"http://{site}/comments/{post.pk}/feed/"} <= purged()

    def test_other_code_names_more_addresses(self, post, purged, django_capture_on_commit_callbacks):
        with hooks.register_temporarily("coprod_cached_urls", lambda page: [f"http://api.example/{page.pk}/"]):
            publish(ReaderCommentFactory(page=post, status="pending"), django_capture_on_commit_callbacks)
        assert f"http://api.example/{post.pk}/" in purged()

    def test_a_mistake_in_that_code_stops_no_editor(self, post, purged, caplog, django_capture_on_commit_callbacks):
        def wrong(page):
            raise LookupError

        with (
            hooks.register_temporarily("coprod_cached_urls", wrong),
            django_capture_on_commit_callbacks(execute=True),
        ):
            post.save_revision().publish()
        assert "could not be told" in caplog.text

    def test_a_cache_that_does_not_answer_stops_nobody(
        self, post, purged, monkeypatch, django_capture_on_commit_callbacks
    ):
        def broken(self, urls):
            raise OSError("nobody there")

        monkeypatch.setattr(Remembers, "purge_batch", broken)
        comment = ReaderCommentFactory(page=post, status="pending")
        publish(comment, django_capture_on_commit_callbacks)
        comment.refresh_from_db()
        assert comment.status == "published"
        assert OutgoingMessage.objects.filter(kind="purge", tries=1).count() == 1

    def test_again_when_what_was_on_its_way_has_arrived(self, post, purged, django_capture_on_commit_callbacks):
        """Who loaded the page just before is still drawing it, and the cache would take their copy in after the purge."""
        publish(ReaderCommentFactory(page=post, status="pending"), django_capture_on_commit_callbacks)
        assert paths(post) <= purged()
        Remembers.purged = []
        [again] = OutgoingMessage.objects.filter(kind="purge")
        assert timedelta(seconds=20) < again.due_at - timezone.now() < timedelta(seconds=90)
        call_command("send_pending")
        assert purged() == set()
        OutgoingMessage.objects.update(due_at=timezone.now())
        call_command("send_pending")
        assert paths(post) <= purged()
        assert not OutgoingMessage.objects.exists()

    def test_without_a_cache_in_front_nothing_is_asked(self, post, django_capture_on_commit_callbacks):
        Remembers.purged = []
        publish(ReaderCommentFactory(page=post, status="pending"), django_capture_on_commit_callbacks)
        assert Remembers.purged == []
        assert not OutgoingMessage.objects.exists()

    def test_many_pages_at_once_leave_room_for_one_comment_in_between(self, blog, purged, monkeypatch):
        """A branch is let go of in small parts, and one comment's copies go before the next of them."""
        monkeypatch.setattr("coprod_wagtail.caching.purge_kind.PAGES_AT_ONCE", 2)
        posts = [BlogPostPageFactory(parent=blog) for _one in range(6)]
        PageViewRestriction.objects.create(page=blog, restriction_type=PageViewRestriction.LOGIN)
        branch = OutgoingMessage.objects.get(payload__what="branch", due_at__lte=timezone.now())
        OutgoingMessage.objects.exclude(pk=branch.pk).delete()
        assert PurgeKind().prepare(branch) == Outcome()
        parts = OutgoingMessage.objects.exclude(pk=branch.pk).order_by("due_at")
        kept = [page for page in (blog, *posts) if isinstance(page, CacheablePageMixin)]
        assert len(parts) == ceil(len(kept) / 2) >= 3
        assert all(part.rank > PurgeKind.rank for part in parts)
        call_command("send_pending")
        assert {where(post) for post in posts} <= purged()

    def test_more_addresses_than_fit_into_one_try_are_parted(self, post, purged, monkeypatch):
        monkeypatch.setattr("coprod_wagtail.caching.purge_kind.URLS_AT_ONCE", 2)
        purging.purge_soon([post.pk])
        call_command("send_pending")
        assert paths(post) <= purged()
        assert not OutgoingMessage.objects.filter(tries__gt=0).exists()
