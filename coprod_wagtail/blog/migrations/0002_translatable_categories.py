import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from wagtail.coreutils import get_supported_content_language_variant


def into_the_language_of_the_site(apps, schema_editor):
    """What is there already is in the language of the site; where its settings name one that it has no pages in, in the
    first that it has."""
    Category = apps.get_model("coprod_blog", "Category")
    categories = list(Category.objects.filter(locale__isnull=True))
    if not categories:
        return
    Locale = apps.get_model("wagtailcore", "Locale")
    code = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    locale = Locale.objects.filter(language_code=code).first() or Locale.objects.earliest("pk")
    for category in categories:
        category.locale, category.translation_key = locale, uuid.uuid4()
        category.save(update_fields=["locale", "translation_key"])


class Migration(migrations.Migration):
    dependencies = [("coprod_blog", "0001_categories"), ("wagtailcore", "0094_alter_page_locale")]

    # Wagtail 8 has operations for this, 7.4 has not.
    operations = [
        migrations.AddField(
            model_name="category",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AddField(
            model_name="category",
            name="translation_key",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunPython(into_the_language_of_the_site, migrations.RunPython.noop),
    ]
