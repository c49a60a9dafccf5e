"""Bank holidays, as a library knows them that is kept up: the extra ones of a single year, too. It asks no network."""

from datetime import date
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BankHolidays(models.TextChoices):
    """Whose bank holidays are no working days."""

    NONE = "none", pgettext_lazy("bank holidays", "None")
    ENGLAND_AND_WALES = "england_and_wales", _("England and Wales")
    SCOTLAND = "scotland", _("Scotland")
    NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")


#: What the library calls these parts of the United Kingdom. England and Wales have the same ones.
_PARTS = {
    BankHolidays.ENGLAND_AND_WALES: "ENG",
    BankHolidays.SCOTLAND: "SCT",
    BankHolidays.NORTHERN_IRELAND: "NIR",
}


@lru_cache(maxsize=64)
def bank_holidays(whose: str, year: int) -> frozenset[date]:
    """The bank holidays of that year; none for what is not known."""
    part = _PARTS.get(whose)  # type: ignore[call-overload]  # a value is equal to its member
    if part is None:
        return frozenset()
    # It takes a while to load, and only who shows a promise needs it.
    from holidays import country_holidays  # noqa: PLC0415

    return frozenset(country_holidays("GB", subdiv=part, years=[year]))
