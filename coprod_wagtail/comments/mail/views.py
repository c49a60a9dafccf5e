"""Asking for e-mails, confirming that one wants them, and stopping them. What is asked for or stopped is so on POST only:
programs that open every link in a mail change nothing."""

from contextlib import suppress

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from coprod_wagtail.actions import ActionError
from coprod_wagtail.caching.responses import seal_for_one_person
from coprod_wagtail.gateway.unavailable import even_without_database
from coprod_wagtail.layout import layout_context
from coprod_wagtail.page_tree.languages import say_language, speaking, speaking_language_of
from coprod_wagtail.text.formats import set_apart

from .. import texts
from ..exceptions import NotPublic, TooMany
from ..intake.flow import ForeignOrigin, InvalidForm, is_commentable, meeting
from ..intake.sizes import not_too_large
from ..models import Conversation, ReaderCommentSettings, Subscription
from ..slip.lookup import comment_by_secret
from ..slip.written_on import page_as_written_on
from .flow import ask
from .forms import FollowForm, MailForm, NumberForm, number_in
from .links import mail_is_offered
from .lookup import standing_of, subscription_by_secret
from .subscriptions import ConfirmMail, SendSlip, StopMail

# Nobody's session is used here, so there is no identity to protect (see `intake.views.send`): who comes has a secret, or may
# be anybody.


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database(author_email=texts.MAIL_ADDRESS)
@not_too_large("mail", texts.REPORT_TOO_LONG)
def follow(request, page_id):
    """Asks for the address of somebody who wants to hear of what is new on a page, and takes it in."""
    page, conversation = meeting(page_id, request)
    commentable = is_commentable(conversation, request) and conversation.page_is_public
    if not commentable or not mail_is_offered():
        raise Http404
    with speaking_language_of(page):
        if request.method != "POST":
            return _draw_follow(request, page, FollowForm.fresh(conversation.page_id))
        form = FollowForm(request.POST, page_id=conversation.page_id)
        site = ReaderCommentSettings.for_reading(request).site
        status = _asked(request, site, form, conversation)
        if status == 303:
            return seal_for_one_person(redirect("coprod_comments:follow_sent", page_id))
        return _draw_follow(request, page, form.redrawn(), status=status)


@require_safe
@even_without_database()
def follow_sent(request, page_id):
    """Where whoever asked is led. It says the same to everybody: nothing is known here of any address."""
    page, conversation = meeting(page_id, request)
    if not is_commentable(conversation, request):
        raise Http404
    with speaking_language_of(page):
        context = {"heading": texts.FOLLOW_ASKED_TITLE, "lines": texts.FOLLOW_ASKED_LINES, "page": page}
        return _draw(
            request, "done", context | {"page_url": page.get_url(request), "page_title": set_apart(page.title)}
        )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database(author_email=texts.MAIL_ADDRESS)
@not_too_large("mail", texts.REPORT_TOO_LONG)
def ask_for_own(request, secret):
    """Takes in the address of a comment's writer, at its private page."""
    comment, conversation = _own(secret)
    if request.method != "POST" or not mail_is_offered():
        return seal_for_one_person(redirect("coprod_comments:slip", secret))
    form = MailForm(request.POST)
    with speaking_language_of(page_as_written_on(comment, conversation.page)):
        status = _asked(request, None, form, conversation, comment)
        if status == 303:
            return seal_for_one_person(redirect(reverse("coprod_comments:slip", args=[secret]) + "#mail"))
        context = {
            "form": form,
            "heading": texts.MAIL_TITLE,
            "lines": [texts.MAIL_OFFER],
            "back": reverse("coprod_comments:slip", args=[secret]),
        }
        return _draw(request, "ask", context, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database()
def stop_own(request, secret):
    """Stops the e-mails to a comment's writer, at its private page."""
    comment, _conversation = _own(secret)
    subscription = Subscription.objects.filter(comment=comment).first()
    if request.method == "POST" and subscription:
        StopMail(subscription)()
    return seal_for_one_person(redirect(reverse("coprod_comments:slip", args=[secret]) + "#mail"))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database()
def send_slip(request, secret):
    """Sends number and words of a comment to its writer, from its private page."""
    comment, conversation = _own(secret)
    # What cannot be sent is not offered on the page that this leads back to.
    with speaking_language_of(page_as_written_on(comment, conversation.page)), suppress(ActionError):
        if request.method == "POST":
            SendSlip(comment)()
    return seal_for_one_person(redirect(reverse("coprod_comments:slip", args=[secret]) + "#mail"))


@require_safe
@even_without_database()
def mail(request, secret):
    """What somebody asked for by e-mail: to confirm, or to stop."""
    subscription = _subscription(secret)
    with speaking(subscription.language):
        context = {"standing": standing_of(subscription), "secret": secret}
        if context["standing"].asks_number:
            context["number_form"] = NumberForm()
        return _draw(request, "subscription", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database()
def confirm(request, secret):
    """Confirms what somebody asked for. A second click says what the first one did."""
    subscription = _subscription(secret)
    if request.method == "POST":
        ConfirmMail(subscription, number=number_in(request.POST.get("number", "")))()
    return seal_for_one_person(redirect("coprod_comments:mail", secret))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database()
def stop(request, secret):
    """Asks whether to stop, and stops: here, or by the one POST of a mail program (RFC 8058), which follows no redirect. What
    is stopped already, or was never there, is answered in the same way."""
    subscription = subscription_by_secret(secret)
    with speaking(subscription.language if subscription else ""):
        if request.method != "POST" and subscription:
            return _draw(request, "stop", {"secret": secret, "standing": standing_of(subscription)})
        if subscription:
            StopMail(subscription)()
        return _draw(request, "done", {"heading": texts.MAIL_STOPPED_TITLE, "lines": texts.MAIL_STOPPED_LINES})


def _asked(request, site, form, conversation, comment=None):
    """Take it in; the status that says how that went, with the error in the form."""
    try:
        ask(request, site, form, conversation, comment)
    except InvalidForm:
        return 422
    except NotPublic:
        raise Http404 from None
    except TooMany as error:
        form.add_error(None, error.message)
        return 429
    except ActionError as error:
        form.add_error(None, error.message)
        return 403 if isinstance(error, ForeignOrigin) else 409
    return 303


def _own(secret):
    comment = comment_by_secret(secret)
    conversation = Conversation.for_page_id(comment.page_id) if comment else None
    if comment is None or conversation is None:
        raise Http404
    return comment, conversation


def _subscription(secret):
    found = subscription_by_secret(secret)
    if found is None:
        raise Http404
    return found


def _draw_follow(request, page, form, status=200):
    context = {"form": form, "heading": texts.FOLLOW, "lines": [], "page": page, "back": page.get_url(request)}
    return _draw(request, "ask", context, status=status)


def _draw(request, template, context, status=200):
    answer = render(request, f"coprod_wagtail/comments/mail_{template}.html", context | layout_context(), status=status)
    return say_language(seal_for_one_person(answer))
