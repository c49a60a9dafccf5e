"""What can be covered in a comment, and what stands there instead."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What the covered words are."""

    PHONE = "phone", pgettext_lazy("covered in a comment", "A phone number")
    EMAIL = "email", pgettext_lazy("covered in a comment", "An e-mail address")
    ADDRESS = "address", pgettext_lazy("covered in a comment", "An address")
    NAME = "name", pgettext_lazy("covered in a comment", "A name")
    PERSONAL = "personal", pgettext_lazy("covered in a comment", "Another personal detail")
    OTHER = "other", pgettext_lazy("covered in a comment", "Something we may not show")


_STAND_INS = {
    Kind.PHONE: _("[phone number removed by us]"),
    Kind.EMAIL: _("[e-mail address removed by us]"),
    Kind.ADDRESS: _("[address removed by us]"),
    Kind.NAME: _("[name removed by us]"),
    Kind.PERSONAL: _("[personal detail removed by us]"),
    Kind.OTHER: _("[words removed by us]"),
}


def stand_in(kind: str) -> str:
    """What stands in the place of covered words of this `kind`, in the language that is spoken."""
    return str(_STAND_INS[Kind(kind)])
