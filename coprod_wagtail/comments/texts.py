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
COVERED = _("A comment that is covered for now")
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

LEAVE_EMPTY = _("Leave this field empty")
OPEN_FOR_LONG = _("This page was open for a long time. Your words are still here. Please press Send again.")
EMAIL_IN_FULL = _("Write the e-mail address in full, like name@example.org, or leave it empty.")
EMAIL_TOO_LONG = _("This e-mail address is too long. Check it, or leave it empty.")
PROBLEM = _("There is a problem")
SENDING = _("Sending…")

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

# Telling us about a comment
REPORT = _("Tell us about this comment")
REPORT_REASON = _("What is the matter with it?")
REPORT_WHAT_HAPPENS = [
    _("A person reads what you tell us. It does not show on our website."),
    _("We do not tell whoever wrote the comment who you are, unless you say that we may."),
]
REPORT_COVERS = _("If it is about you, we usually cover the comment until somebody has looked.")
REPORT_BODY = _("What would you like to tell us?")
REPORT_BODY_HINT = _("You can leave this empty, unless you chose “Something else”.")
REPORT_EMAIL = _("Your e-mail address")
REPORT_EMAIL_HINT = _(
    "Only if you want to hear what we decide. We need it if the comment says something untrue about you."
)
REPORT_NOTICE = _("If it says something untrue about you")
REPORT_NOTICE_HINT = _(
    "The law asks these questions (The Defamation (Operators of Websites) Regulations 2013). "
    "Then it counts as a notice of complaint."
)
REPORT_STATEMENT = _("Which words are they?")
REPORT_STATEMENT_HINT = _("Copy them from the comment.")
REPORT_MEANING = _("What do they say about you, and how does it harm your good name?")
REPORT_MEANING_HINT = _("Say what you think people understand when they read these words.")
REPORT_UNTRUE = _("What is wrong in it?")
REPORT_UNTRUE_HINT = _("Say which facts are not true, or which opinions have no facts behind them.")
REPORT_KNOWS_WRITER = _("Do you know enough about who wrote it to take them to court?")
REPORT_MAY_SHARE = _("May we give your name and your e-mail address to whoever wrote it?")
REPORT_MAY_SHARE_HINT = _("You can say no.")
REPORT_NAME = _("Your name")
REPORT_SEND = pgettext_lazy("button", "Tell us")
REPORT_BACK = _("Go back to the comments")
REPORTED = _("Thank you for telling us.")
REPORTED_COVERED = _("The comment is covered until somebody has looked at it.")
REPORTED_MAIL = _("If you gave us your e-mail address, we write to you when somebody has decided.")
REPORT_NOT_SENT = _("We could not send this. Your words are still here. Please press the button again.")
