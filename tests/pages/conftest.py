import pytest
from wagtail.models import Site

from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ConversationPageFactory
from tests.pages.factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
)


@pytest.fixture
def whole_site(db):
    """One page of every kind below a home page, filled in; a dictionary of pages by name."""
    from tests.pages.factories import HomePageFactory, TextPageFactory  # not there in every shape of site

    site = Site.objects.get(is_default_site=True)
    home = HomePageFactory(parent=site.root_page, welcome="Come in.")
    site.root_page = home
    site.save()
    members = MemberIndexPageFactory(parent=home, title="Our members", slug="members", show_in_menus=True)
    member = MemberProfilePageFactory(parent=members, title="Maryam", slug="maryam", role="Member since 2014")
    blog = BlogIndexPageFactory(parent=home, title="Blog", slug="blog", show_in_menus=True, intro="<p>Read us.</p>")
    post = BlogPostPageFactory(
        parent=blog,
        title="A good week",
        slug="a-good-week",
        summary="Twelve people planned a week.",
        closing_question="And yours?",
        body=[("heading", {"text": "First", "level": "h2"}), ("text", "<p>Words</p>")],
    )
    BlogPostAuthorFactory(page=post, profile=member, sort_order=0)
    post.categories.add(CategoryFactory(name="Food", slug="food"))
    post.tags.add("weeks")
    post.save()
    question = ConversationPageFactory(parent=home, title="Have your say", slug="have-your-say", show_in_menus=True)
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
