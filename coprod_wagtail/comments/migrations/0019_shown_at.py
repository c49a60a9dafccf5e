from django.db import migrations, models
from django.db.models import F


def as_far_as_is_known(apps, schema_editor):
    """What shows, or showed before, is told to nobody as new a second time."""
    comments = apps.get_model("coprod_comments", "ReaderComment")._default_manager.using(schema_editor.connection.alias)
    comments.filter(status__in=["published", "hidden", "covered", "taken_back"]).update(shown_at=F("status_since"))


class Migration(migrations.Migration):

    dependencies = [("coprod_comments", "0018_queued_until")]

    operations = [
        migrations.AddField(
            model_name="readercomment",
            name="shown_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(as_far_as_is_known, migrations.RunPython.noop, elidable=True),
    ]
