"""The comment's private page, what its writer can do there, and how they find it again."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from coprod_wagtail.actions import ActionError, Conflict
from coprod_wagtail.caching.responses import seal_for_one_person
from coprod_wagtail.gateway.client import client_address
from coprod_wagtail.gateway.refusals import note_refusal
from coprod_wagtail.gateway.unavailable import even_without_database
from coprod_wagtail.layout import layout_context
from coprod_wagtail.page_tree.languages import (
    chosen_language,
    has_languages,
    other_languages,
    say_language,
    speaking,
    speaking_language_of,
)
from coprod_wagtail.text.spoken import other_mark

from .. import texts
from ..actions import EditComment
from ..cases.told import copy_lines, erased_lines
from ..constants import NEWEST, ORDER
from ..correspondence.forms import AnswerForm
from ..correspondence.rows import messages_about, said, to_answer
from ..correspondence.shapes import title_of
from ..covering import shapes as covering
from ..exceptions import CommentGone, TooManyTries
from ..grounds import shapes as grounds
from ..intake.sizes import not_too_large
from ..mail.own import own_mail
from ..models import Conversation, ReaderCommentSettings
from .forms import EditForm, FindForm
from .lookup import comment_by_secret, proposed_edit, secret_by_passphrase, words_of
from .passphrase import passphrase
from .status import status_of
from .verbs import hint_for_change, verbs_for
from .written_on import page_as_written_on

#: In the address of the page after erasing: that a copy is kept.
COPY = "copy"


@require_safe
@even_without_database()
def slip(request, secret):
    """The comment's private page: thank you, what happens next, and where it stands, for whoever has the address."""
    comment, conversation = _found(secret)
    page = page_as_written_on(comment, conversation.page)
    with speaking_language_of(page), speaking(chosen_language(request)):
        return say_language(_slip(request, secret, comment, conversation, page))


# Whoever has the address is the writer: no session's identity is used, so there is none to protect. A page of another site
# that knew the address could open it as well.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database()
def act(request, secret, verb):
    """What the writer of a comment does with it, on POST only: programs that open every link change nothing. On GET it is
    asked once more. One click too many, or a comment that changed meanwhile, leads back to where it stands."""
    if request.method == "POST":
        return seal_for_one_person(redirect(_done(secret, verb)))
    comment, conversation = _found(secret)
    if not verb.applies_to(comment):
        return seal_for_one_person(redirect("coprod_comments:slip", secret))
    with speaking_language_of(page_as_written_on(comment, conversation.page)):
        copies = copy_lines(comment) if verb.is_final else []
        context = {"comment": comment, "secret": secret, "verb": verb, "copies": copies, **layout_context()}
        answer = render(request, "coprod_wagtail/comments/slip_question.html", context)
        return say_language(seal_for_one_person(answer))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database(body=texts.YOUR_COMMENT, author_name=texts.NAME_TO_SHOW)
@not_too_large("edit")
def edit(request, secret):
    """The writer of a comment changes words or name. What cannot be taken comes back with every typed word: 422 for something
    to mend, 409 where they changed it in another window meanwhile. What looks private is asked about once, as when it was sent;
    with ``change`` nothing is saved, and the form is there again."""
    comment, conversation = _found(secret)
    if hint_for_change(comment) is None:
        return seal_for_one_person(redirect("coprod_comments:slip", secret))
    with speaking_language_of(page_as_written_on(comment, conversation.page)):
        return say_language(seal_for_one_person(_edit(request, secret, comment)))


def _edit(request, secret, comment):
    status, form, questions = 200, EditForm.of(comment, proposed_edit(comment) or comment), []
    if request.method == "POST" and "change" in request.POST:
        form = EditForm.unsaved(request.POST, comment.page_id)
    elif request.method == "POST":
        form = EditForm(request.POST, page_id=comment.page_id)
        try:
            questions = form.questions() if form.is_valid() else []
            if form.is_valid() and not questions:
                EditComment(comment, **form.changes)()
                return _see_other(secret)
            status = 200 if questions else 422
        except CommentGone:
            raise Http404 from None
        except Conflict as error:
            status = 409
            form = form.again(comment.words_version, error.message)
    context = {"form": form, "comment": comment, "secret": secret, "hint": hint_for_change(comment), **layout_context()}
    if questions:
        context |= {"question": questions[0], "confirm": questions[0].answer}
        context["unseen"] = [
            (name, form[name].value() or "") for name in ("body", "author_name", "content_note", "version")
        ]
    return render(request, "coprod_wagtail/comments/slip_edit.html", context, status=status)


