"""The way to a page's conversation from where Wagtail has what can be done with the page: the explorer, and its head.

Whoever works on an alias, or translates with a tool that has an editor of its own, sees no panels.
"""

from wagtail.admin.ui.menus.pages import PageMenuItem

from ...mixins import CommentableMixin
from ...panels import READER_COMMENTS


class ConversationButton(PageMenuItem):
    label = READER_COMMENTS
    icon_name = "comment"
    url_name = "coprod_comments_admin:set_conversation"

    def is_shown(self, user):
        """Asks the database nothing, because the explorer has many pages. Where it leads, somebody who may not change
        the conversation is told how it stands."""
        page = self.page
        if page.is_root() or not issubclass(page.specific_class or type(page), CommentableMixin):
            return False
        rights = page.permissions_for_user(user)
        return rights.can_edit() or rights.can_publish()


def listing_button(page, user, next_url=None):
    """Wagtail's hook ``register_page_listing_more_buttons``."""
    yield ConversationButton(page=page, priority=55)


def header_button(page, user, view_name, next_url=None):
    """Wagtail's hook ``register_page_header_buttons``."""
    yield ConversationButton(page=page, priority=67)
