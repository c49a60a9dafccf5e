"""The rows of a group, in Wagtail's own page for it."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.comments.models import CommentRight
from tests.factories import UserFactory, volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

PREFIX = "reader_comment_rights"


@pytest.fixture
def group():
    return Group.objects.create(name="Welsh readers")


@pytest.fixture
def client():
    client = Client()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def address(group):
    return f"/admin/groups/edit/{group.pk}/"


def drawn(response):
    """The fields of Wagtail's page, as a browser would send them."""
    soup = BeautifulSoup(response.content, "html.parser")
    [form] = soup.select("form[method=POST], form[method=post]:has(input[name=name])")
    sent = {}
    for field in form.select("input[name], select[name]"):
        if field.name == "select":
            [chosen] = field.select("option[selected]")[:1] or field.select("option")[:1] or [{"value": ""}]
            sent[field["name"]] = chosen["value"]
        elif field.get("type") not in ("checkbox", "radio") or field.has_attr("checked"):
            sent.setdefault(field["name"], field.get("value", ""))
    return {name: value for name, value in sent.items() if "__prefix__" not in name}


def rows_of(group):
    rows = CommentRight.objects.filter(group=group).order_by("pk")
    return [(row.site_id, row.page_id, row.language) for row in rows]


def send(client, group, **rows):
    sent = drawn(client.get(address(group)))
    sent |= {f"{PREFIX}-{name}": value for name, value in rows.items()}
    return client.post(address(group), sent)


def test_a_row_is_added_kept_and_taken_away(client, group, post, blog):
    site = Site.objects.get()
    response = send(client, group, **{"0-page": blog.pk, "0-language": "cy"})
    assert response.status_code == 302
    assert rows_of(group) == [(None, blog.pk, "cy")]
    # The next one goes into the empty row that is always there.
    send(client, group, **{"1-site": site.pk})
    assert rows_of(group) == [(None, blog.pk, "cy"), (site.pk, None, "")]
    kept = CommentRight.objects.get(site=site).pk
    send(client, group, **{"0-DELETE": "1"})
    assert rows_of(group) == [(site.pk, None, "")]
    assert CommentRight.objects.get().pk == kept
    # Without scripts a row is emptied.
    send(client, group, **{"0-site": ""})
    assert rows_of(group) == []


def test_nothing_is_written_where_nothing_changed(client, group, blog):
    CommentRight.objects.create(group=group, page=blog)
    before = ModelLogEntry.objects.filter(action="coprod_comments.set_rights").count()
    assert send(client, group).status_code == 302
    assert rows_of(group) == [(None, blog.pk, "")]
    assert ModelLogEntry.objects.filter(action="coprod_comments.set_rights").count() == before


def test_the_history_of_the_group_says_who_gave_what(client, group, blog):
    send(client, group, **{"0-page": blog.pk})
    [entry] = ModelLogEntry.objects.filter(action="coprod_comments.set_rights")
    assert entry.user_id and entry.object_id == str(group.pk)
    assert entry.data == {"was": [], "became": [[None, blog.pk, ""]]}
    assert "Changed which reader comments its members may read" in entry.message


def test_a_new_group_gets_its_rows_at_once(client, blog):
    sent = drawn(client.get("/admin/groups/new/"))
    sent |= {"name": "Readers", f"{PREFIX}-0-page": blog.pk}
    assert client.post("/admin/groups/new/", sent).status_code == 302
    assert rows_of(Group.objects.get(name="Readers")) == [(None, blog.pk, "")]


def test_two_rows_that_say_the_same_are_refused(client, group, blog):
    CommentRight.objects.create(group=group, page=blog)
    response = send(client, group, **{"1-page": blog.pk})
    assert "Two rows say the same. Take one of them away." in response.content.decode()
    assert len(rows_of(group)) == 1


def test_an_alias_and_the_root_are_no_sections(client, group, blog, post):
    alias = post.create_alias(parent=blog, update_slug="copy")
    for page, words in ((alias, "This page is an alias"), (blog.get_root(), "Select a valid choice")):
        response = send(client, group, **{"0-page": page.pk})
        assert words in response.content.decode()
        assert rows_of(group) == []


def test_a_language_that_the_site_does_not_have_can_be_chosen_and_one_that_nobody_knows_stays(client, group):
    send(client, group, **{"0-language": "pl"})
    assert rows_of(group) == [(None, None, "pl")]
    CommentRight.objects.filter(group=group).delete()
    CommentRight.objects.create(group=group, language="xx-old")
    assert send(client, group).status_code == 302
    assert rows_of(group) == [(None, None, "xx-old")]


def test_who_may_not_change_groups_gets_nowhere(group, blog):
    user = volunteer({"page": blog})
    client = Client()
    client.force_login(user)
    for url in (address(group), "/admin/groups/", address(user.groups.get())):
        assert client.get(url).status_code == 302
    assert client.post(address(group), {f"{PREFIX}-0-page": blog.pk}).status_code == 302
    assert rows_of(group) == []
