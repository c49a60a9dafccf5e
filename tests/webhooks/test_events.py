"""What the site tells, and that it tells nobody's name or words."""

import json
from datetime import timedelta

import pytest
from django.dispatch import Signal
from django.test import override_settings
from django.utils import timezone
from time_machine import travel
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.comments.actions import EditComment, HideComment, PublishComment, PutBack, SetConversation
from coprod_wagtail.comments.constants import Access
from coprod_wagtail.comments.signals import comment_submitted
from coprod_wagtail.features import Told
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.webhooks.constants import Event
from coprod_wagtail.webhooks.models import Webhook
from coprod_wagtail.webhooks.signal_handlers import announcer, page_published
from tests.comments.sending import SAME_ORIGIN, drawn_fields, words
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture
def everything(unreachable):
    """A webhook that wants to know everything."""
    Webhook.objects.update(events=Event.values)
    return unreachable


def told(**facts):
    facts = {f"payload__{name}": value for name, value in facts.items()}
    rows = OutgoingMessage.objects.filter(kind="webhook", **facts).order_by("created_at")
    return [row.payload for row in rows]


def test_a_published_page(post, django_capture_on_commit_callbacks):
    post.save_revision().publish()
    [message] = told()
    assert message["event"] == "page.published"
    assert message["version"] == 1
    assert message["site"] == {"id": Site.objects.get().pk}
    assert message["page"] == {
        "id": post.pk,
        "type": post._meta.label,
        "locale": post.locale.language_code,
        "path": post.get_url_parts()[2],
        "url": post.full_url,
    }
    assert message["paths"] == [post.get_url_parts()[2], post.get_parent().get_url_parts()[2]]
    assert message["tags"] == [
        f"page-{post.pk}",
        f"type-{post._meta.label_lower}",
        f"children-of-{post.get_parent().pk}",
    ]
    assert message["whole_branch"] is False


def test_an_unpublished_page(post):
    post.unpublish()
    assert [message["event"] for message in told()] == ["page.unpublished"]


def test_a_deleted_page(post):
    path = post.get_url_parts()[2]
    get_page_model().objects.get(pk=post.pk).specific.delete()
    [message] = told(event=Event.PAGE_UNPUBLISHED)
    assert message["page"]["path"] == path


def test_a_branch_with_a_private_page_can_be_deleted(blog, post):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    blog.delete()
    assert {message["page"]["id"] for message in told(event=Event.PAGE_UNPUBLISHED)} == {blog.pk}


def test_a_new_slug_tells_both_addresses(post, django_capture_on_commit_callbacks):
    old = post.get_url_parts()[2]
    with django_capture_on_commit_callbacks(execute=True):
        post.slug = "an-even-better-week"
        post.save()
    [message] = told(event=Event.PAGE_MOVED)
    assert message["page"]["old_path"] == old
    assert message["page"]["path"] == old.replace("a-good-week", "an-even-better-week")
    assert {message["page"]["old_path"], message["page"]["path"]} < set(message["paths"])
    assert message["page"]["old_url"].endswith(old)


def test_a_moved_branch_tells_both_addresses(blog, post, root_page):
    other = BlogIndexPageFactory(parent=root_page, slug="old-blog")
    old = post.get_url_parts()[2]
    post.move(other, pos="last-child")
    [message] = told(event=Event.PAGE_MOVED)
    assert message["page"]["old_path"] == old
    assert message["page"]["path"] == old.replace("/blog/", "/old-blog/")
    assert message["whole_branch"] is False


def test_a_moved_page_with_pages_below_says_so(blog, post, root_page):
    with_others = BlogIndexPageFactory(parent=root_page, slug="elsewhere")
    blog.move(with_others, pos="last-child")
    [message] = told(event=Event.PAGE_MOVED)
    assert message["whole_branch"] is True


def test_a_new_place_among_its_neighbours_is_no_move(blog, post):
    other = BlogPostPageFactory(parent=blog)
    other.move(post, pos="left")
    assert told(event=Event.PAGE_MOVED) == []


