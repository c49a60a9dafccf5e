import coprod_wagtail.webhooks.models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="For you and your colleagues, for example: Our front end.",
                        max_length=80,
                        verbose_name="name",
                    ),
                ),
                (
                    "url",
                    models.CharField(
                        max_length=500, validators=[coprod_wagtail.webhooks.models.one_address], verbose_name="address"
                    ),
                ),
                (
                    "events",
                    models.JSONField(
                        default=coprod_wagtail.webhooks.models.usual_events, verbose_name="what it is told"
                    ),
                ),
                (
                    "secret",
                    models.CharField(
                        default=coprod_wagtail.webhooks.models.make_secret,
                        help_text="Put the same secret into the settings of the receiver. It proves that a message comes from this site.",
                        max_length=200,
                        validators=[django.core.validators.MinLengthValidator(16)],
                        verbose_name="secret",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(default=True, help_text="Untick this to pause it.", verbose_name="active"),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave empty to tell it about all sites.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("event", models.CharField(max_length=40, verbose_name="event")),
                ("payload", models.JSONField()),
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
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tried_at", models.DateTimeField(null=True)),
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
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="coprod_webhooks.webhook",
                        verbose_name="webhook",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "ordering": ["-created_at", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["webhook", "created_at"], name="coprod_delivery_log"),
                    models.Index(fields=["state", "next_try_at"], name="coprod_delivery_due"),
                ],
            },
        ),
    ]
