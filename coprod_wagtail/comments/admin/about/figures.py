"""The ways from the list of comments to what sums them up."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button

from ...figures.words import TITLE

EXPORT = gettext_lazy("Comments of some days as a file")


def buttons_of_figures() -> list[Any]:
    """For whoever may read comments."""
    return [
        Button(TITLE, url=reverse("coprod_comments_admin:figures"), icon_name="history"),
        Button(EXPORT, url=reverse("coprod_comments_admin:export"), icon_name="download"),
    ]
