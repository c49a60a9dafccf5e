from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from coprod_wagtail.comments.actions.purge import due, grounds_due, messages_due, purge, reports_due
from coprod_wagtail.comments.cases.rows import copies_due
from coprod_wagtail.comments.covering.rows import parts_due


class Command(BaseCommand):
    help = (
        "Erases comments that are not kept any longer: those that their writers took down, and those that were declined, "
        "hidden or marked as spam, what readers told about comments, once that was decided, what moderators and writers said to each other, and words that moderators "
        "covered in comments. Removes old e-mail addresses, too. What waits to be read is never touched. How long "
        "each is kept, the settings KEEP_... say. Run it once a day; it may be ended and run again at any time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def handle(self, *, dry_run, **options):
        done = {kind: comments.count() for kind, comments in due().items()} if dry_run else purge()
        if dry_run:
            done["reports"] = reports_due().count()
            done["messages"] = messages_due().count()
            done["grounds"] = grounds_due().count()
            done["covered"] = parts_due().count()
            done["copies"] = copies_due().count()
            self.stdout.write("Nothing is changed. This would be done:")
        for words in (
            ngettext(
                "%(count)s comment that its writer took down: erased.",
                "%(count)s comments that their writers took down: erased.",
                done["taken_down"],
            )
            % {"count": done["taken_down"]},
            ngettext(
                "%(count)s comment that was not published, or hidden: erased.",
                "%(count)s comments that were not published, or hidden: erased.",
                done["refused"],
            )
            % {"count": done["refused"]},
            ngettext(
                "%(count)s old e-mail address: removed.", "%(count)s old e-mail addresses: removed.", done["emails"]
            )
            % {"count": done["emails"]},
            ngettext(
                "%(count)s report that was decided: emptied.",
                "%(count)s reports that were decided: emptied.",
                done["reports"],
            )
            % {"count": done["reports"]},
            ngettext(
                "%(count)s message to a writer, with the answer if there was one: erased.",
                "%(count)s messages to writers, with the answers to them: erased.",
                done["messages"],
            )
            % {"count": done["messages"]},
            ngettext(
                "%(count)s reason for a decision that holds no longer: erased.",
                "%(count)s reasons for decisions that hold no longer: erased.",
                done["grounds"],
            )
            % {"count": done["grounds"]},
            ngettext(
                "%(count)s covered part of a comment: its words are erased.",
                "%(count)s covered parts of comments: their words are erased.",
                done["covered"],
            )
            % {"count": done["covered"]},
            ngettext(
                "%(count)s copy for a case that is closed: erased.",
                "%(count)s copies for cases that are closed: erased.",
                done["copies"],
            )
            % {"count": done["copies"]},
            ngettext(
                "%(count)s request for e-mails that was not confirmed, or is very old: removed.",
                "%(count)s requests for e-mails that were not confirmed, or are very old: removed.",
                done["subscriptions"],
            )
            % {"count": done["subscriptions"]},
        ):
            self.stdout.write(words)
