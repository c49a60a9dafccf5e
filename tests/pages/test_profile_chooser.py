"""Choosing an author: by the name that readers see, drafts and private profiles marked."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.pages.factories import (
    BlogPostAuthorFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    make_private,
)
from tests.searching import searches

pytestmark = pytest.mark.framework


@pytest.fixture
def editor(client, db):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


@pytest.fixture
def members(root_page):
    return MemberIndexPageFactory(parent=root_page)


def rows(editor, query="", view="choose"):
    answer = editor.get(reverse(f"coprod_profile_chooser:{view}") + query)
    html = answer.json()["html"] if view == "choose" else answer.content
    table = BeautifulSoup(html, "html.parser").table
    # On a site with languages each row has its own behind these.
    return [[" ".join(cell.text.split()) for cell in row.find_all("td")[:3]] for row in table.tbody.find_all("tr")]


@pytest.fixture
def three(members):
    MemberProfilePageFactory(parent=members, title="Ann Example", display_name="Zorro", role="Cook")
    MemberProfilePageFactory(parent=members, title="Abel", live=False)
    make_private(MemberProfilePageFactory(parent=members, title="Bea"))


@pytest.mark.shape
def test_the_list_has_the_names_that_readers_see_and_drafts_last(editor, three):
    assert rows(editor) == [
        ["Bea", "Private: not every reader sees it", ""],
        ["Zorro", "", "Cook, Ann Example"],
        ["Abel", "Draft: readers do not see it", ""],
    ]
    assert rows(editor, view="choose_results") == rows(editor)


@searches
@pytest.mark.parametrize("query", ["zorr", "ann"])
def test_it_is_found_by_either_name(editor, three, query):
    assert [row[0] for row in rows(editor, f"?q={query}", "choose_results")] == ["Zorro"]


def in_the_editor(editor, post):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    row = BeautifulSoup(page.content, "html.parser").find(id="inline_child_authors-0-panel-content")
    return row.find(class_="chooser__title").text.strip()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("live", "Zorro"),
        ("draft", "Zorro (Draft: readers do not see it)"),
        ("private", "Zorro (Private: not every reader sees it)"),
    ],
)
def test_the_row_says_whom_readers_see(editor, post, members, state, words):
    member = MemberProfilePageFactory(parent=members, title="Ann", display_name="Zorro", live=state != "draft")
    if state == "private":
        make_private(member)
    BlogPostAuthorFactory(page=post, profile=member)
    assert in_the_editor(editor, post) == words
    chosen = editor.get(reverse("coprod_profile_chooser:chosen", args=[member.pk])).json()["result"]
    assert (chosen["id"], chosen["title"]) == (str(member.pk), words)
    assert chosen["edit_url"] == reverse("wagtailadmin_pages:edit", args=[member.pk])


def test_it_asks_as_often_for_many_as_for_one(editor, members):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            rows(editor)
        return len(captured)

    MemberProfilePageFactory(parent=members)
    queries()
    with_one = queries()
    for _number in range(9):
        MemberProfilePageFactory(parent=members)
    assert queries() == with_one
