"""The way to the form from where Wagtail has what can be done with a page: in its admin, and beside the page itself."""

from django.urls import reverse
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.userbar import BaseItem

from ...mixins import CommentableMixin
from ...permissions import policy
from ..rows import ANSWER_READERS

_URL_NAME = "coprod_comments_admin:answer"


def _takes_comments(page):
    """Asks the database nothing about the page, because the explorer has many."""
    if page.is_root() or not page.live or page.alias_of_id:
        return False
    return issubclass(page.specific_class or type(page), CommentableMixin)


class AnswerButton(PageMenuItem):
    label = ANSWER_READERS
    icon_name = "comment-add"
    url_name = _URL_NAME

    def is_shown(self, user):
        return _takes_comments(self.page) and policy.user_answers(user, self.page)


def listing_button(page, user, next_url=None):
    """Wagtail's hook ``register_page_listing_more_buttons``."""
    yield AnswerButton(page=page, priority=57)


def header_button(page, user, view_name, next_url=None):
    """Wagtail's hook ``register_page_header_buttons``."""
    yield AnswerButton(page=page, priority=69)


class AnswerItem(BaseItem):
    """In Wagtail's bar on the page that somebody reads."""

    template_name = "coprod_wagtail/comments/admin/userbar_answer.html"

    def __init__(self, page):
        super().__init__()
        self.url, self.label = reverse(_URL_NAME, args=[page.pk]), ANSWER_READERS


def add_userbar_item(request, items, page):
    """Wagtail's hook ``construct_wagtail_userbar``."""
    if page is not None and page.pk and _takes_comments(page) and policy.user_answers(request.user, page):
        items.append(AnswerItem(page))
