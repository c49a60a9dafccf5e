"""Taking in what readers send from pages, with every typed word given back when it cannot be taken."""

import re

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coprod_wagtail.actions import ActionError
from coprod_wagtail.caching.responses import seal_for_one_person
from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.languages import say_language, speaking_language_of

from ..exceptions import NotPublic, ReplyGone, TooMany
from ..models import Conversation, ReaderCommentSettings
from .flow import ForeignOrigin, InvalidForm, is_commentable, receive
from .forms import CommentForm

_TITLE = re.compile(r"(<title[^>]*>)(.*?)(?=</title)", re.IGNORECASE | re.DOTALL)


# This acts for nobody's session, so there is no identity to protect with a cookie. What stands in for it is the origin
# rule (`gateway.client.origin_of`) and the stateless token (`tokens`).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def send(request, page_id):
    """Take in a reader's comment for the page with this id.

    Success leads to the comment's private page. Whatever else happens, the page comes back with every typed word in
    the form: 422 for something to mend, 403 from another site's page, 409 where the conversation cannot take it. A
    page that is not public is a 404 that says nothing of the page and gives the words back to copy.
    """
    if request.method != "POST":
        return _back_to_page(request, page_id)
    conversation = Conversation.for_page_id(page_id)
    commentable = _is_shown(conversation, request)
    if _length(request) > conf.MAX_BODY_BYTES:
        with speaking_language_of(conversation.page if commentable else None):
            response = render(request, "coprod_wagtail/comments/too_large.html", status=413)
            return say_language(seal_for_one_person(response))
    if commentable:
        with speaking_language_of(conversation.page):
            return say_language(_take_in(request, conversation))
    form = CommentForm(request.POST, page_id=page_id)
    # The language of a page that is not public is for those only who saw it when it was.
    with speaking_language_of(conversation.page if conversation and form.was_drawn() else None):
        return say_language(_words_back(request, form))


def _take_in(request, conversation):
    form = CommentForm(request.POST, page_id=conversation.page_id)
    try:
        secret = receive(request, conversation, form, ReaderCommentSettings.for_reading(request))
    except InvalidForm:
        return _page_again(request, conversation.page, form, status=422)
    except NotPublic:
        return _words_back(request, form)
    except TooMany as error:
        form.add_error(None, error.message)
        response = _page_again(request, conversation.page, form, status=429)
        response["Retry-After"] = error.retry_after
        return response
    except ActionError as error:
        form.add_error(None, error.message)
        if isinstance(error, ReplyGone):
            form.forget_reply()
        return _page_again(request, conversation.page, form, status=403 if isinstance(error, ForeignOrigin) else 409)
    return seal_for_one_person(redirect(reverse("coprod_comments:slip", args=[secret]) + "#thank-you"))


def _length(request):
    """Bytes that the client says it sends; the server hands on no more than that."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0


def _is_shown(conversation, request):
    return is_commentable(conversation, request) and conversation.page.get_url(request) is not None


def _back_to_page(request, page_id):
    conversation = Conversation.for_page_id(page_id)
    if not _is_shown(conversation, request):
        raise Http404
    return redirect(conversation.page.get_url(request) + "#form")


def _page_again(request, page, form, *, status):
    """The page as a reader sees it, with the form filled in and what went wrong.

    Every page type draws itself, so this works for a site's own types, too. What `{% comments %}` finds on the request
    is the only thing that differs.
    """
    request.coprod_comment_form = form.redrawn()
    request.coprod_for_one_reader = True
    request.method = "GET"  # page types that take forms of their own must not take ours for theirs
    response = page.specific.serve(request)
    if hasattr(response, "render"):
        response.render()
    # Here and not in a template, so that it holds for pages whose <title> is the site's own. That an error is in the title
    # is the pattern of the GOV.UK Design System (error summary).
    response.content = _TITLE.sub(_title_of_an_error, response.content.decode(response.charset), count=1)
    response.status_code = status
    return seal_for_one_person(response)


def _title_of_an_error(title):
    tag, words = title.groups()
    # Translators: the title of a page that says what is wrong. Error comes first, because it is heard first.
    return tag + format_html(_("Error: {title}"), title=SafeString(words.strip()))


def _words_back(request, form):
    context = {"words": form["body"].value() or "", "name": form["author_name"].value() or ""}
    return seal_for_one_person(render(request, "coprod_wagtail/comments/words_back.html", context, status=404))
