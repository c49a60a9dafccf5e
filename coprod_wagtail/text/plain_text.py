"""From what somebody typed to text we can keep, and from text to safe HTML."""

import re
import unicodedata

import nh3
from django.utils.html import Urlizer, escape, linebreaks

# C0 and C1 controls but tab and line feed, and the characters that turn the direction of everything after them
# (Unicode "Bidi_Control" embeddings, overrides and isolates): invisible, and only ever of use to deceive.
# Joiners and the two plain direction marks stay: emoji families, Persian and mixed lines need them.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
# How the name of a site ends: more than any Django looks for, so that a list of endings that grows does no harm.
_ENDING = re.compile(r"\.[^\W\d_]")
# How the sanitiser writes characters of a text; the ampersand comes first, because the others are written with one.
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\xa0": "&nbsp;"}
_PARAGRAPHS = re.compile("\n{2,}")


def has_broken_characters(text: str) -> bool:
    """Whether `text` holds half characters (lone surrogates), which no database and no page can show."""
    return bool(_SURROGATES.search(text))


def clean_text(text: str) -> str:
    """`text` in NFC, with line ends as ``\\n`` and without control characters. Nothing visible is changed."""
    text = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def clean_line(text: str) -> str:
    """As `clean_text`, for one line: runs of white space become one space."""
    return " ".join(clean_text(text).split())


def has_visible_characters(text: str) -> bool:
    """Whether there is anything to see: not only spaces, joiners, marks without a letter, or fillers."""
    fillers = "\u115f\u1160\u3164\uffa0\u2800"
    return any(unicodedata.category(c)[0] in "LNPS" and c not in fillers for c in text)


class _Linker(Urlizer):
    """Django's, but an address that was typed without ``https://`` leads there on every Django.

    Django 5.2 takes ``http://``, Django 6 warns each time that it will not for much longer.
    """

    def handle_word(self, word, **options):
        before, address, after = self.trim_punctuation(word)
        if not self.simple_url_2_re.match(address):
            return super().handle_word(word, **options)
        linked = super().handle_word(f"https://{address}", **options)
        if "<a " not in linked:
            return escape(word)
        return escape(before) + linked.replace(">https://", ">", 1) + escape(after)


_linked = _Linker()


def to_html(text: str) -> str:
    """Safe HTML of plain `text`: paragraphs, line breaks and links, every other character escaped.

    Links carry ``rel="nofollow ugc noopener"``, so a comment is no use to people who sell links.
    """
    # Looking for links and sanitising cost several times what it costs to store a comment, and few have a link.
    return linked_html(text) if could_be_linked(text) else unlinked_html(text)


def could_be_linked(text: str) -> bool:
    """Whether `text` may hold what becomes a link. False is certain, True is not."""
    return (
        "://" in text
        or "@" in text
        or _ENDING.search(text) is not None
        or "www." in text.lower()
        # Not linked, but refused by the sanitiser, and it shall be.
        or not text.isascii()
        and has_broken_characters(text)
    )


def unlinked_html(text: str) -> str:
    """What `linked_html` gives, for text that holds nothing to link (see `could_be_linked`)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for character, written in _WRITTEN.items():
        text = text.replace(character, written)
    paragraphs = [lines.replace("\n", "<br>") for lines in _PARAGRAPHS.split(text)]
    # The sanitiser leaves a NUL out, but only after it kept two line ends apart.
    return "\n\n".join(f"<p>{lines}</p>" for lines in paragraphs).replace("\0", "")


def linked_html(text: str) -> str:
    """Safe HTML of any plain `text`, by Django's own rules for links and paragraphs and a sanitiser after them."""
    html = linebreaks(_linked(text, autoescape=True), autoescape=False)
    return nh3.clean(
        html,
        tags={"p", "br", "a"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )


def count_links(text: str) -> int:
    """How many web addresses `text` holds."""
    return len(_LINK.findall(text))
