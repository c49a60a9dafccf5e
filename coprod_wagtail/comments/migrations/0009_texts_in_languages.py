import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coprod_comments", "0008_taken_back"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReaderCommentTexts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("house_rules", models.TextField(blank=True, help_text="One rule a line.", verbose_name="house rules")),
                ("privacy_notice", models.TextField(blank=True, verbose_name="short privacy notice")),
                ("urgent_help", models.TextField(blank=True, verbose_name="help in an emergency")),
                (
                    "comment_settings",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="coprod_comments.readercommentsettings",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="language",
                    ),
                ),
            ],
            options={
                "verbose_name": "texts beside the form in another language",
                "verbose_name_plural": "texts beside the form in other languages",
                "constraints": [
                    models.UniqueConstraint(fields=("comment_settings", "locale"), name="coprod_texts_one_a_language")
                ],
            },
        ),
    ]
