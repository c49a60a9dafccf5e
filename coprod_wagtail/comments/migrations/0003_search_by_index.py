from django.db import migrations

from coprod_wagtail.comments.moderation.search import index


def make(apps, schema_editor):
    index.make(schema_editor.connection.alias)


def drop(apps, schema_editor):
    index.drop(schema_editor.connection.alias)


class Migration(migrations.Migration):
    """Indexes for the moderators' list: of signs on PostgreSQL, and of words where it has the extension pg_trgm or lets us make it.
    Never an error."""

    # Others go on writing while it is made.
    atomic = False

    dependencies = [
        ('coprod_comments', '0002_stock_groups_may_read_comments'),
    ]

    operations = [migrations.RunPython(make, drop)]
