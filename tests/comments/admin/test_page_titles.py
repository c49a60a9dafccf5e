"""No screen tells a moderator what a page is called that readers do not see, nor where it is, and each says which it is."""

import io

import pytest
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.swap import get_page_model
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory
from tests.searching import searches

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = "/admin/reader-comments/"
TITLE, SLUG = "A secret plan", "what-nobody-knows-of"
DRAFT, PRIVATE = "A page that is not on the website", "A page that is not for everyone"


@pytest.fixture(params=[DRAFT, PRIVATE, "below a private page"])
def hidden_page(request, blog):
    page = BlogPostPageFactory(parent=blog, title=TITLE, slug=SLUG, live=request.param != DRAFT)
    if request.param == PRIVATE:
        page.view_restrictions.create(restriction_type="login")
    elif request.param != DRAFT:
        blog.view_restrictions.create(restriction_type="password", password="tea")
    page.words = DRAFT if request.param == DRAFT else PRIVATE
    return page


@pytest.fixture
def comments(hidden_page):
    return ReaderCommentFactory.create_batch(3, page=hidden_page, status=Status.PENDING, body="The bus.")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def client(moderator):
    return signed_in(moderator)


def reading_url(comment, query=""):
    return reverse("coprod_reader_comments:inspect", args=[comment.pk]) + query


def decide_url(comment, verb):
    return reverse("coprod_reader_comments:decide", args=[comment.pk, verb])


def bulk_url(verb, *comments):
    ids = "&".join(f"id={comment.pk}" for comment in comments)
    return reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", verb]) + f"?{ids}"


def screens(page, comments):
    """All that a moderator can look at."""
    one, answer = comments[0], comments[1]
    ReaderComment.objects.filter(pk=answer.pk).update(reply_to=one, thread=one)
    queries = ["", "?status=pending", "?q=bus", f"?page={page.pk}", f"?around={answer.pk}", "results/"]
    return [
        *(INDEX + query for query in [*queries, f"results/?page={page.pk}&_w_filter_fragment=1"]),
        reading_url(one),
        reading_url(answer),
        reading_url(one, f"?page={page.pk}"),
        *(bulk_url(verb, *comments) for verb in ("publish", "decline", "hide", "mark-spam")),
        "/admin/",
        "/admin/reports/site-history/",
    ]


def told(client, url, **kwargs):
    response = client.get(url, follow=True, **kwargs)
    assert response.status_code == 200, url
    return response.content.decode()


def test_no_screen_tells_it(client, hidden_page, comments):
    for url in screens(hidden_page, comments):
        page = told(client, url)
        assert TITLE not in page, url
        assert SLUG not in page, url


def test_nor_what_is_said_after_a_decision(client, hidden_page, comments):
    one, two, three = comments
    for url, data in [
        (decide_url(one, "publish"), {}),
        (decide_url(one, "put-back"), {"seen": "published"}),
        (decide_url(one, "decline"), {"seen": "published", "next": INDEX, "reason": "unkind"}),
        (bulk_url("publish", two, three), {}),
    ]:
        page = client.post(url, data, follow=True).content.decode()
        assert "coprod-undo" in page or "Reader comment" in page
        assert TITLE not in page, url
        assert SLUG not in page, url


def test_nor_any_export(client, hidden_page, comments):
    assert TITLE not in b"".join(client.get(INDEX, {"export": "csv"})).decode()
    workbook = load_workbook(io.BytesIO(b"".join(client.get(INDEX, {"export": "xlsx"}))))
    assert TITLE not in str(list(workbook.active.iter_rows(values_only=True)))


@searches
def test_the_chooser_of_the_filter_shows_what_readers_see(client, hidden_page, comments, blog):
    """Wagtail's own shows every page to everybody in the admin."""
    urls = [
        reverse("wagtailadmin_choose_page_child", args=[blog.pk]),
        reverse("wagtailadmin_choose_page_search") + "?q=plan",
    ]
    editor = ModeratorFactory()
    editor.groups.add(Group.objects.get(name="Editors"))
    for user, is_told in ((ModeratorFactory(), False), (editor, True)):
        browser = signed_in(user)
        for url in urls:
            assert (TITLE in browser.get(url).content.decode()) == is_told, url
    BlogPostPageFactory(parent=blog.get_parent(), title="An open plan")
    assert "An open plan" in client.get(urls[1]).content.decode()


def test_each_says_why_in_place_of_the_title(client, hidden_page, comments):
    for url in (INDEX, f"{INDEX}?page={hidden_page.pk}", reading_url(comments[0]), bulk_url("publish", *comments)):
        assert hidden_page.words in told(client, url), url


def test_what_readers_see_is_named(client, post):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    for url in (INDEX, f"{INDEX}?page={post.pk}", reading_url(comment), bulk_url("publish", comment)):
        page = told(client, url)
        assert "A good week" in page, url
        assert DRAFT not in page and PRIVATE not in page, url


def test_who_works_on_the_page_is_told(hidden_page, comments, blog):
    """Here, and not where they work on another."""
    elsewhere = BlogPostPageFactory(parent=blog, slug="elsewhere")
    for page, is_told in ((blog, True), (hidden_page, True), (elsewhere, False)):
        moderator = ModeratorFactory()
        group = Group.objects.create(name=f"Editors of {page.pk}")
        options = get_page_model()._meta
        change = Permission.objects.get(
            content_type__app_label=options.app_label, codename=get_permission_codename("change", options)
        )
        GroupPagePermission.objects.create(group=group, page=page, permission=change)
        moderator.groups.add(group)
        client = signed_in(moderator)
        for url in (INDEX, reading_url(comments[0]), bulk_url("publish", *comments)):
            assert (TITLE in told(client, url)) == is_told, url


def test_the_list_costs_the_same_however_many_pages_are_hidden(client, blog, django_assert_max_num_queries):
    pages = [BlogPostPageFactory(parent=blog, slug=f"draft-{number}", live=False) for number in range(10)]
    for page in pages:
        ReaderCommentFactory(page=page, status=Status.PENDING)
    client.get(INDEX)
    with django_assert_max_num_queries(14):
        client.get(INDEX)
