"""Drawn lists are kept for the next reader, and never longer than what they say may be read."""

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache, caches
from django.core.cache.backends.base import BaseCache
from django.db import connection
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.comments.actions import HideComment, PublishComment
from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.intake import tokens
from coprod_wagtail.comments.models import Conversation, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.reading import drawn_cache
from coprod_wagtail.comments.reading import page as reading_page
from coprod_wagtail.comments.reading.page import read
from coprod_wagtail.comments.templatetags import coprod_comments as conversation_tag
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

from ..racing import PATIENCE, race
from ..sending import SAME_ORIGIN

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

WORDS = "The bus decides my day."
STAYS = "I come on foot."


@pytest.fixture
def comment(post):
    """One that is hidden in some tests; another one stays, so that there is a list all the time."""
    ReaderCommentFactory(page=post, body=STAYS)
    return ReaderCommentFactory(page=post, body=WORDS)


def view(page, query="", **headers):
    return Client().get(f"{page.url}{query}", headers=headers).content.decode()


def drawn_in(html):
    """The stamp that says when the form was drawn."""
    return BeautifulSoup(html, "html.parser").select_one("input[name=drawn]")["value"]


def token_in(html):
    return BeautifulSoup(html, "html.parser").select_one("input[name=token]")["value"]


def list_in(html):
    return str(BeautifulSoup(html, "html.parser").select_one("ol.coprod-thread"))


def drawn_list(shown, page):
    return drawn_cache.draw_list(shown, {"reading": shown, "page": page, "page_url": page.url})


def hide(comment):
    HideComment(ReaderComment.objects.select_related("conversation").get(pk=comment.pk), user=ModeratorFactory())()


def change_behind_its_back(comment):
    """What no action does: other words, and no new version. Whoever sees them drew the list anew."""
    ReaderComment.objects.filter(pk=comment.pk).update(body_html="<p>Other words</p>")


@pytest.fixture
def kept(monkeypatch):
    """`kept()`: what has `WORDS` or `STAYS` in it, was put into the cache and is still there; each as one text."""
    keys, kind = set(), type(caches["default"])
    original = kind.set

    def set_and_note(self, key, *args, **kwargs):
        keys.add(key)
        return original(self, key, *args, **kwargs)

    monkeypatch.setattr(kind, "set", set_and_note)

    def texts():
        return ["".join(kept) for kept in map(cache.get, keys) if isinstance(kept, list)]

    return lambda: [text for text in texts() if WORDS in text or STAYS in text]


# Kept


def test_the_next_reader_gets_the_list_that_is_drawn_already(post, comment):
    first = view(post)
    change_behind_its_back(comment)
    assert list_in(view(post)) == list_in(first)


def test_it_is_kept_for_ten_minutes(post, comment, monkeypatch):
    kept = {}
    monkeypatch.setattr(caches["default"], "set", lambda key, value, seconds, **others: kept.update({key: seconds}))
    view(post)
    assert [seconds for key, seconds in kept.items() if key.startswith("coprod:")] == [600, 600]


def test_a_list_that_begins_at_one_comment_is_not(post, comment, settings, kept):
    """There are as many of these as comments, and each is for who followed a link to it."""
    settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 1}
    assert WORDS in view(post, f"?comment={comment.pk}")
    assert kept() == []
    change_behind_its_back(comment)
    assert "Other words" in view(post, f"?comment={comment.pk}")


def test_nothing_is_written_for_a_conversation_without_comments(post):
    view(post)
    assert not Conversation.objects.exists()


def test_the_next_reader_gets_the_form_that_is_drawn_already_with_a_moment_of_their_own(post, comment, monkeypatch):
    first = view(post)
    monkeypatch.setattr(conversation_tag, "_draw", None)
    second = view(post)
    assert drawn_in(first) != drawn_in(second)
    assert first.replace(drawn_in(first), "") == second.replace(drawn_in(second), "")
    assert 0 <= tokens.seconds_since(drawn_in(first)) < PATIENCE


def test_the_form_changes_with_what_editors_say_beside_it(post, comment):
    site_settings = ReaderCommentSettings.objects.create(site=post.get_site(), house_rules="Be kind.")
    assert "Be kind." in view(post)
    ReaderCommentSettings.objects.filter(pk=site_settings.pk).update(house_rules="Be brief.")  # past all signals
    shown = view(post)
    assert "Be brief." in shown and "Be kind." not in shown


