"""For the writer of a comment, who was given its secret."""

from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Router

from coprod_wagtail.actions import ActionError
from coprod_wagtail.api.kit.caching import for_one_person
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.languages import answer_in_language_of
from coprod_wagtail.api.kit.parameters import Said
from coprod_wagtail.api.kit.problems import Refused, form_problem, problems
from coprod_wagtail.gateway.client import client_address
from coprod_wagtail.page_tree.paths import page_path

from .. import texts
from ..actions import EditComment
from ..cases.told import copy_lines, erased_lines
from ..constants import Status
from ..correspondence.rows import messages_about
from ..correspondence.shapes import told_and_answered
from ..covering import shapes as covering
from ..exceptions import CommentGone, NoSuchComment, TooManyTries
from ..grounds import shapes as grounds
from ..intake.forms import CommentForm
from ..mail.forms import MailForm
from ..mail.subscriptions import SendSlip, StopMail
from ..models import Conversation, ReaderCommentSettings, Subscription
from ..reading.promise import urgent_help_plain_and_html
from ..slip import verbs
from ..slip.forms import EditForm, FindForm
from ..slip.link import slip_url
from ..slip.lookup import comment_by_secret, proposed_edit, secret_by_passphrase, words_of
from ..slip.passphrase import passphrase
from ..slip.status import status_of
from ..slip.written_on import page_as_written_on
from . import schemas, slip_schemas
from .mail import mail_about, take_in
from .mail_schemas import Address
from .questions import unconfirmed

slips = Router(tags=["slips"])

Secret = Annotated[str, Said("What `send_comment` told as `secret`.", "q0qZ8mVvKk0bJq4l8wXkXA")]


# Before the secrets, which it would be taken for.
@slips.post(
    "lookup/",
    response={200: slip_schemas.Found, **problems(400, 404, 413, 415, 422, 429)},
    operation_id="find_slip",
    summary="Find a comment by its number and four words",
    openapi_extra=leads_to(200, get_slip={"secret": "$response.body#/secret"}),
)
def find_slip(request: HttpRequest, data: slip_schemas.FindIn):
    """The secret of a comment, for whoever knows the number and the four words that its writer was given.

    404 never says which of the two is wrong. So many tries an hour are taken from one place, for one comment, and for
    the whole site: then 429 says when to try again. What has the secret needs no try. A trusted front end signs the address of
    its reader, as for `send_comment`; else all its readers are one place.
    """
    for_one_person(request)
    form = FindForm({"number": str(data.number), "words": data.words})
    if not form.is_valid():
        raise form_problem(form)
    try:
        secret = secret_by_passphrase(**form.cleaned_data, client_address=client_address(request))
    except TooManyTries as error:
        headers = {"Retry-After": str(error.retry_after)}
        raise Refused(429, error.code, error.message, headers=headers) from error
    except NoSuchComment as error:
        raise Refused(404, error.code, error.message) from error
    comment, conversation = found_by(secret)
    answer_in_language_of(request, conversation.page)
    return {"secret": secret, "url": slip_url(conversation.page, secret, request)}


@slips.get(
    "{str:secret}/",
    response={200: slip_schemas.Slip, **problems(404, 422)},
    operation_id="get_slip",
    summary="Where a comment stands",
    openapi_extra=leads_to(200, get_conversation={"page_id": "$response.body#/page"}),
)
def get_slip(request: HttpRequest, secret: Secret):
    """Where a comment stands, for whoever has its secret."""
    return slip_as_it_is(request, secret)


def found_by(secret):
    """The comment with this secret, and its conversation; 404 where there is none."""
    comment = comment_by_secret(secret)
    conversation = Conversation.for_page_id(comment.page_id) if comment else None
    if comment is None or conversation is None:  # the page may have gone between the two questions
        raise Http404
    return comment, conversation


