"""Where a link of ours may lead: to a page, to a mailbox, to a telephone, and nowhere else."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

#: Longer than any address that people write down.
LONGEST = 2000

_is_web_address = URLValidator(schemes=["http", "https"])
_NUMBER = re.compile(r"\+?[0-9]{2,15}")


def clean_link(value: str) -> str:
    """`value`, which an editor wrote, as a safe ``http``, ``https``, ``mailto`` or ``tel`` address. An e-mail address or a
    telephone number on its own becomes one. Raises `ValidationError`, in words for the editor, for everything else."""
    value = value.strip()
    scheme, colon, rest = value.partition(":")
    scheme = scheme.lower()
    try:
        if colon and scheme == "tel":
            return _phone(rest)
        if colon and scheme == "mailto":
            return _mailbox(rest)
        if "@" in value and "/" not in value:
            return _mailbox(value)
        if re.fullmatch(r"[+(]?[0-9][0-9\s().\-]*", value):
            return _phone(value)
        address = value if "://" in value else f"https://{value}"
        _is_web_address(address)
    except ValidationError as error:
        message = _("Write a web address, an e-mail address or a telephone number.")
        raise ValidationError(message, code="invalid") from error
    return address


def _mailbox(address):
    # No subject, text or copies: what is sent is for whoever writes.
    validate_email(address)
    return f"mailto:{address}"


def _phone(number):
    number = re.sub(r"[\s().\-]", "", number)
    if not _NUMBER.fullmatch(number):
        raise ValidationError("no number")
    return f"tel:{number}"


class LinkField(forms.CharField):
    """An address that `clean_link` takes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST} | kwargs)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        return clean_link(value) if value else value


class WhereBlock(blocks.FieldBlock):
    """Where a link leads: a web address, an e-mail address or a telephone number."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self.field = LinkField(required=required, help_text=help_text)
        super().__init__(**kwargs)

    class Meta:
        icon = "link"