def _see_other(secret):
    answer = redirect("coprod_comments:slip", secret)
    answer.status_code = 303
    return answer


def _done(secret, verb):
    """Do it, and say where that leads."""
    try:
        comment, _conversation = _found(secret)
        action = verb.action(comment)
        action()
        if getattr(action, "keeps_copy", False):
            return f"{reverse('coprod_comments:erased')}?{COPY}=1"
    except (Http404, CommentGone):
        if not verb.is_final:
            raise Http404 from None
    except Conflict:
        pass
    # A second click finds no comment, and the answer to that one is what the browser shows.
    return reverse("coprod_comments:erased") if verb.is_final else reverse("coprod_comments:slip", args=[secret])


# As above: nothing here acts for a session.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database()
@not_too_large("find", texts.REPORT_TOO_LONG)
def find(request):
    """Leads to a comment's private page (303) whoever knows its number and its four words. Else the form comes back with what
    was typed: 422 for something to mend, 404 where the two lead to nothing, 429 after too many tries."""
    form = FindForm(request.POST if request.method == "POST" else None)
    status, retry_after = 200, None
    if form.is_bound:
        try:
            if form.is_valid():
                secret = secret_by_passphrase(**form.cleaned_data, client_address=client_address(request))
                return seal_for_one_person(_see_other(secret))
            status = 422
        except ActionError as error:
            form.add_error(None, error.message)
            note_refusal(request, "find", error.code)
            status = 404
            if isinstance(error, TooManyTries):
                status, retry_after = 429, error.retry_after
    title = str(texts.ERROR).format(title=texts.FIND) if form.errors else texts.FIND
    context = {"form": form, "title": title, **layout_context()}
    answer = render(request, "coprod_wagtail/comments/slip_find.html", context, status=status)
    if retry_after:
        answer["Retry-After"] = retry_after
    return seal_for_one_person(answer)


@require_safe
def erased(request):
    """Where whoever erased a comment is led. It says the same to everybody: nothing is known of the comment any more."""
    lines = erased_lines() if COPY in request.GET else texts.ERASED_LINES
    context = {"heading": texts.ERASED, "lines": lines, **layout_context()}
    return seal_for_one_person(render(request, "coprod_wagtail/comments/slip_erased.html", context))


def _found(secret):
    comment = comment_by_secret(secret)
    conversation = Conversation.for_page_id(comment.page_id) if comment else None
    if comment is None or conversation is None:  # the page may have gone between the two questions
        raise Http404
    return comment, conversation


def _slip(request, secret, comment, conversation, page):
    site_settings = ReaderCommentSettings.for_reading(request)
    conversation.let_in(request)
    page_url = page.get_url(request) if conversation.page_may_be_read() else None
    # Back in the order in which they read before they wrote.
    also = f"&{ORDER}={NEWEST}" if request.GET.get(ORDER) == NEWEST else ""
    messages = messages_about(comment)
    to_be_answered = to_answer(comment, messages)
    hint = hint_for_change(comment)
    why = grounds.explained(comment, can_be_mended=hint is not None)
    return seal_for_one_person(
        render(
            request,
            "coprod_wagtail/comments/slip.html",
            {
                "comment": comment,
                "words": words_of(comment),
                "secret": secret,
                "passphrase": passphrase(comment.slip_nonce, comment.slip_hash),
                "new": proposed_edit(comment),
                "hint_for_change": hint,
                "why": grounds.in_json(why),
                **covering.in_json(covering.covered_in(comment)),
                "verbs": verbs_for(comment),
                "mail": own_mail(comment),
                "status": status_of(comment, site_settings, conversation, messages, why, copy_lines(comment)),
                "messages": said(messages),
                "messages_title": title_of(messages),
                "answer_form": to_be_answered and AnswerForm.to(to_be_answered),
                "page_url": page_url and f"{page_url}{also.replace('&', '?')}",
                "page_title": format_html("<bdi{}>{}</bdi>", _mark_of(page), page.title) if page_url else None,
                "languages": other_languages(),
                "comment_url": page_url and f"{page_url}?comment={comment.pk}{also}#comment-{comment.pk}",
                "address": request.build_absolute_uri(request.path),
                "settings_for_comments": site_settings,
                **layout_context(),
            },
        )
    )


def _mark_of(page):
    return other_mark(page.locale.language_code) if has_languages() else ""
