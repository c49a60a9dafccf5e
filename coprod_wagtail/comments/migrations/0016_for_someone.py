import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("coprod_comments", "0015_post_to"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="readercomment",
            options={
                "default_permissions": (),
                "permissions": [
                    ("moderate_readercomment", "Can read and decide about reader comments"),
                    ("add_for_someone_readercomment", "Can add a reader comment for somebody else"),
                ],
                "verbose_name": "reader comment",
                "verbose_name_plural": "reader comments",
            },
        ),
        migrations.CreateModel(
            name="TypedInForSomeone",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="typed_in",
                        serialize=False,
                        to="coprod_comments.readercomment",
                    ),
                ),
                (
                    "came_by",
                    models.CharField(
                        choices=[
                            ("phone", "By phone"),
                            ("letter", "By letter, or on a sheet of paper"),
                            ("meeting", "At a meeting, or on a visit"),
                            ("email", "By e-mail"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="how it came",
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("spoken", "The person told us that we may show it"),
                            ("written", "The person wrote, or ticked, that we may show it"),
                            ("spoken_for", "Somebody who may decide for the person told us"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="how the person agreed",
                    ),
                ),
                (
                    "typed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
    ]
