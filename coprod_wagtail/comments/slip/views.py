"""The comment's private page."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coprod_wagtail.caching.responses import seal_for_one_person
from coprod_wagtail.page_tree.languages import say_language, speaking_language_of

from ..models import Conversation, ReaderComment, ReaderCommentSettings
from .code import slip_hash
from .status import status_of


@require_safe
def slip(request, secret):
    """The comment's private page: thank you, what happens next, and where it stands, for whoever has the address."""
    comment = ReaderComment.objects.filter(slip_hash=slip_hash(secret)).first()
    conversation = Conversation.for_page_id(comment.page_id) if comment else None
    if comment is None or conversation is None:  # the page may have gone between the two questions
        raise Http404
    with speaking_language_of(conversation.page):
        return say_language(_slip(request, comment, conversation))


def _slip(request, comment, conversation):
    site_settings = ReaderCommentSettings.for_reading(request)
    page_url = conversation.page.get_url(request) if conversation.page_is_public else None
    return seal_for_one_person(
        render(
            request,
            "coprod_wagtail/comments/slip.html",
            {
                "comment": comment,
                "status": status_of(comment, site_settings),
                "page_url": page_url,
                "page_title": conversation.page.title,
                "comment_url": page_url and f"{page_url}?comment={comment.pk}#comment-{comment.pk}",
                "address": request.build_absolute_uri(),
                "settings_for_comments": site_settings,
            },
        )
    )
