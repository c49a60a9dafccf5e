"""Words from the first key to the last trace, through the front end alone: the same way as on the site's own pages
(tests/browser/whole_way.py), with scripts and without."""

import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from tests.browser import whole_way as way

from .conftest import POST, open_until
from .test_mail import SECRET_OF

DECIDE = """
from django.contrib.auth import get_user_model
from coprod_wagtail.comments.actions import DeclineComment, PublishComment
from coprod_wagtail.comments.reports.decisions import KeepComment
comment = ReaderComment.objects.select_related("conversation").get(pk={number})
moderator = get_user_model().objects.filter(is_superuser=True).first()
{action}
"""


def tables_with(demo, mark):
    """The names of all tables of the demo in a row of which `mark` stands anywhere."""
    with closing(sqlite3.connect(demo.directory / "demo.sqlite3")) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [name for name in names if mark in str(connection.execute(f'SELECT * FROM "{name}"').fetchall())]


def test_on_the_front_end(reader, demo):
    page = reader.page
    reader.open(POST)
    number, words = way.write(page)
    reader.open("about:blank")

    def decide(action):
        demo.do(DECIDE.format(number=number, action=action))

    def shows():
        return page.get_by_text(f"{way.MARK} thrice").count() == 1

    reader.open(POST)
    private = way.find(page, number, words)
    way.change(page)
    decide(f'DeclineComment(comment, user=moderator, message="About {way.MARK}.")()')
    reader.open(private)
    way.answer(page)
    reader.open(f"/my-mail/{demo.do(SECRET_OF.format(email=f'{way.MARK}@hotmail.com'))}/")
    way.confirm(page)
    decide("PublishComment(comment, user=moderator)()")
    reader.open(private)
    way.stop(page)

    open_until(page, POST, shows)
    way.tell(page)
    decide("KeepComment(comment, user=moderator)()")
    reader.open(private)
    way.take_down(page)
    open_until(page, POST, lambda: not shows())
    expect(page.get_by_text(way.MARK)).to_have_count(0)
    reader.open(private)
    way.bring_back(page)
    assert tables_with(demo, way.MARK)
    way.erase(page)
    open_until(page, POST, lambda: not shows())
    expect(page.get_by_text(way.MARK)).to_have_count(0)
    assert page.goto(private).status == 404
    assert tables_with(demo, way.MARK) == []
