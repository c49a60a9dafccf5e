import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coprod_wagtail", "0002_outgoing_messages"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteHelpTexts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="language",
                    ),
                ),
                (
                    "site_help",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="coprod_wagtail.sitehelp"
                    ),
                ),
            ],
            options={
                "verbose_name": "help for readers in another language",
                "verbose_name_plural": "help for readers in other languages",
                "constraints": [
                    models.UniqueConstraint(fields=("site_help", "locale"), name="coprod_help_one_a_language")
                ],
            },
        ),
    ]
