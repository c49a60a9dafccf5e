"""Somebody who may read some comments, and nothing else: what of Wagtail's admin there is for them."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from wagtail.admin.menu import admin_menu

from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderComment
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory, volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

#: What answers everybody who may sign in to Wagtail's admin, and tells nothing of the site: the parts of its own forms, a
#: person's account, and lists that are empty for them.
FOR_EVERYBODY = {
    "wagtailadmin_account",
    "wagtailadmin_api:documents:listing",
    "wagtailadmin_api:images:listing",
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_dismissibles",
    "wagtailadmin_home",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:site_history_results",
    "wagtailadmin_sprite",
    "wagtailadmin_tag_autocomplete",
    # Of wagtail-localize, where it is installed: its report is open to everybody in the admin.
    "wagtail_localize:javascript_catalog",
    "wagtail_localize:translations_report",
    "wagtail_localize:translations_report_results",
}
THEIRS = {
    "coprod_comments_admin:export",
    "coprod_comments_admin:figures",
    "coprod_comments_admin:figures_results",
    "coprod_comments_admin:holds",
    "coprod_reader_comments:index",
    "coprod_reader_comments:index_results",
}


@pytest.fixture
def foreign(blog):
    other = BlogIndexPageFactory(parent=blog.get_parent(), title="News")
    page = BlogPostPageFactory(parent=other, title="A secret plan", slug="plan", live=False)
    return ReaderCommentFactory(page=page, author_name="Zoe Elsewhere", body="Not theirs.", status=Status.PENDING)


@pytest.fixture
def client(blog, post, foreign):
    ReaderCommentFactory(page=post, body="Theirs to read.", status=Status.PENDING)
    client = Client()
    client.force_login(volunteer({"page": blog}))
    return client


def addresses(resolver=None, spaces=()):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif pattern.name:
            name = ":".join((*spaces, pattern.name))
            try:
                url = reverse(name)
            except NoReverseMatch:  # it needs to be told of what
                continue
            # The first raises an error to show how it looks.
            if url.startswith("/admin/") and "failwhale" not in url and "logout" not in url:
                yield name, url


def text_of(response):
    return " ".join(BeautifulSoup(response.content.decode(), "html.parser").get_text(" ").split())


def menu_of(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    return {item.name for item in admin_menu.menu_items_for_request(request)}


@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")  # of wagtail-localize's own report
def test_of_all_addresses_without_anything_they_open_only_these(client):
    opened, sealed = set(), ("A secret plan", "Zoe Elsewhere", "Not theirs.")
    user = client.session["_auth_user_id"]
    for name, url in addresses():
        response = client.get(url)
        if response.status_code != 200:
            continue
        assert client.session["_auth_user_id"] == user
        if "choose" not in name:  # of Wagtail's own forms; they hold nothing of the site either, as is asserted here
            opened.add(name)
        told = response.getvalue().decode(errors="replace")
        assert not [words for words in sealed if words in told], name
    assert opened >= THEIRS
    assert opened - THEIRS <= FOR_EVERYBODY


@pytest.mark.shape
def test_their_menu_has_comments_and_help(client, blog):
    client.get("/admin/")  # Wagtail puts its menu together once its addresses are known
    found = menu_of(volunteer({"page": blog}))
    assert "reader-comments" in found
    # Wagtail shows its search and help, and an empty list of reports, to everybody who may sign in.
    assert found <= {"reader-comments", "help", "reports", "search"}
    assert "reader-comments" not in menu_of(volunteer())


@pytest.mark.shape
def test_the_home_page_has_their_number_and_nothing_of_the_site(client):
    home = text_of(client.get("/admin/"))
    assert "1 reader comment waiting" in home
    assert "Pages" not in home.replace("Reader comments", "")
    assert ReaderComment.objects.count() == 2


def test_lists_of_pages_are_empty_for_them(client, foreign):
    assert client.get("/admin/api/main/pages/").json()["items"] == []
    assert client.get(f"/admin/api/main/pages/{foreign.page_id}/").status_code == 404
    for url in ("/admin/pages/", f"/admin/pages/{foreign.page_id}/", f"/admin/pages/{foreign.page_id}/edit/"):
        assert client.get(url).status_code == 302
    found = client.get("/admin/pages/search/", {"q": "secret"})
    assert "A secret plan" not in found.getvalue().decode()
    assert "A secret plan" not in client.get("/admin/choose-page/", {"q": "secret"}).content.decode()


def test_wagtails_history_of_the_site_has_no_line_for_them(client, foreign):
    PublishComment(foreign, user=ModeratorFactory())()
    history = text_of(client.get("/admin/reports/site-history/"))
    assert "Reader comment" not in history.replace("Reader comments", "")
