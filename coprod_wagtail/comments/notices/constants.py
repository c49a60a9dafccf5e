"""Words and numbers of what moderators, authors and managers are told by e-mail."""

from datetime import time, timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class How(models.TextChoices):
    """How somebody hears of what waits for them."""

    AT_ONCE = "at_once", pgettext_lazy("how somebody hears of what waits", "At once")
    DAILY = "daily", pgettext_lazy("how somebody hears of what waits", "Once a day, in the morning")
    NEVER = "never", pgettext_lazy("how somebody hears of what waits", "Not by e-mail")


#: How an author hears of what readers said on their pages. Nobody is told of a comment before it shows.
POSTS = [How.DAILY, How.NEVER]

#: Of two who cover for each other, the one who hears sooner counts.
SOONEST = [How.AT_ONCE, How.DAILY, How.NEVER]


class Thing(StrEnum):
    """What waits for a moderator."""

    COMMENT = "comment"
    REPORT = "report"
    ANSWER = "answer"
    EDIT = "edit"
    #: Another moderator has handed it over to them. It has the number of the comment.
    HANDED = "handed"
    #: It shows already, though nobody has read it. This one waits for nothing; it may be looked at.
    SHOWN = "shown"


class Stage(StrEnum):
    """What is said once about a thing whose day has come: to moderators, and to the manager."""

    REMINDER = "reminder"
    ALARM = "alarm"


#: The mails, by name.
WAITING, REMINDER, ALARM, POSTS_MAIL = "comments-waiting", "comments-reminder", "comments-alarm", "comments-on-posts"

#: Why a manager gets a mail.
FOR_MANAGERS = _("You get this because your website names you as its manager.")

#: Nothing is told sooner than this after it came: by then every other transaction that was writing at that moment is
#: over, so that one moment says of everything whether it was told. Its writer may mend a slip of the finger meanwhile.
SETTLED = timedelta(seconds=30)
#: Of what comes at once there is one mail in this time at most, however much it is.
PAUSE = timedelta(minutes=10)
#: When mails go that are not sent at once, and from when on somebody is told that a day is over.
MORNING = time(8)
#: When somebody is reminded of what came on the day by whose end it should be read.
AFTERNOON = time(15)
#: So many things one mail shows. The others are behind its link.
SHOWN = 10
#: Characters of one comment in a mail that shows several.
AT_ONCE_WORDS = 1500
#: Of what shows already, no more is told than what came in this time, however long somebody was told nothing.
SHOWN_LATELY = timedelta(days=7)
#: For how long a link in a mail decides something.
LINK_FOR = timedelta(days=7)
#: How many things are told of at once that their day has come. The next turn tells of the others.
AT_ONCE = 500

#: What the log says of a decision that was made by a link in a mail.
DOOR = "mail"
#: And of one over the JSON API.
BY_API = "api"
