"""The date that readers see on a post: of its first publication, unless somebody chose one."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprod_wagtail.page_tree.wagtail_page import PageBase
from coprod_wagtail.text.moments import aware, check_year


def day_of(moment: datetime) -> date:
    """The date of `moment` on the site's own clock, whoever is asking and wherever they are."""
    return aware(moment).astimezone(timezone.get_default_timezone()).date()


class PostDateField(models.DateField):
    """A date that editors can choose within reason. What is stored already is left alone, so that an old row with another
    date can still be published, moved or taken off the site. For migrations it is an ordinary `DateField`."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"validators": [check_year]} | kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs


class DatedMixin(PageBase):
    """A page whose date follows its first publication, at once or by schedule, unless somebody chose one.

    An empty date means "on publication" as long as the page was never published, and "not known" afterwards. A page that
    code makes live without a revision, or that has `first_published_at` before its first revision is published (as
    imported pages do), keeps its empty date: nobody makes one up.
    """

    date = PostDateField(
        _("date of publication"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_(
            "The date that readers see. Leave it empty, and it is the day when the post is first published. "
            "If nobody knows the date, take it out again after that."
        ),
    )

    #: A copy is something new, with a date of its own. A translation is not (`keep_date_of_original`).
    exclude_fields_in_copy = ["date"]

    #: Set on what comes from a revision: whether it gets its date when it is live. None: it comes from nowhere else.
    _dated_by_publication: bool | None = None

    class Meta:
        abstract = True

    @property
    def is_dated_by_publication(self) -> bool:
        """Whether it has no date because it gets one when it is published."""
        return self.date is None and not self.live and self.first_published_at is None

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._dated_by_publication and self.live and self.first_published_at:
            self.date = self.date or day_of(self.first_published_at)
            self._dated_by_publication = False
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """The page as a revision has it. One made before the first publication, in which nobody chose a date, has the date
        that the page was published on since: the editor's next publication must not take that away."""
        page: Any = super().with_content_json(content)
        page._dated_by_publication = False
        if self.alias_of_id:
            # It is published whenever its source is, and has no first publication of its own.
            source = type(self)._default_manager.filter(pk=self.alias_of_id)
            page.date = page.date or source.values_list("date", flat=True).first()
        elif self.first_published_at is None:
            # The revisions of a copy still have the original's.
            page.first_published_at = None
            page._dated_by_publication = page.date is None
        elif page.date is None and not _is_same_moment(self.first_published_at, content.get("first_published_at")):
            page.date = self.date
        return page


def _is_same_moment(moment, stored):
    """Whether a revision knows of the publication at `moment`. JSON has no microseconds."""
    if not stored:
        return False
    stored = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return abs(aware(moment) - aware(stored)) < timedelta(seconds=1)


def date_live_copy(instance, **kwargs):
    """Signal handler: a copy that is live from the start was published now."""
    if not isinstance(instance, DatedMixin) or instance._dated_by_publication is not None or instance.date:
        return
    if instance.first_published_at and instance.first_published_at == instance.last_published_at:
        instance.date = day_of(instance.first_published_at)
        instance.save(update_fields=["date"], clean=False)


def keep_date_of_original(source_obj, target_obj, **kwargs):
    """Signal handler: a translation has the date of its original, known or not."""
    if not isinstance(source_obj, DatedMixin) or target_obj.alias_of_id:
        return
    changed = {}
    if source_obj.date:
        changed["date"] = source_obj.date
    elif source_obj.first_published_at:
        # Nobody knows it, and the translation's own publication tells nothing of it.
        changed["first_published_at"] = source_obj.first_published_at
    if not changed:
        return
    type(target_obj)._default_manager.filter(pk=target_obj.pk).update(**changed)
    for name, value in changed.items():
        setattr(target_obj, name, value)
    if revision := target_obj.latest_revision:
        revision.content |= {name: target_obj.serializable_data()[name] for name in changed}
        revision.save(update_fields=["content"])
