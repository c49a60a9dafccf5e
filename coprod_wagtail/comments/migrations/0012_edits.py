import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("coprod_comments", "0011_none_covered_before")]

    operations = [
        migrations.AddField(
            model_name="readercomment",
            name="words_version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="readercomment",
            name="edited_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="readercomment",
            name="edit_waits",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name="readercomment",
            index=models.Index(fields=["edit_waits", "received_at", "id"], name="coprod_comment_edits"),
        ),
        migrations.CreateModel(
            name="ProposedEdit",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="proposed_edit",
                        serialize=False,
                        to="coprod_comments.readercomment",
                    ),
                ),
                ("body", models.TextField(editable=False)),
                ("author_name", models.CharField(blank=True, editable=False, max_length=200)),
                ("proposed_at", models.DateTimeField(editable=False)),
            ],
            options={"default_permissions": ()},
        ),
    ]
