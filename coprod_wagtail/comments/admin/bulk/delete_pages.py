from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction

from ..deletion import warn_about_comments


class DeletePagesWithComments(DeleteBulkAction):
    """Wagtail's own bulk delete, whose question also says how many reader comments would go.

    The hook `before_bulk_action` runs only after the answer, which is too late to say so.
    """

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        warn_about_comments(self.request, [item["item"] for item in context["items"]])
        return context
