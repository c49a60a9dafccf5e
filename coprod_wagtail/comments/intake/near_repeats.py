"""Whether a text is nearly one that came before: other numbers, other spaces, a word more.

Of each text eight numbers are remembered for a while, in the cache: all its runs of three words are hashed under the site's key
in eight ways, and the least of each way is kept (MinHash). Texts that share most of their runs share most of these
numbers. No number can be turned into words, and they go when the comment is erased.
"""

import re
from contextlib import suppress
from hashlib import blake2b
from struct import Struct

from django.core.cache import caches

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.fingerprints import keyed
from coprod_wagtail.gateway.throttle import log_no_answer

#: Words in a run. Of fewer words or letters than these nothing is remembered: many people say "Thank you all for this".
_RUN, _FEW, _SHORT = 3, 8, 40
#: How many of the numbers two texts share that are nearly the same. Of texts with half of their runs in common, one in three
#: pairs does; with three quarters, all but one in thirty; with a tenth, one in two hundred.
_ALIKE = 4
_EIGHT = Struct(">8Q")
#: Letters alone: neither numbers, signs nor spaces make a difference.
_WORD = re.compile(r"[^\W\d_]+")


def near_repeat(body: str, form: str) -> bool | None:
    """Remember a comment's words; whether nearly the same came before, from another form than `form`. None where nobody
    could tell."""
    keys = _keys(body)
    if not conf.SAME_WORDS_SECONDS or not keys:
        return False
    cache = caches[conf.CACHE]
    try:
        before = cache.get_many(keys)
        # Taking in a comment may begin anew (see `SubmitComment`), and then these are its own words.
        others = [key for key, whose in before.items() if whose != form]
        cache.set_many({key: form for key in keys if key not in before}, conf.SAME_WORDS_SECONDS)
    except Exception:
        log_no_answer()
        return None
    return len(others) >= _ALIKE


def forget_words(body: str) -> None:
    """Let go of what is remembered of a comment that is being erased. Where the cache does not answer, it goes in its time."""
    if keys := _keys(body):
        with suppress(Exception):
            caches[conf.CACHE].delete_many(keys)


def _keys(body: str) -> list[str]:
    return [f"coprod:near:{way}:{number:016x}" for way, number in enumerate(sketch(body))]


def sketch(text: str) -> tuple[int, ...]:
    """Eight numbers that stand for the words of `text`; none of a short one."""
    words = _WORD.findall(text.casefold())
    if len(words) < _FEW or sum(map(len, words)) < _SHORT:
        return ()
    key = keyed("near-repeats", "")
    runs = {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    hashed = [_EIGHT.unpack(blake2b(run.encode("utf-8", "surrogatepass"), key=key).digest()) for run in runs]
    return tuple(map(min, zip(*hashed, strict=True)))
