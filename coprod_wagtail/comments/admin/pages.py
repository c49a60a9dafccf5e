"""What a moderator is told of the page that a comment stands on."""

from django.utils.translation import gettext as _
from wagtail.permissions import page_permission_policy

from ..permissions import policy

#: With any of these rights somebody finds a page among Wagtail's own.
_RIGHTS = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


def may_be_told(user, page, private: bool) -> bool:
    """Whether `user` may know what `page` is called and where it is: everybody may where readers see it, and who works
    on it in any case. `private` is what `private_page()` says of it. One query for all pages that a person asks about."""
    if page.live and not private:
        return True
    return page_permission_policy.user_has_any_permission_for_instance(user, _RIGHTS, page)


def page_in_words(user, page, private: bool) -> str:
    """The title that readers know, or, to who may not be told, why not (see `may_be_told`)."""
    if may_be_told(user, page, private):
        return page.title
    if page.live:
        return _("A page that is not for everyone")
    return _("A page that is not on the website")


def choosable(pages, request):
    """Wagtail's hook construct_page_chooser_queryset. Its chooser, which the list's filter opens, shows every page to
    everybody in the admin. Who reads comments and has no right to any page finds there what readers see."""
    user = request.user
    if page_permission_policy.user_has_any_permission(user, _RIGHTS) or not policy.user_has_permission(user, "view"):
        return pages
    return pages.live().public()  # in terms that Wagtail's search knows
