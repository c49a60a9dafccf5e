import datetime

import pytest

from tests.factories import BlogPostPageFactory, ConversationPageFactory
from tests.pages.factories import MemberIndexPageFactory, MemberProfilePageFactory


@pytest.fixture
def write(blog, searchable):
    """`write("Soup", "We cooked.", 2026, 5, 4, categories=[food])`: a post of that day, filed so, with these words in it."""

    def write(title, text="", *day, categories=(), parent=None, **fields):
        date = datetime.date(*day) if day else None
        body = [("text", f"<p>{text}</p>")] if text else []
        post = BlogPostPageFactory(parent=parent or blog, title=title, date=date, body=body, **fields)
        if categories:
            post.categories.add(*categories)
            post.save()
        return post

    return write


@pytest.fixture
def members(root_page):
    return MemberIndexPageFactory(parent=root_page, title="Members", slug="members")


@pytest.fixture
def member(members, searchable):
    return MemberProfilePageFactory(
        parent=members, title="Maryam", slug="maryam", display_name="Maryam O.", short_text="I cook soup."
    )


@pytest.fixture
def question(root_page, searchable):
    return ConversationPageFactory(
        parent=root_page, title="Soup days", question="On which days should there be soup?", slug="soup-days"
    )
