from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from coprod_wagtail.page_tree.own_texts import HasOwnTexts, OwnTexts, texts_panels

from .reason import LABEL

BODY = _("words to begin with")


class SavedAnswer(HasOwnTexts):
    """Words that a message to the writer of a comment can begin with. Whoever sends them may change them first."""

    TEXTS = ("title", "body")

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    title = models.CharField(LABEL, max_length=100, help_text=_("Only moderators see it."))
    body = models.TextField(BODY, help_text=_("Whoever writes can change them before they send them."))
    sort_order = models.IntegerField(default=0, editable=False)
    sort_order_field = "sort_order"

    panels = [FieldPanel("title"), FieldPanel("body"), *texts_panels(*TEXTS)]

    class Meta:
        default_permissions = ()
        ordering = ["sort_order", "pk"]
        verbose_name = _("saved answer")
        verbose_name_plural = _("saved answers")

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if not self.pk and not self.sort_order:
            last = type(self).objects.aggregate(last=models.Max("sort_order"))["last"]
            self.sort_order = 0 if last is None else last + 1
        super().save(*args, **kwargs)


class SavedAnswerTexts(OwnTexts):
    """A saved answer in one more language. What is empty is said as in the answer itself."""

    makes_pages_stale = False

    saved_answer = ParentalKey(SavedAnswer, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(LABEL, max_length=100, blank=True)
    body = models.TextField(BODY, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saved_answer", "locale"], name="coprod_answer_one_a_language")]
        default_permissions = ()
        verbose_name = pgettext_lazy("texts", "saved answer in another language")
        verbose_name_plural = pgettext_lazy("texts", "saved answers in other languages")

    def __str__(self):
        return str(self._meta.verbose_name)
