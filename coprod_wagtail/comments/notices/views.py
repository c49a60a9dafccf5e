"""The page behind a link in a mail to a moderator: the comment as it stands, and one button.

A program that opens every link in a mail changes nothing. Whoever presses the button needs no session: the link says who they
are, and whether they may is asked anew each time.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coprod_wagtail.actions import ActionError, Conflict
from coprod_wagtail.caching.responses import seal_for_one_person
from coprod_wagtail.gateway.refusals import note_refusal
from coprod_wagtail.gateway.unavailable import even_without_database
from coprod_wagtail.layout import layout_context
from coprod_wagtail.page_tree.languages import speaking
from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.text.formats import moment_in_words, weekday_in_words

from ..admin.rows import name_of
from ..constants import Status
from ..correspondence.readers import left_to_others
from ..exceptions import AnswerIsForOthers, WordsChanged
from ..intake.sizes import not_too_large
from ..models import MessageToWriter, ReaderComment, ReaderCommentSettings
from ..moderation.history import decisions_about
from ..moderation.pages import page_in_words
from ..moderation.told import Told, is_withheld, last_report, reports_about, waiting_answers_about
from ..moderation.verbs import CLOSE_ANSWER, EDIT_VERBS, Verb
from ..moderation.word_lists.naming import name_entries
from ..permissions import policy
from ..reading.phrases import before_you_read
from ..slip.lookup import proposed_edit
from .constants import DOOR
from .entries import ABOUT_REPORTS, BY_LINK
from .forms import LinkDecisionForm
from .links import BadLink, OldLink, admin_url, read
from .people import Person, email_of, person_of
from .waiting import TOLD_BY_MAIL, is_worrying

_PAGE = "coprod_wagtail/comments/admin/decide.html"


@dataclass(frozen=True)
class _Found:
    """What a link leads to, for the person whom it was sent to."""

    person: Person
    comment: ReaderComment
    verb: Verb
    #: Tells the link from all others, and opens nothing.
    link: str
    #: Whether it is about what readers told us about the comment.
    is_about_reports: bool = False

    @cached_property
    def answers(self) -> list[MessageToWriter]:
        """The messages whose answers the link is about; none where it is about the comment."""
        return waiting_answers_about([self.comment]).get(self.comment.pk, []) if self.verb is CLOSE_ANSWER else []

    @cached_property
    def reports(self) -> list[Told]:
        """What readers told us, if the link is about that, and nobody has decided."""
        return (
            [one for one in reports_about(self.comment, self.person.user) if one.is_open]
            if self.is_about_reports
            else []
        )

    @property
    def is_open(self) -> bool:
        """Whether there is still to be decided what the link was sent for."""
        if self.is_about_reports:
            return bool(self.reports) and self.verb.applies_to(self.comment)
        if self.verb is CLOSE_ANSWER or self.verb.name in EDIT_VERBS:
            return self.verb.applies_to(self.comment)
        is_undecided = self.comment.status == Status.PENDING or self.comment.shown_unread
        return is_undecided and self.verb.applies_to(self.comment)


# The link is who somebody is: no session's identity is used, so there is none to protect.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database()
@not_too_large("decide")
def decide(request, token):
    """Shows the comment and what the link does about it; does that on POST. 404 for a link that nobody made here, 410 for one
    that is too old, 403 where they may not, or not any more, and 409 where somebody else was quicker."""
    try:
        found = _found(token)
    except OldLink:
        return _sealed(_told(request, [_OLD()], status=410))
    except BadLink:
        raise Http404 from None
    if found is None:
        note_refusal(request, "decide", "not_allowed")
        return _sealed(_told(request, [_NOT_YOURS()], status=403))
    with speaking(found.person.language), found.person.clock():
        return _sealed(_decide(request, found))


def _found(token) -> _Found | None:
    link = read(token)
    verb = BY_LINK.get(link.verb)
    if verb is None:
        raise BadLink
    user = _user(link.user)
    if user is None or not user.is_active or not link.is_for(user, email_of(user)):
        return None
    comments = policy.comments_for(user).select_related("page", "conversation", "reply_to")
    comment = comments.annotate(page_is_private=private_page()).filter(pk=link.comment).first()
    if comment is None or not policy.user_has_permission_for_instance(user, "moderate", comment):
        return None
    link_key = sha256(token.encode()).hexdigest()[:16]
    return _Found(person_of(user), comment, verb, link_key, is_about_reports=link.verb in ABOUT_REPORTS)


def _user(pk):
    try:
        return get_user_model()._default_manager.filter(pk=pk).first()
    except (ValueError, ValidationError):
        return None


def _decide(request, found):
    comment = found.comment
    if _belongs_to_admin(found):
        return _told(request, [_SIGN_IN()], found)
    if not found.is_open or _was_used(found):
        return _told(request, _what_was_decided(found), found)
    if found.verb is CLOSE_ANSWER and left_to_others([comment], found.person.user):
        return _told(request, [AnswerIsForOthers().message], found)
    data = request.POST if request.method == "POST" else None
    initial = {"seen": comment.seen_as, "answers": " ".join(str(one.pk) for one in found.answers)}
    initial["reports"] = last_report(found.reports)
    form = LinkDecisionForm(data, initial=initial, verb=found.verb, comment=comment)
    if not form.is_bound:
        return _ask(request, found, form)
    if not form.is_valid():
        return _ask(request, found, form, status=422)
    try:
        if form.seen_words is None or form.seen_status != comment.status:
            raise WordsChanged(comment)
        through = {"door": DOOR, "link": found.link}
        # Whoever came for the comment alone has read nothing of what was told about it.
        reports_seen = form.grounds["reports_seen"] if found.is_about_reports else 0
        found.verb.action(
            comment,
            user=found.person.user,
            words=form.seen_words,
            through=through,
            **form.grounds | {"reports_seen": reports_seen},
        )()
    except WordsChanged as error:
        fresh = LinkDecisionForm(initial=initial | {"seen": comment.seen_as}, verb=found.verb, comment=comment)
        return _ask(request, found, fresh, problem=error.message, status=409)
    except Conflict:
        comment.refresh_from_db(fields=["status"])
        return _told(request, _what_was_decided(found), found, status=409)
    except ActionError as error:
        return _told(request, [error.message], status=403)
    response = _told(request, [], status=303)
    response.headers["Location"] = request.path
    return response


def _belongs_to_admin(found):
    """Whether its words, or what readers told us about it, are for those only who have signed in."""
    comment = found.comment
    if any(is_withheld(report) or report.reason not in TOLD_BY_MAIL for report in found.reports):
        return True
    site = comment.page.get_site()
    without_words = site and ReaderCommentSettings.objects.filter(site=site, mails_without_words=True).exists()
    return without_words or is_worrying(comment)


def _was_used(found):
    return any(entry.data.get("link") == found.link for entry in decisions_about(found.comment))


def _what_was_decided(found) -> list[str]:
    """Who decided what, in words."""
    comment = found.comment
    latest = next(iter(decisions_about(comment)), None)
    words: dict[str, Any] = {"comment": comment, "status": comment.get_status_display()}
    if latest is None or latest.user_id is None:
        return [_("%(comment)s has changed. It is now: %(status)s.") % words]
    words |= {"moment": moment_in_words(latest.timestamp)}
    if latest.user_id == found.person.user.pk:
        return [_("On %(moment)s you decided about %(comment)s. It is now: %(status)s.") % words]
    words |= {"person": latest.person}
    return [
        _("On %(moment)s %(person)s decided about %(comment)s. It is now: %(status)s. This link changes nothing.")
        % words
    ]


def _ask(request, found, form, *, problem="", status=200):
    comment, person = found.comment, found.person
    site = comment.page.get_site()
    new = proposed_edit(comment) if found.verb.name in EDIT_VERBS else None
    site_settings = ReaderCommentSettings.stored_for(site)
    shown = new or comment
    name_entries([shown])
    return render(
        request,
        _PAGE,
        {
            "verb": found.verb,
            "comment": comment,
            "form": form,
            "problem": problem,
            "name": name_of(shown),
            "words": SafeString(shown.body_html),
            "note": before_you_read(shown.content_note) if shown.content_note else "",
            "old_words": SafeString(comment.body_html) if new else "",
            "signs": shown.sign_labels,
            "parent": _parent(comment, person),
            "answers": found.answers,
            "reports": found.reports,
            "page_title": page_in_words(person.user, comment.page, comment.page_is_private),
            "by_when": _by_when(found, new, site_settings),
            "admin_url": _in_the_admin(comment),
            **layout_context(),
        },
        status=status,
    )


def _by_when(found, new, site_settings):
    """By when what the link is about is to be read, `new` words for the comment among it; empty for what nobody is waiting for."""
    since = new.proposed_at if new else found.comment.received_at
    if found.reports:
        since = found.reports[0].created_at
    elif found.comment.shown_unread and not new:
        return ""
    return weekday_in_words(site_settings.promised_day(since))


def _parent(comment, person):
    """What it answers, where they may read that."""
    parent = comment.reply_to
    if parent and policy.user_has_permission_for_instance(person.user, "view", parent):
        return {"name": name_of(parent), "words": SafeString(parent.body_html)}
    return None


def _told(request, lines, found=None, *, status=200):
    """A page with nothing but what is said, and the way to the admin."""
    context = {
        "heading": _("Your decision"),
        "lines": lines,
        "admin_url": _in_the_admin(found.comment) if found else admin_url(_queue()),
    }
    return render(request, "coprod_wagtail/comments/admin/decide_done.html", context | layout_context(), status=status)


def _queue():
    return reverse("coprod_reader_comments:index")


def _in_the_admin(comment):
    return admin_url(reverse("coprod_reader_comments:inspect", args=[comment.pk]), comment.page)


def _sealed(response):
    return seal_for_one_person(response)


def _OLD():
    return _("This link is too old. Please decide in the admin.")


def _NOT_YOURS():
    return _("This link does not work. The comment may be gone, or you may not decide about it any more.")


def _SIGN_IN():
    return _("Please sign in to read this comment, and decide there.")
