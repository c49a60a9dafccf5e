"""Reading the file of a picture, and putting another in its place. What is said of it in the database goes with it."""

import logging
from functools import partial
from hashlib import sha1
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from wagtail.images.models import SourceImageIOError

from .copying import CleanCopy, Damaged, Unsupported, clean_copy
from .let_go import delete_file, let_go_soon
from .names import neutral_name
from .old_files import ORIGINALS, SIZES
from .problems import DAMAGED, MISSING, UNREADABLE, UNSUPPORTED, PictureProblem

logger = logging.getLogger(__name__)


def clean_copy_of(image: Any, *, title: str = "") -> CleanCopy:
    """A clean copy of the file of `image`. Raises `PictureProblem`, which names the picture by `title` where there is one."""
    try:
        return clean_copy(content_of(image))
    except Damaged as error:
        raise PictureProblem(DAMAGED, title) from error
    except Unsupported as error:
        raise PictureProblem(UNSUPPORTED, title) from error
    except (FileNotFoundError, SourceImageIOError) as error:
        raise PictureProblem(MISSING, title) from error
    except DatabaseError:
        raise
    except Exception as error:  # each storage has its own
        logger.warning("The file of picture %s could not be read.", image.pk, exc_info=True)
        raise PictureProblem(UNREADABLE, title) from error


def content_of(image: Any) -> bytes:
    """The bytes of the picture's file, stored or not. Raises whatever the storage raises."""
    with image.open_file() as file:
        content = bytes(file.read())
        file.seek(0)
    return content


def take_in(image: Any, copy: CleanCopy) -> None:
    """Put `copy` in the place of a file that is not stored yet; the picture is saved later."""
    image.file_hash, image.file_size = _hash(copy), len(copy.content)
    # Straight into the picture: set in the usual way, a file is opened and decoded for its size, which is the same.
    file = image.file.field.attr_class(image, image.file.field, neutral_name(image.file_hash, copy.suffix))
    file.file, file._committed = ContentFile(copy.content, name=file.name), False
    image.__dict__[file.field.attname] = file


def replace(image: Any, copy: CleanCopy, is_clean: bool = True, *, title: str = "") -> None:
    """Store `copy` under a new name in place of the picture's file, and forget that and all sizes that were made of it. A
    name may say that the file is clean, or not.

    Where another process was quicker, its file stays. The old files go after commit. Raises `PictureProblem`.
    """
    old, storage = image.file.name, image.file.storage
    digest = _hash(copy)
    name = neutral_name(digest if is_clean else "", copy.suffix)
    # Which folder that is the site may say; it may not bring another name in.
    folder = PurePosixPath(image.file.field.generate_filename(image, name)).parent
    try:
        new = storage.save(str(folder / name), ContentFile(copy.content), max_length=image.file.field.max_length)
    except DatabaseError:
        raise
    except Exception as error:
        logger.warning("The file of picture %s could not be stored.", image.pk, exc_info=True)
        raise PictureProblem(UNREADABLE, title) from error
    facts = {"file": new, "file_hash": digest, "file_size": len(copy.content)}
    if type(image)._base_manager.filter(pk=image.pk, file=old).update(**facts):
        forget_renditions(image, image.renditions.all())
        let_go_soon(image, ORIGINALS, [old])
    else:
        delete_file(storage, new)
        found = type(image)._base_manager.filter(pk=image.pk).values("file", "file_hash", "file_size").first()
        facts = found or facts
    point_to(image, **facts)


def point_to(image: Any, *, file: str, **facts: Any) -> None:
    """Have the picture in memory say what its row says."""
    image.file.close()
    field = image.file.field
    image.__dict__[field.attname] = field.attr_class(image, field, file)
    for name, value in facts.items():
        setattr(image, name, value)


def forget_renditions(image: Any, renditions: Any) -> None:
    """Delete these sizes of the picture, at once from the database and after commit from where they are stored. `image`
    is as it was when they were made."""
    gone = list(renditions)
    for rendition in gone:
        rendition.image = image  # its name in the cache is made from that
    names = [rendition.file.name for rendition in gone]
    type(image).get_rendition_model()._base_manager.filter(pk__in=[rendition.pk for rendition in gone]).delete()
    keys = [rendition.get_cache_key() for rendition in gone]
    if gone:
        transaction.on_commit(partial(gone[0].cache_backend.delete_many, keys), robust=True)
        let_go_soon(image, SIZES, names)


def _hash(copy):
    return sha1(copy.content, usedforsecurity=False).hexdigest()  # as Wagtail does
