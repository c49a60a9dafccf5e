"""A Sphinx extension: what a code host shows by itself, and Sphinx has to be told.

* The navigation comes from the lists of links in `index.md`, which a test keeps whole.
* The file that a code block belongs to, `title="..."` behind its language, stands above it.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

_HEADING = re.compile(r"^#{2,} (.+)$")
_ENTRY = re.compile(r"^- \[[^\]]+\]\(([^)#:]+)\.md\)")
_TITLE = re.compile(r"""^\W*`{3,}\S*\s+title="([^"]+)\"""")


def sections_of(text: str) -> dict[str, list[str]]:
    """The pages that stand in a list under each heading of this Markdown, by the heading."""
    sections: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        if found := _HEADING.match(line):
            heading = found[1]
        elif found := _ENTRY.match(line):
            sections.setdefault(heading, []).append(found[1])
    return sections


def _add_navigation(app: Sphinx, docname: str, content: list[str]) -> None:
    if docname != app.config.root_doc:
        return
    for heading, pages in sections_of(content[0]).items():
        tree = "\n".join(["```{toctree}", ":hidden:", f":caption: {heading}", "", *pages, "```"])
        content[0] += f"\n\n{tree}\n"


def _add_titles(app: Sphinx, document: nodes.document) -> None:
    lines = Path(app.env.doc2path(app.env.docname)).read_text().splitlines()
    for block in list(document.findall(nodes.literal_block)):
        title = block.line and _TITLE.match(lines[block.line - 1])
        if title:
            block.replace_self([nodes.paragraph("", "", nodes.literal("", title[1]), classes=["code-file"]), block])


def setup(app: Sphinx) -> dict:
    app.connect("source-read", _add_navigation)
    app.connect("doctree-read", _add_titles)
    return {"parallel_read_safe": True}
