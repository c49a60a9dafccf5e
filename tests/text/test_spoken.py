"""Which language words are in, as far as their script says."""

import pytest

from coprod_wagtail.text.spoken import language_of_words

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "page", "said"),
    [
        ("The bus decides my whole day.", "en-gb", "en-gb"),
        ("Mae'r bws yn hwyr", "cy", "cy"),
        ("الحافلة متأخرة", "ar", "ar"),
        ("الحافلة متأخرة", "en-gb", ""),
        ("The bus is late", "ar", ""),
        ("Автобус опоздал, sorry", "en-gb", ""),
        ("バスが遅い", "ja", "ja"),
        ("公車晚了", "zh-hans", "zh-hans"),
        ("999 :-)", "ar", "ar"),
        ("The bus", "xx", "xx"),
    ],
)
def test_words_in_another_script_are_not_in_the_language_of_the_page(text, page, said):
    assert language_of_words(text, page) == said
