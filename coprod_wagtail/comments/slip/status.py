"""Where one comment stands, in words for the person who wrote it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from coprod_wagtail.conf import conf
from coprod_wagtail.text.formats import weekday_in_words
from coprod_wagtail.text.moments import local, today

from .. import texts
from ..constants import Access, Status
from ..correspondence.rows import to_answer
from ..grounds.texts import IF_WRONG, WHY_BELOW
from ..reading.promise import closed_in_words


@dataclass(frozen=True)
class SlipStatus:
    heading: str
    lines: list[str]
    #: Whether everybody can read it now, or everybody who may read its page.
    visible: bool
    #: Whether nobody has decided yet.
    waiting: bool


def status_of(comment, site_settings, conversation, messages=(), explained=None, copies=()) -> SlipStatus:
    """Where `comment` stands, for its writer. `conversation` is its own, as the writer may read it (`Conversation.let_in`),
    `messages` what moderators wrote to them, `explained` why it does not show, and `copies` what is said of copies that are kept (`cases.told`). Asks the database nothing."""
    last = messages[-1] if messages else None
    written = bool(last and last.body and last.written_at >= comment.status_since)
    told = written or explained is not None
    published = comment.status == Status.PUBLISHED
    visible = published and conversation.shows_comments()
    waiting = comment.status == Status.PENDING
    if waiting:
        promised = site_settings.promised_day(comment.received_at)
        changed = comment.words_version > 1
        heading = _("Thank you. Your change is saved.") if changed else _("Thank you. Your comment has been sent.")
        lines = [_("Waiting to be read. It is not on our website yet."), _promise(promised)]
        if closed := closed_in_words(site_settings):
            lines.append(closed)
    elif comment.status == Status.TAKEN_BACK:
        heading = _("You have taken your comment down.")
        lines = [_still_here(last_day_to_bring_back(comment.status_since))]
    elif visible:
        heading = _("Thank you. Your comment is on our website.")
        everybody = conversation.page_is_public
        lines = [
            _("Everybody can read it now.") if everybody else _("Everybody who may open its page can read it now.")
        ]
    else:
        heading = _("Thank you for your comment.")
        elsewhere = published and conversation.page_is_live and conversation.access != Access.HIDDEN
        lines = (
            [_("It is on a page that not everybody may open. Those who may can read it.")]
            if elsewhere
            else _why_nobody_can_read_it(comment.status, told)
        )
    if explained is not None:
        lines.append(str(WHY_BELOW))
        if to_answer(comment, messages):
            lines += [] if written else [str(texts.ANSWER_BELOW)]
        elif not last or last.written_at < comment.status_since:
            lines.append(str(IF_WRONG))
    if written and comment.status != Status.TAKEN_BACK:
        lines.append(str(texts.WRITTEN_BELOW))
    if comment.edit_waits and comment.status != Status.TAKEN_BACK:
        lines.append(str(texts.NEW_WORDS_WAIT))
    return SlipStatus(heading, [*lines, *copies], visible, waiting)


def _why_nobody_can_read_it(status, told):
    """`told` says that a moderator has said why, so that nobody has to ask."""
    if status == Status.COVERED:
        lines = [_("Somebody asked us to look at your comment. Nobody can read it until we have.")]
        why = _("If you want to know why, please ask us. Tell us the number below.")
    elif status in {Status.DECLINED, Status.SPAM}:
        lines = [_("Somebody read it, and we decided not to show it. Nobody else can see it.")]
        why = _("If you want to know why, or think we got it wrong, please ask us. Tell us the number below.")
    elif told:
        return [_("It is not on our website at the moment.")]
    else:
        return [
            _(
                "It is not on our website at the moment. If you want to know why, please ask us. Tell us the number below."
            )
        ]
    return lines if told else [*lines, why]


def last_day_to_bring_back(taken_down):
    """The local date until which what was taken down at this moment can be brought back."""
    return local(taken_down + timedelta(days=conf.KEEP_TAKEN_DOWN_DAYS)).date()


def _still_here(day):
    return _("Nobody else can see it. You can bring it back until %(day)s. After that we erase it for ever.") % {
        "day": weekday_in_words(day)
    }


def _promise(promised):
    if promised < today():
        return _("A person reads it before it shows. This is taking longer than we said, and we are sorry.")
    return _("A person reads it before it shows. That usually takes until %(promised)s at the latest.") % {
        "promised": weekday_in_words(promised)
    }
