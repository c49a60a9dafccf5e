from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("coprod_comments", "0019_shown_at")]

    operations = [
        migrations.AddField(
            model_name="readercomment",
            name="content_note",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=100, verbose_name="note before the words"
            ),
        ),
        migrations.AddField(
            model_name="proposededit",
            name="content_note",
            field=models.CharField(blank=True, default="", editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name="proposededit",
            name="language",
            field=models.CharField(blank=True, default="", editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name="takenbackwords",
            name="content_note",
            field=models.CharField(blank=True, default="", editable=False, max_length=100),
        ),
        migrations.AddIndex(
            model_name="readercomment",
            index=models.Index(fields=["status", "sort_key", "id"], name="coprod_comment_recent"),
        ),
    ]
