from django.db import migrations
from wagtail.models import BootstrapLocaleField, BootstrapTranslatableModel, BootstrapTranslationKeyField


class Migration(migrations.Migration):
    dependencies = [("site_base", "0001_first"), ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")]

    # The pages that Wagtail's own first migrations made get the site's language.
    operations = [
        BootstrapLocaleField("site_base.SitePage"),
        BootstrapTranslationKeyField("site_base.SitePage"),
        BootstrapTranslatableModel("site_base.SitePage"),
    ]
