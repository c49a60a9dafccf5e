import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coprod_comments", "0012_edits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ("email", models.EmailField(db_index=True, editable=False, max_length=254)),
                ("language", models.CharField(blank=True, editable=False, max_length=100)),
                ("nonce", models.CharField(editable=False, max_length=32)),
                ("found_by", models.CharField(editable=False, max_length=64, unique=True)),
                ("asked_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False)),
                ("confirmed_at", models.DateTimeField(editable=False, null=True)),
                ("told_until", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("told_status", models.CharField(blank=True, editable=False, max_length=10)),
                ("mailed_at", models.DateTimeField(editable=False, null=True)),
                ("is_queued", models.BooleanField(default=False, editable=False)),
                (
                    "comment",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscription",
                        to="coprod_comments.readercomment",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="coprod_comments.conversation",
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
    ]
