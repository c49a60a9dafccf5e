import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coprod_wagtail", "0003_help_in_languages"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="outgoingmessage",
            options={
                "default_permissions": (),
                "ordering": ["-created_at", "pk"],
                "permissions": [("look_after_outgoingmessage", "Can see whether e-mails were sent, and send them again")],
                "verbose_name": "outgoing message",
                "verbose_name_plural": "outgoing messages",
            },
        ),
        migrations.CreateModel(
            name="MailAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(editable=False, max_length=64, unique=True)),
                ("refused_at", models.DateTimeField(editable=False, null=True)),
                ("asked_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="MailTo",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="mail_to",
                        serialize=False,
                        to="coprod_wagtail.outgoingmessage",
                    ),
                ),
                ("address", models.EmailField(blank=True, db_index=True, editable=False, max_length=254)),
                ("about", models.CharField(blank=True, db_index=True, editable=False, max_length=80)),
            ],
            options={"default_permissions": ()},
        ),
    ]
