import uuid

import django.db.models.deletion
from django.db import migrations, models

from coprod_wagtail.text.collation import without_marks


def one_address_each(apps, schema_editor):
    """On the way back, when an address may be used once again and not once in every language: name the language in those
    that another category has already, or one that a database takes for the same."""
    Category = apps.get_model("coprod_blog", "Category")
    taken = set()
    for category in Category.objects.select_related("locale").order_by("pk"):
        if without_marks(category.slug) in taken:
            ending = f"-{category.locale.language_code.lower()}-{category.pk}"
            category.slug = category.slug[: 80 - len(ending)] + ending
            category.save(update_fields=["slug"])
        taken.add(without_marks(category.slug))


class Migration(migrations.Migration):
    dependencies = [("coprod_blog", "0002_translatable_categories"), ("wagtailcore", "0094_alter_page_locale")]

    operations = [
        migrations.AlterField(
            model_name="category",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AlterField(
            model_name="category",
            name="slug",
            field=models.SlugField(
                allow_unicode=True,
                help_text="Small letters, numbers and dashes only, for example: days-out",
                max_length=80,
                verbose_name="name in web addresses",
            ),
        ),
        migrations.AlterField(
            model_name="category",
            name="translation_key",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(
                fields=("translation_key", "locale"), name="coprod_category_one_translation"
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(fields=("locale", "slug"), name="coprod_category_one_slug"),
        ),
        migrations.RunPython(migrations.RunPython.noop, one_address_each),
    ]
