"""What cannot apply to a shape, in one place, with the reason. A run prints it at its end.

An entry is a folder, a file, or a test without its parameters. An entry that leaves nothing out is an error: it would
hide that the suite has moved on.
"""

NO_PAGES_APP = "it is about the ready-made page types, which this site leaves out"
EXAMPLE_SITE = "it is about the example site, which this site is not"
MANY_PROCESSES = "it starts the example site in several processes"
DOCUMENTS = "it holds the documentation to the code, which is the same in every shape"
EVERY_APP = "it goes through every app of the package, and this site leaves some out"
NOT_DRAWN = "it reads a page as HTML, and this site draws none"

_WITHOUT_READY_MADE_PAGES = {
    "tests/bench": EXAMPLE_SITE,
    "tests/blog": NO_PAGES_APP,
    "tests/core/test_constraints.py": EVERY_APP,
    "tests/deployment": MANY_PROCESSES,
    "tests/docs": DOCUMENTS,
    "tests/example_site": EXAMPLE_SITE,
    "tests/importers": NO_PAGES_APP,
    "tests/members": NO_PAGES_APP,
    "tests/pages": NO_PAGES_APP,
}

LEFT_OUT: dict[str, dict[str, str]] = {
    "regular": {},
    "comments_only": {**_WITHOUT_READY_MADE_PAGES},
    "custom_base_page": {**_WITHOUT_READY_MADE_PAGES},
    "custom_base_page_with_pages": {
        "tests/bench": EXAMPLE_SITE,
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
        "tests/example_site": EXAMPLE_SITE,
    },
    "headless_only": {
        "tests/bench": EXAMPLE_SITE,
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
    },
    "localized": {
        "tests/bench": EXAMPLE_SITE,
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
    },
    "localized_simple": {
        "tests/bench": EXAMPLE_SITE,
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
    },
}
