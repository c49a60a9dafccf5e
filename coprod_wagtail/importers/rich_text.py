"""From HTML elements to the parts our pages are made of. Only what is named here gets through."""

import re
from html import escape
from urllib.parse import urljoin, urlsplit

from bs4 import NavigableString, Tag
from bs4.element import PageElement, PreformattedString

from coprod_wagtail.text.plain_text import clean_text

from .content import HEADING, LIST, PARAGRAPH, QUOTE, RULE, TABLE, Block, Table

#: Elements that begin and end a paragraph.
_BLOCK = re.compile(
    "^(?:address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$"
)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_BREAK = "<br/>"
_TAG = re.compile(r"<[^>]+>")


class Converter:
    """Turns elements into blocks. `base` is the page's old address, for links that only say the way from there.

    `dead_links` counts links whose words were kept without the link. `write_urls` puts a link's address after its
    words, for text that cannot hold links.
    """

    def __init__(self, base="", *, write_urls=False):
        self.base = base
        self.write_urls = write_urls
        self.dead_links = 0

    def blocks(self, element) -> list[Block]:
        """The parts inside `element`, in order."""
        found: list[Block] = []
        run: list[PageElement] = []
        for child in element.children:
            if isinstance(child, Tag) and (_BLOCK.match(child.name) or child.find(_BLOCK)):
                found += self._paragraphs(run)
                run = []
                found += self._block(child)
            else:
                run.append(child)
        return found + self._paragraphs(run)

    def plain(self, element) -> str:
        """The words of `element` as somebody would type them: empty lines between paragraphs, links written out."""
        typed = Converter(self.base, write_urls=True)
        return "\n\n".join(block.text for block in typed.blocks(element) if block.text)

    def _block(self, tag):
        if tag.name in _HEADINGS:
            text = " ".join(tag.get_text(" ").split())
            return [Block(HEADING, text, level=int(tag.name[1]))] if text else []
        if tag.name == "hr":
            return [Block(RULE, "", html="<hr/>")]
        if tag.name in {"ul", "ol"}:
            return self._list(tag)
        if tag.name == "blockquote":
            return self._quote(tag)
        if tag.name == "table" and (cells := _cells_of_figures(tag)):
            return [self._table(tag, cells)]
        if tag.name == "tr":
            cells = [" ".join(cell.get_text(" ").split()) for cell in tag.find_all(["td", "th"], recursive=False)]
            # A row of one cell, or one that holds other parts, is how old pages were laid out.
            if sum(bool(cell) for cell in cells) > 1 and not tag.find(
                ["br", "p", "div", "table", "ul", "ol", *_HEADINGS]
            ):
                return [_paragraph(escape(" | ".join(cell for cell in cells if cell), quote=False))]
        return self.blocks(tag)

    def _list(self, tag):
        html, lines = self._list_html(tag, "")
        return [Block(LIST, "\n".join(lines), html=html)] if lines else []

    def _list_html(self, tag, indent):
        """(the list as HTML, its lines as text)."""
        items, lines = [], []
        for item in _list_items(tag):
            blocks, nested = self._item(item)
            html = "<br/>".join(block.html.removeprefix("<p>").removesuffix("</p>") for block in blocks)
            own = [line for block in blocks for line in block.text.split("\n")]
            lines += [f"{indent}{'  ' if number else '- '}{line}" for number, line in enumerate(own)]
            for inner in nested:
                inner_html, inner_lines = self._list_html(inner, indent + "  ")
                html += inner_html
                lines += inner_lines
            if html:
                items.append(f"<li>{html}</li>")
        return (f"<{tag.name}>{''.join(items)}</{tag.name}>" if items else ""), lines

    def _item(self, item):
        """(the paragraphs of one point, the lists inside it)."""
        blocks, run, nested = [], [], []
        # Words or a list where a point should be are a point themselves.
        for child in list(item.children) if getattr(item, "name", None) == "li" else [item]:
            if isinstance(child, Tag) and child.name in {"ul", "ol"}:
                nested.append(child)
            elif isinstance(child, Tag) and child.name == "li":
                continue  # the next point, where the old page did not say that this one ends
            elif isinstance(child, Tag) and (_BLOCK.match(child.name) or child.find(_BLOCK)):
                blocks += self._paragraphs(run)
                run = []
                blocks += [
                    block if block.html else _paragraph(escape(block.text, quote=False)) for block in self._block(child)
                ]
            else:
                run.append(child)
        return [block for block in blocks + self._paragraphs(run) if block.text], nested

    def _table(self, tag, cells):
        caption = tag.find("caption")
        lines = [[_words(cell) for cell in row] for row in cells]
        table = Table(
            caption=_words(caption) if caption else "",
            headings=tuple(lines[0]),
            rows=tuple(tuple("".join(block.html for block in self.blocks(cell)) for cell in row) for row in cells[1:]),
            row_headings=all(row[0].name == "th" for row in cells[1:]),
        )
        text = "\n".join([table.caption] * bool(table.caption) + [" | ".join(filter(None, line)) for line in lines])
        html = "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.split("\n"))
        return Block(TABLE, text, html=html, table=table)

    def _quote(self, tag):
        named = tag.find(["cite", "footer"])
        source = ""
        if named:
            source = " ".join(named.extract().get_text(" ").split()).lstrip("-–— ")
        text = "\n\n".join(block.text for block in self.blocks(tag) if block.text)
        return [Block(QUOTE, text, source=source)] if text else []

    def _paragraphs(self, nodes):
        """The paragraphs in a run of inline `nodes`; two line breaks end one, as old pages have it."""
        html = _SPACE.sub(" ", "".join(self._inline(node) for node in nodes))
        parts = _split(html)
        if not all(_is_balanced(part) for part in parts):
            parts = [_BREAK.join(parts)]
        return [block for block in map(_paragraph, parts) if block.text]

    def _inline(self, node):
        if isinstance(node, NavigableString):
            # Comments, doctypes and the like are strings, too.
            return "" if isinstance(node, PreformattedString) else escape(clean_text(str(node)), quote=False)
        if node.name == "br":
            return "<br/>"
        if node.name == "img":
            return ""
        inner = "".join(self._inline(child) for child in node.children)
        if not _TAG.sub("", inner).strip():
            return inner
        if node.name in _INLINE:
            return f"<{_INLINE[node.name]}>{inner}</{_INLINE[node.name]}>"
        if node.name == "a" and node.get("href"):
            return self._link(node, inner)
        return inner

    def _link(self, node, inner):
        url = self._url(node["href"])
        if not url:
            self.dead_links += 1
            return inner
        if self.write_urls:
            words = _unescape(_TAG.sub("", inner)).strip()
            return (
                inner
                if words.lower().startswith(("http:", "https:", "www.")) or "@" in words
                else f"{inner} ({escape(url, quote=False)})"
            )
        return f'<a href="{escape(url)}">{inner}</a>'

    def _url(self, href):
        """`href` in full and safe to follow, or "" where there is no telling."""
        try:
            url = urljoin(self.base, "".join(clean_text(href).split()))
            parts = urlsplit(url)
        except ValueError:
            return ""
        if parts.scheme.lower() not in _SCHEMES:
            return ""
        return url if parts.netloc or parts.scheme.lower() in {"mailto", "tel"} else ""


