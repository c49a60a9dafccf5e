"""The way to the form from where Wagtail has what can be done with a page."""

from wagtail.admin.ui.menus.pages import PageMenuItem

from ...mixins import CommentableMixin
from ...permissions import policy
from ..rows import ADD_FOR_SOMEONE


class AddForSomeoneButton(PageMenuItem):
    label = ADD_FOR_SOMEONE
    icon_name = "comment-add"
    url_name = "coprod_comments_admin:for_someone"

    def is_shown(self, user):
        """Asks the database nothing about the page, because the explorer has many."""
        page = self.page
        if page.is_root() or not page.live or page.alias_of_id:
            return False
        is_commentable = issubclass(page.specific_class or type(page), CommentableMixin)
        return is_commentable and policy.user_has_permission(user, "add_for_someone")


def listing_button(page, user, next_url=None):
    """Wagtail's hook ``register_page_listing_more_buttons``."""
    yield AddForSomeoneButton(page=page, priority=56)


def header_button(page, user, view_name, next_url=None):
    """Wagtail's hook ``register_page_header_buttons``."""
    yield AddForSomeoneButton(page=page, priority=68)
