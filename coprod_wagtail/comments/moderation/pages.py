"""What somebody who reads comments is told of the page that one stands on."""

from django.utils.translation import gettext as _
from wagtail.permissions import page_permission_policy

#: With any of these rights somebody finds a page among Wagtail's own.
RIGHTS = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


def may_be_told(user, page, private: bool) -> bool:
    """Whether `user` may know what `page` is called and where it is: everybody may where readers see it, and who works
    on it in any case. `private` is what `private_page()` says of it. One query for all pages that a person asks about."""
    if page.live and not private:
        return True
    return page_permission_policy.user_has_any_permission_for_instance(user, RIGHTS, page)


def page_in_words(user, page, private: bool) -> str:
    """The title that readers know, or, to who may not be told, why not (see `may_be_told`)."""
    if may_be_told(user, page, private):
        return page.title
    if page.live:
        return _("A page that is not for everyone")
    return _("A page that is not on the website")
