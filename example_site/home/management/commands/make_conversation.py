import time

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page, Site

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.mixins import CommentableMixin
from example_site.home.demo.crowd import MIXED, STATUSES, Crowd

DEFAULT_PAGE = "/blog/what-came-to-the-mending-table/"


class Command(BaseCommand):
    help = (
        "Makes up a conversation on one page: comments, replies, replies to replies and a few old ones that lost their "
        "name and date. The same seed makes the same conversation. Run it again to add as many again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--comments", type=int, default=100, metavar="N", help="How many to make (100).")
        parser.add_argument(
            "--seed", type=int, default=1, metavar="S", help="Another number, another conversation (1)."
        )
        parser.add_argument(
            "--page", default=DEFAULT_PAGE, metavar="PATH", help="Address of the page (a post of the demo)."
        )
        parser.add_argument(
            "--status",
            default=MIXED,
            metavar="STATUS",
            help="pending, published, or mixed: a third pending, most of the others published, a few hidden (mixed).",
        )

    def handle(self, *, comments, seed, page, status, **options):
        if comments < 1:
            raise CommandError("Say how many comments to make: 1 or more.")
        if status not in STATUSES:
            raise CommandError(f"There is no status “{status}”. Choose one of: {', '.join(STATUSES)}.")
        target = self._find_page(page)
        start = time.perf_counter()
        made = Crowd(target, count=comments, seed=seed, status=status).write()
        seconds = time.perf_counter() - start
        statuses = ", ".join(
            f"{made.by_status[status]:,} {status.label.lower()}"
            for status in (Status.PUBLISHED, Status.PENDING, Status.HIDDEN)
            if made.by_status[status]
        )
        self.stdout.write(
            f"Made {comments:,} comments on “{target.title}” in {seconds:.1f} seconds: {statuses}. "
            f"Of them {made.replies:,} are replies and {made.undated:,} have no name and no date."
        )

    def _find_page(self, address):
        """The page at this address of the default site; an alias gives its source, which holds the conversation."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        path = "".join(f"{part}/" for part in address.split("/") if part)
        page = site and Page.objects.filter(url_path=site.root_page.url_path + path).first()
        if not page:
            hint = " Run load_demo first, or choose a page with --page." if address == DEFAULT_PAGE else ""
            raise CommandError(f"There is no page at “{address}”.{hint}")
        page = page.specific
        if not isinstance(page, CommentableMixin):
            raise CommandError(f"The page “{page.title}” takes no comments.")
        return page if page.commented_page_id == page.pk else page.alias_of.specific
