import datetime

import pytest
from wagtail.models import Site

from coprod_wagtail.swap import get_page_model
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ConversationPageFactory
from tests.pages.factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    HomePageFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    TextPageFactory,
)


@pytest.fixture
def whole_site(db):
    """One page of every kind below a home page, filled in; a dictionary of pages by name."""
    site = Site.objects.get(is_default_site=True)
    # A base page of a site's own may know of no menus.
    in_menus = {"show_in_menus": True} if hasattr(get_page_model(), "show_in_menus") else {}
    home = HomePageFactory(parent=site.root_page, welcome="Come in.")
    site.root_page = home
    site.save()
    members = MemberIndexPageFactory(parent=home, title="Our members", slug="members", **in_menus)
    member = MemberProfilePageFactory(parent=members, title="Maryam", slug="maryam", role="Member since 2014")
    blog = BlogIndexPageFactory(parent=home, title="Blog", slug="blog", intro="<p>Read us.</p>", **in_menus)
    post = BlogPostPageFactory(
        parent=blog,
        title="A good week",
        slug="a-good-week",
        date=datetime.date(2026, 5, 4),
        summary="Twelve people planned a week.",
        closing_question="And yours?",
        body=[("heading", {"text": "First", "level": "h2"}), ("text", "<p>Words</p>")],
    )
    BlogPostAuthorFactory(page=post, profile=member, sort_order=0)
    post.categories.add(CategoryFactory(name="Food", slug="food"))
    post.tags.add("weeks")
    post.save()
    question = ConversationPageFactory(parent=home, title="Have your say", slug="have-your-say", **in_menus)
    privacy = TextPageFactory(parent=home, title="Privacy", slug="privacy")
    return {
        "home": home,
        "members": members,
        "member": member,
        "blog": blog,
        "post": post,
        "question": question,
        "privacy": privacy,
    }
