"""For the writer of a comment, who was given its secret."""

from typing import Annotated

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Router

from coprod_wagtail.api.kit.caching import for_one_person
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.languages import answer_in_language_of
from coprod_wagtail.api.kit.parameters import Said
from coprod_wagtail.api.kit.problems import problems
from coprod_wagtail.page_tree.paths import page_path

from ..constants import Status
from ..models import Conversation, ReaderComment, ReaderCommentSettings
from ..slip.code import slip_hash
from ..slip.status import status_of
from . import schemas

slips = Router(tags=["slips"])

Secret = Annotated[str, Said("What `send_comment` told as `secret`.", "q0qZ8mVvKk0bJq4l8wXkXA")]


@slips.get(
    "{str:secret}/",
    response={200: schemas.Slip, **problems(404)},
    operation_id="get_slip",
    summary="Where a comment stands",
    openapi_extra=leads_to(200, get_conversation={"page_id": "$response.body#/page"}),
)
def get_slip(request: HttpRequest, secret: Secret):
    """Where a comment stands, for whoever has its secret."""
    for_one_person(request)
    comment = ReaderComment.objects.filter(slip_hash=slip_hash(secret)).first()
    conversation = Conversation.for_page_id(comment.page_id) if comment else None
    if comment is None or conversation is None:  # the page may have gone between the two questions
        raise Http404
    answer_in_language_of(request, conversation.page)
    site_settings = ReaderCommentSettings.for_site(conversation.page.get_site())
    place = page_path(conversation.page, request) if conversation.page_is_public else None
    return {
        **standing(request, comment, conversation, site_settings, secret),
        "page": comment.page_id,
        "page_title": conversation.page.title,
        "page_url": place and place.url,
        "received_at": comment.received_at,
        "author_name": comment.author_name,
        "body": comment.body,
        "body_html": comment.body_html,
        "urgent_help": site_settings.urgent_help_text(),
    }


def standing(request, comment, conversation, site_settings, secret) -> dict:
    """Where a comment stands, as `schemas.Standing`."""
    status = status_of(comment, site_settings)
    place = page_path(conversation.page, request)
    shown_at = status.visible and place and f"{place.url}?comment={comment.pk}#comment-{comment.pk}"
    return {
        "id": comment.pk,
        # What somebody took for spam is told of in the same words as what they did not want to show.
        "status": Status.DECLINED if comment.status == Status.SPAM else comment.status,
        "visible": status.visible,
        "message": status.heading,
        "lines": status.lines,
        "url": request.build_absolute_uri(reverse("coprod_comments:slip", args=[secret])),
        "comment_url": shown_at or None,
    }
