"""How profiles are filled in."""

from typing import Any

from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.coreutils import find_available_slug


class ProfileFormMixin:
    """Lets two people have one name: a profile that was never published gets an address of its own where another has it
    already, in place of a refusal. For a form of pages, before its class."""

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug and self.instance.first_published_at is None:
            slug = find_available_slug(self.parent_page, slug, ignore_page_id=self.instance.pk)
        return slug


class ProfileForm(ProfileFormMixin, WagtailAdminPageForm):
    """For profiles on a base page without a form of its own."""


def profile_form(base_page: Any) -> Any:
    """The form class for profiles on `base_page`, whose own form it keeps, if there is one."""
    own = getattr(base_page, "base_form_class", None)
    return type("ProfileForm", (ProfileFormMixin, own), {}) if own else ProfileForm
