"""How much may come from one place: a sign for the moderator first, and a refusal only for what no people would send."""

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.db import IntegrityError

from coprod_wagtail.comments.actions import DeclineComment, MarkSpam, PublishComment, PutBack, SetConversation
from coprod_wagtail.comments.intake import limits
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.gateway import throttle
from coprod_wagtail.gateway.signatures import signature
from tests.api.client import ApiClient
from tests.example_site.recounting import as_stored, recount
from tests.factories import BlogPostPageFactory, ModeratorFactory

from ..sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

SECRET = "a secret of the front end's own, long enough"
READER = "203.0.113.7"


@pytest.fixture(autouse=True)
def small_numbers(settings):
    settings.COPROD_WAGTAIL = {
        "TOO_SOON_SECONDS": 0,
        "MANY_FROM_CLIENT": 2,
        "MANY_ON_PAGE": 4,
        "FLOOD_PER_MINUTE": 8,
        "FRONTEND_SECRETS": ["an older secret that is still good for a while", SECRET],
    }


@pytest.fixture(autouse=True)
def one_moment(time_machine):
    time_machine.move_to("2026-05-04 09:01:00+01:00", tick=False)


@pytest.fixture
def api():
    return ApiClient()


def sendable(api, page):
    form = api.read(f"conversations/{page.pk}/").json()["form"]
    token = {field["name"]: field["value"] for field in form["fields"]}["token"]
    return {"page": page.pk, "token": token} | words()


def write(api, page, address="192.0.2.1", headers=SAME_ORIGIN, **fields):
    return post_json(api, sendable(api, page) | fields, address, headers)


def post_json(api, fields, address, headers=SAME_ORIGIN):
    return api.post(
        "/api/coprod/v1/comments/", fields, content_type="application/json", headers=headers, REMOTE_ADDR=address
    )


def signed(address=READER, secret=SECRET, moment=None, **changes):
    headers = {"Coprod-Reader-Address": address, "Coprod-Signature": signature(secret, address.encode(), moment)}
    return headers | changes


def signs():
    return list(ReaderComment.objects.order_by("pk").values_list("signs", flat=True))


# Many


def test_over_the_limit_a_comment_is_held_with_a_sign_and_never_refused(api, post):
    for number in range(4):
        assert write(api, post, body=f"Words {number}").status_code == 202
    assert signs() == [[], [], ["many_at_once"], ["many_at_once"]]


def test_the_same_at_the_page_s_own_form(client, post):
    for number in range(3):
        assert send(client, post, **words(body=f"Words {number}")).status_code == 302
    assert signs() == [[], [], ["many_at_once"]]


def test_many_readers_of_one_page_leave_a_sign_too(api, post):
    for number in range(5):
        write(api, post, address=f"192.0.2.{number}")
    assert signs() == [[], [], [], [], ["many_at_once"]]


def test_a_household_s_many_addresses_are_one_place(api, post):
    for number in range(3):
        write(api, post, address=f"2001:db8:1:2::{number}", body=f"Words {number}")
    write(api, post, address="2001:db8:1:3::1", body="The neighbours'")
    assert signs() == [[], [], ["many_at_once"], []]


def test_readers_are_told_apart_where_the_server_listens_for_both_kinds_of_address(api, post):
    """It then sees 192.0.2.1 as ::ffff:192.0.2.1, and all of these begin with the same 64 bits."""
    for number in range(3):
        write(api, post, address=f"::ffff:192.0.2.{number}", body=f"Words {number}")
    assert signs() == [[], [], []]


def test_a_double_click_counts_once(api, post):
    for _click in range(5):
        write(api, post)
    write(api, post, body="Another")
    assert signs() == [[], []]


def test_it_is_forgotten_after_a_while(api, post, time_machine):
    for number in range(3):
        write(api, post, body=f"Words {number}")
    time_machine.move_to("2026-05-04 09:21:00+01:00", tick=False)
    write(api, post, body="Later")
    assert signs()[2:] == [["many_at_once"], []]


