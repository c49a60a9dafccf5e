"""The reasons that the package brings: by their keys, what moderators choose them by and what the writer reads."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Starter:
    label: Promise
    words: Promise


#: In the order in which they are offered. Migration 0003 makes a row for each.
STARTER = {
    "private-details": Starter(
        _("Names or details of other people"),
        _(
            "Your comment has somebody’s name or private details in it, such as a phone number or an address. "
            "We do not show those, to keep people safe."
        ),
    ),
    "unkind": Starter(
        _("Unkind about a person"),
        _("Some of your words are unkind about a person. You can disagree with people here without being unkind."),
    ),
    "off-topic": Starter(
        _("Not about this page"),
        _("Your comment is about something else than this page. Perhaps it fits on another page of ours."),
    ),
    "advert": Starter(
        _("An advert"),
        _("Your comment looks like an advert. We do not show adverts."),
    ),
    "unreadable": Starter(
        _("It cannot be read"),
        _("We could not understand your comment. Please write it again in other words. You can ask somebody to help."),
    ),
    "needs-help": Starter(
        _("Needs help that comments cannot give"),
        _(
            "You told us about something that comments cannot help with. Please talk to somebody who can. "
            "Below you can read where to find help."
        ),
    ),
    "repeat": Starter(
        _("The same came before"),
        _("You sent the same words before, so we show them only once."),
    ),
    "other": Starter(
        pgettext_lazy("why a comment is declined", "Another reason"),
        _("We cannot show your comment as it is."),
    ),
}
