"""What cannot apply to a shape, in one place, with the reason. A run prints it at its end.

An entry is a folder, a file, or a test without its parameters. An entry that leaves nothing out is an error: it would
hide that the suite has moved on.
"""

NO_PAGES_APP = "it is about the ready-made page types, which this site leaves out"
EXAMPLE_SITE = "it is about the example site, which this site is not"
MANY_PROCESSES = "it starts the example site in several processes"
DOCUMENTS = "it holds the documentation to the code, which is the same in every shape"
EVERY_APP = "it goes through every app of the package, and this site leaves some out"
SAME_WORDS = "it goes through the words of the package, which are the same in every shape"
ONE_LANGUAGE = "it translates pages, and this site has one language"
OTHER_TOOL = "it is about wagtail-localize, and this site translates without it"
NOT_DRAWN = "it reads a page as HTML, and this site draws none"

_WITHOUT_READY_MADE_PAGES = {
    "tests/blog": NO_PAGES_APP,
    "tests/core/test_constraints.py": EVERY_APP,
    "tests/deployment": MANY_PROCESSES,
    "tests/docs": DOCUMENTS,
    "tests/example_site": EXAMPLE_SITE,
    "tests/html": NO_PAGES_APP,
    "tests/importers": NO_PAGES_APP,
    "tests/languages": ONE_LANGUAGE,
    "tests/members": NO_PAGES_APP,
    "tests/pages": NO_PAGES_APP,
    "tests/words": SAME_WORDS,
}

LEFT_OUT: dict[str, dict[str, str]] = {
    "regular": {"tests/languages": ONE_LANGUAGE},
    "comments_only": {**_WITHOUT_READY_MADE_PAGES},
    "custom_base_page": {**_WITHOUT_READY_MADE_PAGES},
    "custom_base_page_with_pages": {
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
        "tests/words": SAME_WORDS,
        "tests/example_site": EXAMPLE_SITE,
        "tests/html": EXAMPLE_SITE,
        "tests/languages": ONE_LANGUAGE,
    },
    "headless_only": {
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
        "tests/words": SAME_WORDS,
        "tests/html": NOT_DRAWN,
        "tests/languages": ONE_LANGUAGE,
    },
    "localized": {
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
        "tests/words": SAME_WORDS,
    },
    "localized_simple": {
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
        "tests/words": SAME_WORDS,
        "tests/languages/test_localize.py": OTHER_TOOL,
    },
}
