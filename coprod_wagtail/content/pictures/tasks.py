"""What nobody has to wait for."""

from django_tasks import task
from wagtail.images import get_image_model

from coprod_wagtail.swap import get_page_model

from .cleaning import put_away
from .mixins import CleanPicturesMixin
from .usage import in_parts, pictures_before


@task()
def put_pictures_away(pictures: list[str], gone_from: int) -> None:
    """`put_away`, by the id of a page that does not show them any more. The pictures' ids are texts, whatever they are in
    the database."""
    put_away({get_image_model()._meta.pk.to_python(pk) for pk in pictures}, gone_from=gone_from)


@task()
def put_pictures_of_branch_away(page: int) -> None:
    """A page and all below it were made private, or moved to where that is so: put away what nothing else shows."""
    top = get_page_model()._default_manager.filter(pk=page).first()
    if top is None:
        return
    branch = top.get_descendants(inclusive=True).live().type(CleanPicturesMixin).order_by("path")
    for pages in in_parts(branch.values_list("pk", flat=True)):
        put_away(pictures_before(pages))