def test_a_draft_has_no_address_to_change(blog, django_capture_on_commit_callbacks):
    draft = BlogPostPageFactory(parent=blog, live=False)
    with django_capture_on_commit_callbacks(execute=True):
        draft.slug = "another"
        draft.save()
    assert told() == []


def test_a_page_made_private_and_public_again(post):
    restriction = PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    restriction.delete()
    assert [message["event"] for message in told()] == ["page.access_changed"] * 2


def make_private(page, kind=PageViewRestriction.LOGIN):
    return PageViewRestriction.objects.create(page=page, restriction_type=kind)


@pytest.fixture(params=["itself", "the page above", "the page above that"])
def private_post(request, post):
    """A page that is not for everyone, of which nobody was told."""
    make_private(
        {"itself": post, "the page above": post.get_parent(), "the page above that": post.get_parent().get_parent()}[
            request.param
        ]
    )
    OutgoingMessage.objects.all().delete()
    return post


def test_of_a_private_page_nothing_is_told(private_post, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        private_post.save_revision().publish()
        private_post.slug = "secret-plans"
        private_post.save()
        private_post.unpublish()
        private_post.save_revision().publish()
        comment = ReaderCommentFactory(page=private_post, status="pending")
        PublishComment(comment, user=ModeratorFactory())()
        SetConversation(private_post, {"access": Access.READ_ONLY}, user=ModeratorFactory())()
    get_page_model().objects.get(pk=private_post.pk).specific.delete()
    assert told() == []


def test_nor_of_a_draft_or_its_conversation(post, blog):
    draft = BlogPostPageFactory(parent=blog, live=False)
    comment = ReaderCommentFactory(page=draft, status="pending")
    PublishComment(comment, user=ModeratorFactory())()
    make_private(draft).delete()
    assert told() == []


def test_only_the_first_and_the_last_restriction_change_who_may_read(blog, post):
    above, own = make_private(blog), make_private(post)
    own.restriction_type = PageViewRestriction.PASSWORD
    own.save()
    own.delete()
    above.delete()
    messages = told()
    assert [(message["event"], message["page"]["id"]) for message in messages] == [("page.access_changed", blog.pk)] * 2
    assert all(message["whole_branch"] for message in messages)


def test_a_page_that_goes_with_its_restriction_tells_nothing(post):
    make_private(post)
    OutgoingMessage.objects.all().delete()
    get_page_model().objects.get(pk=post.pk).specific.delete()
    assert told() == []


def test_who_moves_a_page_under_a_private_one_takes_it_away(post, root_page):
    hidden = BlogIndexPageFactory(parent=root_page, slug="trustees-only")
    make_private(hidden)
    OutgoingMessage.objects.all().delete()
    old, old_parent = post.get_url_parts()[2], post.get_parent()
    post.move(hidden, pos="last-child")
    [message] = told()
    assert (message["event"], message["page"]["path"]) == ("page.access_changed", old)
    assert message["paths"] == [old, old_parent.get_url_parts()[2]]
    assert f"children-of-{old_parent.pk}" in message["tags"]
    assert "trustees-only" not in json.dumps(message)


def test_who_moves_it_out_again_brings_it_back(post, blog, root_page):
    hidden = BlogIndexPageFactory(parent=root_page, slug="trustees-only")
    make_private(hidden)
    post.move(hidden, pos="last-child")
    OutgoingMessage.objects.all().delete()
    post, blog = (get_page_model().objects.get(pk=page.pk).specific for page in (post, blog))
    post.move(blog, pos="last-child")
    [message] = told()
    assert (message["event"], message["page"]["path"]) == ("page.access_changed", "/blog/a-good-week/")
    assert "trustees-only" not in json.dumps(message)


def test_between_private_pages_nobody_hears_of_a_move(private_post, root_page):
    hidden = BlogIndexPageFactory(parent=root_page, slug="trustees-only")
    make_private(hidden)
    OutgoingMessage.objects.all().delete()
    private_post.move(hidden, pos="last-child")
    assert told() == []


def test_an_alias_goes_with_its_source(post, root_page):
    elsewhere = BlogIndexPageFactory(parent=root_page, slug="elsewhere")
    alias = post.create_alias(parent=elsewhere)
    OutgoingMessage.objects.all().delete()
    make_private(post)
    assert {message["page"]["id"] for message in told()} == {post.pk, alias.pk}
    OutgoingMessage.objects.all().delete()
    post.save_revision().publish()
    assert told() == []


#: What is told of comments is stored with the change itself: nothing below runs what waits for the commit.


def test_decisions_about_a_comment(post):
    comment, moderator = ReaderCommentFactory(page=post, status="pending"), ModeratorFactory()
    for verb in (PublishComment, HideComment, PutBack):
        verb(comment, user=moderator)()
    assert [message["event"] for message in told()] == [
        "conversation.changed",
        "comment.published",
        "conversation.changed",
        "comment.hidden",
    ]
    assert all(message["tags"][0] == f"conversation-{post.pk}" for message in told())
    assert all(message["page"]["id"] == post.pk for message in told())


def test_undoing_a_publication_is_told_as_a_comment_that_was_taken_off_the_page(post):
    comment, moderator = ReaderCommentFactory(page=post, status="pending"), ModeratorFactory()
    for decision in (PublishComment(comment, user=moderator), PutBack(comment, user=moderator)):
        decision()
    assert [message["event"] for message in told()] == [
        "conversation.changed",
        "comment.published",
        "conversation.changed",
        "comment.hidden",
    ]


def test_undoing_a_hiding_is_told_as_a_comment_that_shows(post):
    comment, moderator = ReaderCommentFactory(page=post, status="hidden"), ModeratorFactory()
    PutBack(comment, to="published", user=moderator)()
    assert [message["event"] for message in told()] == ["conversation.changed", "comment.published"]


def test_of_a_comment_that_waits_only_that_is_told(client, post, django_capture_on_commit_callbacks):
    fields = drawn_fields(client, post.url) | words(body="marker-words", author_name="marker-name")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    [message] = told()
    assert message["event"] == "comment.waiting" and message["page"]["id"] == post.pk
    assert "marker" not in str(message)


def test_a_new_webhook_hears_of_waiting_comments_only_where_somebody_chooses_that():
    assert "comment.waiting" not in Webhook(name="Front end").events


@pytest.mark.parametrize("verb", [PublishComment, HideComment])
def test_what_somebody_puts_back_does_not_wait_anew(post, verb):
    moderator = ModeratorFactory()
    comment = ReaderCommentFactory(page=post, status="pending" if verb is PublishComment else "published")
    verb(comment, user=moderator)()
    PutBack(comment, to="pending", user=moderator)()
    assert "comment.waiting" not in [message["event"] for message in told()]


def test_a_flood_rings_nobodys_telephone(post):
    for signs, events in ((["many_at_once"], []), (["many_links"], ["comment.waiting"])):
        comment = ReaderCommentFactory(page=post, status="pending", signs=signs)
        comment_submitted.send(sender=type(comment), comment=comment, user=None)
        assert [message["event"] for message in told()] == events


def test_a_comment_that_its_writer_has_mended_waits_anew(post):
    comment = ReaderCommentFactory(page=post, status="declined")
    EditComment(comment, body="Better words", author_name="Sam")()
    assert [message["event"] for message in told()] == ["comment.waiting"]


def test_a_comment_that_shows_straight_away(client, post):
    admin = ModeratorFactory(is_superuser=True)
    SetConversation(post, {"policy": "show_first"}, user=admin)()
    OutgoingMessage.objects.all().delete()
    fields = drawn_fields(client, post.url) | words()

    with travel(timezone.now() + timedelta(minutes=1)):
        client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    assert [message["event"] for message in told()] == ["conversation.changed", "comment.published"]


def test_a_conversation_that_closes(post, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        SetConversation(post, {"access": Access.READ_ONLY}, user=ModeratorFactory())()
    assert [message["event"] for message in told()] == ["conversation.changed"]


def test_each_webhook_is_told_what_it_asked_for(post, everything):
    Webhook.objects.create(name="Comments only", url="http://127.0.0.1:9/", events=[Event.COMMENT_PUBLISHED])
    Webhook.objects.create(name="Paused", url="http://127.0.0.1:9/", events=Event.values, is_active=False)
    post.unpublish()
    assert [row.destination for row in OutgoingMessage.objects.all()] == [str(everything.pk)]


def test_each_site_has_its_own(post, everything, root_page):
    other_root = BlogIndexPageFactory(parent=get_page_model().objects.get(depth=1), slug="other")
    other = Site.objects.create(hostname="other.example", root_page=other_root)
    everything.site = other
    everything.save()
    post.unpublish()
    assert told() == []
    there = BlogPostPageFactory(parent=other_root)
    there.unpublish()
    [message] = told()
    assert message["site"] == {"id": other.pk}
    assert message["page"]["url"].startswith("http://other.example/")
    there.move(root_page, pos="last-child")
    assert told(event=Event.PAGE_MOVED) == []  # not live


def test_the_site_that_a_page_left_is_told(everything, root_page):
    other_root = BlogIndexPageFactory(parent=get_page_model().objects.get(depth=1), slug="other")
    everything.site = Site.objects.create(hostname="other.example", root_page=other_root)
    everything.save()
    there = BlogPostPageFactory(parent=other_root)
    there.move(root_page, pos="last-child")
    [message] = told(event=Event.PAGE_MOVED)
    assert message["page"]["old_url"].startswith("http://other.example/")


def test_a_page_on_no_site_tells_nobody():
    page = BlogIndexPageFactory(parent=get_page_model().objects.get(depth=1), slug="nowhere")
    page.unpublish()
    assert told() == []


@override_settings(ROOT_URLCONF="tests.projects.headless_only.urls")
def test_paths_are_told_where_no_page_has_an_address_here(blog, post):
    post.unpublish()
    [message] = told()
    assert message["page"]["path"] == "/blog/a-good-week/"
    assert message["page"]["url"] == f"{Site.objects.get().root_url}/blog/a-good-week/"
    assert message["paths"] == ["/blog/a-good-week/", "/blog/"]


def test_any_app_can_have_something_told(post, everything):
    """What an app declares, of which this one knows nothing."""
    arrived = Signal()

    def told_of(bus, **facts):
        return Told(page=lambda: post, tags=["buses"]) if bus == "18" else None

    receiver = announcer("bus.arrived", told_of)
    arrived.connect(receiver)
    everything.events = ["bus.arrived"]
    everything.save()
    for bus in ("18", "N18"):
        arrived.send(sender=None, bus=bus)
    [message] = told()
    assert (message["event"], message["page"]["id"], message["tags"][:2]) == (
        "bus.arrived",
        post.pk,
        ["buses", f"page-{post.pk}"],
    )


def test_where_there_is_nothing_to_tell_nobody_is_asked_who_listens(django_assert_num_queries):
    with django_assert_num_queries(0):
        announcer("bus.arrived", lambda **facts: None)()


def test_where_nobody_listens_no_page_is_looked_for(django_assert_num_queries):
    Webhook.objects.update(is_active=False)
    with django_assert_num_queries(1):
        announcer("bus.arrived", lambda **facts: Told(page=lambda: pytest.fail("looked for")))()


def test_nobodys_words_or_names_are_in_it(post, django_capture_on_commit_callbacks):
    comment = ReaderCommentFactory(
        page=post,
        status="pending",
        body="PLANTED words",
        author_name="PLANTED name",
        author_email="planted@example.org",
    )
    with django_capture_on_commit_callbacks(execute=True):
        PublishComment(comment, user=ModeratorFactory(first_name="PLANTED"))()
        post.title = "PLANTED title"
        post.save_revision().publish()
    assert len(told()) == 3
    assert "planted" not in json.dumps(told()).lower()


def test_a_site_that_tells_nobody_pays_one_query(post, django_assert_num_queries):
    Webhook.objects.update(is_active=False)
    with django_assert_num_queries(1):
        page_published(post)
