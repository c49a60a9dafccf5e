from django.apps import apps
from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from coprod_wagtail.text.collation import CollationKeyField

#: So many rows at once.
_AT_ONCE = 500


class Command(BaseCommand):
    help = (
        "Works out anew by what lists of names and titles are sorted. Run it once after the extra `icu` came or went, or after "
        "PyICU moved to another version of ICU. It may be ended and run again at any time."
    )

    def handle(self, *args, **options):
        changed = sum(self._update(model, field) for model, field in _fields())
        words = ngettext("%(count)s row is sorted anew.", "%(count)s rows are sorted anew.", changed)
        self.stdout.write(words % {"count": changed})

    def _update(self, model, field):
        rows = model._base_manager.order_by("pk")
        if any(one.name == "locale" for one in model._meta.get_fields()):
            rows = rows.select_related("locale")
        changed, after = 0, None
        while portion := list(rows.filter(pk__gt=after)[:_AT_ONCE] if after else rows[:_AT_ONCE]):
            after = portion[-1].pk
            for row in portion:
                key = field.key_of(row)
                if getattr(row, field.attname) != key:
                    # Nothing that anybody wrote: no page is saved, and nobody is told.
                    model._base_manager.filter(pk=row.pk).update(**{field.attname: key})
                    changed += 1
        return changed


def _fields():
    """Each column of its own model, with that."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, CollationKeyField) and field.of:
                yield model, field
