from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadingPreferences(models.Model):
    """How one moderator wants to read comments in the admin. There is no row of who never chose."""

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+", editable=False
    )
    folds = models.BooleanField(
        _("fold comments that may upset"),
        default=False,
        help_text=_(
            "Where somebody is worried about a person, a word of your list was found, or the writer put a note before it, you "
            "see why first. You open the words yourself."
        ),
    )
    keys = models.BooleanField(
        _("decide with single keys"),
        default=False,
        help_text=_(
            "On the page of a comment: p publishes, d declines, n opens the next one. The page names all keys. They do nothing while you write."
        ),
    )

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"Reading preferences of user {self.pk}"
