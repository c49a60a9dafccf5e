"""A conversation as it is shown: finished strings for one flat template, and the same facts for the API and feeds."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.conf import conf
from coprod_wagtail.text.formats import day_in_words, moment_in_words, number_in_words, set_apart

from .constants import DatePrecision, Policy, State, Status
from .models import Conversation, ReaderComment, conversation_of

# What no list shows and what is nobody's business; to fetch it takes time, too.
_NOT_SHOWN = ["body", "author_email", "signs", "received_at", "member", "source", "source_key", "import_batch"]
_NOT_SHOWN += ["repeat_key", "repeat_seal", "slip_hash"]
#: The same for the API, which says the words as they were written, too.
_NOT_ASKED_FOR = [name for name in _NOT_SHOWN if name != "body"]


@dataclass(slots=True)
class Item:
    """One comment, ready to be drawn. `followed` by replies, or a reply that `opens` or `closes` their nested list."""

    pk: int
    heading: SafeString
    plain_heading: str
    name: str
    body_html: SafeString
    note: str = ""
    is_reply: bool = False
    answers: "Item | None" = None
    #: "In answer to", with the heading of that one.
    answers_words: SafeString = SafeString("")
    can_be_answered: bool = True
    #: What the link for answering says.
    reply_words: SafeString = SafeString("")
    language: str = ""
    opens: bool = False
    closes: bool = False
    followed: bool = False
    comment: ReaderComment | None = None

    @property
    def anchor(self):
        return f"comment-{self.pk}"


@dataclass
class Reading:
    """What `{% comments %}` draws: a conversation at one moment, one page of its threads, and what to say about it."""

    page_id: int | None
    state: State
    count: int = 0
    #: The conversation whose comments can be read here, as it was before any of them was looked at; else None.
    conversation: Conversation | None = None
    page_number: int = 1
    page_count: int = 1
    #: The first comment of the thread that the list begins with, instead of at a page by number.
    start: ReaderComment | None = None
    message: str = ""
    closes_at: object = None
    reply_to: Item | None = None
    reply_gone: bool = False
    full: bool = False
    policy: Policy = Policy.INHERIT

    @property
    def has_items(self) -> bool:
        """Whether there is anything in `items`. Asks the database nothing."""
        return self.conversation is not None and self.conversation.thread_count > 0

    @cached_property
    def items(self) -> list[Item]:
        """The comments on this page of the conversation, in the order they are read. Two queries, when first used."""
        if not self.has_items:
            return []
        threads = _threads(self._ids[: conf.THREADS_PER_PAGE], defer=_NOT_SHOWN)
        return [item for thread in threads for item in thread]

    @cached_property
    def _ids(self) -> list[int]:
        """Of the threads on this page, and of the next one if there are more."""
        firsts, size = self._listed.first_comments(), conf.THREADS_PER_PAGE
        if self.start:
            return _ids(firsts, size + 1, after=(self.start.sort_key, self.start.pk - 1))
        return _ids(firsts, size + 1, (self.page_number - 1) * size)

    @property
    def _listed(self) -> QuerySet:
        return ReaderComment.objects.listed_in(self.conversation)

    @property
    def title(self):
        if not self.count:
            return _("Comments")
        # Translators: a heading. Both forms are the same in English, but need not be elsewhere.
        words = ngettext("Comments (%(count)s)", "Comments (%(count)s)", self.count)
        return words % {"count": number_in_words(self.count)}

    @cached_property
    def earlier(self) -> str | None:
        """What the address of the page before has behind the path; None where there is none. One query with `start`."""
        if not self.start:
            return _page_query(self.page_number - 1) if self.page_number > 1 else None
        before = _ids_before(self._listed.first_comments(), conf.THREADS_PER_PAGE, self.start)
        if not before:
            return None
        return f"?comment={before[-1]}" if len(before) == conf.THREADS_PER_PAGE else _page_query(1)

    @property
    def later(self) -> str | None:
        """The same of the page after."""
        if not self.start:
            return _page_query(self.page_number + 1) if self.page_number < self.page_count else None
        following = self._ids[conf.THREADS_PER_PAGE :]
        return f"?comment={following[0]}" if following else None

    @property
    def takes_comments(self):
        return self.state == State.OPEN and not self.full

    def policy_in_force(self, site_settings) -> Policy:
        return Policy(site_settings.policy if self.policy == Policy.INHERIT else self.policy)


def message_in_words(reading) -> str:
    """What stands above the comments: why nobody can write, or that nobody has yet; empty otherwise."""
    if reading.message:
        return reading.message
    if reading.full:
        return _("We have a lot of comments to read. Please come back.")
    if not reading.count:
        return _("Nobody has written here yet. You could be the first.")
    return ""


def read(page, *, page_number=None, reply_id=None, around_id=None, preview=False) -> Reading:
    """One page of the conversation on `page`, which may never have been saved. One query, one more with `around_id` where
    there are several pages, one more with `reply_id`; `Reading.items` asks two of its own. No writes.

    `page_number` counts from 1. With `around_id` the page begins with the thread in which that comment stands: to find
    out on which page by number it is, the database would have to count all threads before it. Numbers that lead nowhere
    give the nearest page.
    """
    conversation = conversation_of(page)
    if conversation is None:
        return Reading(page_id=None, state=State.PREVIEW, message=_message(State.PREVIEW, None))
    state = conversation.state_in_preview() if preview else conversation.state()
    reading = Reading(
        page_id=conversation.page_id,
        state=state,
        message=_message(state, conversation),
        closes_at=conversation.closing_time(),
        full=conversation.is_full(),
        policy=conversation.policy,
    )
    if not conversation.may_be_read():
        return reading
    reading.conversation = conversation
    reading.count = conversation.published_count
    reading.page_count = max(1, ceil(conversation.thread_count / conf.THREADS_PER_PAGE))
    reading.page_number = min(page_number or 1, reading.page_count)
    if around_id and reading.page_count > 1:
        comment = reading._listed.filter(pk=around_id).select_related("thread").first()
        reading.start = comment and (comment.thread or comment)
    if reply_id and reading.takes_comments:
        reading.reply_to = _reply_target(reading._listed, reply_id)
        reading.reply_gone = reading.reply_to is None
    return reading


def _page_query(number):
    return f"?comments={number}" if number > 1 else ""


#: More replies of one thread than this come on pages of their own in the API.
REPLIES_SHOWN = 100


def threads_of(conversation, *, limit, offset=0, after=None) -> tuple[list[list[Item]], bool]:
    """Threads in reading order, each a list of items that begins with its first comment, and whether more follow. Of each
    thread the first `REPLIES_SHOWN` replies; `reply_count` of its first comment says how many there are.

    `after` is the (sort key, id) of a first comment to go on from: as quick at any depth, which an offset is not. Three
    queries.
    """
    listed = ReaderComment.objects.listed_in(conversation)
    pks = _ids(listed.first_comments(), limit + 1, offset, after)
    firsts = ReaderComment.objects.filter(listed=True).defer(*_NOT_ASKED_FOR).in_bulk(pks[:limit])
    phrases = Phrases()
    replies = _first_replies(firsts)
    return [_thread(firsts[pk], replies[pk], phrases) for pk in pks[:limit] if pk in firsts], len(pks) > limit


def replies_of(conversation, first_id, *, limit, offset=0, after=None) -> tuple[list[Item], bool]:
    """Replies in the thread that begins with `first_id`, and whether more follow. Two queries."""
    listed = ReaderComment.objects.listed_in(conversation)
    pks = _ids(listed.filter(thread=first_id), limit + 1, offset, after)
    rows = ReaderComment.objects.filter(listed=True).defer(*_NOT_ASKED_FOR).select_related("reply_to")
    found = rows.in_bulk(pks[:limit])
    phrases, items = Phrases(), []
    for pk in pks[:limit]:
        if pk in found:
            answered = found[pk].reply_to if found[pk].reply_to and found[pk].reply_to.listed else None
            items.append(
                make_item(found[pk], answers=answered and make_item(answered, phrases=phrases), phrases=phrases)
            )
    return items, len(pks) > limit


def _ids(comments, limit, offset=0, after=None) -> list[int]:
    """Of first comments, or of the replies in one thread. Ids first, rows second: cheap at any depth on all databases,
    and MariaDB takes no LIMIT in a subquery."""
    if after:
        sort_key, pk = after
        # The first condition follows from the second, and lets the index find the place.
        comments = comments.filter(sort_key__gte=sort_key).filter(Q(sort_key__gt=sort_key) | Q(pk__gt=pk))
    return list(comments.in_thread_order().values_list("pk", flat=True)[offset : offset + limit])


def _ids_before(comments, limit, start) -> list[int]:
    """Of the first comments before `start`, the nearest first."""
    comments = comments.filter(sort_key__lte=start.sort_key).filter(Q(sort_key__lt=start.sort_key) | Q(pk__lt=start.pk))
    return list(comments.in_thread_order().reverse().values_list("pk", flat=True)[:limit])


def _first_replies(firsts) -> dict[int, list[ReaderComment]]:
    """The replies to show of these threads. One query."""
    rows = ReaderComment.objects.filter(thread__in=list(firsts), listed=True)
    if any(first.reply_count > REPLIES_SHOWN for first in firsts.values()):
        place = Window(RowNumber(), partition_by=F("thread"), order_by=[F("sort_key").asc(), F("pk").asc()])
        rows = rows.annotate(place=place).filter(place__lte=REPLIES_SHOWN)
    replies = {pk: [] for pk in firsts}
    for row in rows.in_reading_order().defer(*_NOT_ASKED_FOR):
        replies[row.thread_id].append(row)
    return replies


def _threads(pks, *, defer):
    # That these may be shown is found out; what is asked once more is whether each is still listed. Not whether it is of
    # this conversation: SQLite would rather walk through all of that than look these up.
    rows = ReaderComment.objects.filter(Q(pk__in=pks) | Q(thread__in=pks), listed=True).in_reading_order()
    rows = rows.defer(*defer)
    replies = {pk: [] for pk in pks}
    firsts = {}
    for row in rows:
        if row.thread_id is None:
            firsts[row.pk] = row
        else:
            replies[row.thread_id].append(row)
    phrases = Phrases()
    # One may have gone between the two queries.
    return [_thread(firsts[pk], replies[pk], phrases) for pk in pks if pk in firsts]


def _thread(first, replies, phrases):
    items = {first.pk: make_item(first, phrases=phrases)}
    for row in replies:
        items[row.pk] = make_item(row, answers=items.get(row.reply_to_id), phrases=phrases)
    thread = list(items.values())
    if replies:
        thread[0].followed = thread[1].opens = thread[-1].closes = True
    return thread


def _reply_target(listed, reply_id):
    row = listed.filter(pk=reply_id, status=Status.PUBLISHED).select_related("reply_to").first()
    if row is None:
        return None
    answered = row.reply_to if row.reply_to and row.reply_to.listed else None
    return make_item(row, answers=answered and make_item(answered))


class Phrases:
    """What is said of comments, in the language of the moment; each phrase and each date is worked out once.

    For drawing many comments: translating and writing dates take longer than all the rest.
    """

    def __init__(self):
        self.language = translation.get_language()
        self._dates = {}

    @cached_property
    def nobody(self):
        # Translators: stands where a name would: "Comment by a reader of our old website".
        return escape(_("a reader of our old website"))

    @cached_property
    def gone(self):
        return escape(_("A comment that is no longer here"))

    @cached_property
    def _heading(self):
        # One for each answer to: is it a reply, is it known to whom, and when.
        return {
            (False, False, False): _("Comment by {name}"),
            (False, False, True): _("Comment by {name}, {when}"),
            (True, False, False): _("Reply by {name}"),
            (True, False, True): _("Reply by {name}, {when}"),
            (True, True, False): _("Reply by {name} to {to}"),
            # Translators: {when} in these is a date, as exact as it is known: "4 May 2026", "May 2026" or "2026".
            (True, True, True): _("Reply by {name} to {to}, {when}"),
        }

    @cached_property
    def _escaped_heading(self):
        return {key: escape(phrase) for key, phrase in self._heading.items()}

    def heading(self, is_reply, name, to, when):
        """In HTML; the parts are safe."""
        phrase = self._escaped_heading[is_reply, is_reply and bool(to), bool(when)]
        return SafeString(phrase.format(name=name, to=to, when=when))

    def plain_heading(self, is_reply, name, to, when):
        phrase = self._heading[is_reply, is_reply and bool(to), bool(when)]
        return phrase.format(name=name, to=to, when=when)

    @cached_property
    def _reply_to_reader(self):
        return SafeString(escape(_("Reply to this reader")))

    @cached_property
    def _reply_to(self):
        return escape(_("Reply to %(name)s"))

    def reply(self, name):
        """What the link for answering says, in HTML. `name` is plain, and may be empty."""
        return SafeString(self._reply_to % {"name": set_apart(name)}) if name else self._reply_to_reader

    @cached_property
    def _in_answer_to(self):
        return escape(_("In answer to: %(comment)s"))

    def in_answer_to(self, heading):
        return SafeString(self._in_answer_to % {"comment": heading})

    def when(self, comment):
        """The date in HTML and in plain words; both empty for an unknown one."""
        moment, precision = comment.posted_at, comment.posted_precision
        if moment is None:
            return "", ""
        local = timezone.localtime(moment)
        key = (local.date(), precision)
        if key not in self._dates:
            words = date_in_words(moment, precision)
            machine = {DatePrecision.YEAR: f"{local:%Y}", DatePrecision.MONTH: f"{local:%Y-%m}"}.get(
                precision, f"{local:%Y-%m-%d}"
            )
            self._dates[key] = f'<time datetime="{machine}">{escape(words)}</time>', words
        return self._dates[key]


def make_item(comment, answers=None, phrases=None) -> Item:
    """One comment as it is shown. `answers` is the item of the comment it replies to, if that one is listed; `phrases`
    saves work where there are many."""
    phrases = phrases or Phrases()
    is_reply = comment.thread_id is not None
    answers_words = phrases.in_answer_to(answers.heading) if answers else ""
    if comment.status != Status.PUBLISHED:
        return Item(
            pk=comment.pk,
            heading=SafeString(phrases.gone),
            plain_heading=_("A comment that is no longer here"),
            name="",
            body_html=SafeString(""),
            note=_GONE[comment.status](),
            is_reply=is_reply,
            answers=answers,
            answers_words=answers_words,
            can_be_answered=False,
            comment=comment,
        )
    name = "" if comment.lost_author else comment.author_name
    shown_name = set_apart(name) if name else phrases.nobody
    to = answers.name if answers else ""
    shown_to = to and set_apart(to)
    when, plain_when = phrases.when(comment)
    return Item(
        pk=comment.pk,
        heading=phrases.heading(is_reply, shown_name, shown_to, when),
        plain_heading=phrases.plain_heading(is_reply, name or _("a reader of our old website"), to, plain_when),
        name=name,
        body_html=SafeString(comment.body_html),
        note=lost_words(comment),
        is_reply=is_reply,
        answers=answers,
        answers_words=answers_words,
        reply_words=phrases.reply(name),
        language=comment.language if comment.language != phrases.language else "",
        comment=comment,
    )


def lost_words(comment) -> str:
    """What we say, honestly, of a comment that lost its writer's name or its date in a move; empty otherwise."""
    if comment.lost_author and comment.posted_at is None:
        return _("Written by a reader on our old website. We no longer have their name or the date.")
    if comment.lost_author:
        return _("Written by a reader on our old website. We no longer have their name.")
    if comment.posted_at is None:
        return _("Written on our old website. We no longer have the date.")
    return ""


