from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from coprod_wagtail.swap import PAGE_MODEL


class CommentRight(models.Model):
    """Comments that the members of a group may read and decide about: those of a site, of a section of the page tree (a page
    and all below it), in a language, or what has all of these that are filled in.

    A row without any of them gives nothing: whoever may read everything has the permission. So a row goes with its page and with
    its site; one that lost a limit would give more than anybody chose. No constraint says so, because Django first empties the
    columns of rows that it deletes with a page, on MariaDB.
    """

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="coprod_comment_rights")
    site = models.ForeignKey(
        Site,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("which comments a group reads", "site"),
    )
    page = models.ForeignKey(
        PAGE_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("a page and all below it", "section"),
    )
    #: Of what was written, and not of the page.
    language = models.CharField(
        pgettext_lazy("of comments that somebody may read", "language"), max_length=100, blank=True
    )

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(_("Right %(number)s") % {"number": self.pk})
