"""Nearly the same words: how alike is alike, and that nothing of the words is kept."""

import pytest
from django.core.cache import caches

from coprod_wagtail.comments.actions.take_back import EraseComment, TakeDownComment
from coprod_wagtail.comments.constants import Sign
from coprod_wagtail.comments.intake.near_repeats import near_repeat, sketch
from coprod_wagtail.comments.models import ReaderComment

from ..sending import send, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

TEXT = (
    "Every Tuesday the number 12 bus leaves at 9:40 and the clinic begins at 10. "
    "My sister waits there for 50 minutes, in the rain, because nobody told the people who plan the buses."
)
OTHERS = [
    TEXT.replace("12", "14").replace("9:40", "11:15").replace("50", "55"),
    TEXT.replace(" ", "\n\n "),
    TEXT.upper() + "!!!",
    "Hello! " + TEXT,
    TEXT.replace("My sister", "My sister Ada"),
    TEXT.replace("in the rain, ", ""),
]


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}


def signs(client, post, body):
    send(client, post, **words(body=body))
    return ReaderComment.objects.latest("pk").signs


@pytest.mark.parametrize("other", OTHERS)
def test_nearly_the_same_words_leave_a_sign(client, post, other):
    assert signs(client, post, TEXT) == []
    found = signs(client, post, other)
    # The very same but for spaces and case is told of as that, and once.
    assert found in ([Sign.NEAR_REPEAT], [Sign.SAME_WORDS])


@pytest.mark.parametrize(
    "other",
    [
        "Every Tuesday the clinic is full, and my sister likes it there all the same, whatever the bus does to her day.",
        "Thank you all very much for this.",
        " ".join(reversed(TEXT.split())),
    ],
)
def test_other_words_about_the_same_thing_do_not(client, post, other):
    signs(client, post, TEXT)
    assert signs(client, post, other) == []


def test_what_many_people_say_is_not_remembered():
    assert (
        sketch("Thank you, that is a great help to me!") == () == sketch("Everybody should understand responsibilities")
    )
    assert len(sketch(TEXT)) == 8


def test_of_a_site_that_does_not_want_it_nothing_is_kept(client, post, settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "SAME_WORDS_SECONDS": 0}
    signs(client, post, TEXT)
    assert signs(client, post, OTHERS[0]) == []


def test_words_that_nobody_could_look_up_say_so_once(client, post, monkeypatch):
    def down(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(type(caches["default"]), "get_many", down)
    assert signs(client, post, TEXT) == [Sign.NOT_COUNTED]


def test_the_same_form_again_is_no_repeat_of_its_own():
    assert [near_repeat(TEXT, "one"), near_repeat(TEXT, "one"), near_repeat(OTHERS[0], "two")] == [False, False, True]


def test_new_words_of_its_writer_are_none_either(client, post):
    from coprod_wagtail.comments.actions import EditComment

    send(client, post, **words(body=TEXT))
    comment = ReaderComment.objects.get()
    EditComment(comment, body=OTHERS[4], author_name="Sam")()
    comment.refresh_from_db()
    assert comment.signs == []


def kept():
    cache = caches["default"]
    return {key: cache._cache[key] for key in getattr(cache, "_cache", {}) if "near" in key}


@pytest.mark.parametrize("taken_down", [False, True])
def test_the_cache_holds_none_of_the_words_and_lets_go_when_they_are_erased(client, post, taken_down):
    if not hasattr(caches["default"], "_cache"):
        pytest.skip("this cache cannot be looked into")
    signs(client, post, TEXT)
    assert len(kept()) == 8 and "clinic" not in str(kept()) and "sister" not in str(kept())
    comment = ReaderComment.objects.get()
    if taken_down:
        TakeDownComment(comment)()
    EraseComment(comment)()
    assert not kept()
    assert signs(client, post, OTHERS[0]) == []
