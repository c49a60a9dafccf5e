"""A site's word lists: what they hold, what they bring to the top, who is told, and when an edit counts."""

import pytest
from django.core.cache import caches
from django.urls import reverse
from wagtail.models import Site

from coprod_wagtail.comments.actions import DeclineComment
from coprod_wagtail.comments.constants import Policy, QueueRank, Status, labels_of_signs
from coprod_wagtail.comments.models import ReaderComment, ReaderCommentSettings, WordListEntry
from coprod_wagtail.comments.moderation import known
from coprod_wagtail.comments.moderation.queue import next_waiting
from coprod_wagtail.comments.moderation.word_lists import lists
from coprod_wagtail.comments.moderation.word_lists.matching import key_of
from tests.factories import ReaderCommentFactory

from ...sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}


def entry(text, effect="hold", language="en", site=None):
    site = site or Site.objects.get(is_default_site=True)
    return WordListEntry.objects.create(site=site, language=language, words=text, key=key_of(text), effect=effect)


def show_first():
    ReaderCommentSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"policy": Policy.SHOW_FIRST}
    )


def sent(client, post, **changes):
    assert send(client, post, **words(**changes)).status_code == 302
    return ReaderComment.objects.latest("pk")


def test_a_word_of_the_list_holds_a_comment_where_others_show(client, post):
    show_first()
    found = entry("bus")
    comment = sent(client, post)
    assert (comment.status, comment.signs) == (Status.PENDING, [f"word_list:{found.pk}"])
    assert comment.queue_rank == QueueRank.USUAL
    assert sent(client, post, body="The tram decides.").status == Status.PUBLISHED


@pytest.mark.parametrize("field", ["author_name", "content_note"])
def test_it_is_looked_for_in_all_that_would_show(client, post, field):
    found = entry("bus")
    assert sent(client, post, **{"body": "Hello there.", field: "Bus"}).signs == [f"word_list:{found.pk}"]


def test_the_writer_is_told_nothing(client, post):
    def told():
        page = soup(client.get(send(client, post, **words())["Location"]))
        return page.get_text(" ", strip=True).partition("Your comment’s number")[0]

    entry("bus", effect="first")
    listed = told()
    assert ReaderComment.objects.get().signs
    WordListEntry.objects.get().delete()
    ReaderComment.objects.all().delete()
    assert listed == told()


@pytest.mark.parametrize(
    ("language", "found"), [("en", True), ("EN-GB", True), ("en_US", True), ("cy", False), ("", False)]
)
def test_a_list_is_for_one_language(client, post, language, found):
    entry("bus", language=language)
    assert bool(sent(client, post).signs) == found


def test_and_for_one_site(client, post, root_page):
    entry("bus", site=Site.objects.create(hostname="other.example.org", root_page=root_page))
    assert sent(client, post).signs == []


def test_an_edit_counts_at_once(client, post):
    found = entry("tram")
    assert sent(client, post).signs == []
    found.words = "bus"
    found.save()
    assert sent(client, post, body="A bus, again.").signs
    found.delete()
    assert sent(client, post, body="A bus, once more.").signs == []


def test_a_cache_that_is_down_is_no_way_round_it(client, post, monkeypatch):
    found = entry("bus")
    monkeypatch.setattr(known, "caches", {})
    assert f"word_list:{found.pk}" in sent(client, post).signs


def test_sending_asks_nothing_more_once_the_lists_are_known(client, post, django_assert_num_queries):
    look = {"site_id": Site.objects.get().pk, "language": "en"}
    for number in range(3):
        entry(f"tram {number}")
    with django_assert_num_queries(1):
        assert not lists.look_in(("The bus",), **look).entries
    with django_assert_num_queries(0):
        assert not lists.look_in(("The bus",), **look).entries


# In the queue


@pytest.fixture
def queue(client, post, moderator):
    """Three that wait, of which the second is brought to the top."""
    entry("urgent", effect="first")
    comments = [sent(client, post, body=body) for body in ("The bus one.", "It is urgent.", "The bus two.")]
    assert [one.queue_rank for one in comments] == [10, 0, 10]
    return comments


