from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod_wagtail.features import messages

_ABOUT_PAGES = [
    ("page.published", _("A page was published")),
    ("page.unpublished", _("A page was unpublished or deleted")),
    ("page.moved", _("A page has a new address")),
    ("page.access_changed", _("A page was made private, or public again")),
]

#: What is told: about pages, and what the installed apps declare (`features.Message`). The values are part of what
#: receivers rely on. Event.PAGE_MOVED is "page.moved".
Event = models.TextChoices(  # type: ignore[call-overload]  # the functional way of Python's own Enum
    "Event",
    [
        (name.replace(".", "_").upper(), (name, label))
        for name, label in [*_ABOUT_PAGES, *((message.name, message.label) for message in messages())]
    ],
    module=__name__,
)


#: Sent by the button in the admin only, so nobody chooses it.
TEST = "test"
