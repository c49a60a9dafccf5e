"""What happens between a valid form and a row: an ordered list of phases, each of which may add named signs.

A phase is a function ``phase(context) -> Result | None``, found by dotted path in ``MODERATION_PHASES``. It reads a
frozen `Context` and returns a partial `Result`, or None for "nothing to say". It decides nothing by itself: signs are
collected, and whether something shows before it was read is for an editor's policy, never for a phase that saw a sign.
"""

from dataclasses import dataclass, replace

from django.utils.module_loading import import_string

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.client import Origin

from ..constants import Policy, Status


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
    policy: Policy  #: the policy in force: READ_FIRST or SHOW_FIRST
    dropped_characters: bool = False  #: whether any were left out (see `text.plain_text.drops_characters`)
    site_name: str = ""  #: what the website is called on which it was written
    signs: tuple[str, ...] = ()  #: what earlier phases found


@dataclass(frozen=True, slots=True)
class Result:
    signs: tuple[str, ...] = ()
    show: bool = False  #: whether an editor's policy lets this comment show before it was read


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    signs: tuple[str, ...]


#: Where the site's settings name none.
USUAL_PHASES = [
    "coprod_wagtail.comments.moderation.phases.honeypot.honeypot",
    "coprod_wagtail.comments.moderation.phases.origin.origin",
    "coprod_wagtail.comments.moderation.phases.too_soon.too_soon",
    "coprod_wagtail.comments.moderation.phases.links.links",
    "coprod_wagtail.comments.moderation.phases.many_at_once.many_at_once",
    "coprod_wagtail.comments.moderation.phases.same_words.same_words",
    "coprod_wagtail.comments.moderation.phases.dropped_characters.dropped_characters",
    "coprod_wagtail.comments.moderation.phases.official_name.official_name",
    "coprod_wagtail.comments.moderation.phases.policy.policy",
]


def phases() -> list[str]:
    """Dotted paths of the phases in force, in order."""
    return USUAL_PHASES if conf.MODERATION_PHASES is None else conf.MODERATION_PHASES


def signs_of_words(
    body: str, author_name: str, *, same_words: bool | None, dropped_characters: bool, site_name: str
) -> list[str]:
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
        policy=Policy.READ_FIRST,
        dropped_characters=dropped_characters,
        site_name=site_name,
    )
    return list(run(context).signs)


def run(context: Context) -> Verdict:
    """All phases in order. The status is PENDING, unless a phase let it show and no phase found a sign."""
    show = False
    for path in phases():
        result = import_string(path)(context)
        if result is None:
            continue
        show = show or result.show
        context = _with_signs(context, result.signs)
    status = Status.PUBLISHED if show and not context.signs else Status.PENDING
    return Verdict(status=status, signs=context.signs)


def _with_signs(context, signs):
    return replace(context, signs=context.signs + tuple(sign for sign in signs if sign not in context.signs))
