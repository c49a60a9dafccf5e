from django.utils.translation import gettext as _
from wagtail.models import Site

from coprod_wagtail.actions import Action, AnyUser, NotAllowed

from ..permissions import policy
from .rows import Wanted


class NoteExport(Action[None]):
    """Say in the log of the first site that `user` takes the comments that are `wanted` away in a file, and what is in it. To be
    done before the first line is given away.

    Raises `NotAllowed` for who may not decide about comments, and, where it holds words or names, for who may not hand over
    and erase what is held of a person.
    """

    def __init__(self, wanted: Wanted, kind: str, *, user: "AnyUser | None") -> None:
        super().__init__(user=user)
        self.wanted, self.kind = wanted, kind

    def check(self) -> None:
        asked = ["moderate", *(["erase"] if self.wanted.is_personal else [])]
        if not all(policy.user_has_permission(self.user, action) for action in asked):
            raise NotAllowed(_("You do not have the right to take this away in a file."))

    def execute(self) -> None:
        wanted, site = self.wanted, Site.objects.order_by("-is_default_site", "pk").first()
        days = {"from": wanted.first, "to": wanted.last}
        data = {name: day.isoformat() for name, day in days.items() if day}
        self.log(
            site,
            "coprod_comments.export_list",
            data | {"words": wanted.words, "names": wanted.names, "kind": self.kind},
        )
