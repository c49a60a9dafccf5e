"""Words from the first key to the last trace, as a reader lives it: written, looked at, mended, sent, lost, found from another
device, changed, talked about, e-mailed, reported, taken down, brought back and erased; on pages, with and without scripts,
and in the embed."""

import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from coprod_wagtail.comments.actions import DeclineComment, PublishComment
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.comments.reports.decisions import KeepComment
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.sending import send_due
from tests.comments.slip.test_nothing_left import tables_with
from tests.factories import ModeratorFactory

from . import whole_way as way
from .reader import Reader
from .test_embed import front_end, visitor, visitor_with

__all__ = ["front_end", "visitor", "visitor_with"]  # fixtures


def newest_link(part):
    """Has all mail sent that waits; the address, in the newest with one, in which `part` stands."""
    OutgoingMessage.objects.filter(kind="mail", state="waiting").update(due_at=timezone.now())
    send_due(10)
    links = [link for message in mail.outbox for link in re.findall(r"https?://[^/]+(/[^\s<>]+)", message.body)]
    return next(link for link in reversed(links) if part in link)


@pytest.fixture
def live_on(new_context, post):
    """The way from when the comment is sent, on the site's own pages and another device."""

    def live_on(number, words, *, scripts, tell_us):
        reader = Reader(new_context(java_script_enabled=scripts), scripts=scripts)
        page, moderator = reader.page, ModeratorFactory()
        reader.open(post.url)
        private = way.find(page, number, words)
        way.change(page)

        DeclineComment(ReaderComment.objects.get(), user=moderator, message=f"About {way.MARK}.")()
        reader.open(private)
        way.answer(page)
        reader.open(newest_link("/comments/mail/"))
        way.confirm(page)
        PublishComment(ReaderComment.objects.get(), user=moderator)()
        reader.open(newest_link("/slips/"))
        way.stop(page)

        tell_us(reader)
        KeepComment(ReaderComment.objects.get(), user=moderator)()
        reader.open(private)
        way.take_down(page)
        reader.open(post.url)
        expect(page.get_by_text(way.MARK)).to_have_count(0)
        reader.open(private)
        way.bring_back(page)
        reader.open(post.url)
        expect(page.get_by_text(f"{way.MARK} thrice")).to_be_visible()
        assert tables_with(way.MARK)
        reader.open(private)
        way.erase(page)
        reader.open(post.url)
        expect(page.get_by_text(way.MARK)).to_have_count(0)
        assert reader.open(private).status == 404
        assert tables_with(way.MARK) == []
        reader.assert_nothing_noticed()

    return live_on


@pytest.mark.accessibility("The whole way of somebody’s words", "with and without scripts")
def test_on_the_sites_own_pages(reader, live_on, post):
    def tell_us(another):
        another.open(post.url)
        way.tell(another.page)

    reader.open(post.url)
    number, words = way.write(reader.page)
    reader.open("about:blank")
    live_on(number, words, scripts=reader.scripts, tell_us=tell_us)


@pytest.mark.accessibility("The whole way of somebody’s words", "from another website")
def test_from_the_embed(visitor, live_on):
    def tell_us(another):
        visitor.visit()
        way.tell(visitor.page)

    visitor.visit()
    number, words = way.write(visitor.page)
    visitor.visit()
    live_on(number, words, scripts=True, tell_us=tell_us)
