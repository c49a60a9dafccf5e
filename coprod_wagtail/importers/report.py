"""Says in plain words what was found, what becomes of it and what does not. Every function gives lines to print."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.comments.reading.phrases import date_in_words
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.text.formats import day_in_words, plain_with_commas

from .content import HEADING, LIST, PARAGRAPH, QUOTE, TABLE
from .formats.saved_page.article import quoted


def found(plan):
    """What is in the file; a line for each comment, however many they are."""
    post = plan.post
    count = len(post.words)
    lines = [
        _("What we found"),
        "  " + _("Title: %(title)s") % {"title": post.title},
        "  " + _("Text: %(parts)s, %(words)s") % {"parts": _parts(post), "words": _words(count)},
    ]
    headings = [block.text for block in post.blocks if block.kind == HEADING]
    lines += ["  " + _("Heading in the text: %(heading)s") % {"heading": heading} for heading in headings]
    unknown = _("not known")
    question = post.closing_question or _("none")
    authors = plain_with_commas(post.authors) or unknown
    date = day_in_words(post.date) if post.date else unknown
    lines += [
        "  " + _("Closing question: %(question)s") % {"question": question},
        "  " + _("Written by: %(authors)s") % {"authors": authors},
        "  " + _("Date: %(date)s") % {"date": date},
        "  " + _("Comments: %(count)s") % {"count": plan.new_comments + plan.known_comments},
    ]
    yield from lines
    for comment in post.comments:
        yield f"    {_comment(comment)}"


def to_make(plan, *, done=False):
    """What is made of it, or was if `done`."""
    title = _("What we made") if done else _("What we will make")
    comments = plan.new_comments
    if plan.existing is not None:
        return [title, *_here_already(plan), "  " + _new_comments(comments)]
    lines = [
        title,
        "  "
        + _("A post under “%(parent)s”, published, at %(path)s")
        % {"parent": plan.parent.title, "path": f"{url_of(plan.parent).rstrip('/')}/{plan.slug}/"},
    ]
    if plan.slug_taken_by:
        lines.append(
            "  "
            + _("The address ends in “%(slug)s”, because the page “%(other)s” has the shorter one.")
            % {"slug": plan.slug, "other": plan.slug_taken_by}
        )
    lines.append("  " + (_new_comments(comments) if comments else _("It has no comments.")))
    if not plan.post.date:
        lines.append("  " + _("Its date stays empty: nobody knows it, and today's would not be true."))
    lines.append("  " + _("Its summary stays empty, and the whole introduction is in the text. Write one if you like."))
    return lines


def left_out(post):
    """What goes nowhere, and why."""
    if not post.left_out:
        return [_("What we leave out: nothing")]
    lines = [_("What we leave out, and why")]
    for item, times in Counter(post.left_out).items():
        what = item.what
        if times > 1:
            words = ngettext("%(what)s, %(times)s time", "%(what)s, %(times)s times", times)
            what = words % {"what": item.what, "times": times}
        lines.append(f"  {what}: {item.why}")
    return lines


def to_check(post):
    """What a person should look at; no line where there is nothing."""
    return [_("Please check"), *(f"  {note}" for note in post.notes)] if post.notes else []


def nothing_to_do(plan):
    """The file was brought in before."""
    return [*(line.strip() for line in _here_already(plan)), _("Nothing was changed.")]


def _here_already(plan):
    known = plan.known_comments
    if known:
        words = ngettext(
            "This page and its %(count)s comment are here already: %(address)s",
            "This page and its %(count)s comments are here already: %(address)s",
            known,
        )
    else:
        words = _("This page is here already: %(address)s")
    lines = ["  " + words % {"count": known, "address": url_of(plan.existing)}]
    if not plan.existing.live:
        lines.append("  " + _("It is not published at the moment."))
    if plan.wording_changed:
        lines.append(
            "  "
            + _(
                "The text in the file is not the same as the one we brought in then. The page on the site stays as it is. "
                "If this is another post, give it another title in the file."
            )
        )
    return lines


def _new_comments(count):
    return ngettext(
        "Its %(count)s comment, published straight away: it was public on the old website",
        "Its %(count)s comments, published straight away: they were public on the old website",
        count,
    ) % {"count": count}


def url_of(page):
    """Where readers find `page`, also if another server draws it; below no site, its place in the tree."""
    where = page_path(page)
    return where.url if where else page.url_path


def _parts(post):
    kinds = [block.kind for block in post.blocks]
    paragraphs, headings = kinds.count(PARAGRAPH), kinds.count(HEADING)
    lists, quotes, tables = kinds.count(LIST), kinds.count(QUOTE), kinds.count(TABLE)
    counted = [
        (paragraphs, ngettext("%(count)s paragraph", "%(count)s paragraphs", paragraphs)),
        (headings, ngettext("%(count)s heading", "%(count)s headings", headings)),
        (lists, ngettext("%(count)s list", "%(count)s lists", lists)),
        (quotes, ngettext("%(count)s quotation", "%(count)s quotations", quotes)),
        (tables, ngettext("%(count)s table", "%(count)s tables", tables)),
    ]
    return plain_with_commas(words % {"count": count} for count, words in counted if count)


def _words(count):
    return ngettext("%(count)s word", "%(count)s words", count) % {"count": count}


def _comment(comment):
    parts = {
        "number": comment.position,
        "who": _("By %(names)s") % {"names": comment.author_name} if comment.author_name else _("Name not known"),
        "when": date_in_words(comment.posted_at, comment.precision) or _("date not known"),
        "words": quoted(comment.body),
    }
    if comment.reply_to:
        return _("%(number)s. %(who)s, %(when)s, in answer to %(first)s: %(words)s") % {
            **parts,
            "first": comment.reply_to,
        }
    return _("%(number)s. %(who)s, %(when)s: %(words)s") % parts
