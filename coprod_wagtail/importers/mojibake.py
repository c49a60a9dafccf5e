"""Mends text that was written as UTF-8 and once read as something else: "donâ€™t" for "don't"."""

import re

from ftfy import TextFixerConfig, fix_text_segment

# Only characters that were misread; what is merely unusual was meant. C1 controls stay, because one is a line end.
_MENDING = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    restore_byte_a0=False,
    fix_c1_controls=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)
# What ftfy leaves, because somewhere it could be meant: the Welsh Ŵ, ŵ, Ŷ and ŷ, of which a page has many, and a closing
# quotation mark whose last byte has no character in Windows-1252 and was lost on the way.
_WELSH = str.maketrans({"´": "Ŵ", "µ": "ŵ", "¶": "Ŷ", "·": "ŷ"})
_BROKEN_WELSH = re.compile("Å([´µ¶·])")
_BROKEN_QUOTE = re.compile("â€(?![\u0080-\u009f])")
# A space stays one: after these ftfy takes it for the last byte of a character, whatever it is told, also in "Â and Ã".
_BEFORE_SPACE = re.compile("([ÂÃ]|â€)(?= )")
_KEEPER = "\ue000"


def mend(text: str) -> tuple[str, int, list[tuple[str, str]]]:
    """(`text` mended, how many characters, up to three samples as (before, after))."""
    samples: dict[str, str] = {}
    count, lines = 0, text.split("\n")
    for number, line in enumerate(lines):
        mended = line if line.isascii() else _mend(line)
        if mended != line:
            lines[number] = mended
            for before, after in _changed_words(line, mended):
                count += sum(not character.isascii() for character in after)
                if len(samples) < 3 and after not in samples.values():
                    samples[before] = after
    return "\n".join(lines), count, list(samples.items())


def _mend(line):
    line = _BROKEN_WELSH.sub(lambda found: found[1].translate(_WELSH), line)
    kept = _KEEPER not in line
    if kept:
        line = _BEFORE_SPACE.sub(rf"\1{_KEEPER}", line)
    line = _BROKEN_QUOTE.sub("”", fix_text_segment(line, _MENDING))
    return line.replace(_KEEPER, "") if kept else line


def _changed_words(before, after):
    words = list(zip(before.split(" "), after.split(" "), strict=False))
    if before.count(" ") != after.count(" "):
        words = [(before[:40], after[:40])]
    return [(one, other) for one, other in words if one != other]
