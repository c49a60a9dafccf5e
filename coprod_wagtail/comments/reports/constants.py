"""Why readers tell us about a comment, and what came of it."""

from datetime import timedelta

from django.db import models
from django.utils.translation import pgettext_lazy


class Reason(models.TextChoices):
    """What a reader says is the matter with a comment."""

    ABOUT_ME = "about_me", pgettext_lazy("why somebody tells us about a comment", "It is about me")
    UNTRUE = "untrue", pgettext_lazy("why somebody tells us about a comment", "It says something untrue about me")
    PERSONAL = "personal", pgettext_lazy("why somebody tells us about a comment", "It shows personal information")
    WORRIED = "worried", pgettext_lazy("why somebody tells us about a comment", "I am worried about this person")
    UNKIND = "unkind", pgettext_lazy("why somebody tells us about a comment", "It is unkind or hateful")
    SPAM = "spam", pgettext_lazy("why somebody tells us about a comment", "It is spam, or an advert")
    OTHER = "other", pgettext_lazy("why somebody tells us about a comment", "Something else")


class Outcome(models.TextChoices):
    """What came of it. GONE is what its writer did, and nobody's decision."""

    KEPT = "kept", pgettext_lazy("what came of a report", "The comment stays")
    HIDDEN = "hidden", pgettext_lazy("what came of a report", "The comment is not shown any more")
    GONE = "gone", pgettext_lazy("what came of a report", "Its writer erased the comment")


#: The mails about reports, by name: to who left an address, and to the safeguarding contact.
DECIDED, WORRIED = "coprod-comments-report-decided", "coprod-comments-worried"
#: How long nobody is told what was decided, so that a slip of the hand can be undone.
TIME_TO_UNDO = timedelta(minutes=10)
#: Characters (Unicode code points, a line break counting as one) that one answer may have.
ANSWER_LENGTH = 2000
#: How many comments are covered by themselves: on one page those that nobody has looked at and those of the last 24 hours
#: together, and on a site those of the last 24 hours.
COVERS_A_PAGE, COVERS_A_SITE = 3, 10
