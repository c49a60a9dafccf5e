"""Sentences that more than one door shows readers, each once: pages, and the JSON API with the element for other websites.

Templates draw them with ``{% comment_text "HOUSE_RULES" %}``. They are translated each time they are used, so whoever
draws many comments works them out once (`reading.phrases`). Places are in braces, as the API hands them on.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# A conversation
SAY_WHAT_YOU_THINK = _("Say what you think")
NOBODY_YET = _("Nobody has written here yet. You could be the first.")
#: Where there are none to be read.
NOT_TAKING = _("We are not taking comments on this page.")
LOADING = _("Loading…")
FULL = _("We have a lot of comments to read. Please come back.")
EARLIER = _("Earlier comments")
LATER = _("Later comments")
FIRST_PAGE = _("From the first comment")

# One comment
GONE = _("A comment that is no longer here")
REPLY_TO = _("Reply to {name}")
REPLY_TO_NOBODY = _("Reply to this reader")
NOBODY = _("A reader of our old website")
# Translators: headings of replies: who wrote it, and to whom. What stands between {link} and {end} leads to what is answered.
NAME_TO = _("{name}, to {link}{to}{end}")
NAME_TO_NOBODY = _("{name}, to {link}a reader of our old website{end}")
NAME_TO_GONE = _("{name}, to {link}a comment that is no longer here{end}")
NOBODY_TO_NAME = _("A reader of our old website, to {link}{to}{end}")
NOBODY_TO_NOBODY = _("A reader of our old website, to {link}another reader of it{end}")
NOBODY_TO_GONE = _("A reader of our old website, to {link}a comment that is no longer here{end}")
# Translators: a link from a comment without a date to itself, where others have their date.
LINK_HERE = _("Link to this comment")
# Under the first words of a long comment that somebody answers.
READ_WHOLE = _("Read the whole comment")

# The form
YOUR_COMMENT = _("Your comment")
NAME_TO_SHOW = _("A name to show")
NAME_HINT = _("Your first name, a made-up name, or something like “a family carer”.")
EMAIL = _("E-mail (optional)")
OWN_COMMENT = _("Write a comment of your own instead")
PRIVACY = _("How we look after your information")
HOUSE_RULES = _("House rules")
WHAT_HAPPENS = _("What happens to my words")
# No full stop: the time may end in one, as in "5 p.m.".
WRITE_UNTIL = _("Open until {closes}")
# Beside words that somebody began before that, and has not sent.
FINISH_UNTIL = _("You began before it closed. You can still send this until {until}")
# While somebody writes. Before the number, so that no language needs another form for each.
CHARACTERS_LEFT = _("Characters left: {count}")
CHARACTERS_OVER = _("Characters too many: {count}")
KEEP_WORDS = _("Keep what I have written on this device until I close this page")
KEEP_WORDS_HINT = _(
    "Then it survives if this page is loaded again. Until you close the page, other people who use this device could see it."
)
KEEP_CLEAR = pgettext_lazy("button", "Clear what is kept")
KEEP_CLEARED = _("Nothing is kept on this device now. Your words are still in the form.")
# Before it is sent
PREVIEW = pgettext_lazy("button", "See how it will look")
CHECK_TITLE = _("Check before you send")
HOW_IT_LOOKS = _("This is how it will look")
CHANGE_IT = pgettext_lazy("button", "Change it")
SEND_AS_IT_IS = pgettext_lazy("button", "Send it as it is")
EVERYONE_WILL_SEE = _("Everyone will be able to see this. Do you want that?")
# Translators: above what looks private in somebody's own words.
LOOKS_PRIVATE = _("We are asking about this:")
# Translators: {email} is an e-mail address.
DID_YOU_MEAN = _("Is the e-mail address right? Did you mean {email}?")
USE_EMAIL = _("Use {email}")
EMAIL_IS_RIGHT = _("{email} is right")
NO_EMAIL = _("Send it without an e-mail address")
# Help with writing
HELPED_TITLE = _("Did someone help you write this?")
HELPED = _("Someone helped me write this")
HELPED_SHOWN = _("Show on the page that someone helped me")
HELPED_HINT = _("Only the people who read comments know, unless you want it shown.")
# Under the name of who wrote it.
WRITTEN_WITH_HELP = _("Written with someone’s help.")
# Other ways to comment. Translators: {number} is 1, 2 or 3.
STEP = _("Step {number} of 3")
MORE = _("E-mail and help (optional)")
ONE_THING = _("One thing at a time")
SHEET = _("A sheet to print and write on")
# On another website, which may show the comments and not send any.
CANNOT_SEND = _("You can read the comments here, but you cannot write one from here.")
WRITE_THERE = _("Write on our own website")
SEND = pgettext_lazy("button", "Send")
FAR_TOO_LONG = _("This is so long that we could not take it in. Make it shorter, and send it again.")
#: Above what has to be mended.
PROBLEM = _("There is a problem")
# Translators: the title of a page that says what is wrong. Error comes first, because it is heard first.
ERROR_IN_TITLE = _("Error: {title}")
BROKEN_CHARACTERS = _("Some of these characters are broken. Please type that part again.")

# What its writer can do with it
WHAT_YOU_CAN_DO = _("What you can do")
CHANGE_NOTHING = _("Go back, and change nothing")
TAKE_DOWN = pgettext_lazy("button", "Take it down")
# Translators: {day} is a day, such as "Monday 11 May".
TAKE_DOWN_HINT = _("Nobody else can see it then. You can bring it back until {day}.")
BRING_BACK = pgettext_lazy("button", "Bring it back")
BRING_BACK_HINT = _("Everything is then as it was before you took it down.")
ERASE = pgettext_lazy("button", "Erase it for ever")
ERASE_HINT = _("Your words and the name go from our records at once. Nobody can bring them back.")
ERASED = _("Your comment is erased.")
ERASED_LINES = [
    _("Your words and the name are gone from our records. The private page of your comment is gone, too."),
    _("If people had answered you, their answers stay, and a line says that a comment is no longer there."),
]

# After it was sent
WHERE_IT_STANDS = _("Where it stands")
SEE_IT = _("See it on the page")
NUMBER = _("Your comment’s number")
SHARED_COMPUTER = _("Are you on a computer that other people use? Close this page when you have finished.")
