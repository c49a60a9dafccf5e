from django.db import migrations, models
from django.db.models import Count


def count_replies(apps, schema_editor):
    comments = apps.get_model("coprod_comments", "ReaderComment").objects
    listed = comments.filter(listed=True, thread__isnull=False).order_by()
    by_number = {}
    for thread, number in listed.values_list("thread").annotate(number=Count("pk")).iterator():
        by_number.setdefault(number, []).append(thread)
    for number, threads in by_number.items():
        for first in range(0, len(threads), 1000):
            comments.filter(pk__in=threads[first : first + 1000]).update(reply_count=number)


class Migration(migrations.Migration):

    dependencies = [
        ("coprod_comments", "0001_comments"),
    ]

    operations = [
        migrations.AddField(
            model_name="readercomment",
            name="reply_count",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(count_replies, migrations.RunPython.noop, elidable=True),
    ]
