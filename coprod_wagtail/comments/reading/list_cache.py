"""Lists of comments that are drawn already, kept in the cache under the version of their conversation.

Drawing 50 comments takes longer than everything else on a page together. What is kept is the same for every reader:
nothing in it may depend on the request, the session or the time of day.

Nothing hidden comes back. The version is read before any comment is, and every change that readers can see makes a new
one. So a reader who was slow puts what they saw under a version that nobody asks for any more; and whether the
conversation may be read at all is asked of the database on every view.
"""

import json
import logging
from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

import coprod_wagtail
from coprod_wagtail.conf import conf

from .page import Reading

logger = logging.getLogger(__name__)

#: Nothing is kept longer: not the words of a list that is no longer asked for, nor those of an older template.
SECONDS = 600
#: Of so many lists of one conversation it is known that they are kept, so that they can be dropped.
_KNOWN = 200


def draw_list(reading: Reading, context: dict) -> SafeString:
    """The comments on one page of a conversation, with the links to its other pages, as HTML; empty without any.

    `context` goes to the templates and holds `reading`, `page` and `page_url`. With DEBUG on, and whenever the cache
    does not answer, the list is drawn anew.
    """
    conversation = reading.conversation
    if conversation is None or not reading.has_items:
        return SafeString("")
    # A list that begins at one comment is for who followed a link to it, and there are as many as comments. What not
    # everybody may read lies about nowhere.
    if settings.DEBUG or reading.start or not conversation.page_is_public:
        return _draw(context)
    try:
        cache, key = caches[conf.CACHE], _key(reading, context["page_url"])
        kept = cache.get(key)
    except Exception:
        _tell()
        return _draw(context)
    if kept is not None:
        return SafeString(kept)
    html = _draw(context)
    try:
        cache.set(key, str(html), SECONDS)
        _note(cache, conversation.pk, key)
    except Exception:
        _tell()
    return html


def forget(conversation_pk: int) -> None:
    """Drop what is kept of this conversation. Nobody asks for it again; but hidden words should not lie about."""
    try:
        cache, index = caches[conf.CACHE], _index(conversation_pk)
        cache.delete_many([index, *cache.get(index, [])])
    except Exception:
        _tell()


def _draw(context):
    return SafeString(
        "".join(render_to_string(f"coprod_wagtail/comments/{name}.html", context) for name in ("_list", "_pages"))
    )


def _key(reading, page_url):
    conversation = reading.conversation
    shown = [
        coprod_wagtail.__version__,
        translation.get_language(),
        timezone.get_current_timezone_name(),
        page_url,
        reading.page_number,
        reading.newest,
        conf.THREADS_PER_PAGE,
        reading.takes_comments,  # or there are no links for answering
    ]
    return f"coprod:list:{conversation.pk}:{conversation.version}:{sha256(json.dumps(shown).encode()).hexdigest()[:32]}"


def _index(conversation_pk):
    return f"coprod:lists:{conversation_pk}"


def _note(cache, conversation_pk, key):
    # Two at once may lose a key; it then lies there until its time is up.
    index = _index(conversation_pk)
    cache.set(index, [*cache.get(index, [])[-_KNOWN:], key], SECONDS)


def _tell():
    logger.warning("The cache does not answer, so lists of comments are drawn for every reader.", exc_info=True)
