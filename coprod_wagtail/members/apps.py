from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "coprod_wagtail.members"
    label = "coprod_members"
    verbose_name = _("Members")
    default_auto_field = "django.db.models.BigAutoField"

    api_routers = [("/members/", "coprod_wagtail.members.api.members")]
    api_tags = {"members": "The people, as they want to be shown."}
    api_previews = {
        "member": (
            "coprod_wagtail.members.mixins.MemberProfileMixin",
            "coprod_wagtail.members.api.whole_member",
            "coprod_wagtail.members.api.Member",
        )
    }
