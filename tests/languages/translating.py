"""Translating as editors do it, with whichever tool the site has, for tests that mind only what comes of it."""

from django.apps import apps
from django.db import models
from django.test import TestCase
from wagtail.models import Locale, Page

WITH_LOCALIZE = apps.is_installed("wagtail_localize")


def welsh():
    return Locale.objects.get(language_code="cy")


def translate(original, words=None):
    """The published Welsh translation of a page or category, made or brought up to date. `words` gives the Welsh for
    English texts, each written as it stands in a field; everything else stays as it is."""
    if isinstance(original, Page):
        original = type(original).objects.get(pk=original.pk)
    with TestCase.captureOnCommitCallbacks(execute=True):
        (_translate_with_localize if WITH_LOCALIZE else _translate_by_copying)(original, words or {})
    return original.get_translation(welsh())


def _translate_with_localize(original, words):
    from wagtail_localize.models import StringTranslation, Translation, TranslationSource

    source, _created = TranslationSource.update_or_create_from_instance(original)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=welsh())
    for segment in source.stringsegment_set.select_related("string", "context"):
        if segment.string.data in words:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=welsh(),
                context=segment.context,
                defaults={"data": words[segment.string.data]},
            )
    translation.save_target(publish=True)


def _translate_by_copying(original, words):
    translation = original.get_translation_or_none(welsh())
    if translation is None and isinstance(original, Page):
        translation = original.copy_for_translation(welsh(), copy_parents=True)
    elif translation is None:
        translation = original.copy_for_translation(welsh())
    for field in translation._meta.fields:
        if isinstance(field, models.CharField | models.TextField):
            value = getattr(original, field.attname)
            if isinstance(value, str) and value in words:
                setattr(translation, field.attname, words[value])
    if isinstance(translation, Page):
        translation.save_revision().publish()
    else:
        translation.full_clean()
        translation.save()