def test_the_form_changes_with_the_address_of_the_privacy_page(post, comment):
    privacy = BlogPostPageFactory(parent=post.get_parent(), title="Privacy", slug="privacy")
    ReaderCommentSettings.objects.create(site=post.get_site(), privacy_page=privacy)
    assert f'href="{privacy.url}"' in view(post)
    privacy.slug = "your-data"
    privacy.save()
    assert f'href="{privacy.url}"' in view(post)


def test_the_link_to_the_privacy_page_leads_to_the_host_that_was_asked(post, comment, rf):
    """With several sites an address without a request has the host that Wagtail's Site has, which may be behind a proxy."""
    privacy = BlogPostPageFactory(parent=post.get_parent(), title="Privacy", slug="privacy")
    ReaderCommentSettings.objects.create(site=post.get_site(), privacy_page=privacy)
    Site.objects.create(hostname="other.example", root_page=post.get_parent())
    path = f"{post.get_url(rf.get('/'))}".replace(post.slug, privacy.slug)
    assert path.startswith("/")
    page = BeautifulSoup(Client().get(post.get_url(rf.get("/"))).content, "html.parser")
    assert page.select_one(".coprod-what-happens a")["href"] == path


def test_the_form_says_at_once_that_reading_takes_longer(post, comment):
    assert "takes longer than usual" not in view(post)
    waiting = ReaderCommentFactory(page=post, status=Status.PENDING)
    ReaderComment.objects.filter(pk=waiting.pk).update(received_at=timezone.now() - timedelta(days=30))
    assert "takes longer than usual" in view(post)


def test_the_form_changes_with_the_question_of_the_page(post, comment):
    view(post)
    post.closing_question = "What would you do?"
    post.save()
    assert "What would you do?" in view(post)


def test_the_form_changes_with_the_hour_of_its_token(post, comment, monkeypatch):
    first = token_in(view(post))
    assert token_in(view(post)) == first
    later = tokens.hour() + 1
    monkeypatch.setattr(tokens, "hour", lambda: later)
    assert token_in(view(post)) != first


def test_what_somebody_wrote_is_kept_for_nobody(post, comment, client):
    answer = client.post(f"/comments/{post.pk}/", {"body": "Mine alone", "author_name": "Sam"}, **SAME_ORIGIN)
    assert "Mine alone" in answer.content.decode()
    assert "Mine alone" not in view(post)


def test_nothing_of_the_request_goes_into_what_is_kept(post, comment, monkeypatch):
    drawn = []
    original = conversation_tag.render_to_string
    monkeypatch.setattr(
        conversation_tag, "render_to_string", lambda name, context: drawn.append(context) or original(name, context)
    )
    view(post)
    (context,) = drawn
    assert "request" not in context and "user" not in context


def test_what_one_reader_asked_for_is_not_in_it(post, comment):
    asked = list_in(view(post, f"?reply={comment.pk}&comment={comment.pk}", cookie="sessionid=nobody"))
    cache.clear()
    assert asked == list_in(view(post))


def test_a_developer_sees_every_change_of_the_template(post, comment, settings):
    settings.DEBUG = True
    view(post)
    change_behind_its_back(comment)
    assert "Other words" in view(post)


# Apart


def test_each_page_of_a_conversation_is_kept_apart(post, comment, settings):
    settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 2}
    ReaderCommentFactory(page=post, body="Third", posted_at=timezone.now())
    for _kept in range(2):
        assert WORDS in view(post) and "Third" not in view(post)
        assert "Third" in view(post, "?comments=2") and WORDS not in view(post, "?comments=2")


def test_each_language_is_kept_apart(post, comment):
    with translation.override("en-gb"):
        first = drawn_list(read(post), post)
    change_behind_its_back(comment)
    with translation.override("cy"):
        assert "Other words" in drawn_list(read(post), post)
    with translation.override("en-gb"):
        assert drawn_list(read(post), post) == first


def test_each_time_zone_is_kept_apart(post):
    ReaderCommentFactory(page=post, posted_at=datetime(2026, 5, 4, 23, 30, tzinfo=UTC))
    assert "5 May 2026" in view(post)
    with timezone.override("America/New_York"):
        shown = read(post)
        assert "4 May 2026" in drawn_list(shown, post)


def test_a_closed_conversation_has_no_links_for_answering(post, comment):
    assert "Reply to" in list_in(view(post))
    Conversation.objects.update(access=Access.READ_ONLY)
    assert "Reply to" not in list_in(view(post))


