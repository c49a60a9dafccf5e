"""How many comments wait on the page that somebody reads: in Wagtail's bar beside it."""

from django.utils.translation import ngettext
from wagtail.admin.userbar import BaseItem

from coprod_wagtail.text.formats import number_in_words

from ...constants import Status
from ...mixins import CommentableMixin
from ...permissions import policy
from ..rows import index_url


class WaitingItem(BaseItem):
    template_name = "coprod_wagtail/comments/admin/userbar_waiting.html"

    def __init__(self, page_id, number):
        super().__init__()
        self.url = f"{index_url()}?status={Status.PENDING.value}&page={page_id}"
        self.label = ngettext(
            "%(count)s comment waits on this page", "%(count)s comments wait on this page", number
        ) % {"count": number_in_words(number)}


def add_waiting_item(request, items, page):
    """Wagtail's hook ``construct_wagtail_userbar``. One query, and none for who reads no comments."""
    if page is None or not page.pk or not issubclass(page.specific_class or type(page), CommentableMixin):
        return
    user, page_id = request.user, page.alias_of_id or page.pk
    if not policy.user_has_permission(user, "view"):
        return
    number = policy.comments_for(user).awaiting_moderation().filter(page=page_id).count()
    if number:
        items.append(WaitingItem(page_id, number))
