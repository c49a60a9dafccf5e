"""Sentences that more than one door shows readers, each once: pages, and the JSON API with the element for other websites.

Templates draw them with ``{% comment_text "HOUSE_RULES" %}``. They are translated each time they are used, so whoever
draws many comments works them out once (`reading.phrases`). Places are in braces, as the API hands them on.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# A conversation
SAY_WHAT_YOU_THINK = _("Say what you think")
NOBODY_YET = _("Nobody has written here yet. You could be the first.")
FULL = _("We have a lot of comments to read. Please come back.")
EARLIER = _("Earlier comments")
LATER = _("Later comments")

# One comment
GONE = _("A comment that is no longer here")
# Translators: stands where a name would: "Comment by a reader of our old website".
NOBODY = _("a reader of our old website")
REPLY_TO = _("Reply to {name}")
REPLY_TO_NOBODY = _("Reply to this reader")
IN_ANSWER_TO = _("In answer to: {comment}")
READ_AGAIN = _("Read again: {comment}")

# The form
YOUR_COMMENT = _("Your comment")
OWN_COMMENT = _("Write a comment of your own instead")
PRIVACY = _("How we look after your information")
HOUSE_RULES = _("House rules")
# No full stop: the time may end in one, as in "5 p.m.".
WRITE_UNTIL = _("You can write here until {closes}")
SEND = pgettext_lazy("button", "Send")
BROKEN_CHARACTERS = _("Some of these characters are broken. Please type that part again.")

# After it was sent
WHERE_IT_STANDS = _("Where it stands")
SEE_IT = _("See it on the page")
NUMBER = _("Your comment’s number")
SHARED_COMPUTER = _("Are you on a computer that other people use? Close this page when you have finished.")
