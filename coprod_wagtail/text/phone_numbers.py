"""Numbers to ring, found in what editors write, and linked so that a phone rings them."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString

# Digits with what people put between them, and a plus sign or a bracket before. Neither part of a word, a price, a time
# or an address on the web, nor a longer number.
_NUMBER = re.compile(r"(?<![\w/.,:£$€+(-])(?:\+|\(?(?=\d))\d[\d \xa0()-]*\d(?![\w%/]|[.,:]\d)")
_YEAR = re.compile("(?:19|20)\\d\\d")
# Emergency numbers have three digits in most of the world; no number has more than fifteen (ITU-T E.164).
_FEWEST, _MOST = 3, 15


def dialled(number: str) -> str:
    """`number` as a ``tel:`` link wants it: digits, and a plus sign in front if it has one. Then the "(0)" of
    "+44 (0)20 7946 0000" is left out, as it is by those who ring from abroad."""
    plus = "+" if number.lstrip().startswith("+") else ""
    number = number.replace("(0)", "") if plus else number
    return plus + "".join(character for character in number if character.isdigit())


def phone_links(text: str) -> SafeString:
    """`text`, plain or safe, as HTML in which each number to ring is a link that rings it."""
    html = text if isinstance(text, SafeString) else escape(text)
    return SafeString(_NUMBER.sub(_link, html))


def _link(found):
    number = found[0]
    digits = dialled(number)
    if not _FEWEST <= len(digits.lstrip("+")) <= _MOST or _YEAR.fullmatch(number):
        return number
    # Its own direction: between Arabic words its groups would change places.
    return f'<a href="tel:{digits}" dir="ltr">{number}</a>'
