"""What kinds of cases there are, and what can come of one."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CaseKind(models.TextChoices):
    """What a case is about. A report for one of these reasons opens one; what is unkind, spam or something else stays a
    report."""

    UNTRUE = "untrue", pgettext_lazy("what a case is about", "It says something untrue about somebody")
    ABOUT_ME = "about_me", pgettext_lazy("what a case is about", "It is about somebody who does not want it there")
    PERSONAL = "personal", pgettext_lazy("what a case is about", "Personal information")
    WORRIED = "worried", pgettext_lazy("what a case is about", "Somebody is worried about a person")


#: Only a person closes these: what becomes of the comment does not settle them.
CLOSED_BY_A_PERSON = frozenset({CaseKind.PERSONAL, CaseKind.WORRIED})
#: A case of these kinds can hold a copy of the comment while it is open.
HOLDS_COPY = frozenset({CaseKind.UNTRUE, CaseKind.WORRIED})
#: The law lets these take longer (UK GDPR, article 12(3)).
CAN_TAKE_LONGER = frozenset({CaseKind.PERSONAL})


class CaseState(models.TextChoices):
    """By what a list of cases can be narrowed. What is late is open, too."""

    OPEN = "open", pgettext_lazy("cases in the list", "Open")
    LATE = "late", pgettext_lazy("cases in the list", "Late")
    CLOSED = "closed", pgettext_lazy("cases in the list", "Closed")


class CaseOutcome(models.TextChoices):
    """What came of a case. The first three are those of a report, with which a case closes."""

    KEPT = "kept", pgettext_lazy("what came of a case", "The comment stays")
    HIDDEN = "hidden", pgettext_lazy("what came of a case", "The comment is not shown any more")
    GONE = "gone", pgettext_lazy("what came of a case", "Its writer erased the comment")
    DONE = "done", pgettext_lazy("what came of a case", "We did what the person asked for")
    REFUSED = "refused", pgettext_lazy("what came of a case", "We did not, and told the person why")
    PASSED_ON = "passed_on", pgettext_lazy("what came of a case", "Passed on to somebody who can help")
    NOTHING = "nothing", pgettext_lazy("what came of a case", "We looked into it, and there is nothing more to do")
    WITHDRAWN = "withdrawn", pgettext_lazy("what came of a case", "The person took it back")


_OF_EACH = (CaseOutcome.NOTHING, CaseOutcome.WITHDRAWN)
#: What a person can say that came of a case, by its kind.
OUTCOMES: dict[str, tuple[CaseOutcome, ...]] = {
    CaseKind.UNTRUE: (CaseOutcome.KEPT, CaseOutcome.HIDDEN, CaseOutcome.REFUSED, *_OF_EACH),
    CaseKind.ABOUT_ME: (CaseOutcome.KEPT, CaseOutcome.HIDDEN, CaseOutcome.REFUSED, *_OF_EACH),
    CaseKind.PERSONAL: (CaseOutcome.DONE, CaseOutcome.REFUSED, *_OF_EACH),
    CaseKind.WORRIED: (CaseOutcome.PASSED_ON, *_OF_EACH),
}

#: The mails about cases, by name: that we have somebody's request, that a day is near, and that it is over.
ACKNOWLEDGED, DUE_SOON, OVERDUE = (
    "coprod-comments-case-received",
    "coprod-comments-case-due",
    "coprod-comments-case-late",
)
