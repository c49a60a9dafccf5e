"""What may stand behind the question mark of an operation's address: a parameter that it does not have is told, and not
passed over, because whoever wrote it meant something by it."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.coreutils import get_content_languages

from .problems import invalid

#: As many letters of a name, and as many names, are told: an answer is not as long as whoever asks likes.
_LONGEST = 60
_MOST = 10
_PLACE = re.compile(r"\{\w+\}")


class Queries:
    """The names of the parameters of each operation, as the OpenAPI document lists them."""

    def __init__(self, paths: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """`paths` is what the document has under that name: below the API's root, with the methods of each."""
        self._known = [
            (
                re.compile("[^/]+".join(map(re.escape, _PLACE.split(path)))),
                {
                    method.upper(): [each["name"] for each in operation["parameters"] if each["in"] == "query"]
                    for method, operation in methods.items()
                },
            )
            for path, methods in paths.items()
        ]

    def check(self, request: HttpRequest, path: str) -> None:
        """Raise `Refused` (422) where the address has a parameter that the operation at `path`, below the API's root, does
        not, or one more than once."""
        methods = next((methods for pattern, methods in self._known if pattern.fullmatch(path)), {})
        known = methods.get(request.method or "")
        if known is None:
            return
        found = []
        for name, values in request.GET.lists():
            if name not in known:
                found.append((name, "unknown_parameter", there_is_only(known)))
            elif len(values) > 1:
                found.append((name, "repeated_parameter", _("Write this once only.")))
        if found:
            raise invalid((_short(name), code, words) for name, code, words in found[:_MOST])


def language_named(code: str) -> str:
    """The language that ``?locale=`` names, as the site writes it; empty where it names none. Capitals do not count, and
    `cy_GB` is as good as `cy-GB`. Raises `Refused` (422) for one that the site has no pages in."""
    there_are: dict[str, str] = {known.lower(): known for known in get_content_languages()}
    asked = code.replace("_", "-").lower()
    if asked and asked not in there_are:
        raise invalid([("locale", "not_a_choice", there_is_only(list(there_are.values())))])
    return there_are.get(asked, "")


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[:_LONGEST] + "…"


def there_is_only(known: list[str]) -> str:
    """What is said to a programmer who asks for something else than what is `known`, by name."""
    # Translators: for programmers. {names} are the names of parameters, or codes such as "cy", which are in no language.
    words = ngettext("There is only {names} here.", "There are only these here: {names}.", len(known))
    return words.format(names=", ".join(sorted(known))) if known else _("There are no parameters here.")
