"""What makes a page type one whose pictures tell nothing."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log

from coprod_wagtail.page_tree.wagtail_page import PageBase

logger = logging.getLogger(__name__)

#: What Wagtail's history calls it when a page was not published because of a picture.
REFUSED = "coprod_wagtail.picture_refused"


class PicturesRefused(ValidationError):
    """A page cannot go live, because pictures that it shows cannot be cleaned. Its messages say which, and why."""


class CleanPicturesMixin(PageBase):
    """For a page type that readers may open: the pictures that it shows are cleaned when it is saved live, and put away
    when nothing shows them any more.

    Whatever a camera or a person wrote into a file goes, and the file gets a name that says nothing. With a picture that
    cannot be cleaned a page does not go live: saving one raises `PicturesRefused`, and a new one is stored as a draft.
    """

    # As an abstract model it is named in no migration of a site's.
    class Meta:
        abstract = True

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail's own, which it calls; but where a picture cannot be cleaned nothing is published, and the page's
        history says so. Nothing is raised then: whoever publishes many pages when their time has come goes on with the
        next one."""
        try:
            with transaction.atomic():
                return super().publish(revision, *args, **kwargs)
        except PicturesRefused as refused:
            logger.warning("Page %s was not published: %s", self.pk, ", ".join(codes(refused)))
            user = kwargs.get("user") or (args[0] if args else None)
            log(self, REFUSED, user=user, revision=revision, data={"problems": codes(refused)})
            return None


def codes(refused: ValidationError) -> list[str]:
    """The reasons, each once, without the pictures' titles."""
    return sorted({str(problem.code) for problem in refused.error_list})
