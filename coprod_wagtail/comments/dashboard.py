from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.site_summary import SummaryItem

from .permissions import policy
from .queue import count_waiting, next_waiting


class ReaderCommentsSummaryItem(SummaryItem):
    """On the admin's home page: how many comments wait, and since when the oldest one does."""

    order = 150
    template_name = "coprod_wagtail/comments/admin/summary_item.html"

    def is_shown(self):
        return policy.user_has_permission(self.request.user, "view")

    @cached_property
    def waiting(self):
        return count_waiting()

    def get_context_data(self, parent_context):
        oldest = next_waiting() if self.waiting else None
        url = reverse("coprod_reader_comments:index")
        return {
            "waiting": self.waiting,
            "oldest": oldest,
            "url": f"{url}?status=pending" if oldest else url,
        }
