"""What a trusted writer is told, on pages and over the API."""

from django.utils.translation import gettext_lazy as _

from ..texts import FIND_NUMBER

#: The field, and what it is for.
NUMBER = FIND_NUMBER
NUMBER_HINT = _(
    "You have written here before. Write the number of your comment, and it shows straight away. You find it on the page "
    "that you saw when you had sent it. Without it, somebody reads your comment first."
)
SHOWN = _("Your comment shows on the page now.")
READ_FIRST = _("Somebody reads your comment before it shows.")
