"""Conversations that are drawn already, kept in the cache under the version of each.

Drawing 50 comments and their form takes longer than everything else on a page together. What is kept is the same for every
reader: nothing in it may depend on the request, the session or the time of day. Only the moment at which a form was drawn is
another for each, and is put in.

Nothing hidden comes back. The version is read before any comment is, and every change that readers can see makes a new
one. So a reader who was slow puts what they saw under a version that nobody asks for any more; and whether the
conversation may be read at all is asked of the database on every view. What editors say beside the form is asked, too, and is
part of the name under which it is kept.
"""

import json
import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

import coprod_wagtail
from coprod_wagtail.conf import conf
from coprod_wagtail.text.moments import today

from ..intake import tokens
from ..mail.links import mail_is_offered
from ..models import Conversation, ReaderCommentSettings
from .page import Reading

logger = logging.getLogger(__name__)

_AnswerT = TypeVar("_AnswerT")

#: Nothing is kept longer: not the words of a list that is no longer asked for, nor those of an older template.
SECONDS = 600
#: Of so many that are kept of one conversation it is known, so that they can be dropped.
_KNOWN = 200


def draw_whole(
    reading: Reading, conversation: Conversation | None, beside: list[Any], draw: Callable[[], tuple[str, str]]
) -> SafeString:
    """The conversation with its form as they are for everybody who asks for nothing else, as HTML.

    `draw` draws them, and gives the HTML and the stamp in it that says when its form was drawn, empty without one. `beside` is
    what it depends on beside `reading`, as JSON can hold it.
    """
    if conversation is None or not _may_be_kept(reading, conversation):
        return SafeString(draw()[0])

    def draw_in_parts():
        html, stamp = draw()
        return html.split(stamp, 1) if stamp else [html]

    parts = _kept("whole", conversation, _parts_of(reading) + beside, draw_in_parts)
    return SafeString(tokens.make_drawn_stamp().join(parts) if len(parts) > 1 else parts[0])


def draw_list(reading: Reading, context: dict, *, keep: bool = True) -> SafeString:
    """The comments on one page of a conversation, with the links to its other pages, as HTML; empty without any.

    `context` goes to the templates and holds `reading`, `page` and `page_url`. With DEBUG on, whenever the cache
    does not answer, and without `keep`, the list is drawn anew.
    """
    conversation = reading.conversation
    if conversation is None or not reading.has_items:
        return SafeString("")
    if not keep or not _may_be_kept(reading, conversation):
        return SafeString(_draw(context))
    parts = [context["page_url"], *_parts_of(reading)]
    return SafeString(_kept("list", conversation, parts, lambda: [_draw(context)])[0])


def answer_kept(conversation: Conversation, etag: str, draw: Callable[[], _AnswerT]) -> _AnswerT:
    """The answer about `conversation` that `etag` names, as `draw` gives it: kept, where everybody may have it."""
    if settings.DEBUG or not conversation.page_is_public:
        return draw()
    return _kept("answer", conversation, [etag], draw)


def beside_the_list(page: Any, urls: dict[str, str], site_settings: ReaderCommentSettings | None) -> list[Any]:
    """What the form and what stands beside it depend on beside the conversation, for `draw_whole`: the `page`, the addresses
    `urls` as they are for who asks, and the settings."""
    return [
        urls,
        page.pk,
        page.title,
        page.closing_question,
        page.last_published_at,
        tokens.hour(),
        today(),
        mail_is_offered(),
        getattr(settings, "COPROD_WAGTAIL", {}),
        _parts_of_settings(site_settings) if site_settings else None,
    ]


def forget(page_id: int) -> None:
    """Drop what is kept of the conversation on this page. Nobody asks for it again; but hidden words should not lie about."""
    try:
        cache, index = caches[conf.CACHE], _index(page_id)
        cache.delete_many([index, *cache.get(index, [])])
    except Exception:
        _tell()


def _may_be_kept(reading, conversation):
    # A list that begins at one comment is for who followed a link to it, and there are as many as comments. What not
    # everybody may read lies about nowhere.
    return bool(not settings.DEBUG and not reading.start and conversation.page_is_public)


def _kept(kind: str, conversation: Conversation, parts: list[Any], draw: Callable[[], _AnswerT]) -> _AnswerT:
    """What is kept under `parts`, or else what `draw` gives, which is then kept."""
    name = sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:32]
    key = f"coprod:{kind}:{conversation.page_id}:{conversation.version}:{name}"
    try:
        cache = caches[conf.CACHE]
        kept: _AnswerT | None = cache.get(key)
    except Exception:
        _tell()
        return draw()
    if kept is not None:
        return kept
    drawn = draw()
    try:
        cache.set(key, drawn, SECONDS)
        _note(cache, conversation.page_id, key)
    except Exception:
        _tell()
    return drawn


def _draw(context) -> str:
    return "".join(render_to_string(f"coprod_wagtail/comments/{name}.html", context) for name in ("_list", "_pages"))


def _parts_of(reading):
    return [
        coprod_wagtail.__version__,
        translation.get_language(),
        timezone.get_current_timezone_name(),
        reading.page_number,
        reading.newest,
        conf.THREADS_PER_PAGE,
        reading.state,
        reading.takes_comments,  # or there are no links for answering
        reading.full,
        reading.message,
        reading.own_words,
        reading.policy,
        reading.closes_at,
        reading.finishes_at,
    ]


def _parts_of_settings(site_settings):
    return [
        {field.attname: getattr(site_settings, field.attname) for field in site_settings._meta.concrete_fields},
        site_settings.languages_of_texts,
        site_settings.is_late,
        site_settings.kept_from_training,
    ]


def _index(page_id):
    return f"coprod:drawn:{page_id}"


def _note(cache, page_id, key):
    # Two at once may lose a key; it then lies there until its time is up.
    index = _index(page_id)
    cache.set(index, [*cache.get(index, [])[-_KNOWN:], key], SECONDS)


def _tell():
    logger.warning("The cache does not answer, so conversations are drawn for every reader.", exc_info=True)
