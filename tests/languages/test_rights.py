"""Rights to read comments by site, section and language, where pages come in several languages."""

import pytest
from wagtail.models import Site

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.permissions import policy, sites_to_pause
from tests.factories import ReaderCommentFactory, volunteer

from .translating import translate


@pytest.fixture
def both(post):
    """A comment on a post, and one on its Welsh translation."""
    welsh = translate(post, {"A good week": "Wythnos dda"})
    return (
        ReaderCommentFactory(page=post, language="en-gb", status=Status.PENDING),
        ReaderCommentFactory(page=welsh, language="cy", status=Status.PENDING),
    )


def theirs(*rows):
    return set(policy.comments_for(volunteer(*rows)))


def test_a_site_is_all_of_its_languages(both):
    site = Site.objects.get()
    assert theirs({"site": site}) == set(both)
    assert sites_to_pause(volunteer({"site": site})) == [site]


def test_a_section_is_that_of_one_language(both):
    english, welsh = both
    assert theirs({"page": english.page.get_parent()}) == {english}
    assert theirs({"page": welsh.page.get_parent()}) == {welsh}
    assert theirs({"page": english.page.get_parent()}, {"page": welsh.page.get_parent()}) == set(both)


def test_the_page_that_one_language_begins_with_is_not_the_site(both):
    site = Site.objects.get()
    user = volunteer({"page": site.root_page})
    assert set(policy.comments_for(user)) == {both[0]}
    assert sites_to_pause(user) == []


def test_a_language_is_that_of_the_words_on_whatever_page(both):
    english, welsh = both
    welsh_on_english = ReaderCommentFactory(page=english.page, language="cy")
    assert theirs({"language": "cy"}) == {welsh, welsh_on_english}
    assert theirs({"language": "cy", "page": english.page.get_parent()}) == {welsh_on_english}
