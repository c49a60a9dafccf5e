import django.db.models.deletion
from django.db import migrations, models
from wagtail.models import BootstrapTranslatableModel


class Migration(migrations.Migration):
    dependencies = [("coprod_blog", "0001_categories"), ("wagtailcore", "0094_alter_page_locale")]

    # What is there already is in the language of the site. (Wagtail 8 has shortcuts for the two fields, 7.4 has not.)
    operations = [
        migrations.AddField(
            model_name="category",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AddField(
            model_name="category",
            name="translation_key",
            field=models.UUIDField(editable=False, null=True),
        ),
        BootstrapTranslatableModel("coprod_blog.Category"),
    ]
