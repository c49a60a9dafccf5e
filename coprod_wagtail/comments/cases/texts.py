"""What is said to people about copies that are kept of their comments, on pages and over the API alike."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .constants import CaseKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# The writer is not told that somebody is worried about them: whoever else sees their screen would read it.
_SOMEBODY_ASKED = _("Somebody asked us to look into your comment.")
#: Why a copy is kept, by the kind of the case.
WHY: "dict[str, StrOrPromise]" = {
    CaseKind.UNTRUE: _("Somebody told us that your comment says something untrue about them."),
    CaseKind.WORRIED: _SOMEBODY_ASKED,
}
WOULD_BE_KEPT = _(
    "If you erase it before that is settled, we keep one copy of its words and name, until {days} days after it is settled. Then "
    "we erase it."
)
IS_KEPT = _("We keep one copy of its words and name, until {days} days after that is settled. Then we erase it.")
WHO_READS = _("Only the few people here who look after such things can read the copy, and each look is written down.")
ERASED_BUT_KEPT = _(
    "Your words and the name are gone from our records, but for one copy: somebody asked us to look into your comment. We erase the "
    "copy {days} days after that is settled. The private page of your comment is gone, too."
)
