"""How a command is told whom it is about."""

from django.core.management.base import CommandError

from coprod_wagtail.comments.actions.person import comments_of
from coprod_wagtail.comments.models import ReaderComment


def add_arguments(parser):
    """Who: by e-mail address, or by the numbers of comments."""
    parser.add_argument("--email", default="", help="The e-mail address that the comments were sent with.")
    parser.add_argument("--comment", type=int, nargs="+", default=[], metavar="ID", help="The numbers of comments.")


def chosen(email, numbers):
    """The comments that were asked for; `CommandError` for a number that no comment has."""
    known = set(ReaderComment.objects.filter(pk__in=numbers).values_list("pk", flat=True))
    if unknown := sorted(set(numbers) - known):
        raise CommandError(f"There is no comment with the number {', '.join(map(str, unknown))}.")
    pks = known | set(comments_of(email).values_list("pk", flat=True))
    return ReaderComment.objects.filter(pk__in=pks).order_by("pk")
