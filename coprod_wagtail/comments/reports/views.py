"""The page on which readers tell us about a comment: no account, no scripts, no cookie."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from coprod_wagtail.actions import ActionError
from coprod_wagtail.caching.responses import seal_for_one_person
from coprod_wagtail.gateway.unavailable import even_without_database
from coprod_wagtail.layout import layout_context
from coprod_wagtail.page_tree.languages import say_language, speaking_language_of

from .. import texts
from ..constants import HOLDS_PLACE, TOMBSTONES, Status
from ..exceptions import NotPublic, TooMany
from ..intake.forms import HONEYPOT_FIELD
from ..intake.sizes import not_too_large
from ..models import ReaderCommentSettings
from ..reading.items import make_item
from ..reading.phrases import excerpt
from . import flow
from .flow import InvalidForm
from .forms import ReportForm


# This acts for nobody's session, so there is no identity to protect with a cookie. What stands in for it is the origin
# rule (`gateway.client.origin_of`) and the stateless token (`intake.tokens`).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database(
    body=texts.REPORT_BODY,
    statement=texts.REPORT_STATEMENT,
    meaning=texts.REPORT_MEANING,
    untrue=texts.REPORT_UNTRUE,
    name=texts.REPORT_NAME,
    email=texts.MAIL_ADDRESS,
)
@not_too_large("report", texts.REPORT_TOO_LONG)
def report(request, comment_id):
    """The form about one comment, and taking in what it says; on GET nothing changes.

    Success leads to a page that says thank you. What cannot be taken comes back with every typed word: 422 for something to
    mend, 403 from another site's page, 429 for far too many. About a comment that was never shown, or was erased, nothing is
    said (404), and the words are given back to copy.
    """
    target = flow.target_of(request, comment_id)
    if request.method != "POST":
        if target is None or not target.is_shown:
            raise Http404
        with speaking_language_of(target.page):
            return say_language(_drawn(request, target, ReportForm.fresh(comment_id)))
    form = ReportForm(request.POST, comment_id=comment_id)
    # The language of a page that is not public is for those only who saw it when it was.
    with speaking_language_of(target.page if target and (target.is_shown or form.was_drawn()) else None):
        return say_language(_take_in(request, target, form))


def _take_in(request, target, form):
    site_settings = _settings(request, target)
    try:
        flow.receive(request, target, form, site_settings)
    except InvalidForm:
        return _drawn(request, target, form.redrawn(), 422)
    except NotPublic:
        return _words_back(request, form)
    except ActionError as error:
        form.add_error(None, error.message)
        if target is None or not (target.is_shown or form.was_drawn()):
            return _words_back(request, form, status=429)
        too_many = isinstance(error, TooMany)
        response = _drawn(request, target, form.redrawn(), 429 if too_many else 403)
        if too_many:
            response["Retry-After"] = error.retry_after
        return response
    return seal_for_one_person(redirect(reverse("coprod_comments:reported", args=[form.comment_id]) + "#thank-you"))


@require_safe
@even_without_database()
def reported(request, comment_id):
    """Where whoever told us about a comment is led. It says nothing that the conversation does not say to everybody."""
    target = flow.target_of(request, comment_id)
    shown = target and target.is_shown
    site_settings = _settings(request, target)
    with speaking_language_of(target.page if shown else None):
        context = {
            "heading": texts.REPORTED,
            "lines": flow.said_afterwards(target, site_settings),
            "settings_for_comments": site_settings,
            "back_url": _back(request, target) if shown else None,
            **layout_context(),
        }
        response = render(request, "coprod_wagtail/comments/reported.html", context)
        return say_language(seal_for_one_person(response))


def _settings(request, target):
    """Those of the site that the comment stands on, whichever of the sites was asked; that of a page, as over the API."""
    if target is None:
        return ReaderCommentSettings.for_reading(request)
    return ReaderCommentSettings.for_site(target.conversation.page.get_site())


def _back(request, target):
    page_url = target.page.get_url(request)
    return page_url and f"{page_url}?comment={target.comment.pk}#comment-{target.comment.pk}"


def _drawn(request, target, form, status=200):
    site_settings = _settings(request, target)
    # Of one that is covered, or gone since the form was drawn, no word is said.
    readable = target.is_shown and target.comment.status == Status.PUBLISHED
    # Nor is there a heading for what waits or was refused meanwhile.
    stands = target.comment.status in (*HOLDS_PLACE, *TOMBSTONES)
    item = make_item(target.comment) if stands else None
    context = {
        "form": form,
        "is_wrong": bool(form.errors),
        "reason": form["reason"],
        "notice": [form[name] for name in form.notice],
        "asks_for_notice": any(form[name].errors for name in form.notice),
        "body": form["body"],
        "email": None if "email" in form.notice else form["email"],
        "honeypot": form[HONEYPOT_FIELD],
        "item": item,
        "excerpt": excerpt(target.comment) if readable else None,
        "lines": flow.what_happens(site_settings),
        "settings_for_comments": site_settings,
        "back_url": _back(request, target),
        **layout_context(),
    }
    return seal_for_one_person(render(request, "coprod_wagtail/comments/report.html", context, status=status))


def _words_back(request, form, status=404):
    typed = [(form[name].label, form[name].value()) for name in ("body", "statement", "meaning", "untrue")]
    context = {
        "sentence": flow.gone_words() if status == 404 else " ".join(form.non_field_errors()),
        "typed": [(label, value) for label, value in typed if value],
        **layout_context(),
    }
    return seal_for_one_person(render(request, "coprod_wagtail/comments/report_back.html", context, status=status))
