from django.utils.translation import gettext_lazy as _

from coprod_wagtail.features import FeatureConfig


class MembersConfig(FeatureConfig):
    name = "coprod_wagtail.members"
    label = "coprod_members"
    verbose_name = _("Members")
    default_auto_field = "django.db.models.BigAutoField"

    api_tags = {"members": "The people, as they want to be shown."}
    page_queries = ["page"]
    known_names = ["coprod_wagtail.members.known_names.known_names"]
    page_resources = ["coprod_wagtail.members.api.members"]
    search_kinds = ["coprod_wagtail.members.search_kind.members"]