def slip_as_it_is(request, secret) -> dict:
    """The comment with this secret as its writer may always see it: `slip_schemas.Slip`."""
    for_one_person(request)
    comment, conversation = found_by(secret)
    page = page_as_written_on(comment, conversation.page)
    answer_in_language_of(request, page)
    site_settings = ReaderCommentSettings.for_site(conversation.page.get_site())
    conversation.let_in(request)
    place = page_path(page, request) if conversation.page_may_be_read() else None
    words, messages = words_of(comment), messages_about(comment)
    why = grounds.explained(comment, can_be_mended=verbs.hint_for_change(comment) is not None)
    return {
        **standing(request, comment, conversation, site_settings, secret, messages, why),
        "why": grounds.in_json(why),
        **covering.in_json(covering.covered_in(comment)),
        "page": comment.page_id,
        # What it is called now may be said to nobody; and it may have been called something else when they wrote.
        "page_title": page.title if place else None,
        "page_url": place and place.url,
        "received_at": comment.received_at,
        "author_name": words.author_name,
        "content_note": words.content_note,
        "body": words.body,
        "body_html": words.body_html,
        "version": comment.words_version,
        "new": _new_words(comment),
        "change": _change(comment),
        "verbs": [
            {"name": verb.name, "label": str(verb.label), "hint": verb.hint} for verb in verbs.verbs_for(comment)
        ],
        "mail": mail_about(comment),
        **told_and_answered(comment, messages),
    }


@slips.patch(
    "{str:secret}/",
    response={200: slip_schemas.Slip, **problems(400, 404, 409, 413, 415), 422: schemas.NotSent},
    operation_id="edit_comment",
    summary="Change the words of one's comment, or the name",
    openapi_extra=leads_to(200, get_slip={"secret": "$request.path.secret"}),
)
def edit_comment(request: HttpRequest, secret: Secret, data: slip_schemas.EditIn):
    """Words that nobody has read yet are replaced. Of a comment that was published, the new ones wait to be read (`new`), while
    the others stay. Where something looks private the answer is 422 with the code `confirm`, as for `send_comment`."""
    for_one_person(request)
    comment, conversation = found_by(secret)
    answer_in_language_of(request, conversation.page)
    now = proposed_edit(comment) or words_of(comment)
    words = ("body", "author_name", "content_note")
    typed = {name: getattr(now if getattr(data, name) is None else data, name) for name in words}
    typed |= {"version": data.version, "confirm": " ".join(data.confirm or [])}
    form = EditForm(typed, page_id=comment.page_id)
    if not form.is_valid():
        raise form_problem(form)
    if questions := form.questions():
        raise unconfirmed(questions, str(texts.SAVE_AS_IT_IS))
    _do(comment, lambda comment: EditComment(comment, **form.changes))
    return slip_as_it_is(request, secret)


def _new_words(comment):
    new = proposed_edit(comment)
    names = ("author_name", "content_note", "body", "body_html")
    return new and {name: getattr(new, name) for name in names}


def _change(comment):
    hint = verbs.hint_for_change(comment)
    labels = {name: str(CommentForm.base_fields[name].label) for name in ("body", "author_name", "content_note")}
    return hint and {"label": str(texts.CHANGE), "hint": hint, "button": str(texts.CHANGE_BUTTON), "fields": labels}


_SAID_NO_MORE = leads_to(200, get_slip={"secret": "$request.path.secret"})


@slips.post(
    "{str:secret}/take-down/",
    response={200: slip_schemas.Slip, **problems(400, 404, 409, 413, 415, 422)},
    operation_id="take_down_comment",
    summary="Take one's comment down",
    openapi_extra=_SAID_NO_MORE,
)
def take_down(request: HttpRequest, secret: Secret, data: slip_schemas.NothingMore):
    """It goes from every public place at once. Its words are kept for some days, so that it can be brought back."""
    return _act(request, secret, verbs.TAKE_DOWN)


@slips.post(
    "{str:secret}/bring-back/",
    response={200: slip_schemas.Slip, **problems(400, 404, 409, 413, 415, 422)},
    operation_id="bring_back_comment",
    summary="Bring back a comment that was taken down",
    openapi_extra=_SAID_NO_MORE,
)
def bring_back(request: HttpRequest, secret: Secret, data: slip_schemas.NothingMore):
    """It is again what it was before it was taken down."""
    return _act(request, secret, verbs.BRING_BACK)


