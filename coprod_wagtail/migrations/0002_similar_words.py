from django.db import migrations

from coprod_wagtail.search import similar


def make(apps, schema_editor):
    similar.make(schema_editor.connection.alias)


def drop(apps, schema_editor):
    similar.drop(schema_editor.connection.alias)


class Migration(migrations.Migration):
    """An index for readers' search, of words that are alike, where PostgreSQL has the extension pg_trgm or lets us make it. Never
    an error."""

    # Others go on writing while it is made.
    atomic = False

    dependencies = [
        ('coprod_wagtail', '0001_initial'),
        ('wagtailsearch', '0010_add_text_fields'),
    ]

    operations = [migrations.RunPython(make, drop)]
