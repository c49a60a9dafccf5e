"""Whatever is done to a page in one language, what readers said stays on the page they said it on."""

import pytest
from wagtail.models import Page

from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.factories import ReaderCommentFactory

from .translating import translate

WORDS = {"A good week": "Wythnos dda"}


def said_on(page):
    return set(ReaderComment.objects.filter(page_id=page.pk).values_list("pk", "body", "status"))


def bring_up_to_date_twice(english, welsh):
    for summary in ("Thirteen people.", "Fourteen people."):
        english.summary = summary
        english.save_revision().publish()
        translate(english, WORDS)


def revert_both(english, welsh):
    for page in (english, welsh):
        page = page.specific
        page.title = "Another title"
        page.save_revision().publish()
        page.revisions.order_by("pk").first().publish()


def make_aliases(english, welsh):
    for page in (english, welsh):
        page.create_alias(parent=page.get_parent(), update_slug=f"{page.slug}-alias")


def copy_both(english, welsh):
    for page in (english, welsh):
        page.copy(update_attrs={"slug": f"{page.slug}-copy"})


def move_both(english, welsh):
    for page in (english, welsh):
        page = Page.objects.get(pk=page.pk)
        page.move(page.get_parent(), pos="first-child")


@pytest.mark.parametrize("act", [bring_up_to_date_twice, revert_both, make_aliases, copy_both, move_both])
def test_what_was_said_in_either_language_stays_there_and_nowhere_else(post, said, welsh_post, act):
    ReaderCommentFactory(page=welsh_post)
    english, welsh = said_on(post), said_on(welsh_post)

    act(post, welsh_post)

    assert said_on(post) == english
    assert said_on(welsh_post) == welsh
    assert ReaderComment.objects.count() == len(english) + len(welsh)
    assert set(Conversation.objects.values_list("page", flat=True)) == {post.pk, welsh_post.pk}


def test_a_translation_starts_without_comments_and_without_a_conversation(post, said, welsh_post):
    assert welsh_post.pk != post.pk
    assert len(said_on(post)) == 3
    assert not said_on(welsh_post)
    assert list(Conversation.objects.values_list("page", flat=True)) == [post.pk]


def test_the_same_for_a_question_to_the_readers(question, welsh_home):
    ReaderCommentFactory(page=question)

    translation = translate(question, {"Have your say": "Dweud eich dweud"})

    assert translation.title == "Dweud eich dweud"
    assert len(said_on(question)) == 1
    assert not said_on(translation)


def test_a_translation_that_goes_takes_only_its_own_comments_along(post, said, welsh_post):
    ReaderCommentFactory(page=welsh_post)
    english = said_on(post)

    welsh_post.delete()

    assert said_on(post) == english
    assert ReaderComment.objects.count() == 3


def test_an_original_that_goes_leaves_the_comments_on_its_translation(post, said, welsh_post):
    ReaderCommentFactory(page=welsh_post)
    welsh = said_on(welsh_post)

    post.delete()

    assert said_on(welsh_post) == welsh
    assert ReaderComment.objects.count() == 1


def test_a_page_that_stands_in_for_a_translation_shows_the_comments_of_the_original(
    client, post, said, welsh_blog, welsh
):
    alias = post.copy_for_translation(welsh, alias=True)

    drawn = client.get(alias.url).text

    assert alias.url.startswith("/cy/")
    assert said[0].body in drawn
    assert not said_on(alias)
