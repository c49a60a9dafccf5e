from collections import Counter

from django.db import migrations, models


def count_floods(apps, schema_editor):
    waiting = apps.get_model("coprod_comments", "ReaderComment").objects.filter(status="pending").order_by()
    found = Counter()
    for conversation, signs in waiting.values_list("conversation_id", "signs").iterator():
        found[conversation] += "many_at_once" in signs
    for conversation, number in found.items():
        if number:
            apps.get_model("coprod_comments", "Conversation").objects.filter(pk=conversation).update(flood_count=number)


class Migration(migrations.Migration):
    dependencies = [("coprod_comments", "0006_years")]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="flood_count",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(count_floods, migrations.RunPython.noop, elidable=True),
    ]
