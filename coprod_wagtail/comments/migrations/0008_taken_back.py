import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("coprod_comments", "0007_flood_count")]

    operations = [
        migrations.AddField(
            model_name="readercomment",
            name="status_since",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.CreateModel(
            name="TakenBackWords",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="taken_back",
                        serialize=False,
                        to="coprod_comments.readercomment",
                    ),
                ),
                ("body", models.TextField(editable=False)),
                ("author_name", models.CharField(blank=True, editable=False, max_length=200)),
                ("author_email", models.EmailField(blank=True, editable=False, max_length=254)),
                ("was", models.CharField(editable=False, max_length=10)),
            ],
            options={"default_permissions": ()},
        ),
    ]
