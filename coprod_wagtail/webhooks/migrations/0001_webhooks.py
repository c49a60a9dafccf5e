import coprod_wagtail.webhooks.models
import coprod_wagtail.webhooks.signing
import django.db.models.deletion
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
                        max_length=500, validators=[coprod_wagtail.webhooks.models.validate_webhook_url], verbose_name="address"
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
                        default=coprod_wagtail.webhooks.signing.make_secret,
                        help_text="Put the same secret into the settings of the receiver. It proves that a message comes from this site.",
                        max_length=200,
                        validators=[coprod_wagtail.webhooks.models.usable_secret],
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
    ]
