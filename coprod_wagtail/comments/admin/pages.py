"""Which pages Wagtail's chooser shows to who reads comments."""

from wagtail.permissions import page_permission_policy

from ..moderation.pages import RIGHTS
from ..permissions import policy


def choosable(pages, request):
    """Wagtail's hook construct_page_chooser_queryset. Its chooser, which the list's filter opens, shows every page to
    everybody in the admin. Who reads comments and has no right to any page finds there what readers see."""
    user = request.user
    if page_permission_policy.user_has_any_permission(user, RIGHTS) or not policy.user_has_permission(user, "view"):
        return pages
    return pages.live().public()  # in terms that Wagtail's search knows
