"""The languages that a group may read, or that a list is narrowed to."""

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages


def languages() -> list[tuple[str, object]]:
    """What somebody may write in: the languages of the website, and below them all others that Django knows."""
    ours = list(get_content_languages().items())
    codes = {code for code, _name in ours}
    others = [(code, info) for code, info in LANG_INFO.items() if "name" in info and code not in codes]
    named = sorted((str(get_language_info(code)["name_translated"]), code) for code, _info in others)
    return [
        ("", _("Any language")),
        (_("Languages of the website"), ours),
        (_("Other languages"), [(code, name) for name, code in named]),
    ]
