from django.utils.translation import gettext_lazy as _

from coprod_wagtail.features import FeatureConfig, Preview


class MembersConfig(FeatureConfig):
    name = "coprod_wagtail.members"
    label = "coprod_members"
    verbose_name = _("Members")
    default_auto_field = "django.db.models.BigAutoField"

    api_routers = [("/members/", "coprod_wagtail.members.api.members")]
    api_tags = {"members": "The people, as they want to be shown."}
    previews = [
        Preview(
            kind="member",
            mixin="coprod_wagtail.members.mixins.MemberProfileMixin",
            whole="coprod_wagtail.members.api.whole_member",
            schema="coprod_wagtail.members.api.Member",
        )
    ]
