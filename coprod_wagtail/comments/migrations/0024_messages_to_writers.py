import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("coprod_comments", "0019_shown_at")]

    operations = [
        migrations.AddField(
            model_name="readercomment",
            name="has_messages",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="readercomment",
            name="answer_waits_since",
            field=models.DateTimeField(blank=True, db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="proposededit",
            name="signs",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name="subscription",
            name="slip_asked_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="MessageToWriter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.TextField(editable=False)),
                (
                    "written_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False),
                ),
                ("answer", models.TextField(blank=True, editable=False)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "comment",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages_to_writer",
                        to="coprod_comments.readercomment",
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
    ]
