import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coprod_wagtail", "0001_help"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutgoingMessage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("destination", models.CharField(max_length=80)),
                ("payload", models.JSONField()),
                ("rank", models.PositiveSmallIntegerField(default=100)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("delivered", "Delivered"), ("gave_up", "Gave up")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("give_up_at", models.DateTimeField()),
                ("tried_at", models.DateTimeField(null=True)),
                ("holds", models.BooleanField(default=False)),
                ("answer", models.PositiveSmallIntegerField(null=True)),
                (
                    "problem",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("no_answer", "No answer: the address cannot be reached, or took too long"),
                            ("tls", "The certificate of the address is not good"),
                            ("private_address", "The address is in a private network, which is not allowed here"),
                            ("redirected", "It was sent on to another address. Enter the final address instead"),
                            ("refused", "The other side did not accept it"),
                            ("mistake", "Something went wrong on this site. Its log says more"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "verbose_name": "outgoing message",
                "verbose_name_plural": "outgoing messages",
                "ordering": ["-created_at", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["state", "rank", "due_at"], name="coprod_outbox_due"),
                    models.Index(fields=["kind", "destination", "created_at"], name="coprod_outbox_log"),
                ],
            },
        ),
    ]
