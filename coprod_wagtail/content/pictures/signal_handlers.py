"""What follows when pages and pictures are saved; connected in `coprod_wagtail.apps`."""

import logging
from functools import partial
from typing import Any

from django.db import transaction
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.visibility import is_for_everyone

from .cleaning import clean, clean_pictures, sweep
from .files import clean_copy_of, forget_renditions, point_to, take_in
from .let_go import let_go_soon
from .mixins import CleanPicturesMixin, PicturesRefused, codes
from .names import is_clean, says_clean
from .old_files import ORIGINALS
from .problems import PictureProblem
from .tasks import put_pictures_away, put_pictures_of_branch_away
from .usage import is_picture, pictures_before, pictures_of, shared, shown_by

logger = logging.getLogger(__name__)


def page_is_saved(instance, raw=False, update_fields=None, **kwargs):
    """A page is about to be saved live: until its pictures are clean, it is not. A new one becomes a draft then."""
    if raw or not isinstance(instance, CleanPicturesMixin) or not instance.live:
        return
    if update_fields is not None and not _may_change_pictures(instance, update_fields):
        return
    now = pictures_of(instance)
    if problems := clean_pictures(now):
        if not instance._state.adding:
            raise PicturesRefused(problems)
        # Wagtail's editor stores a new page before it says that it publishes it, and only then asks if it may.
        logger.warning("A new page is stored as a draft: %s", ", ".join(codes(PicturesRefused(problems))))
        instance.live, instance.has_unpublished_changes = False, True
        return
    _forget_cached_pictures(instance)
    instance._pictures = now
    instance._pictures_gone = set() if instance._state.adding else pictures_before([instance.pk]) - now


def page_was_saved(instance, **kwargs):
    """It is in the database: put away what it showed before, and shows no more."""
    if gone := instance.__dict__.pop("_pictures_gone", None):
        _soon(put_pictures_away, sorted(map(str, gone)), instance.pk)


def sharing_is_saved(instance, raw=False, **kwargs):
    """A site's picture for links is about to be saved: other websites fetch it, so it tells nothing from now on. Raises
    `PicturesRefused` where it cannot be cleaned; the form said so before (`check_shared`)."""
    if raw or not instance.picture_id:
        return
    if problems := clean_pictures([instance.picture_id]):
        raise PicturesRefused(problems)
    _forget_cached_pictures(instance)


def page_was_published(instance, **kwargs):
    """Readers may see it now: sweep up what was drawn of its pictures while they were cleaned."""
    if pictures := instance.__dict__.pop("_pictures", None):
        sweep(pictures)


def page_was_unpublished(instance, **kwargs):
    """It was taken off the site, or is about to be deleted."""
    if isinstance(instance, CleanPicturesMixin) and (gone := pictures_of(instance)):
        _soon(put_pictures_away, sorted(map(str, gone)), instance.pk)


def page_was_made_private(instance, raw=False, **kwargs):
    """A view restriction was set on a page, and so on all below it."""
    if not raw:
        _soon(put_pictures_of_branch_away, instance.page_id)


def page_was_moved(instance, url_path_before, url_path_after, **kwargs):
    """To where not everybody may read it, it may be."""
    if url_path_before != url_path_after and not is_for_everyone(instance):
        _soon(put_pictures_of_branch_away, instance.pk)


def _soon(task, *arguments):
    transaction.on_commit(partial(task.enqueue, *arguments), robust=True)


def _may_change_pictures(page, update_fields):
    """Whether any of these fields decides what readers see. What Wagtail notes of drafts does not."""
    fields = (field for field in page._meta.get_fields() if field.name in update_fields)
    return "live" in update_fields or any(hasattr(field, "extract_references") or is_picture(field) for field in fields)


def _forget_cached_pictures(thing):
    """It may have been drawn with them already, and they have other files now."""
    for field in thing._meta.fields:
        if is_picture(field) and field.is_cached(thing):
            field.delete_cached_value(thing)


def must_be_clean(image: Any) -> bool:
    """Whether a new file of this picture is cleaned at once: all are on this site, or readers see this one already."""
    if conf.CLEAN_ALL_PICTURES:
        return True
    return image.pk is not None and bool(shown_by(CleanPicturesMixin, [image.pk]) or shared([image.pk]))


def check_upload(file: Any) -> None:
    """A validator of Wagtail's field for the file of a picture: says in the form what would go wrong when it is saved."""
    if not file._committed and must_be_clean(file.instance):
        clean_copy_of(file.instance)


def picture_is_saved(instance, raw=False, update_fields=None, **kwargs):
    """A picture is about to be saved: with a new file, or by somebody who read it before it had the present one."""
    if raw or not isinstance(instance, AbstractImage) or not instance.file:
        return
    if update_fields is not None and "file" not in update_fields:
        return
    row = _row(instance)
    if row and _is_out_of_date(instance, row):
        point_to(instance, **row)
    if is_clean(instance) or not must_be_clean(instance):
        return
    is_new = row is None or not instance.file._committed or row["file"] != instance.file.name
    try:
        copy = clean_copy_of(instance)
    except PictureProblem:
        if is_new:
            raise
        # It was like that before, and somebody changes its title. Nothing goes live with it.
        logger.warning("Picture %s cannot be cleaned.", instance.pk)
        return
    instance._file_gone = instance.file.name if instance.file._committed else ""
    take_in(instance, copy)


def picture_was_saved(instance, **kwargs):
    """It is in the database with a clean file. The one that it came with was stored by then, or stayed in memory."""
    if not isinstance(instance, AbstractImage):
        return
    gone = instance.__dict__.pop("_file_gone", None)
    if gone is None:
        return
    forget_renditions(instance, instance.renditions.all())
    if gone:
        let_go_soon(instance, ORIGINALS, [gone])
    if not is_clean(instance):
        clean(instance)  # the site's own model gave the file another name


def _row(image):
    if image._state.adding:
        return None
    return type(image)._base_manager.filter(pk=image.pk).values("file", "file_hash", "file_size").first()


def _is_out_of_date(image, row):
    """Whether it was read before another process cleaned it: the file that it names is gone, and a clean one is there."""
    if not image.file._committed or image.file.name == row["file"]:
        return False
    return says_clean(row["file"], row["file_hash"]) and not image.file.storage.exists(image.file.name)


def check_uploads_of(model: type[AbstractImage]) -> None:
    """Have the forms of this image model say what is wrong with a file; once."""
    validators = model._meta.get_field("file").validators
    if check_upload not in validators:
        validators.append(check_upload)


def check_shared(picture: Any) -> None:
    """A validator of the field for a site's picture for links, by its id: says in the form what would go wrong when it is
    saved."""
    image = get_image_model()._base_manager.filter(pk=picture).first()
    if image and not is_clean(image):
        clean_copy_of(image, title=image.title)


def check_pictures_in(field: Any) -> None:
    """Have forms with this field say what is wrong with the picture that somebody chose; once."""
    if check_shared not in field.validators:
        field.validators.append(check_shared)
