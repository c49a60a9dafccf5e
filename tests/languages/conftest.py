import datetime

import pytest
from wagtail.models import Locale

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.pages.models import BlogPostAuthor
from tests.factories import BlogPostPageFactory, ConversationPageFactory, ReaderCommentFactory
from tests.pages.factories import CategoryFactory, MemberIndexPageFactory, MemberProfilePageFactory, TextPageFactory

from .translating import translate


@pytest.fixture(autouse=True)
def welsh(db):
    return Locale.objects.create(language_code="cy")


@pytest.fixture
def member(root_page):
    members = MemberIndexPageFactory(parent=root_page, title="Our members", slug="members")
    return MemberProfilePageFactory(
        parent=members, title="Maryam", slug="maryam", display_name="Maryam O.", role="Cook", short_text="I cook."
    )


@pytest.fixture
def question(root_page):
    return ConversationPageFactory(parent=root_page, title="Have your say", slug="have-your-say")


@pytest.fixture
def privacy(root_page):
    return TextPageFactory(parent=root_page, title="Privacy", slug="privacy")


@pytest.fixture
def category(db):
    return CategoryFactory(name="Days out", slug="days-out")


@pytest.fixture
def post(blog, member, question, category):
    """A post by a member with a profile, filed under a category, whose text links to a page."""
    post = BlogPostPageFactory(
        parent=blog,
        title="A good week",
        slug="a-good-week",
        summary="Twelve people planned a week.",
        closing_question="And yours?",
        date=datetime.date(2026, 3, 2),
        body=[
            ("heading", {"text": "First", "level": "h2"}),
            ("text", f'<p>Now <a linktype="page" id="{question.pk}">say it</a></p>'),
        ],
    )
    post.authors = [BlogPostAuthor(profile=member, sort_order=0)]
    post.categories = [category]
    post.save()
    post.save_revision().publish()
    return post


@pytest.fixture
def welsh_home(root_page):
    """The Welsh half of the site as far as pages above the others go."""
    return translate(root_page)


@pytest.fixture
def welsh_blog(welsh_home, blog):
    return translate(blog, {"Blog": "Blog Cymraeg"})


@pytest.fixture
def welsh_post(welsh_blog, post):
    return translate(post, {"A good week": "Wythnos dda"})


@pytest.fixture
def said(post):
    """What readers said on the English post: one comment that everybody can read, a reply, and one that waits."""
    first = ReaderCommentFactory(page=post)
    return [
        first,
        ReaderCommentFactory(page=post, reply_to=first),
        ReaderCommentFactory(page=post, status=Status.PENDING),
    ]
