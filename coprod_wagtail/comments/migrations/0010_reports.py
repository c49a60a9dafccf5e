import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coprod_comments", "0009_texts_in_languages"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.AddField(
            model_name="readercomment",
            name="reported_since",
            field=models.DateTimeField(blank=True, db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="readercommentsettings",
            name="cover_reported",
            field=models.BooleanField(
                default=True,
                help_text="Its words are not shown until somebody has looked. At most 3 on a page and 10 on the site in a day.",
                verbose_name="cover a comment when somebody says it is about them",
            ),
        ),
        migrations.AddField(
            model_name="readercommentsettings",
            name="safeguarding_email",
            field=models.EmailField(
                blank=True,
                help_text="When a reader is worried about somebody, we send a link to this address, and never the words. Whoever reads there needs an account that may read comments.",
                max_length=254,
                verbose_name="e-mail address of your safeguarding contact",
            ),
        ),
        migrations.AlterField(
            model_name="readercomment",
            name="status",
            field=models.CharField(
                choices=[
                    ("pending", "Waiting to be read"),
                    ("published", "Published"),
                    ("declined", "Not published"),
                    ("spam", "Spam"),
                    ("hidden", "Hidden"),
                    ("covered", "Covered until somebody has looked"),
                    ("taken_back", "Taken back by its writer"),
                    ("erased", "Erased"),
                ],
                default="pending",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.CreateModel(
            name="CommentReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("about_me", "It is about me"),
                            ("untrue", "It says something untrue about me"),
                            ("personal", "It shows personal information"),
                            ("worried", "I am worried about this person"),
                            ("unkind", "It is unkind or hateful"),
                            ("spam", "It is spam, or an advert"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("body", models.TextField(blank=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("statement", models.TextField(blank=True)),
                ("meaning", models.TextField(blank=True)),
                ("untrue", models.TextField(blank=True)),
                ("knows_writer", models.BooleanField(null=True)),
                ("may_share", models.BooleanField(null=True)),
                ("signs", models.JSONField(blank=True, default=list)),
                ("language", models.CharField(blank=True, max_length=100)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("covered", models.BooleanField(default=False, editable=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kept", "The comment stays"),
                            ("hidden", "The comment is not shown any more"),
                            ("gone", "Its writer erased the comment"),
                        ],
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                ("repeat_key", models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                (
                    "comment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="coprod_comments.readercomment",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "report about a comment",
                "verbose_name_plural": "reports about comments",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["comment", "outcome"], name="coprod_report_open"),
                    models.Index(fields=["covered", "created_at"], name="coprod_report_covers"),
                    models.Index(fields=["decided_at"], name="coprod_report_decided"),
                ],
            },
        ),
    ]
