"""What the list can be narrowed to, and found again by under a name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from coprod_wagtail.comments.constants import Sign, Status
from coprod_wagtail.comments.models import HandOver, SavedFilter
from coprod_wagtail.comments.models.moderation.saved_filter import MOST
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory, volunteer

from ..sending import soup

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = reverse("coprod_reader_comments:index")
SAVE = reverse("coprod_reader_comments:save_filter")
WAITING = {"status": Status.PENDING}


@pytest.fixture
def moderator(client):
    user = ModeratorFactory()
    client.force_login(user)
    return user


def listed(client, **asked):
    return {comment.pk for comment in client.get(INDEX, asked).context["object_list"]}


def above(response):
    """What is offered above the list: the words of the links, and of a button that deletes one."""
    found = soup(response)
    links = [link.get_text(" ", strip=True) for link in found.select(".coprod-saved-filters a")]
    return links, [button.get_text(" ", strip=True) for button in found.select(".coprod-saved-filters__form > button")]


def test_by_sign_section_site_and_language(client, moderator, post, blog, root_page):
    other = Site.objects.create(hostname="b.example", root_page=BlogIndexPageFactory(parent=root_page.get_parent()))
    plain = ReaderCommentFactory(page=post, language="en", **WAITING)
    links = ReaderCommentFactory(page=post, language="en-gb", signs=[Sign.MANY_LINKS.value], **WAITING)
    word = ReaderCommentFactory(page=post, language="", signs=["word_list:12"], **WAITING)
    welsh = ReaderCommentFactory(page=BlogPostPageFactory(parent=other.root_page), language="cy", **WAITING)
    assert listed(client, sign="many_links") == {links.pk}
    assert listed(client, sign="word_list") == {word.pk}
    assert listed(client, site=other.pk) == listed(client, section=other.root_page.pk) == {welsh.pk}
    assert listed(client, section=blog.pk, status="pending") == {plain.pk, links.pk, word.pk}
    assert listed(client, language="cy") == listed(client, language="other") == {welsh.pk}
    assert listed(client, language="en") == {plain.pk, links.pk}
    # What makes no sense shows nothing, rather than everything.
    assert listed(client, sign="no_such_sign") == listed(client, language="xx-yy") == set()


def test_a_website_is_asked_for_only_where_there_are_several(client, moderator, post):
    assert "site" not in client.get(INDEX).context["filters"].form.fields


def test_each_takes_as_many_queries_as_none_however_many_there_are(client, moderator, post):
    handed = ReaderCommentFactory(page=post, language="cy", signs=["many_links"], **WAITING)
    HandOver.objects.create(comment=handed, to=moderator)
    SavedFilter.objects.create(user=moderator, name="Welsh", query="language=cy")
    asked = [{"sign": "many_links"}, {"language": "other"}, {"section": post.pk}, {"page": post.pk}, {"mine": "on"}]

    def numbers():
        counted = []
        for one in asked:
            with CaptureQueriesContext(connection) as queries:
                client.get(INDEX, one)
            counted.append(len(queries))
        return counted

    client.get(INDEX)
    few = numbers()
    for _number in range(8):
        more = ReaderCommentFactory(page=post, language="cy", signs=["many_links"], **WAITING)
        HandOver.objects.create(comment=more, to=moderator)
        SavedFilter.objects.create(user=moderator, name="More", query="language=cy")
    assert numbers() == few
    assert max(few) <= 20


@pytest.mark.shape
def test_a_filter_is_kept_under_a_name_found_again_and_deleted(client, moderator, post):
    ReaderCommentFactory(page=post, language="cy", **WAITING)
    page = client.get(INDEX, {"language": "cy", "q": "Mrs Jones"})
    (query,) = [field["value"] for field in soup(page).select(".coprod-saved-filters__form [name=query]")]
    assert "Jones" not in query  # a reader's name is not kept
    response = client.post(SAVE, {"name": " Welsh ", "query": f"{query}&q=Jones&no=1"}, follow=True)
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.name, saved.query) == (moderator, "Welsh", "language=cy")
    assert above(response) == (["Welsh"], ["Delete the filter Welsh"])
    assert above(client.get(INDEX)) == (["Welsh"], [])
    # The same name again takes its place.
    client.post(SAVE, {"name": "Welsh", "query": "language=cy&status=pending"})
    assert SavedFilter.objects.get().query == "status=pending&language=cy"
    deleting = reverse("coprod_reader_comments:delete_filter", args=[saved.pk])
    client.force_login(ModeratorFactory())
    assert client.post(deleting).status_code == 404
    assert above(client.get(INDEX)) == ([], [])
    client.force_login(moderator)
    client.post(deleting)
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("", "language=cy", "Write a name"),
        ("\u200b", "language=cy", "Write a name"),
        ("Old", "language=qq", "do not go together"),
        ("Nothing", "q=Jones", "do not go together"),
        ("x" * 61, "language=cy", "60"),
    ],
)
def test_what_makes_no_sense_is_not_kept(client, moderator, name, query, said):
    response = client.post(SAVE, {"name": name, "query": query}, follow=True)
    assert not SavedFilter.objects.exists()
    assert said in response.text


def test_nobody_keeps_more_than_some(client, moderator):
    SavedFilter.objects.bulk_create(SavedFilter(user=moderator, name=f"{n}", query="language=cy") for n in range(MOST))
    response = client.post(SAVE, {"name": "One more", "query": "language=cy"}, follow=True)
    assert "Delete one first" in response.text
    assert SavedFilter.objects.count() == MOST
    client.post(SAVE, {"name": "3", "query": "status=pending"})
    assert SavedFilter.objects.get(name="3").query == "status=pending"


def test_what_somebody_may_not_read_is_not_counted_as_theirs(client, post, blog):
    user = volunteer({"language": "cy"})
    client.force_login(user)
    HandOver.objects.create(comment=ReaderCommentFactory(page=post, language="en", **WAITING), to=user)
    theirs = ReaderCommentFactory(page=post, language="cy", **WAITING)
    assert above(client.get(INDEX))[0] == []
    HandOver.objects.create(comment=theirs, to=user)
    assert above(client.get(INDEX))[0] == ["1 handed over to you"]
    assert listed(client, mine="on") == {theirs.pk}
