"""A sheet of paper to comment on, for people who would rather write by hand."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coprod_wagtail.caching.responses import seal_for_one_person
from coprod_wagtail.gateway.unavailable import even_without_database
from coprod_wagtail.layout import layout_context
from coprod_wagtail.models import SiteHelp
from coprod_wagtail.page_tree.languages import say_language, speaking_language_of
from coprod_wagtail.page_tree.paths import page_path

from ..models import ReaderCommentSettings
from .flow import is_commentable, meeting

#: Lines to write on. In 16 pt the whole sheet takes two sides of A4: the words, and what is to be ticked and where it goes.
LINES = range(11)


@require_safe
@even_without_database()
def sheet(request, page_id):
    """The question of the page with this id, room to write, and where to send it. For a page that the reader may read,
    whether or not people can write there just now: paper takes its time."""
    page, conversation = meeting(page_id, request)
    if not is_commentable(conversation, request) or page.get_url(request) is None:
        raise Http404
    with speaking_language_of(page):
        settings, specific = ReaderCommentSettings.for_reading(request), page.specific
        place = page_path(page, request)
        context = {
            "page_title": page.title,
            "page_id": conversation.page_id,
            "address": place and place.url,
            "question": specific.closing_question or getattr(specific, "question", ""),
            "post_to": settings.post_to_lines(),
            "help": SiteHelp.for_reading(request),
            "privacy": settings.privacy_lines()[:1],
            "lines": LINES,
            **layout_context(),
        }
        response = render(request, "coprod_wagtail/comments/sheet.html", context)
        return say_language(seal_for_one_person(response))
