from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group

from coprod_wagtail.actions import Action, AnyUser

from .models import CommentRight


class SetRights(Action[bool]):
    """Say which comments the members of `group` may read and decide about, where they may not read all: `rows` are all there are
    to be, as `CommentRight`s that are not saved. Returns whether anything changed, which leaves one log line on the group.

    Who may change groups is asked by Wagtail's own page for them, which calls this.
    """

    def __init__(self, group: Group, rows: Iterable[CommentRight], *, user: "AnyUser | None" = None) -> None:
        super().__init__(user=user)
        self.group = group
        self.rows = {_limits(row): row for row in rows}

    def execute(self) -> bool:
        there = {_limits(row): row for row in CommentRight.objects.filter(group=self.group).select_for_update()}
        gone = [row.pk for limits, row in there.items() if limits not in self.rows]
        new = [row for limits, row in self.rows.items() if limits not in there]
        if not gone and not new:
            return False
        CommentRight.objects.filter(pk__in=gone).delete()
        for row in new:
            row.group = self.group
        CommentRight.objects.bulk_create(new)
        data = {"was": [list(limits) for limits in there], "became": [list(limits) for limits in self.rows]}
        self.log(self.group, "coprod_comments.set_rights", data=data)
        return True


def _limits(row: CommentRight) -> tuple[Any, ...]:
    return row.site_id, row.page_id, row.language
