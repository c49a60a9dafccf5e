"""The formats `import_content` reads.

A reader takes the path of a file and yields its posts, one after another, as plain data (`importers.content`): only the
one that is being brought in is held. It raises `CannotImport` for a file that will not do, whenever it comes to that,
because nothing is kept then; and it knows nothing of the site. A new format is one more entry.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from ..content import ImportedPost
from .saved_page.page import read_saved_page

READERS: dict[str, Callable[[Path], Iterator[ImportedPost]]] = {
    "saved-page": read_saved_page,
}
