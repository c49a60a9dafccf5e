"""A site that had page types of these names before: each name means both, and neither takes anything from the other."""

import json

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Site

from coprod_wagtail.models import SiteHelp
from coprod_wagtail.swap import get_page_model
from tests.factories import BlogPostPageFactory, ReaderCommentFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not apps.is_installed("tests.projects.taken_names"), reason="About a site that took the names."),
]
NAMES = ["BlogIndexPage", "BlogPostPage", "MemberIndexPage", "MemberProfilePage", "ConversationPage"]


def theirs(name):
    return apps.get_model("taken", name)


def ours(name):
    """Not imported: to import the ready-made types would bring them into the shapes that leave them out."""
    return apps.get_model("coprod_pages", name)


@pytest.fixture
def their_blog(root_page):
    return root_page.add_child(instance=theirs("BlogIndexPage")(title="Their blog", slug="their-blog"))


@pytest.fixture
def their_post(their_blog):
    post = their_blog.add_child(instance=theirs("BlogPostPage")(title="Their post", slug="their-post"))
    post.tags.add("Letters")
    post.save()
    return post


def test_each_is_found_as_what_it_is(blog, post, their_blog, their_post):
    found = {page.pk: type(page.specific) for page in get_page_model().objects.all()}
    assert found[blog.pk] is ours("BlogIndexPage")
    assert found[post.pk] is ours("BlogPostPage")
    assert found[their_blog.pk] is theirs("BlogIndexPage")
    assert found[their_post.pk] is theirs("BlogPostPage")


def test_their_code_goes_on_meaning_theirs(post, their_post):
    """What Django made of their names before the package came: from the page, in a query, and from a tag."""
    post.tags.add("Letters")
    post.save()
    pages = get_page_model().objects
    assert pages.get(pk=their_post.pk).blogpostpage == their_post
    assert not hasattr(pages.get(pk=post.pk), "blogpostpage")
    assert list(pages.filter(blogpostpage__isnull=False)) == [pages.get(pk=their_post.pk)]
    assert list(theirs("BlogPostPage").objects.filter(tags__name="Letters")) == [their_post]
    assert list(ours("BlogPostPage").objects.filter(tags__name="Letters")) == [post]
    tag = their_post.tags.get()
    assert list(type(tag).objects.filter(blogpostpage=their_post)) == [tag]


@pytest.mark.parametrize("name", NAMES)
def test_both_can_be_made_copied_and_deleted(root_page, name):
    for kind in (ours(name), theirs(name)):
        page = root_page.add_child(instance=kind(title="One", slug=f"one-{kind._meta.app_label}"))
        page.save_revision().publish()
        copy = page.copy(update_attrs={"slug": f"{page.slug}-copy"})
        alias = page.create_alias(update_slug=f"{page.slug}-alias")
        assert {type(copy), type(alias)} == {kind}
        assert type(page.get_latest_revision_as_object()) is kind
        for one in (alias, copy, page):
            one.delete()
        assert not kind.objects.exists()
        assert not get_page_model().objects.filter(slug__startswith="one-").exists()


def test_deleting_their_page_leaves_ours_and_its_comments(post, their_blog, their_post):
    comment = ReaderCommentFactory(page=post)
    their_blog.delete()
    comment.refresh_from_db()
    assert ours("BlogPostPage").objects.get() == post


def test_settings_of_the_same_name_are_two(their_post):
    site = Site.objects.get(is_default_site=True)
    SiteHelp.objects.create(site=site, phone="01632 960123")
    theirs("SiteHelp").objects.create(site=site, phone="01632 960999")
    assert site.sitehelp.phone == "01632 960999"
    assert SiteHelp.for_site(site).phone == "01632 960123"


@pytest.mark.parametrize("label", ["coprod_pages", "taken"])
@pytest.mark.parametrize("name", NAMES)
def test_both_have_a_form_in_the_admin(client, root_page, label, name):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    kind = apps.get_model(label, name)
    parent = root_page
    if "Post" in name or "Profile" in name:
        above = apps.get_model(label, name.replace("PostPage", "IndexPage").replace("ProfilePage", "IndexPage"))
        parent = root_page.add_child(instance=above(title="Above", slug="above"))
    address = reverse("wagtailadmin_pages:add", args=[label, name.lower(), parent.pk])
    assert client.get(address).status_code == 200
    page = parent.add_child(instance=kind(title="Here", slug="here"))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code == 200


def test_the_apis_tell_them_apart(client, blog, post, their_post):
    BlogPostPageFactory(parent=blog)
    found = client.get("/api/coprod/v1/posts/").json()
    assert found["count"] == 2
    assert their_post.title not in json.dumps(found)
    if "wagtail.api.v2" in settings.INSTALLED_APPS:
        found = client.get("/api/v2/pages/?type=taken.BlogPostPage").json()
        assert [item["id"] for item in found["items"]] == [their_post.pk]
        found = client.get("/api/v2/pages/?type=coprod_pages.BlogPostPage").json()
        assert found["meta"]["total_count"] == 2
