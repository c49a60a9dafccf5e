"""What the writer of a comment reads about a decision, on its private page and over the JSON API. As in `comments.texts`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WHY = _("Why we do not show it")
ABOUT_THESE_WORDS = _("It is about the words that are marked here")
# Translators: heard before and after words in somebody's comment that a moderator has marked.
MARK_BEGINS = pgettext_lazy("heard before marked words", "[marked:")
MARK_ENDS = pgettext_lazy("heard behind marked words", "end of mark]")
WOULD_BE_FINE = _("What would make it fine")
MEND_IT = _("You can change your words and send them again. Then somebody reads your comment again.")
WHY_BELOW = _("You can read below why.")
#: Where nobody has written anything that can be answered.
IF_WRONG = _("If you think we got it wrong, please ask us. Tell us the number below.")
#: In an e-mail, which never says more.
WHY_ON_PAGE = _("Why we decided this stands on the private page of your comment.")