def _words(tag):
    return " ".join(tag.get_text(" ").split())


def _cells_of_figures(table):
    """The cells, row by row, of a table that says something by row and column; none of one that only laid out a page, or
    whose cells reach over several places."""
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    width = len(rows[0]) if rows else 0
    even = len(rows) > 1 and width > 1 and all(len(row) == width for row in rows)
    if not even or table.find(["table", "ul", "ol", "blockquote", *_HEADINGS]):
        return []
    if any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row):
        return []
    if not table.find("th") and table.find(["br", "p", "div"]):
        return []
    return rows if all(map(_words, rows[0][1:])) else []


def _list_items(tag):
    for child in tag.children:
        if isinstance(child, Tag) or child.strip():
            yield child
        if isinstance(child, Tag) and child.name == "li":
            yield from (inner for inner in child.find_all("li") if inner.find_parent(["ul", "ol"]) is tag)


def _split(html):
    """The paragraphs of `html`: between them nothing stands but two or more breaks."""
    # No pattern that begins with spaces: it would try a long run of them again from each one in it.
    lines = html.split(_BREAK)
    paragraphs = [[]]
    for number, line in enumerate(lines):
        if line.strip() or number in {0, len(lines) - 1}:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [_BREAK.join(lines) for lines in paragraphs]


def _paragraph(html):
    html = _BREAK.join(line.strip() for line in html.split(_BREAK)).strip()
    html = re.sub(r"^(?:<br/>)+|(?:<br/>)+$", "", html).strip()
    text = _unescape(_TAG.sub("", html.replace("<br/>", "\n")))
    return Block(PARAGRAPH, "\n".join(line.strip() for line in text.split("\n")).strip(), html=f"<p>{html}</p>")


def _unescape(html):
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        html = html.replace(entity, char)
    return html


def _is_balanced(html):
    return all(html.count(f"<{tag}>") + html.count(f"<{tag} ") == html.count(f"</{tag}>") for tag in ("a", "b", "i"))
