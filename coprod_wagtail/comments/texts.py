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
#: Where the whole site takes none.
PAUSED = _("We are not taking new comments at the moment. You can still read what people said.")
PAUSED_NONE = _("We are not taking new comments at the moment.")
FROZEN = _("We do not take new comments before an election.")
LOADING = _("Loading…")
FULL = _("We have a lot of comments to read. Please come back.")
EARLIER = _("Earlier comments")
LATER = _("Later comments")
FROM_FIRST = _("From the first comment")
FROM_NEWEST = _("From the newest comment")
OLDEST_FIRST = _("Oldest first")
NEWEST_FIRST = _("Newest first")

RECENT = _("What people say")

# Feeds
FEED_TITLE = _("Comments on {page}")
FEED_DESCRIPTION = _("What people say about {page}")
#: Of a whole site.
FEED_OF_SITE = _("Comments on all pages of {site}")
# Translators: {comment} is a heading such as "Comment by Sam, 4 May 2026".
FEED_COMMENT_ON = _("{comment}, on “{page}”")

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

#: Above what has to be mended.
PROBLEM = _("There is a problem")
# Translators: the title of a page that says what is wrong. Error comes first, because it is heard first.
ERROR = _("Error: {title}")
BACK_TO = _("Back to: {title}")
FRONT_PAGE = _("Go to the front page")

# The form
YOUR_COMMENT = _("Your comment")
NAME_TO_SHOW = _("A name to show")
NAME_HINT = _("Your first name, a made-up name, or something like “a family carer”.")
EMAIL = _("E-mail (optional)")
OWN_COMMENT = _("Write a comment of your own instead")
PRIVACY = _("How we look after your information")
HOUSE_RULES = _("House rules")
WHAT_HAPPENS = _("What happens to my words")
HELP = _("Help, and other ways to comment")
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
CONTENT_NOTE_TITLE = _("Could your words upset someone?")
CONTENT_NOTE = _("What should people know before they read it? (optional)")
CONTENT_NOTE_HINT = _(
    "Your comment is folded under this note until somebody opens it. For example: it is about an accident."
)
# Translators: what opens a comment whose words are folded away, such as "Before you read: it is about an accident".
BEFORE_YOU_READ = _("Before you read: {note}")
MORE = _("E-mail, help and a note (optional)")
# Where the site sends no e-mails.
MORE_HELP = _("Help with writing, and a note (optional)")
ONE_THING = _("One thing at a time")
SHEET = _("A sheet to print and write on")
# Behind the words of a link that leaves what is typed where it is.
NEW_TAB = _("(opens in a new tab)")
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
SENDING = _("Sending…")

# What its writer can do with it
WHAT_YOU_CAN_DO = _("What you can do")
CHANGE_NOTHING = _("Go back, and change nothing")
CHANGE = _("Change your words or the name")
CHANGE_HINT_WAITING = _("Nobody has read them yet, so the new ones simply take their place.")
CHANGE_HINT_READ = _("Somebody reads the new ones first. Until then your comment stays as it is.")
CHANGE_HINT_DECLINED = _("Then somebody reads your comment again.")
SAVE_AS_IT_IS = pgettext_lazy("button", "Save it as it is")
CHANGE_BUTTON = pgettext_lazy("button", "Save the change")
#: Where a change waits to be read.
NEW_WORDS = _("Your new words")
NEW_WORDS_WAIT = _("Your new words wait to be read. Until then your comment stays as it was.")
# Beside a comment that was changed after it was published.
EDITED = _("The person who wrote this has changed it since.")
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

# What moderators write to its writer, and the answer
WRITTEN_TO_YOU = _("What we wrote to you")
WRITTEN_BELOW = _("We have written to you about it. You can read it below.")
#: Where no more was written than why a comment does not show.
IF_WE_ARE_WRONG = _("If you think we got it wrong")
ANSWER_BELOW = _("If you think we got it wrong, you can tell us below.")
YOUR_ANSWER = _("Your answer")
ANSWER_LABEL = _("Your answer to us")
ANSWER_HINT = _("You can answer once. Only the people who read comments see it. It does not show on our website.")
ANSWER = pgettext_lazy("button", "Send your answer")
ANSWER_MISSING = _("Write your answer.")
ANSWER_SENT = _("We have your answer. A person reads it.")
ANSWER_READ = _("A person has read your answer.")
#: To a moderator, who wants to send nothing.
WRITE_WORDS_FIRST = _("Write some words to the writer first.")

# Finding it again
PASSPHRASE = _("Your four words")
KEEP_PASSPHRASE = _(
    "Write down the number and the words, or print this page. They bring you back here from any phone or computer."
)
FIND = _("Find your comment")
FIND_HINT = _("You were given a number and four words when you sent it.")
FIND_NUMBER = _("The number of your comment")
FIND_WORDS = _("The four words")
FIND_WORDS_HINT = _("Capital letters and commas do not matter.")
FIND_BUTTON = pgettext_lazy("button", "Find it")
FIND_LOST = _("Have you lost them? Nobody here can see them. Ask us, and tell us what you wrote and when.")
WRITE_NUMBER = _("Write the number of your comment, such as 1234.")
WRITE_WORDS = _("Write all four words.")

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
REPORT_TOO_LONG = _("What you wrote is too long")
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
REPORT_NOT_LOADED = _("We could not open the form. Please press the button again.")
REPORT_UNFINISHED = _("You have begun to tell us about this comment. Send it first, or go back.")
REPORT_NOT_SENT = _("We could not send this. Your words are still here. Please press the button again.")
# E-mails, where the site sends any
EMAIL_HINT = _(
    "We write when your comment shows, when we decide not to show it, and when somebody answers. Nobody else sees it."
)
MAIL_ADDRESS_WHOLE = _("Write the e-mail address in full, like name@example.org.")
MAIL_ADDRESS_TOO_LONG = _("This e-mail address is too long. Check it.")
MAIL_OPEN_FOR_LONG = _("This page was open for a long time. Please press the button again.")
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
KEEP_PASSPHRASE_MAIL = _("Keep them. They bring you back to your comment from any phone or computer.")
MAIL_SLIP = pgettext_lazy("button", "E-mail me the number and the words")
MAIL_SLIP_SENT = _("We are sending the number and the four words to {address}. We do so once a day at most.")
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

#: Where typed words are given back, and a moderator reads what a writer answered.
WORDS_TO_COPY = _("Your words, to copy")
WRITERS_ANSWER = _("The writer’s answer")
#: In place of a report that somebody is worried about a person, for moderators who may not read why.
URGENT = pgettext_lazy("something that a reader told us", "Urgent")
FOR_SOME_OF_THE_TEAM = _(
    "A reader told us something that only some of your team may read. Tell them now, if they do not know yet. You can still "
    "decide about the comment."
)
