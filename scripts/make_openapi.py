"""Keeps the OpenAPI document of the JSON API, as docs/reference/openapi.json: what we promise to front ends.

    python -m scripts.make_openapi               write it anew from the code, unless that breaks a promise
    python -m scripts.make_openapi --breaking    write it all the same; the changelog has to name what breaks

It is of a site with all the package's parts, and as such a site serves it.
"""

import json
import os
import re
import sys
from pathlib import Path

from .breaking import breaks

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs/reference/openapi.json"
CHANGELOG = ROOT / "CHANGELOG.md"

BEHIND = "docs/reference/openapi.json is not what the code says. Run `make openapi types` and look at the difference."
BROKEN = """This breaks front ends that were written for docs/reference/openapi.json:

{lines}

Keep what was promised, and add what is new beside it. If it has to be: name each operation or schema above, in
`backquotes`, in the top section of CHANGELOG.md, and run `make openapi types BREAKING=1`."""


def present():
    """The document that the code makes now."""
    # Not before Django is set up, below and in the tests.
    from coprod_wagtail.api.kit.assembly import build  # noqa: PLC0415

    return json.loads(json.dumps(build().get_openapi_schema()))


def promised():
    return json.loads(DOCUMENT.read_text())


def drift(old, new):
    """What to tell somebody whose document is not the promised one; empty where it is."""
    if old == new:
        return ""
    if found := breaks(old, new):
        return BROKEN.format(lines="\n".join(f"- {line}" for line in found))
    return BEHIND


def unnamed(lines, changelog):
    """The operations and schemas that break and that the changelog does not name. Before the first release nobody has
    written a front end for what there was, so it need not name any."""
    before, top, *released = re.split(r"^## ", changelog, flags=re.MULTILINE)
    names = {re.split("[ :]", line.removeprefix("schema "))[0] for line in lines}
    return sorted(name for name in names if released and f"`{name}`" not in top)


def main(arguments):
    new = present()
    found = breaks(promised(), new)
    if found and "--breaking" not in arguments:
        return BROKEN.format(lines="\n".join(f"- {line}" for line in found))
    if missing := unnamed(found, CHANGELOG.read_text()):
        return f"CHANGELOG.md does not name in its top section: {', '.join(missing)}"
    DOCUMENT.write_text(json.dumps(new, indent=2, ensure_ascii=False) + "\n")
    return None


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
