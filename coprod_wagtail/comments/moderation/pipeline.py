"""What happens between a valid form and a row: an ordered list of phases, each of which may add named signs.

A phase is a function ``phase(context) -> Result | None``, found by dotted path in ``MODERATION_PHASES``. It reads a
frozen `Context` and returns a partial `Result`, or None for "nothing to say". It decides nothing by itself: signs are
collected, and whether something shows before it was read is for an editor's policy, never for a phase that saw a sign.
"""

from dataclasses import dataclass, replace

from django.utils.module_loading import import_string

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.client import Origin

from ..constants import Policy, QueueRank, Status


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a comment that was just sent. No address and nothing else that is not kept anyway."""

    body: str
    author_name: str
    has_email: bool
    honeypot: str
    seconds: float | None  #: from drawing the form to sending it; None if the form did not say
    origin: str  #: a value of `client.Origin`
    many_at_once: bool | None  #: whether many came from the same place, or to the same page, in a short time; None if
    #: nobody could count
    same_words: bool | None  #: whether the same long text came before, to any page; None if nobody could tell
    near_repeat: bool | None  #: whether nearly the same text came before, to any page; None if nobody could tell
    policy: Policy  #: the policy in force: READ_FIRST or SHOW_FIRST
    busy_page: bool = False  #: whether the page got far more than usual within an hour
    busy_site: bool = False  #: whether the whole website did
    dropped_characters: bool = False  #: whether any were left out (see `text.plain_text.drops_characters`)
    site_name: str = ""  #: what the website is called on which it was written
    site_id: int | None = None  #: the id of that website (Wagtail's `Site`); None where a page is on none
    language: str = ""  #: the code of the language of the words
    held: bool = False  #: whether a moderator holds what its writer sends, or its flood, for a while
    asks_service: bool = False  #: whether a service outside is asked about it once it is stored
    content_note: str = ""  #: what people should know before they read it
    signs: tuple[str, ...] = ()  #: what earlier phases found


@dataclass(frozen=True, slots=True)
class Result:
    signs: tuple[str, ...] = ()
    show: bool = False  #: whether an editor's policy lets this comment show before it was read
    first: bool = False  #: whether it comes first among those that wait


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    signs: tuple[str, ...]
    queue_rank: QueueRank = QueueRank.USUAL


#: Where the site's settings name none.
USUAL_PHASES = [
    "coprod_wagtail.comments.moderation.phases.honeypot.honeypot",
    "coprod_wagtail.comments.moderation.phases.origin.origin",
    "coprod_wagtail.comments.moderation.phases.too_soon.too_soon",
    "coprod_wagtail.comments.moderation.phases.links.links",
    "coprod_wagtail.comments.moderation.phases.many_at_once.many_at_once",
    "coprod_wagtail.comments.moderation.phases.busy.busy",
    "coprod_wagtail.comments.moderation.phases.same_words.same_words",
    "coprod_wagtail.comments.moderation.phases.near_repeat.near_repeat",
    "coprod_wagtail.comments.moderation.phases.dropped_characters.dropped_characters",
    "coprod_wagtail.comments.moderation.phases.official_name.official_name",
    "coprod_wagtail.comments.moderation.phases.word_list.word_list",
    "coprod_wagtail.comments.moderation.phases.private_details.private_details",
    "coprod_wagtail.comments.moderation.phases.held.held",
    "coprod_wagtail.comments.moderation.phases.spam_service.spam_service",
    "coprod_wagtail.comments.moderation.phases.policy.policy",
]


def phases() -> list[str]:
    """Dotted paths of the phases in force, in order."""
    return USUAL_PHASES if conf.MODERATION_PHASES is None else conf.MODERATION_PHASES


def verdict_on_words(
    body: str,
    author_name: str,
    *,
    same_words: bool | None,
    dropped_characters: bool,
    site_name: str,
    site_id: int | None,
    language: str,
    content_note: str = "",
) -> Verdict:
    """What all phases find in these words and this name, by themselves: nothing odd is known of how they came."""
    context = Context(
        body=body,
        author_name=author_name,
        has_email=False,
        honeypot="",
        seconds=None,
        origin=Origin.SAME,
        many_at_once=False,
        same_words=same_words,
        near_repeat=False,  # of the words before it
        policy=Policy.READ_FIRST,
        dropped_characters=dropped_characters,
        site_name=site_name,
        site_id=site_id,
        language=language,
        content_note=content_note,
    )
    return run(context)


def run(context: Context) -> Verdict:
    """All phases in order. The status is PENDING, unless a phase let it show and no phase found a sign."""
    show = first = False
    for path in phases():
        result = import_string(path)(context)
        if result is None:
            continue
        show, first = show or result.show, first or result.first
        context = _with_signs(context, result.signs)
    status = Status.PUBLISHED if show and not context.signs else Status.PENDING
    return Verdict(status, context.signs, QueueRank.FIRST if first else QueueRank.USUAL)


def _with_signs(context, signs):
    return replace(context, signs=context.signs + tuple(sign for sign in signs if sign not in context.signs))