def listed(client, query=""):
    page = soup(client.get(f"{reverse('coprod_reader_comments:index')}{query}"))
    return [box["data-object-id"] for box in page.select("tbody input[data-object-id]")]


@pytest.mark.parametrize("query", ["", "?status=pending"])
def test_what_is_to_come_first_is_on_top_of_those_that_wait(client, queue, moderator, query):
    client.force_login(moderator)
    first, raised, last = (str(one.pk) for one in queue)
    assert listed(client, query) == [raised, first, last]


def test_and_so_is_the_way_from_one_to_the_next(queue, moderator):
    first, raised, last = queue
    assert next_waiting(moderator) == raised
    assert [next_waiting(moderator, after=one) for one in (raised, first, last)] == [first, last, raised]


def test_what_readers_told_us_goes_before_it(client, queue, moderator, post):
    from django.utils import timezone

    told = ReaderCommentFactory(page=post, reported_since=timezone.now())
    client.force_login(moderator)
    assert listed(client)[:2] == [str(told.pk), str(queue[1].pk)]


def test_once_decided_it_has_no_other_place_than_others(client, queue, moderator, post):
    DeclineComment(queue[1], user=moderator)()
    client.force_login(moderator)
    assert listed(client)[:2] == [str(queue[0].pk), str(queue[2].pk)]


def test_new_words_of_the_writer_are_looked_at_again(client, post):
    from coprod_wagtail.comments.actions import EditComment

    entry("urgent", effect="first")
    comment = sent(client, post)
    EditComment(comment, body="It is urgent.", author_name="Sam")()
    comment.refresh_from_db()
    assert comment.queue_rank == QueueRank.FIRST and comment.signs[0].startswith("word_list:")
    EditComment(comment, body="It is not.", author_name="Sam")()
    comment.refresh_from_db()
    assert (comment.queue_rank, comment.signs) == (QueueRank.USUAL, [])


# What moderators see


def test_moderators_see_which_entry_it_was(client, queue, moderator):
    client.force_login(moderator)
    said = "It has words from your word list: “urgent”."
    assert said in client.get(reverse("coprod_reader_comments:index")).content.decode()
    assert said in client.get(reverse("coprod_reader_comments:inspect", args=[queue[1].pk])).content.decode()


def test_of_an_entry_that_is_gone_the_sign_stays(client, queue, moderator):
    WordListEntry.objects.all().delete()
    client.force_login(moderator)
    page = client.get(reverse("coprod_reader_comments:inspect", args=[queue[1].pk])).content.decode()
    assert "It has words from your word list." in page and "“urgent”" not in page


def test_naming_them_costs_one_query_for_a_list(client, queue, moderator, django_assert_max_num_queries, post):
    client.force_login(moderator)
    client.get(reverse("coprod_reader_comments:index"))
    for number in range(5):
        found = entry(f"word{number}")
        sent(client, post, body=f"Here is word{number}, of several. " + "Ha. " * number)
        assert f"word_list:{found.pk}" in ReaderComment.objects.latest("pk").signs
    with django_assert_max_num_queries(15):
        client.get(reverse("coprod_reader_comments:index"))


def test_a_person_is_told_that_there_was_a_sign_and_not_which_words(client, queue):
    from coprod_wagtail.comments.actions.person import export

    [held] = export(ReaderComment.objects.filter(pk=queue[1].pk))
    assert held["signs"] == ["word_list"]


def test_the_row_holds_none_of_the_words(client, queue):
    queue[1].refresh_from_db()
    assert "urgent" not in str(queue[1].signs)
    assert labels_of_signs(["word_list:1", "word_list:2"]) == ["It has words from your word list."]


def test_the_cache_holds_them_for_a_minute_and_by_site(client, post):
    entry("bus")
    sent(client, post)
    site = Site.objects.get()
    assert caches["default"].get(f"coprod:known:{site.pk}")[1]["word lists"].trees.keys() == {"en"}