def date_in_words(moment, precision=DatePrecision.EXACT) -> str:
    """A date in the reader's language, only as exact as it is known; empty for an unknown one."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    if precision == DatePrecision.YEAR:
        return date_format(local, "Y")
    if precision == DatePrecision.MONTH:
        return date_format(local, "YEAR_MONTH_FORMAT")
    return day_in_words(local)


def promise_in_words(reading, site_settings) -> str:
    """When a comment shows, and by when somebody has read it."""
    if reading.policy_in_force(site_settings) == Policy.SHOW_FIRST:
        return _("Your comment shows straight away. We read every comment afterwards.")
    return ngettext(
        "We read every comment before it shows, usually within %(days)s working day.",
        "We read every comment before it shows, usually within %(days)s working days.",
        site_settings.answer_days,
    ) % {"days": site_settings.answer_days}


_GONE = {
    Status.HIDDEN: lambda: _("We took this comment off the page."),
    Status.TAKEN_BACK: lambda: _("The person who wrote this took it back."),
    Status.ERASED: lambda: _("This comment was removed."),
}


def _message(state, conversation):
    if state == State.NOT_OPEN:
        # No full stop: the time may end in one, as in "5 p.m.".
        return _("You can write here from %(moment)s") % {"moment": moment_in_words(conversation.opens_at)}
    if state == State.CLOSED:
        return _("This conversation closed on %(date)s. You can still read what people said.") % {
            "date": date_in_words(conversation.closes_at)
        }
    if state == State.OPEN:
        return ""
    return {
        State.READ_ONLY: _("You can read the comments here. We are not taking new ones."),
        State.HIDDEN: _("The comments on this page are not shown at the moment."),
        State.NOT_PUBLIC: _("There are no comments here, because this page is not open to everyone."),
        State.PREVIEW: _("This is a preview. People can write here once the page is published."),
    }[state]