def test_no_limit_is_a_limit_of_none(api, post, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {
        "MANY_FROM_CLIENT": 0,
        "MANY_ON_PAGE": 0,
        "FLOOD_PER_MINUTE": 0,
    }
    for number in range(12):
        write(api, post, body=f"Words {number}")
    assert signs() == [[]] * 12


def test_the_cache_holds_no_address(api, post, monkeypatch):
    keys = []
    monkeypatch.setattr(type(caches["default"]), "add", lambda self, key, *rest, **more: keys.append(key))
    limits.attempt(READER)
    limits.count_comment(READER, post.pk, post.get_site().pk)
    assert len(keys) == 6
    assert READER not in str(keys)


def test_how_many_more_may_come_is_said_in_every_answer(api, post, time_machine):
    """In the fields that the IETF drafts (draft-ietf-httpapi-ratelimit-headers-10)."""
    time_machine.move_to("2026-05-04 09:01:18+01:00", tick=False)
    answers = [write(api, post, body="" if number == 1 else f"Words {number}") for number in range(9)]
    assert [answer.status_code for answer in answers] == [202, 422, *[202] * 6, 429]
    assert {answer["RateLimit-Policy"] for answer in answers} == {'"sending";q=8;w=60'}
    assert [answer["RateLimit"] for answer in answers] == [
        f'"sending";r={left};t=42' for left in (7, 6, 5, 4, 3, 2, 1, 0, 0)
    ]
    assert answers[-1]["Retry-After"] == "42"
    assert not api.read(f"conversations/{post.pk}/").has_header("RateLimit")


def test_a_site_without_a_cache_counts_nothing(api, post, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    for number in range(12):
        response = write(api, post, body=f"Words {number}")
        assert response.status_code == 202
        assert not response.has_header("RateLimit")
    assert signs() == [[]] * 12


class CacheThatIsDown(BaseCache):
    def __init__(self, location, params):
        super().__init__(params)

    def add(self, *args, **kwargs):
        raise ConnectionError("Nobody there")


@pytest.mark.parametrize("policy", ["read_first", "show_first"])
def test_no_comment_is_lost_for_a_cache_that_is_down(api, post, settings, caplog, policy):
    SetConversation(post, {"policy": policy}, user=ModeratorFactory(is_superuser=True))()
    settings.CACHES = settings.CACHES | {"counts": {"BACKEND": f"{__name__}.CacheThatIsDown"}}
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"CACHE": "counts"}
    for number in range(12):
        assert write(api, post, body=f"Words {number}").status_code == 202
    assert signs() == [["not_counted"]] * 12
    assert not ReaderComment.objects.visible().exists()
    assert {record.getMessage() for record in caplog.records if record.name == throttle.__name__} == {
        "The cache does not answer, so nobody counts how many comments come."
    }


# One place, and everybody else


@pytest.mark.pure  # it sends 600 comments, and what they meet in the database has its own tests
def test_one_place_cannot_close_a_conversation_to_anybody_else(client, api, post, settings, time_machine):
    """Five hundred from one address; then one from another at each door, and a hundred people who share a third."""
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}
    statuses = []
    for minute in range(5):
        time_machine.move_to(f"2026-05-04 09:0{minute}:00+01:00", tick=False)
        fields = sendable(api, post)
        statuses += [post_json(api, fields | {"body": f"{minute} {n}"}, "192.0.2.1").status_code for n in range(100)]
    conversation = Conversation.objects.get()
    assert statuses[:200] == [202] * 200, "nobody below the limit of a minute is refused while there is room"
    assert set(statuses[300:]) == {409}, "but not all of it is for one place"
    assert not conversation.is_full()

    assert write(api, post, address="192.0.2.2").status_code == 202
    assert send(client, post, **words(body="At the page's own form")).status_code == 302
    assert signs()[-2:] == [[], []]

    behind_one = [post_json(api, fields | {"body": f"Person {n}"}, "198.51.100.1").status_code for n in range(100)]
    assert behind_one == [202] * 100
    assert as_stored(conversation) == recount(conversation)


