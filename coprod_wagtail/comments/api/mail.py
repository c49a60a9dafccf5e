"""For whoever asked for e-mails about comments: asking, confirming and stopping, by the same forms and actions as on pages."""

from typing import Annotated

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest
from ninja import Router
from ninja import Status as Answer

from coprod_wagtail.actions import ActionError
from coprod_wagtail.api.kit.caching import for_one_person
from coprod_wagtail.api.kit.parameters import Said
from coprod_wagtail.api.kit.problems import Refused, form_problem, problems
from coprod_wagtail.page_tree.languages import speaking

from .. import texts
from ..exceptions import NotPublic, TooMany
from ..intake.flow import ForeignOrigin, InvalidForm
from ..intake.tokens import make_token, token_expires_at
from ..mail import trust_texts
from ..mail.flow import ask
from ..mail.forms import number_in
from ..mail.lookup import standing_of, subscription_by_secret
from ..mail.own import own_mail
from ..mail.subscriptions import ConfirmMail, StopMail
from . import mail_schemas as schemas
from .slip_schemas import NothingMore

mail = Router(tags=["mail"])

Secret = Annotated[str, Said("The secret in the address that an e-mail led to.", "w1pQ2mVvKk0bJq4l8wXkXA")]


@mail.get(
    "{str:secret}/",
    response={200: schemas.Subscription, **problems(404, 422)},
    operation_id="get_subscription",
    summary="What somebody asked for by e-mail",
)
def get_subscription(request: HttpRequest, secret: Secret):
    """What the e-mails are about, and whether somebody still has to confirm them. Reading it changes nothing."""
    for_one_person(request)
    return _standing(_found(secret))


@mail.post(
    "{str:secret}/confirm/",
    response={200: schemas.Subscription, **problems(400, 404, 413, 415, 422)},
    operation_id="confirm_subscription",
    summary="Confirm that one wants e-mails",
)
def confirm_subscription(request: HttpRequest, secret: Secret, data: schemas.ConfirmIn):
    """Confirms everything that was asked for with the same address; and has the comment with this `number` shown, where the
    site trusts its writer. Done again, it changes nothing."""
    for_one_person(request)
    ConfirmMail(_found(secret), number=number_in(data.number))()
    return _standing(_found(secret))


@mail.post(
    "{str:secret}/stop/",
    response={200: schemas.Told, **problems(400, 413, 415, 422)},
    operation_id="stop_subscription",
    summary="Stop these e-mails",
)
def stop_subscription(request: HttpRequest, secret: Secret, data: NothingMore):
    """No more of them, and the address is forgotten. What was stopped before is answered in the same way."""
    for_one_person(request)
    found = subscription_by_secret(secret)
    if found:
        StopMail(found)()
    with _language_of(found):
        return told(texts.MAIL_STOPPED_TITLE, texts.MAIL_STOPPED_LINES)


def _found(secret):
    found = subscription_by_secret(secret)
    if found is None:
        raise Http404
    return found


def _language_of(subscription):
    return speaking(subscription.language if subscription else "")


def _standing(subscription):
    with _language_of(subscription):
        standing = standing_of(subscription)
        return {
            **told(standing.title, standing.lines),
            "confirmed": standing.is_confirmed,
            "about": standing.about,
            "number": _number_field() if standing.asks_number else None,
            "confirm": str(texts.MAIL_CONFIRM),
            "if_not": str(texts.MAIL_CONFIRM_NOT),
            "stop": str(texts.MAIL_STOP),
        }


def _number_field() -> dict:
    """As `schemas.NumberField`."""
    return {"label": str(trust_texts.NUMBER), "hint": str(trust_texts.NUMBER_HINT)}


def told(message, lines) -> dict:
    """As `schemas.Told`."""
    return {"message": str(message), "lines": [str(line) for line in lines]}


def offer(title, lines) -> dict:
    """As `schemas.MailOffer`."""
    return {
        "title": str(title),
        "lines": [str(line) for line in lines],
        "label": str(texts.MAIL_ADDRESS),
        "button": str(texts.MAIL_ASK),
    }


def take_in(request, site, form, conversation, comment=None) -> None:
    """As `mail.flow.ask`; raises what an answer is made of."""
    try:
        ask(request, site, form, conversation, comment)
    except NotPublic:
        raise Http404 from None
    except TooMany as error:
        headers = {"Retry-After": str(error.retry_after)}
        raise Refused(429, error.code, error.message, headers=headers) from error
    except ForeignOrigin as error:
        raise Refused(403, error.code, error.message) from error
    except InvalidForm:
        raise _not_sent(form) from None
    except ActionError as error:
        raise Refused(409, error.code, error.message) from error


def _not_sent(form):
    """What has to be mended; where the token of a page is too old, with a fresh one, so that a front end can send it again."""
    refused = form_problem(form)
    if form.has_error(NON_FIELD_ERRORS, "token"):
        refused.more = {"token": {"value": make_token(form.page_id), "expires_at": token_expires_at()}}
    return refused


def follow_answer() -> Answer:
    """The same to everybody who asked: nothing is known of the address."""
    return Answer(202, told(texts.FOLLOW_ASKED_TITLE, texts.FOLLOW_ASKED_LINES))


def mail_about(comment):
    """What the writer of `comment` is told about e-mails: `mail_schemas.OwnMail`; None where there is nothing to say."""
    found = own_mail(comment)
    return found and {**offer(texts.MAIL_TITLE, found.lines), "state": found.state, **_buttons(found)}


def _buttons(mail):
    return {"stop": str(texts.MAIL_STOP), "slip": str(texts.MAIL_SLIP) if mail.sends_slip else None}
