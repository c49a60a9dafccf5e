"""Taking in what readers send from pages, with every typed word given back when it cannot be taken."""

import logging
import re
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.template import TemplateDoesNotExist
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coprod_wagtail.actions import ActionError
from coprod_wagtail.caching.responses import seal_for_one_person
from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.client import Origin, origin_of
from coprod_wagtail.gateway.refusals import note_refusal
from coprod_wagtail.gateway.unavailable import even_without_database
from coprod_wagtail.layout import layout_context
from coprod_wagtail.page_tree.languages import say_language, speaking_language_of

from .. import texts
from ..constants import NEWEST, ORDER
from ..exceptions import NotPublic, ReplyGone, TooMany
from ..models import ReaderCommentSettings
from . import steps
from .flow import ForeignOrigin, InvalidForm, Unconfirmed, is_commentable, meeting, receive, rehearse
from .forms import CommentForm
from .sizes import is_too_large, length_of, too_large

logger = logging.getLogger(__name__)

_TITLE = re.compile(r"(<title[^>]*>)(.*?)(?=</title)", re.IGNORECASE | re.DOTALL)


# This acts for nobody's session, so there is no identity to protect with a cookie. What stands in for it is the origin
# rule (`gateway.client.origin_of`) and the stateless token (`tokens`).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database(body=texts.YOUR_COMMENT, author_name=texts.NAME_TO_SHOW, author_email=texts.EMAIL)
def send(request, page_id):
    """Take in a reader's comment for the page with this id.

    Success leads to the comment's private page. Whatever else happens, the page comes back with every typed word in
    the form: 422 for something to mend, 413 for far too much, 403 from another site's page, 409 where the conversation
    cannot take it. A page that is not public is a 404 that says nothing of the page and gives the words back to copy. When
    the database does not answer, a page says so (503), with the words to be sent again.

    With ``reply`` (a comment's id, or empty for none), ``page`` (the query of another page of the comments) or ``change``
    nothing is sent: the page comes back, with the words, to be written on there. With ``preview`` or ``step`` nothing is
    sent either: see `steps`. What has to be asked first (`questions`) is asked on the same page that shows a preview.
    """
    if request.method != "POST":
        return _back_to_page(request, page_id)
    page, conversation = meeting(page_id, request)
    commentable = _is_shown(page, conversation, request)
    if is_too_large(request):
        with speaking_language_of(page if commentable else None):
            return too_large(request, "comment")
    # The page comes back in the order in which its reader had it.
    order = request.POST.get(ORDER) == NEWEST
    request.GET = QueryDict(urlencode({ORDER: NEWEST}) if order else "")
    if commentable:
        with speaking_language_of(page):
            return say_language(_way(request)(request, page, conversation))
    form = CommentForm(request.POST, page_id=page.alias_of_id or page_id if page else page_id)
    note_refusal(request, "comment", NotPublic.code)
    # The language of a page that is not public is for those only who saw it when it was.
    with speaking_language_of(page if page and form.was_drawn() else None):
        return say_language(_words_back(request, form))


def _way(request):
    """What the button that was pressed asks for."""
    if {"reply", "page", "change"} & request.POST.keys():
        return _go_on_writing
    if "step" in request.POST:
        return _next_step
    return _look_at_it if "preview" in request.POST else _take_in


def _next_step(request, page, conversation):
    """Another step of the form, one thing at a time; or the one before it that has something to be mended."""
    site_settings = ReaderCommentSettings.for_reading(request)
    if origin_of(request, site_settings.site) == Origin.FOREIGN:
        return _go_on_writing(request, page, conversation)
    wanted = request.POST["step"]
    if wanted == steps.CHECK:
        return _look_at_it(request, page, conversation)
    typed = CommentForm(request.POST, page_id=conversation.page_id)
    behind = steps.to_mend(typed, before=wanted)
    if behind:
        return steps.draw_step(request, page, typed.redrawn(), behind, status=422)
    return steps.draw_step(request, page, CommentForm.unsent(request.POST, conversation.page_id), wanted)


def _look_at_it(request, page, conversation):
    """The comment as it will look. Nothing is sent."""
    form = CommentForm(request.POST, page_id=conversation.page_id)
    return _answer(request, page, form, lambda settings: rehearse(request, conversation, form, settings))


