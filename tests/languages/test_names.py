"""What a language is called in links to it."""

import pytest
from django.utils import translation
from wagtail.models import Locale

from coprod_wagtail.page_tree.languages import name_in_itself, speaking_language_of


@pytest.mark.parametrize(
    ("code", "languages", "name"),
    [
        ("cy", ["en-gb", "cy"], "Cymraeg"),
        ("en-gb", ["en-gb", "cy"], "English"),
        ("en-gb", ["en-gb", "en-au"], "British English"),
        ("zh-hans", ["en-gb", "zh-hans"], "简体中文"),
        ("kw", ["en-gb", "kw"], "Kernewek"),
    ],
)
def test_it_is_its_own_name_without_a_country_unless_there_are_two(settings, code, languages, name):
    names = {"kw": "Kernewek"}  # Django does not know it, so the site's own word for it counts
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(one, names.get(one, one)) for one in languages]

    assert name_in_itself(Locale(language_code=code)) == name


def test_a_language_that_the_site_has_no_words_in_is_answered_in_the_one_of_the_request(post):
    post.locale = Locale(language_code="xx")

    with translation.override("cy"), speaking_language_of(post):
        assert translation.get_language() == "cy"
