"""Taking a profile away: the screens say what posts will say without it, and no post loses its byline."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coprod_wagtail.pages.models import BlogPostAuthor, BlogPostPage, MemberProfilePage
from coprod_wagtail.swap import get_page_model
from tests.factories import BlogPostPageFactory
from tests.pages.factories import (
    BlogPostAuthorFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    TextPageFactory,
    make_private,
)

pytestmark = pytest.mark.framework

API = "/api/coprod/v1/posts/"


@pytest.fixture
def members(root_page):
    return MemberIndexPageFactory(parent=root_page, slug="members")


@pytest.fixture
def member(members):
    return MemberProfilePageFactory(
        parent=members, title="Maryam", slug="maryam", first_published_at="2026-01-01T00:00Z"
    )


@pytest.fixture
def theirs(post, member):
    BlogPostAuthorFactory(page=post, profile=member)
    return post


@pytest.fixture
def editor(client, db):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def both_doors(client, post):
    """The names that pages and the API show of the post's authors, which have to be the same."""
    soup = BeautifulSoup(client.get(post.url).content, "html.parser")
    words = " ".join(soup.find(class_="coprod-byline__names").text.split()).removeprefix("By ")
    (told,) = [one for one in client.get(API).json()["items"] if one["id"] == post.pk]
    assert [author["name"] for author in told["authors"]] == [words]
    return words


def words_of(response):
    notice = BeautifulSoup(response.content, "html.parser").find(class_="coprod-going")
    return notice and " ".join(notice.text.split())


# What readers see


@pytest.mark.shape
def test_without_the_profile_it_is_a_former_member(client, theirs, member):
    member.unpublish()
    assert both_doors(client, theirs) == "A former member"
    member.delete()
    assert both_doors(client, theirs) == "A former member"


@pytest.mark.parametrize("above", [False, True])
def test_who_keeps_a_profile_to_themselves_is_a_member_still(client, theirs, member, members, above):
    make_private(members if above else member)
    assert both_doors(client, theirs) == "A member"


@pytest.mark.parametrize("how", ["unpublish", "delete", "private", "moved"])
def test_the_person_may_choose_what_it_is(client, theirs, member, root_page, how):
    MemberProfilePage.objects.filter(pk=member.pk).update(name_when_gone="Somebody from the kitchen")
    member = MemberProfilePage.objects.get()
    if how == "moved":
        secret = MemberIndexPageFactory(parent=root_page, slug="secret")
        make_private(secret)
        member.move(secret, pos="last-child")
    else:
        {"unpublish": member.unpublish, "delete": member.delete, "private": lambda: make_private(member)}[how]()
    assert both_doors(client, theirs) == "Somebody from the kitchen"


def test_a_name_that_is_written_on_the_post_comes_first(client, theirs, member):
    MemberProfilePage.objects.update(name_when_gone="Somebody")
    BlogPostAuthor.objects.update(name="M. from the kitchen")
    MemberProfilePage.objects.get().unpublish()
    assert both_doors(client, theirs) == "M. from the kitchen"


def test_deleting_many_at_once_leaves_no_post_without_a_byline(client, theirs, members):
    MemberProfilePage.objects.update(name_when_gone="Somebody")
    members.delete()
    assert both_doors(client, theirs) == "Somebody"


def test_the_next_publication_keeps_the_name(client, theirs, member):
    theirs.save_revision().publish()
    MemberProfilePage.objects.update(name_when_gone="Somebody")
    MemberProfilePage.objects.get().delete()

    BlogPostPage.objects.get().get_latest_revision().publish()

    assert both_doors(client, theirs) == "Somebody"


def test_a_post_that_was_a_draft_meanwhile_says_it_too(client, blog, member):
    post = BlogPostPageFactory(parent=blog, live=False)
    post.authors = [BlogPostAuthor(profile=member)]
    post.save()
    BlogPostPage.objects.get().save_revision()
    MemberProfilePage.objects.get().delete()

    BlogPostPage.objects.get().get_latest_revision().publish()

    assert both_doors(client, BlogPostPage.objects.get()) == "A former member"


def test_the_number_of_queries_does_not_grow_with_those_who_left(client, blog, members):
    def add(count):
        for number in range(count):
            gone = MemberProfilePageFactory(parent=members, live=False, slug=f"gone-{blog.numchild}-{number}")
            BlogPostAuthorFactory(page=BlogPostPageFactory(parent=blog), profile=gone)
            blog.refresh_from_db()

    def queries():
        client.get("/blog/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/blog/")
        return len(captured)

    add(2)
    with_two = queries()
    add(7)
    assert queries() == with_two


# What the screens say before


def bulk(page, action):
    options = get_page_model()._meta
    return reverse("wagtail_bulk_action", args=[options.app_label, options.model_name, action]) + f"?id={page.pk}"


@pytest.mark.parametrize(
    ("screen", "says"),
    [
        (lambda page: reverse("wagtailadmin_pages:unpublish", args=[page.pk]), "A former member"),
        (lambda page: reverse("wagtailadmin_pages:delete", args=[page.pk]), "A former member"),
        (lambda page: bulk(page, "unpublish"), "A former member"),
        (lambda page: bulk(page, "delete"), "A former member"),
    ],
    ids=["unpublish", "delete", "many unpublish", "many delete"],
)
@pytest.mark.parametrize("whole_list", [False, True])
def test_the_screen_says_which_posts_will_say_what(editor, theirs, member, members, screen, says, whole_list):
    page = members if whole_list else member
    assert words_of(editor.get(screen(page))).startswith(
        f"Posts name their authors through a profile. Without it, these posts will say: “{says}”: A good week"
    )