def _go_on_writing(request, page, conversation):
    """Another place on the page, with what was typed so far."""
    form = CommentForm.unsent(request.POST, conversation.page_id)
    if origin_of(request, ReaderCommentSettings.for_reading(request).site) == Origin.FOREIGN:
        form = CommentForm(request.POST, page_id=conversation.page_id)
        form.add_error(None, ForeignOrigin().message)
        note_refusal(request, "comment", ForeignOrigin.code)
        return _page_again(request, page, form, status=403)
    if "reply" in request.POST:
        form.initial["reply_to"] = request.POST["reply"]
    if "page" in request.POST:
        request.GET = QueryDict(request.POST["page"].removeprefix("?"))
    return _page_again(request, page, form, status=200)


def _take_in(request, page, conversation):
    form = CommentForm(request.POST, page_id=conversation.page_id)
    return _answer(request, page, form, lambda settings: receive(request, conversation, form, settings).secret)


def _answer(request, page, form, do):
    """What comes of `do(site_settings)`, which gives the secret of a comment's private page or a comment to look at."""
    again = steps.again if steps.is_chosen(request) else _page_again
    if length_of(request) > conf.MAX_BODY_BYTES:
        note_refusal(request, "comment", "too_large")
        if not form.errors:  # else it says already what is too long
            form.add_error(None, texts.FAR_TOO_LONG)
        return again(request, page, form, status=413)
    try:
        found = do(ReaderCommentSettings.for_reading(request))
    except InvalidForm:
        return again(request, page, form, status=422)
    except Unconfirmed as error:
        return steps.draw_check(request, page, form, error.item, error.questions)
    except NotPublic:
        return _words_back(request, form)
    except TooMany as error:
        form.add_error(None, error.message)
        response = again(request, page, form, status=429)
        response["Retry-After"] = error.retry_after
        return response
    except ActionError as error:
        form.add_error(None, error.message)
        if isinstance(error, ReplyGone):
            form.forget_reply()
        return again(request, page, form, status=403 if isinstance(error, ForeignOrigin) else 409)
    if not isinstance(found, str):
        return steps.draw_check(request, page, form, found, form.questions())
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return seal_for_one_person(redirect(f"{reverse('coprod_comments:slip', args=[found])}{query}#thank-you"))


def _is_shown(page, conversation, request):
    return is_commentable(conversation, request) and page.get_url(request) is not None


def _back_to_page(request, page_id):
    page, conversation = meeting(page_id, request)
    if not _is_shown(page, conversation, request):
        raise Http404
    return redirect(page.get_url(request) + "#form")


def _page_again(request, page, form, *, status):
    """The page as a reader sees it, with the form filled in and what went wrong.

    Every page type draws itself, so this works for a site's own types, too. What `{% comments %}` finds on the request
    is the only thing that differs.
    """
    request.coprod_comment_form = form.redrawn()
    request.coprod_for_one_reader = True
    request.method = "GET"  # page types that take forms of their own must not take ours for theirs
    response = _drawn(page.specific, request)
    # Here and not in a template, so that it holds for pages whose <title> is the site's own. That an error is in the title
    # is the pattern of the GOV.UK Design System (error summary).
    if form.errors:
        response.content = _TITLE.sub(_title_of_an_error, response.content.decode(response.charset), count=1)
    response.status_code = status
    return seal_for_one_person(response)


def _drawn(page, request):
    """The page drawn by its own template, or with its conversation alone where it has none: on a server whose pages are
    drawn elsewhere readers come here only to send, and would lose their words to a template that is missing."""
    try:
        response = page.serve(request)
        if hasattr(response, "render"):
            response.render()
    except TemplateDoesNotExist as missing:
        logger.warning("Page %s has no template (%s), so the form stands on a page of its own.", page.pk, missing)
        return render(request, "coprod_wagtail/comments/form_alone.html", {"page": page, **layout_context()})
    return response


def _title_of_an_error(title):
    tag, words = title.groups()
    return tag + format_html(str(texts.ERROR), title=SafeString(words.strip()))


def _words_back(request, form):
    context = {"words": form["body"].value() or "", "name": form["author_name"].value() or ""} | layout_context()
    return seal_for_one_person(render(request, "coprod_wagtail/comments/words_back.html", context, status=404))