def test_at_the_page_s_own_form_what_has_no_room_keeps_its_words(client, post, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MANY_FROM_CLIENT": 1, "MAX_FLOOD_WAITING": 2}
    answers = [send(client, post, **words(body=f"Words {number}")) for number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 409]
    assert soup(answers[-1]).select_one("textarea[name=body]").get_text().strip() == "Words 2"
    assert soup(client.get(post.url)).select_one("textarea[name=body]"), "everybody else's form is there"


def test_a_place_that_never_hurries_has_a_share_of_a_day(api, post, settings, time_machine):
    """Two every ten minutes would fill the queue, too, over a night."""
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MAX_WAITING": 16}
    for number in range(6):
        time_machine.move_to(f"2026-05-04 09:{number}1:00+01:00", tick=False)
        write(api, post, body=f"Words {number}")
    assert signs() == [[], [], [], [], ["many_at_once"], ["many_at_once"]]
    write(api, post, address="192.0.2.2")
    assert signs()[-1] == []


def test_what_a_flood_brought_counts_as_one_of_many_readers_no_more(api, post):
    for number in range(6):
        write(api, post, body=f"Words {number}")
    write(api, post, address="192.0.2.2")
    assert signs()[-1] == []


def test_half_of_the_room_is_left_to_other_places(api, post, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MANY_FROM_CLIENT": 1, "MAX_FLOOD_WAITING": 6}
    one = [write(api, post, body=f"Words {number}").status_code for number in range(5)]
    other = [write(api, post, "192.0.2.2", body=f"Other words {number}").status_code for number in range(4)]
    assert (one, other) == ([202, 202, 202, 202, 409], [202, 202, 202, 409])


@pytest.mark.parametrize("verb", [PublishComment, DeclineComment, MarkSpam])
def test_a_decision_makes_room_again(api, post, settings, verb):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MANY_FROM_CLIENT": 1, "MAX_FLOOD_WAITING": 2}
    for number in range(2):
        write(api, post, body=f"Words {number}")
    assert write(api, post, body="No room").status_code == 409
    user = ModeratorFactory()
    held = ReaderComment.objects.get(body="Words 1")
    verb(held, user=user)()
    conversation = Conversation.objects.get()
    assert as_stored(conversation) == recount(conversation) and conversation.flood_count == 0
    PutBack(held, user=user)()
    assert as_stored(conversation) == recount(conversation) and conversation.flood_count == 1


# The same words


LONG = "We sell cheap watches, quickly and to everywhere."


def test_the_same_words_leave_a_sign_wherever_they_come_from_and_go(api, post, blog):
    other = BlogPostPageFactory(parent=blog)
    write(api, post, body=LONG)
    write(api, other, address="192.0.2.2", author_name="Somebody else", body=LONG)
    write(api, post, address="192.0.2.3", body=f" {LONG.upper()}\n\n")
    write(api, post, address="192.0.2.4", body=f"{LONG} And clocks.")
    assert signs() == [[], ["same_words"], ["same_words"], ["near_repeat"]]


def test_at_the_page_s_own_form_too(client, post):
    send(client, post, **words(body=LONG))
    send(client, post, **words(body=LONG, author_name="Another"))
    assert signs() == [[], ["same_words"]]


def test_what_many_people_say_leaves_none(api, post):
    for number in range(2):
        write(api, post, address=f"192.0.2.{number}", body="Thank you, that is a great help to me!")
    assert signs() == [[], []]


def test_words_are_forgotten_after_a_day(api, post, settings, time_machine):
    # Redis has a clock of its own.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    write(api, post, body=LONG)
    time_machine.move_to("2026-05-05 09:02:00+01:00", tick=False)
    write(api, post, address="192.0.2.2", body=LONG)
    assert signs() == [[], []]


def test_of_a_site_that_does_not_want_it_none_are_kept(api, post, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"SAME_WORDS_SECONDS": 0}
    for number in range(2):
        write(api, post, address=f"192.0.2.{number}", body=LONG)
    assert signs() == [[], []]


def test_a_comment_that_is_taken_in_at_the_second_try_is_not_its_own_repeat(api, post, monkeypatch):
    save, tries = ReaderComment.save, []

    def save_at_the_second_try(self, **kwargs):
        tries.append(self)
        if len(tries) == 1:
            raise IntegrityError
        save(self, **kwargs)

    monkeypatch.setattr(ReaderComment, "save", save_at_the_second_try)
    write(api, post, body=LONG)
    assert signs() == [[]] and len(tries) == 2


def test_the_cache_holds_none_of_the_words(api, post, monkeypatch):
    kept = []
    monkeypatch.setattr(type(caches["default"]), "add", lambda self, *args, **more: kept.append(args) or True)
    limits.same_words(LONG, "a form")
    assert len(kept) == 1 and "watches" not in str(kept).lower()


def test_words_that_nobody_could_look_up_say_so(api, post, settings):
    settings.CACHES = settings.CACHES | {"counts": {"BACKEND": f"{__name__}.CacheThatIsDown"}}
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"CACHE": "counts", "MANY_FROM_CLIENT": 0, "MANY_ON_PAGE": 0}
    write(api, post, body="Words")
    write(api, post, body=LONG)
    assert signs() == [[], ["not_counted"]], "short ones are not looked up"


# Floods


def test_a_flood_is_refused_for_the_rest_of_the_minute(api, post, time_machine):
    answers = [write(api, post, body="") for _attempt in range(9)]
    assert [answer.status_code for answer in answers] == [422] * 8 + [429]
    assert (answers[-1].json()["code"], answers[-1].headers["Retry-After"]) == ("too_many", "60")
    assert write(api, post, address="192.0.2.2").status_code == 202, "others are not concerned"
    time_machine.move_to("2026-05-04 09:02:00+01:00", tick=False)
    assert write(api, post).status_code == 202


def test_at_the_page_s_own_form_a_flood_keeps_the_words(client, post):
    fields = drawn_fields(client, post.url) | words()
    action = fields.pop("action")
    answers = [client.post(action, fields, headers=SAME_ORIGIN) for _attempt in range(9)]
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Retry-After"] == "60"
    page = soup(answers[-1])
    assert page.select_one("textarea[name=body]").get_text().strip() == words()["body"]
    assert "wait a minute" in page.select_one("#problem").get_text()
    assert ReaderComment.objects.count() == 1


# Front ends that send from their server


def test_readers_of_a_trusted_front_end_are_told_apart(api, post):
    for number in range(4):
        answer = write(api, post, headers=signed(f"203.0.113.{number}"), body=f"Words {number}")
        assert answer.status_code == 202
    assert signs() == [[]] * 4, "nor do they miss an origin: the front end is known"


def test_and_one_of_them_is_one_also_from_several_servers(api, post):
    for number in range(3):
        write(api, post, address=f"192.0.2.{number}", headers=signed(), body=f"Words {number}")
    assert signs() == [[], [], ["many_at_once"]]


def test_an_older_secret_is_good_as_long_as_it_is_in_the_list(api, post):
    write(api, post, headers=signed(secret="an older secret that is still good for a while"))
    assert signs() == [[]]


@pytest.mark.sampled
@pytest.mark.parametrize(
    "headers",
    [
        {"Coprod-Reader-Address": READER},
        signed(secret="another secret"),
        signed(moment=1_000_000_000),
        signed() | {"Coprod-Reader-Address": "203.0.113.8"},
        signed() | {"Coprod-Signature": "é"},
        signed() | {"Coprod-Signature": "t=9" + "9" * 5000 + ",v1=0"},
        signed(address="not an address"),
    ],
)
def test_without_a_good_signature_they_share_an_address_and_lose_nothing(api, post, headers):
    for number in range(3):
        assert write(api, post, headers=headers, body=f"Words {number}").status_code == 202
    assert signs() == [["no_origin"], ["no_origin"], ["no_origin", "many_at_once"]]


def test_a_good_signature_does_not_open_the_door_to_another_website_s_page(api, post):
    assert write(api, post, headers=signed(Origin="https://elsewhere.example")).status_code == 403


def test_nobody_s_address_is_stored_or_logged(api, post, caplog):
    write(api, post, headers=signed())
    write(api, post, headers=signed(secret="another secret"))
    assert READER not in str(list(ReaderComment.objects.values())) and READER not in caplog.text
    assert "not good" in caplog.text
