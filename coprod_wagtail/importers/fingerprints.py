"""How to know a post or a comment again that was brought in before, without keeping its words."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator

from .content import ImportedComment

#: A post is known by its title and this many of its first words: mending a word further down does not make it another.
OPENING_WORDS = 50


def digest(*parts) -> str:
    """SHA-256 of `parts`, as 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def post_key(source, post) -> str:
    """What tells this post from every other of the format `source`."""
    return digest(source, "post", _plain(post.title), _plain(" ".join(post.words[:OPENING_WORDS])))


def text_key(post) -> str:
    """What tells this wording of a post from another wording."""
    return digest(_plain(post.title), _plain(" ".join(post.words)), _plain(post.closing_question))


def keyed_comments(source, post) -> Iterator[tuple[str, ImportedComment]]:
    """Every comment of `post` after its key, in order. Keys hold when the page is saved again with more comments."""
    page = post_key(source, post)
    seen: Counter[bytes] = Counter()
    for comment in post.comments:
        written = comment.posted_at.isoformat() if comment.posted_at else ""
        identity = (_plain(comment.author_name or ""), written, _plain(comment.body))
        short = hashlib.sha256(repr(identity).encode()).digest()  # of a million comments no words are held
        seen[short] += 1
        yield digest(source, "comment", page, *identity, seen[short]), comment


def _plain(text):
    return " ".join(text.casefold().split())
