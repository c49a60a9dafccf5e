"""Every count takes the right form in languages with more forms than English, beside Django's own catalogues of them.

Nobody has translated the package into these languages; here each form only says its own number.
"""

import gettext
from itertools import product
from pathlib import Path

import django
import polib
import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import npgettext

from coprod_wagtail.comments.constants import State
from coprod_wagtail.comments.models import ReaderCommentSettings
from coprod_wagtail.comments.moderation.verbs import VERBS
from coprod_wagtail.comments.reading.page import Reading
from coprod_wagtail.comments.reading.promise import promise_in_words

from .pseudo import CATALOGUE, save

# The rules of Unicode's CLDR. Django's own Welsh has four forms and its Polish four: ours may differ.
PLURALS = {
    "cy": "nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "pl": "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;",
}
#: Language: count -> form.
FORMS = {
    "cy": {0: 0, 1: 1, 2: 2, 3: 3, 6: 4, 7: 5, 8: 5, 11: 5},
    "ar": {0: 0, 1: 1, 2: 2, 5: 3, 11: 4, 100: 5},
    "pl": {1: 0, 2: 1, 5: 2, 22: 1},
}
CASES = [(language, count, form) for language, forms in FORMS.items() for count, form in forms.items()]


@pytest.fixture(scope="module")
def numbered_catalogues(tmp_path_factory):
    folder = tmp_path_factory.mktemp("numbered")
    for code, rule in PLURALS.items():
        catalogue = polib.POFile()
        catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": code, "Plural-Forms": rule}
        for entry in counts():
            forms = {form: f"[{form}] {entry.msgid_plural}" for form in set(FORMS[code].values())}
            catalogue.append(
                polib.POEntry(
                    msgctxt=entry.msgctxt, msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr_plural=forms
                )
            )
        save(catalogue, folder, code)
    return folder


@pytest.fixture(autouse=True)
def numbered(settings, numbered_catalogues):
    settings.LANGUAGES = [(code, code) for code in ["en-gb", *PLURALS]]
    settings.LOCALE_PATHS = [numbered_catalogues]


def counts():
    return [entry for entry in polib.pofile(str(CATALOGUE)) if entry.msgid_plural]


@pytest.mark.parametrize(("language", "count", "form"), CASES)
def test_every_message_with_a_count_takes_the_right_form(language, count, form):
    with translation.override(language):
        for entry in counts():
            words = npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, count)
            assert words == f"[{form}] {entry.msgid_plural}"


@pytest.mark.parametrize(("language", "count", "form"), CASES)
def test_what_is_drawn_takes_the_right_form(language, count, form):
    minutes = Template(
        "{% load i18n %}{% blocktranslate count minutes=n %}{{ minutes }} minute to read{% plural %}"
        "{{ minutes }} minutes to read{% endblocktranslate %}"
    )
    with translation.override(language):
        drawn = [
            VERBS["publish"].many.question_about(count),
            VERBS["publish"].many.report_on(count),
            minutes.render(Context({"n": count})),
        ]
        if count:  # with none these say something else
            drawn.append(
                promise_in_words(Reading(page_id=1, state=State.OPEN), ReaderCommentSettings(answer_days=count))
            )
            drawn.append(Reading(page_id=1, state=State.OPEN, count=count).title)
    assert [words[:3] for words in drawn] == [f"[{form}]"] * len(drawn)
    assert all(str(count) in words for words in drawn)


@pytest.mark.parametrize("language", PLURALS)
def test_django_keeps_its_own_forms_beside_ours(language):
    catalogue = polib.pofile(str(Path(django.__file__).parent / f"conf/locale/{language}/LC_MESSAGES/django.po"))
    form = gettext.c2py(catalogue.metadata["Plural-Forms"].partition("plural=")[2].rstrip(";"))
    translated = [entry for entry in catalogue.translated_entries() if entry.msgid_plural]
    assert len(translated) > 3
    with translation.override(language):
        for entry, count in product(translated, FORMS[language]):
            words = npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, count)
            assert words == entry.msgstr_plural[form(count)]
