"""The formats `import_content` reads.

A reader takes the path of a file and returns its posts as plain data (`importers.content`); it raises `CannotImport`
for a file that will not do, and knows nothing of the site. A new format is one more entry.
"""

from collections.abc import Callable

from ..content import ImportedPost
from .saved_page.page import read_saved_page

READERS: dict[str, Callable[[str], list[ImportedPost]]] = {
    "saved-page": read_saved_page,
}
