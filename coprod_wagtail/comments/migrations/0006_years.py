import coprod_wagtail.text.moments
from django.db import migrations, models


class Migration(migrations.Migration):
    """Changes nothing in the database."""

    dependencies = [("coprod_comments", "0005_stock_groups_may_read_comments")]

    operations = [
        migrations.AlterField(
            model_name="conversation",
            name="opens_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Before this time nobody can write. Leave empty to open now.",
                null=True,
                validators=[coprod_wagtail.text.moments.check_year],
                verbose_name="opens",
            ),
        ),
        migrations.AlterField(
            model_name="conversation",
            name="closes_at",
            field=models.DateTimeField(
                blank=True,
                help_text="After this time nobody can write. Leave empty to stay open.",
                null=True,
                validators=[coprod_wagtail.text.moments.check_year],
                verbose_name="closes",
            ),
        ),
    ]