@pytest.mark.shape
def test_the_privacy_dialog_says_it_and_is_whole(editor, theirs, member):
    answer = editor.get(reverse("wagtailadmin_pages:set_privacy", args=[member.pk])).json()["html"]
    soup = BeautifulSoup(answer, "html.parser")
    assert "If you make this private:" in soup.find(class_="coprod-going").text
    assert "“A member”: A good week" in " ".join(soup.find(class_="coprod-going").text.split())
    assert soup.find("input", {"name": "restriction_type"})


def test_moving_says_it_only_where_not_everybody_may_go(editor, theirs, member, root_page):
    open_page, secret = MemberIndexPageFactory(parent=root_page), MemberIndexPageFactory(parent=root_page)
    make_private(secret)

    def say(destination):
        return words_of(editor.get(reverse("wagtailadmin_pages:move_confirm", args=[member.pk, destination.pk])))

    assert say(open_page) is None
    assert "“A member”: A good week" in say(secret)


@pytest.fixture
def secret(root_page):
    """A place that not everybody may see."""
    secret = MemberIndexPageFactory(parent=root_page, title="Secret")
    make_private(secret)
    return secret


def move_many(editor, pages, destination, submit_url=""):
    url = submit_url or bulk(pages[0], "move") + "".join(f"&id={page.pk}" for page in pages[1:])
    return editor.post(url, {"chooser": destination.pk})


def button_of(response):
    """Where the form of a bulk action goes when its button is pressed."""
    soup = BeautifulSoup(response.content, "html.parser")
    return soup.find("form", {"action": re.compile("/bulk/")})["action"]


def is_below(page, place):
    page.refresh_from_db()
    return page.is_child_of(place)


def test_moving_many_asks_once_where_not_everybody_may_go(editor, theirs, member, members, secret):
    other = MemberProfilePageFactory(parent=members, title="Idris")
    asked = move_many(editor, [member, other], secret)
    words = words_of(asked)
    assert words.startswith("Nothing has been moved yet.")
    assert "“A member”: A good week" in words
    assert is_below(member, members) and is_below(other, members)
    # What was chosen is still chosen, and the same button moves them.
    chosen = BeautifulSoup(asked.content, "html.parser").find("input", {"name": "chooser"})
    assert chosen["value"] == str(secret.pk)
    assert move_many(editor, [member], secret, button_of(asked)).status_code == 302
    assert is_below(member, secret) and is_below(other, secret)


def test_whoever_then_chooses_another_such_place_is_asked_again(editor, theirs, member, members, secret, root_page):
    another = MemberIndexPageFactory(parent=root_page, title="Another")
    make_private(another)
    asked = move_many(editor, [member], secret)
    again = move_many(editor, [member], another, button_of(asked))
    assert words_of(again) and is_below(member, members)
    assert move_many(editor, [member], another, button_of(again)).status_code == 302
    assert is_below(member, another)


def test_moving_many_asks_nothing_where_no_post_changes(editor, theirs, member, members, secret, root_page):
    nobodys = MemberProfilePageFactory(parent=members)
    assert move_many(editor, [nobodys], secret).status_code == 302 and is_below(nobodys, secret)
    for_all = MemberIndexPageFactory(parent=root_page)
    assert move_many(editor, [member], for_all).status_code == 302 and is_below(member, for_all)


def test_the_queries_for_asking_do_not_grow_with_the_posts(editor, blog, theirs, member, secret):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert words_of(move_many(editor, [member], secret))
        return len(captured)

    queries()
    with_one = queries()
    for _number in range(9):
        BlogPostAuthorFactory(page=BlogPostPageFactory(parent=blog), profile=member)
    assert queries() == with_one


def test_what_nobody_is_named_by_gets_no_notice(editor, theirs, root_page):
    other = TextPageFactory(parent=root_page)
    for name in ("unpublish", "delete"):
        assert words_of(editor.get(reverse(f"wagtailadmin_pages:{name}", args=[other.pk]))) is None


def test_a_profile_that_readers_do_not_see_takes_nothing_away(editor, theirs, member):
    member.unpublish()
    assert words_of(editor.get(reverse("wagtailadmin_pages:delete", args=[member.pk]))) is None


def test_posts_are_told_apart_by_what_they_will_say(editor, blog, theirs, member):
    for number in range(7):
        BlogPostAuthorFactory(page=BlogPostPageFactory(parent=blog, title=f"P{number}"), profile=member, name="Mim")
    words = words_of(editor.get(reverse("wagtailadmin_pages:unpublish", args=[member.pk])))
    assert "“Mim”: P0, P1, P2, P3, P4 and 2 more posts" in words
    assert "“A former member”: A good week" in words


def test_the_number_of_queries_does_not_grow_with_the_posts(editor, blog, theirs, member):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            editor.get(reverse("wagtailadmin_pages:unpublish", args=[member.pk]))
        return len(captured)

    queries()
    with_one = queries()
    for _number in range(9):
        BlogPostAuthorFactory(page=BlogPostPageFactory(parent=blog), profile=member)
    assert queries() == with_one
