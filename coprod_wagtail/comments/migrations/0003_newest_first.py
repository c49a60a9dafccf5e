from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("coprod_comments", "0002_reply_count"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="readercomment",
            index=models.Index(fields=["conversation", "status", "sort_key", "id"], name="coprod_comment_newest"),
        ),
    ]