@slips.post(
    "{str:secret}/erase/",
    response={200: slip_schemas.Erased, **problems(400, 404, 413, 415, 422)},
    operation_id="erase_comment",
    summary="Erase one's comment for ever",
)
def erase(request: HttpRequest, secret: Secret, data: slip_schemas.NothingMore):
    """Its words and name go from every record at once, and the secret opens nothing any more. There is no way back."""
    for_one_person(request)
    comment, conversation = found_by(secret)
    answer_in_language_of(request, conversation.page)
    action = verbs.ERASE.action(comment)
    _do(comment, lambda _comment: action)
    lines = erased_lines() if getattr(action, "keeps_copy", False) else texts.ERASED_LINES
    return {"status": Status.ERASED, "message": str(texts.ERASED), "lines": [str(line) for line in lines]}


@slips.post(
    "{str:secret}/mail/",
    response={200: slip_schemas.Slip, **problems(400, 404, 409, 413, 415, 422, 429)},
    operation_id="ask_for_mail",
    summary="Ask for e-mails about one's comment",
    openapi_extra=_SAID_NO_MORE,
)
def ask_for_mail(request: HttpRequest, secret: Secret, data: Address):
    """One e-mail goes to the address, to be confirmed from there; one a day at most, whoever asks. Nothing else is sent
    before."""
    for_one_person(request)
    comment, conversation = found_by(secret)
    answer_in_language_of(request, page_as_written_on(comment, conversation.page))
    take_in(request, None, MailForm({"author_email": data.author_email}), conversation, comment)
    return slip_as_it_is(request, secret)


@slips.post(
    "{str:secret}/mail/stop/",
    response={200: slip_schemas.Slip, **problems(400, 404, 413, 415, 422)},
    operation_id="stop_mail",
    summary="Stop the e-mails about one's comment",
    openapi_extra=_SAID_NO_MORE,
)
def stop_mail(request: HttpRequest, secret: Secret, data: slip_schemas.NothingMore):
    """The address is forgotten. Done again, it changes nothing."""
    for_one_person(request)
    comment, _conversation = found_by(secret)
    for subscription in Subscription.objects.filter(comment=comment):
        StopMail(subscription)()
    return slip_as_it_is(request, secret)


@slips.post(
    "{str:secret}/mail/slip/",
    response={200: slip_schemas.Slip, **problems(400, 404, 409, 413, 415, 422)},
    operation_id="send_slip",
    summary="Have the number and the words of one's comment e-mailed",
    openapi_extra=_SAID_NO_MORE,
)
def send_slip(request: HttpRequest, secret: Secret, data: slip_schemas.NothingMore):
    """They go to the address that its writer has confirmed, once a day. Else it changes nothing."""
    return _act(request, secret, SendSlip)


def _act(request, secret, verb):
    for_one_person(request)
    comment, conversation = found_by(secret)
    answer_in_language_of(request, conversation.page)
    _do(comment, getattr(verb, "action", verb))
    return slip_as_it_is(request, secret)


def _do(comment, action):
    try:
        action(comment)()
    except CommentGone:
        raise Http404 from None
    except ActionError as error:
        raise Refused(409, error.code, error.message) from error


def standing(request, comment, conversation, site_settings, secret, messages=(), why=None, *, is_new=False) -> dict:
    """Where a comment stands, as `slip_schemas.Standing`; `messages` are what moderators wrote to its writer, and `why` says why
    it does not show. Of one that `is_new` nobody can have told us anything."""
    copies = [] if is_new else copy_lines(comment)
    status = status_of(comment, site_settings, conversation, messages, why, copies)
    place = status.visible and page_path(page_as_written_on(comment, conversation.page), request)
    shown_at = place and f"{place.url}?comment={comment.pk}#comment-{comment.pk}"
    return {
        "id": comment.pk,
        # What somebody took for spam is told of in the same words as what they did not want to show.
        "status": Status.DECLINED if comment.status == Status.SPAM else comment.status,
        "visible": status.visible,
        "message": status.heading,
        "lines": status.lines,
        "passphrase": " ".join(passphrase(comment.slip_nonce, comment.slip_hash)),
        "url": slip_url(conversation.page, secret, request),
        "comment_url": shown_at or None,
        **urgent_help_plain_and_html(site_settings),
    }
