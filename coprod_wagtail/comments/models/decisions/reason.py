from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from coprod_wagtail.page_tree.own_texts import HasOwnTexts, OwnTexts, texts_panels

from ...grounds.starter import STARTER

KEY_LENGTH = 50
LABEL, WORDS = _("what you choose it by"), _("what the writer reads")


class DecisionReason(HasOwnTexts):
    """One reason for which a comment can be declined or hidden, in the list that moderators choose from.

    What editors leave empty is the package's own, in the language of whoever reads it, for the reasons that it brings
    (`grounds.starter`). The `key` is what decisions and their log lines keep, so it never changes.
    """

    TEXTS = ("label", "words")

    wagtail_reference_index_ignore = True
    # Pages for everybody say nothing of it.
    makes_pages_stale = False

    key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)
    label = models.CharField(
        LABEL, max_length=100, blank=True, help_text=_("Short: it stands on a button. Only moderators see it.")
    )
    words = models.TextField(
        WORDS,
        blank=True,
        help_text=_("One or two short sentences to the person who wrote the comment. They see it on its private page."),
    )
    is_offered = models.BooleanField(
        _("can be chosen"),
        default=True,
        help_text=_("A reason that was used cannot be deleted. Untick this, and nobody is offered it any more."),
    )
    sort_order = models.IntegerField(default=0, editable=False)
    #: Wagtail's list of them can be put into another order by this.
    sort_order_field = "sort_order"

    panels = [FieldPanel("label"), FieldPanel("words"), FieldPanel("is_offered"), *texts_panels(*TEXTS)]

    class Meta:
        default_permissions = ()
        ordering = ["sort_order", "pk"]
        verbose_name = _("reason for a decision")
        verbose_name_plural = _("reasons for a decision")

    def __str__(self):
        return self.label_now

    @property
    def label_now(self) -> str:
        """What it is chosen by: the editors' label, or the package's."""
        return self.label or str(STARTER[self.key].label if self.key in STARTER else self.key)

    @property
    def words_now(self) -> str:
        """What the writer reads: the editors' words, or the package's."""
        return self.words or str(STARTER[self.key].words if self.key in STARTER else "")

    def clean(self):
        super().clean()
        if self.key in STARTER:
            return
        missing = [name for name in self.TEXTS if not getattr(self, name).strip()]
        if missing:
            raise ValidationError({name: _("Write something here.") for name in missing})

    def save(self, *args, **kwargs):
        if not self.key:
            self.key = self._new_key()
            last = type(self).objects.aggregate(last=models.Max("sort_order"))["last"]
            self.sort_order = 0 if last is None else last + 1
        super().save(*args, **kwargs)

    def _new_key(self):
        """Of the label's letters; a number behind it where another reason has it already."""
        plain = slugify(self.label)[: KEY_LENGTH - 10].strip("-") or "reason"
        taken = set(type(self).objects.filter(key__startswith=plain).values_list("key", flat=True)) | STARTER.keys()
        number, key = 1, plain
        while key in taken:
            number += 1
            key = f"{plain}-{number}"
        return key


class DecisionReasonTexts(OwnTexts):
    """A reason in one more language. What is empty is said as in the reason itself."""

    makes_pages_stale = False

    reason = ParentalKey(DecisionReason, on_delete=models.CASCADE, related_name="texts")
    label = models.CharField(LABEL, max_length=100, blank=True)
    words = models.TextField(WORDS, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reason", "locale"], name="coprod_reason_one_a_language")]
        default_permissions = ()
        verbose_name = pgettext_lazy("texts", "reason in another language")
        verbose_name_plural = pgettext_lazy("texts", "reasons in other languages")

    def __str__(self):
        return str(self._meta.verbose_name)
