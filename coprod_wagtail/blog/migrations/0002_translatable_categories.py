from django.db import migrations
from wagtail.models import BootstrapLocaleField, BootstrapTranslatableModel, BootstrapTranslationKeyField


class Migration(migrations.Migration):
    dependencies = [("coprod_blog", "0001_categories"), ("wagtailcore", "0094_alter_page_locale")]

    # What is there already is in the language of the site.
    operations = [
        BootstrapLocaleField("coprod_blog.Category"),
        BootstrapTranslationKeyField("coprod_blog.Category"),
        BootstrapTranslatableModel("coprod_blog.Category"),
    ]
