import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coprod_wagtail.swap import PAGE_MODEL


class ImportBatch(models.Model):
    """One run of `import_content` that made something. Its comments carry its id as `import_batch`."""

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(_("format"), max_length=40)
    file_name = models.CharField(pgettext_lazy("import", "file"), max_length=255)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = pgettext_lazy("noun", "import")
        verbose_name_plural = _("imports")
        default_permissions = ()

    def __str__(self):
        return str(_("Import %(id)s") % {"id": self.pk})


class ImportedPage(models.Model):
    """Remembers that a page was brought in, so that it is not brought in twice.

    It goes with its page: who deletes the page may bring it in again. `source_key` says which post it was and
    `text_key` in which wording (see `keys`); neither holds its words.
    """

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, related_name="pages", verbose_name=pgettext_lazy("noun", "import")
    )
    page = models.ForeignKey(
        PAGE_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=pgettext_lazy("import", "page")
    )
    source_key = models.CharField(max_length=64, unique=True, editable=False)
    text_key = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")
        default_permissions = ()

    def __str__(self):
        return str(_("Import of page %(page)s") % {"page": self.page_id})
