"""Rows that are listed and looked at in the admin, and changed by buttons of their own."""

from wagtail.admin.viewsets.model import ModelViewSet


class ReadOnlyViewSet(ModelViewSet):
    """Nobody adds, edits, copies or deletes one, not even a superuser."""

    add_to_reference_index = False
    inspect_view_enabled = True
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs):
        missing = ["add", "edit", "delete", "copy", "history", "usage"]
        nowhere = {f"{name}_url_name": self.UNDEFINED for name in missing}
        return super().get_common_view_kwargs(**nowhere, **kwargs)
