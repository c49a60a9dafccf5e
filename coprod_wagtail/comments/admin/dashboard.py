from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from ..models import ReaderCommentSettings
from ..moderation.queue import count_waiting, next_waiting
from ..permissions import policy


class ReaderCommentsSummaryItem(SummaryItem):
    """On the admin's home page: how many comments wait, and since when the oldest one does."""

    order = 150
    template_name = "coprod_wagtail/comments/admin/summary_item.html"

    def is_shown(self):
        return policy.user_has_permission(self.request.user, "view")

    @cached_property
    def waiting(self):
        return count_waiting(self.request.user)

    def get_context_data(self, parent_context):
        oldest = next_waiting(self.request.user) if self.waiting else None
        url = reverse("coprod_reader_comments:index")
        return {
            "waiting": self.waiting,
            "oldest": oldest,
            "url": f"{url}?status=pending" if oldest else url,
        }


class PrivacyPageReminder(Component):
    """On the admin's home page, for people who can do something about it: sites whose form links to no privacy page."""

    order = 50
    template_name = "coprod_wagtail/comments/admin/privacy_reminder.html"

    def get_context_data(self, parent_context):
        if not parent_context["request"].user.has_perm("coprod_comments.change_readercommentsettings"):
            return {"entries": []}
        sites = ReaderCommentSettings.sites_without_privacy_page()
        return {"entries": [(site.site_name or site.hostname, _settings_url(site)) for site in sites]}


def _settings_url(site):
    options = ReaderCommentSettings._meta
    return reverse("wagtailsettings:edit", args=[options.app_label, options.model_name, site.pk])
