"""The shapes by name. `make test-project PROJECT=<name>` runs the suite against one; `regular` is the example site.

python -m tests.projects.shapes           their names
python -m tests.projects.shapes NAME      where the settings of this one are
"""

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    #: What kind of site it is.
    words: str
    #: Where its settings are.
    settings: str
    #: Of Wagtail, the oldest that can have it.
    wagtail: tuple[int, int] = (7, 4)
    #: What has to be installed for it, besides the package's own requirements.
    needs: tuple[str, ...] = ()


SHAPES = {
    "regular": Shape("everything: the example site", "tests.settings"),
    "comments_only": Shape(
        "the features on page types of the site's own, without the ready-made ones",
        "tests.projects.comments_only.settings",
    ),
    "custom_base_page": Shape(
        "a base page model of the site's own, with page types from the mixins",
        "tests.projects.custom_base_page.settings",
        wagtail=(8, 0),
    ),
    "custom_base_page_with_pages": Shape(
        "a base page model of the site's own, and the ready-made page types on it",
        "tests.projects.custom_base_page_with_pages.settings",
        wagtail=(8, 0),
    ),
    "headless_only": Shape(
        "no pages drawn: the admin, Wagtail's JSON API and the comments' own addresses",
        "tests.projects.headless_only.settings",
    ),
    "localized": Shape(
        "English and Welsh with wagtail-localize", "tests.projects.localized.settings", needs=("wagtail_localize",)
    ),
    "localized_simple": Shape(
        "English and Welsh with Wagtail's own simple_translation", "tests.projects.localized_simple.settings"
    ),
    "taken_names": Shape(
        "as localized_simple, with page types of the site's own that have the names of the ready-made ones",
        "tests.projects.taken_names.settings",
    ),
}


if __name__ == "__main__":
    if not sys.argv[1:]:
        print("\n".join(SHAPES))
    elif sys.argv[1] in SHAPES:
        print(SHAPES[sys.argv[1]].settings)
    else:
        sys.exit(f"There is no shape {sys.argv[1]!r}. They are: {', '.join(SHAPES)}.")
