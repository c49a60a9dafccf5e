"""The rows that say who wrote a post, and how editors fill them in."""

from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from coprod_wagtail.swap import PAGE_MODEL


class AbstractPostAuthor(Orderable):
    """One author of a post: a member's profile, a name, or both. Authors need no account.

    A concrete class adds ``page = ParentalKey(<post page>, related_name="authors")``.
    """

    makes_pages_stale = True
    profile = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("profile"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The post then carries the name of the profile, with a link to it."),
    )
    name = models.CharField(
        pgettext_lazy("of a person", "name"),
        max_length=255,
        blank=True,
        help_text=_(
            "For somebody without a profile, or to be shown when the profile is not public. "
            "Ask the person which name they want there."
        ),
    )

    #: Whether it names somebody whose profile may since have been deleted: a row with neither a profile nor a name is then
    #: a former member, and otherwise one that nobody has filled in yet.
    had_profile = models.BooleanField(default=False, editable=False)

    panels = [FieldPanel("profile"), FieldPanel("name")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.had_profile = self.had_profile or bool(self.profile_id)
        super().save(*args, **kwargs)


def author_models() -> list[Any]:
    """The site's tables of authors, each a concrete `AbstractPostAuthor`."""
    return [model for model in apps.get_models() if issubclass(model, AbstractPostAuthor)]


class PostAuthorForm(WagtailAdminModelForm):
    """A row of authors in the editor. A draft may leave it as empty as it likes; what readers are to see has a name."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "profile" in self.changed_data:
            self.instance.had_profile = bool(cleaned.get("profile"))
        if self.is_deferred_validation or cleaned.get("DELETE") or self.errors or cleaned["name"].strip():
            return cleaned
        profile = cleaned["profile"]
        if profile is None and not self.instance.had_profile:
            self.add_error("name", _("Choose a profile or write a name."))
        elif profile and profile.first_published_at is None and not profile.live:
            self.add_error(
                "name",
                _("Readers cannot see this profile: it is a draft. Publish the profile first, or write a name here."),
            )
        return cleaned


def keep_names(page: Any) -> None:
    """Let `page`, as a revision has it, name those whose profiles were deleted since as their rows in the
    database do: there the deletion has written what the profile said. No query where nobody was."""
    nameless = [row for row in page.authors.all() if row.pk and row.had_profile and not row.profile_id and not row.name]
    if nameless:
        written = type(nameless[0])._default_manager.filter(pk__in=[row.pk for row in nameless])
        names = dict(written.filter(profile=None).values_list("pk", "name"))
        for row in nameless:
            row.name = names.get(row.pk, "")


class AuthorsPanel(InlinePanel):
    """The authors of a post, in the editor; asks for names only where the post is published, or sent to be."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        for formset in options["formsets"].values():
            formset["form"] = PostAuthorForm
        return options
