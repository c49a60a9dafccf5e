"""From what somebody typed to text we can keep, and from text to safe HTML."""

import re
import unicodedata

import nh3
from django.utils.html import escape, linebreaks

from .links import links_in

# C0 and C1 controls but tab and line feed, and the characters that turn the direction of everything after them
# (Unicode "Bidi_Control" embeddings, overrides and isolates): invisible, and only ever of use to deceive.
# Joiners and the two plain direction marks stay: emoji families, Persian and mixed lines need them.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]")
# XML 1.0, 2.2, has no way to write these at all.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What no font draws (Unicode "Default_Ignorable_Code_Point"), but joiners, direction marks, the selectors of variants that
# emoji and Japanese names need, and the tags that make the flags of England, Scotland and Wales of a black one.
_FLAG = "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
_UNSEEN = re.compile(
    _FLAG + "|[\u00ad\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_JOINERS = "\u034f\u061c\u200c-\u200f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_REPEATED = re.compile(f"([{_JOINERS}])\\1+")
# Marks that any letter may carry. Vietnamese has two on a letter, and nobody needs more than three.
_GENERAL_MARKS = f"{_JOINERS}\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_TOO_MANY_GENERAL = re.compile(f"([{_GENERAL_MARKS}]{{3}})[{_GENERAL_MARKS}]+")
# None of the characters above is among the letters and the punctuation of most of Europe.
_UNUSUAL = re.compile("[\u00ad\u0300-\u200f\u202a-\U0010ffff]")
# Of whatever script: Hebrew verse has five on a letter.
_MOST_MARKS = 5
_MANY_PERHAPS = re.compile(f"[\u0300-\U0010ffff]{{{_MOST_MARKS + 1}}}")
_PLAIN_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_AROUND = re.compile(f"^[{_SPACE}]+|[{_SPACE}]+$")
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
    """`text` in NFC, with line ends as ``\\n``, and without control characters, characters that nobody can see, and more
    marks on a letter than any writing system has. What people write to be read stays as it is."""
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    if text.isascii() or not _UNUSUAL.search(text):
        return text
    return _without_heaps_of_marks(unicodedata.normalize("NFC", _UNSEEN.sub(r"\1", text)))


def xml_text(text: str) -> str:
    """`text` without the characters that no XML document can hold, not even escaped: what was stored before a form left
    them out, or comes from an editor or another program, would make a feed that nobody can read."""
    return _NOT_IN_XML.sub("", text)


def typed_length(text: str) -> int:
    """How many characters somebody typed: a line end is one, as is a letter with its accent, and spaces around the whole
    are none. ``comments.js`` and ``comments-embed.js`` count the same."""
    return len(_AROUND.sub("", unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))))


def drops_characters(text: str) -> bool:
    """Whether `clean_text` leaves out of `text` what somebody may have put there to deceive, or to cover other lines: more
    than the odd control character or soft hyphen that comes with pasted text."""
    if text.isascii() or not _UNUSUAL.search(text):
        return False
    pasted = text.replace("\u00ad", "").replace("\ufeff", "")
    whole = unicodedata.normalize("NFC", _PLAIN_CONTROLS.sub("", pasted))
    return _without_heaps_of_marks(_UNSEEN.sub(r"\1", _CONTROLS.sub("", whole))) != whole


def _without_heaps_of_marks(text):
    text = _TOO_MANY_GENERAL.sub(r"\1", _REPEATED.sub(r"\1", text))
    if not _MANY_PERHAPS.search(text):
        return text
    kept, run = [], 0
    for character in text:
        run = run + 1 if _is_a_mark(character) else 0
        if run <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _is_a_mark(character):
    # Consonants that Tibetan writes below one another are letters to whoever reads them.
    is_mark = unicodedata.category(character) in {"Mn", "Me"} or character in "\u200c\u200d\u200e\u200f\u061c"
    return is_mark and not "\u0f8d" <= character <= "\u0fbc"


def clean_line(text: str) -> str:
    """As `clean_text`, for one line: runs of white space become one space."""
    return " ".join(clean_text(text).split())


def has_visible_characters(text: str) -> bool:
    """Whether there is anything to see: not only spaces, joiners, marks without a letter, or fillers."""
    fillers = "\u115f\u1160\u3164\uffa0\u2800"
    return any(unicodedata.category(c)[0] in "LNPS" and c not in fillers for c in text)


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
    """Safe HTML of any plain `text`: links as `links_in` finds them, Django's own rules for paragraphs, and a sanitiser after
    them. What the sanitiser takes for no address stays words."""
    parts, at = [], 0
    for begin, end, url in links_in(text):
        link = f'<a href="{escape(url)}">{escape(text[begin:end])}</a>'
        if "href" in _sanitised(link).partition(">")[0]:
            parts += [escape(text[at:begin]), link]
            at = end
    return _sanitised(linebreaks("".join([*parts, escape(text[at:])]), autoescape=False))


def _sanitised(html):
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
