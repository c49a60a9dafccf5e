from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.content.pictures.all_pictures import Library

#: After so many pictures it says how far it has come.
SOMETIMES = 100


class Command(BaseCommand):
    help = (
        "Takes out of pictures what they tell about whoever took them, and gives their files names that say nothing: those "
        "on pages of the package, or with CLEAN_ALL_PICTURES all in the library. Without --commit it only looks."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--commit", action="store_true", help="Do it. It can be stopped and started again at any time."
        )

    def handle(self, *, commit, **options):
        library = Library()
        total, looked_at, cleaned, swept, failed = library.count(), 0, 0, 0, 0
        for some in library:
            swept += library.sweep(some) if commit else library.stale(some)
            for picture in some:
                looked_at += 1
                if looked_at % SOMETIMES == 0:
                    self.stdout.write(_("%(done)s of %(total)s looked at") % {"done": looked_at, "total": total})
                if library.is_clean(picture):
                    continue
                problem = library.clean(picture) if commit else library.problem_with(picture)
                if problem:
                    failed += 1
                    self.stderr.write(_("Picture %(id)s: %(problem)s") % {"id": picture.pk, "problem": problem})
                else:
                    cleaned += 1
        self._say(commit, cleaned, swept, failed)

    def _say(self, commit, cleaned, swept, failed):
        if commit:
            said = ngettext("%(count)s picture was cleaned.", "%(count)s pictures were cleaned.", cleaned)
        else:
            said = ngettext("%(count)s picture would be cleaned.", "%(count)s pictures would be cleaned.", cleaned)
        self.stdout.write(said % {"count": cleaned})
        if swept:
            words = ngettext(
                "%(count)s size of a picture was made from an old file.",
                "%(count)s sizes of pictures were made from old files.",
                swept,
            )
            self.stdout.write(words % {"count": swept})
        if not commit:
            self.stdout.write(_("Nothing was changed. Do it with --commit."))
        if failed:
            words = ngettext(
                "%(count)s picture cannot be cleaned: see above.",
                "%(count)s pictures cannot be cleaned: see above.",
                failed,
            )
            raise CommandError(words % {"count": failed})
