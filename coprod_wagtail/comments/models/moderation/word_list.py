from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site


class Effect(models.TextChoices):
    """What an entry does. It never refuses anything, and the writer is never told."""

    HOLD = "hold", pgettext_lazy("what a word in the list does", "The comment waits until somebody has read it")
    FIRST = "first", pgettext_lazy("what a word in the list does", "The comment waits, and comes first")


class WordListEntry(models.Model):
    """A word, or a few in a row, for which a site's moderators look twice, in comments in one language.

    Whoever may change the settings for reader comments keeps the list. `key` tells two entries apart as they are looked
    for: databases compare letters by rules of their own.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("website"))
    #: As Wagtail's `WAGTAIL_CONTENT_LANGUAGES` has it; of a comment's language, only the part before the hyphen counts.
    language = models.CharField(pgettext_lazy("of words", "language"), max_length=100)
    words = models.CharField(
        pgettext_lazy("in a list of words", "word, or words in a row"),
        max_length=100,
        help_text=_("Whole words only. Capital letters make no difference. Accents do."),
    )
    key = models.CharField(max_length=64, editable=False)
    effect = models.CharField(
        pgettext_lazy("of a word in the list", "what it does"), max_length=5, choices=Effect, default=Effect.HOLD
    )

    class Meta:
        verbose_name = pgettext_lazy("singular", "word list entry")
        verbose_name_plural = _("word list entries")
        ordering = ["words", "pk"]
        # Whoever may change the settings for reader comments.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", "language", "key"], name="coprod_word_list_once"),
        ]

    def __str__(self):
        # Wagtail's log keeps this for ever: a number, never the words.
        return str(_("Word list entry %(number)s") % {"number": self.pk})