# At once


def test_what_was_hidden_is_gone_on_the_next_view(post, comment):
    assert WORDS in view(post)
    hide(comment)
    assert_gone(post)


def test_what_was_published_is_there_on_the_next_view(post, comment):
    waiting = ReaderCommentFactory(page=post, body="At last", status=Status.PENDING)
    assert "At last" not in view(post)
    PublishComment(ReaderComment.objects.select_related("conversation").get(pk=waiting.pk), user=ModeratorFactory())()
    assert "At last" in view(post)


def test_a_hidden_conversation_shows_nothing_that_is_kept(post, comment):
    assert WORDS in view(post)
    Conversation.objects.update(access=Access.HIDDEN)
    assert WORDS not in view(post)


def test_a_private_page_shows_nothing_that_is_kept(post, comment, client):
    assert WORDS in view(post)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(ModeratorFactory())
    # Whoever is let in reads it, but not from what is kept, which a queryset does not change.
    type(comment).objects.update(body_html="<p>Drawn anew</p>")
    shown = client.get(post.url).content.decode()
    assert "Drawn anew" in shown and WORDS not in shown


def test_a_page_taken_down_shows_nothing_that_is_kept(post, comment):
    assert WORDS in view(post)
    post.unpublish()
    shown = read(post)
    assert drawn_list(shown, post) == ""


def test_what_was_kept_is_dropped_when_it_is_out_of_date(post, comment, kept, django_capture_on_commit_callbacks):
    view(post)
    assert len(kept()) == 1 and WORDS in kept()[0]
    with django_capture_on_commit_callbacks(execute=True):
        hide(comment)
    assert kept() == []


# Slow readers


def assert_gone(page):
    for html in (view(page), view(page)):
        assert STAYS in html
        assert WORDS not in html


def slow_down(monkeypatch, place, meanwhile):
    """Let `meanwhile` happen once while a reader is before or after the comments are read."""
    owner, name = {"before": (reading_page, "thread_ids"), "after": (conversation_tag, "_draw")}[place]
    original, done = getattr(owner, name), []

    def slow(*args, **options):
        first = not done
        done.append(True)
        if first and place == "before":
            meanwhile()
        result = original(*args, **options)
        if first and place == "after":
            meanwhile()
        return result

    monkeypatch.setattr(owner, name, slow)


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_slow_reader_does_not_put_back_what_was_hidden(post, comment, monkeypatch, place, kept):
    slow_down(monkeypatch, place, lambda: hide(comment))
    seen = view(post)
    assert STAYS in seen and (WORDS in seen) == (place == "after")
    assert kept()  # whatever the slow reader saw was kept after it was hidden
    assert_gone(post)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB")
@pytest.mark.parametrize("place", ["before", "after"])
def test_a_slow_reader_on_a_connection_of_their_own_does_not_either(post, comment, monkeypatch, place, kept):
    reader_is_there, hidden = Event(), Event()

    def wait():
        reader_is_there.set()
        assert hidden.wait(PATIENCE)

    def moderate():
        assert reader_is_there.wait(PATIENCE)
        hide(comment)
        hidden.set()

    slow_down(monkeypatch, place, wait)

    seen, moderated = race(lambda: view(post), moderate)

    assert moderated is None
    assert (WORDS in seen) == (place == "after")
    assert kept()
    assert_gone(post)


# A cache that is down


class CacheThatIsDown(BaseCache):
    def __init__(self, location, params):
        super().__init__(params)

    def get(self, *args, **kwargs):
        raise ConnectionError("Nobody there")

    set = delete_many = get


class CacheThatIsFull(CacheThatIsDown):
    def get(self, key, default=None, version=None):
        return default


@pytest.mark.parametrize("kind", ["CacheThatIsDown", "CacheThatIsFull"])
def test_a_cache_that_fails_takes_no_page_down(post, comment, settings, caplog, kind):
    settings.CACHES = {**settings.CACHES, "lists": {"BACKEND": f"{__name__}.{kind}"}}
    settings.COPROD_WAGTAIL = {"CACHE": "lists"}
    assert WORDS in view(post)
    drawn_cache.forget(post.pk)
    warnings = [record for record in caplog.records if record.name == drawn_cache.__name__]
    assert len(warnings) == 2
    assert not any(WORDS in record.getMessage() for record in warnings)
