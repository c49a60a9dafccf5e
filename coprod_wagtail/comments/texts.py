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

PROBLEM = _("There is a problem")
# Translators: the title of a page that says what is wrong. Error comes first, because it is heard first.
ERROR = _("Error: {title}")
BACK_TO = _("Back to: {title}")
FRONT_PAGE = _("Go to the front page")

# The form
YOUR_COMMENT = _("Your comment")
NAME_TO_SHOW = _("A name to show")
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
KEEP_WORDS = _("Keep my words on this device until I send them")
KEEP_WORDS_HINT = _(
    "Then they survive if this page is closed or loaded again. Other people who use this device could see them."
)
# On another website, which may show the comments and not send any.
CANNOT_SEND = _("You can read the comments here, but you cannot write one from here.")
WRITE_THERE = _("Write on our own website")
SEND = pgettext_lazy("button", "Send")
FAR_TOO_LONG = _("This is so long that we could not take it in. Make it shorter, and send it again.")
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

# E-mails, where the site sends any
EMAIL_HINT = _(
    "We write when your comment shows, when we decide not to show it, and when somebody answers. Nobody else sees it."
)
EMAIL_WHOLE = _("Write the e-mail address in full, like name@example.org.")
EMAIL_TOO_LONG = _("This e-mail address is too long. Check it.")
OPEN_FOR_LONG = _("This page was open for a long time. Please press the button again.")
MAIL_TITLE = _("E-mails about your comment")
MAIL_OFFER = _(
    "We can e-mail you when your comment shows on our website, when we decide not to show it, and when somebody answers you."
)
MAIL_ADDRESS = _("Your e-mail address")
MAIL_ASK = pgettext_lazy("button", "E-mail me")
# Translators: {address} is the beginning and the end of an e-mail address, as in "s…@e….org".
MAIL_ASKED = _(
    "We send one e-mail to {address}, to see that it is yours. Open the link in it, and press the button there."
)
MAIL_ASKED_TODAY = _("We do so once a day at most. If you have had one today, open the link in that one.")
MAIL_OTHER_ADDRESS = _("Is the address wrong? Write it again.")
MAIL_ON = _("We e-mail you about this comment, at {address}.")
MAIL_STOP = pgettext_lazy("button", "Stop these e-mails")
MAIL_CONFIRM = pgettext_lazy("button", "Yes, e-mail me")
MAIL_CONFIRM_TITLE = _("Do you want these e-mails?")
MAIL_CONFIRM_LINES = [
    _("Somebody gave us your e-mail address, and asked for e-mails about:"),
]
MAIL_CONFIRM_NOT = _(
    "Was that not you? Then close this page. We send you nothing, and forget the address after 7 days."
)
MAIL_ABOUT_COMMENT = _("your comment on “{title}”")
MAIL_ABOUT_PAGE = _("what people write on “{title}”, once a day at most")
MAIL_PRIVATE_PAGE = _("a page that not everybody may open")
MAIL_CONFIRMED_TITLE = _("We e-mail you from now on.")
MAIL_CONFIRMED_LINES = [_("You can stop it at any time. Each e-mail has a link for that.")]
MAIL_STOP_TITLE = _("Do you want to stop these e-mails?")
MAIL_STOPPED_TITLE = _("We have stopped these e-mails.")
MAIL_STOPPED_LINES = [_("You get no more of them.")]
FOLLOW = _("Get an e-mail when people write here")
FOLLOW_HINT = _(
    "One e-mail a day at most, when there is something new. You can stop it at any time. Nobody else sees your address."
)
FOLLOW_NOT_SENT = _("We could not send this. Please press the button again.")
FOLLOW_ASKED_TITLE = _("Look at your e-mails")
FOLLOW_ASKED_LINES = [
    _(
        "We send one e-mail to the address you gave, to see that it is yours. Open the link in it, and press the button there."
    ),
    MAIL_ASKED_TODAY,
    _("You find no e-mail from us? Look in the spam folder, and check the address."),
]
