"""What the editor of a profile says besides its fields."""

from typing import Any

from wagtail.admin.panels import Panel

from .addresses import old_name


class OldNamePanel(Panel):
    """Says where another name than the profile shows can still be found; not there where there is none."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "coprod_wagtail/members/admin/old_name.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            is_there = self.request and self.instance is not None and self.instance.pk
            self.old_name = old_name(self.instance, self.request.user) if is_there else None

        def is_shown(self) -> bool:
            return self.old_name is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"old_name": self.old_name, "profile": self.instance}
