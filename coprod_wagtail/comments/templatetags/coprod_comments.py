from django import template
from django.utils.html import escape, format_html

from coprod_wagtail.text.formats import moment_in_words
from coprod_wagtail.text.numbers import whole_number

from .. import texts
from ..intake.forms import HONEYPOT_FIELD, CommentForm
from ..models import ReaderCommentSettings, conversation_of
from ..reading.list_cache import draw_list
from ..reading.page import read
from ..reading.phrases import promise_in_words

register = template.Library()


@register.simple_tag
def comment_text(sentence, /, **parts):
    """A sentence that other doors show, too, by its name in `comments.texts`, escaped; `parts` fill its places."""
    words = escape(str(getattr(texts, sentence)))
    return format_html(words, **parts) if parts else words


@register.inclusion_tag("coprod_wagtail/comments/conversation.html", takes_context=True)
def comments(context, page):
    """Draw the conversation on `page`: heading, comments, and the form or why there is none.

    Writes nothing, touches neither session nor user, and brings its own style sheet and script.
    """
    request = context.get("request")
    query = request.GET if request else {}
    preview = bool(getattr(request, "is_preview", False)) or request is None
    form = getattr(request, "coprod_comment_form", None)
    if form is not None and form.page_id != page.commented_page_id:
        form = None
    reply_id = whole_number(form["reply_to"].value() if form else query.get("reply"))
    reading = read(
        page,
        page_number=whole_number(query.get("comments")),
        reply_id=reply_id,
        around_id=whole_number(query.get("comment")) or reply_id,
        preview=preview,
    )
    if form is None and reading.takes_comments:
        form = CommentForm.fresh(reading.page_id, reply_to=reading.reply_to and reading.reply_to.pk)
    shown = {
        "page": page,
        "page_url": (page.get_url(request) if page.pk else "") or "",
        "reading": reading,
    }
    return {
        **shown,
        "request": request,
        "drawn_list": draw_list(reading, shown),
        "form": form,
        "honeypot": form and form[HONEYPOT_FIELD],
        "fields": form and [form[name] for name in ("body", "author_name", "author_email")],
        "question": page.closing_question,
        **(_beside_the_form(request, reading) if form else {}),
    }


def _beside_the_form(request, reading):
    """What a reader is told before writing: what happens to the words, by when, and the rules (UK GDPR, article 13)."""
    site_settings = ReaderCommentSettings.for_reading(request)
    return {
        "settings_for_comments": site_settings,
        "promise": promise_in_words(reading, site_settings),
        "closes": reading.closes_at and moment_in_words(reading.closes_at),
    }


@register.simple_tag
def conversation_closes(page):
    """The moment at which writing on `page` ends; None where no end is set. Shares its query with `{% comments %}`."""
    conversation = conversation_of(page)
    return conversation and conversation.closing_time()


@register.simple_tag
def conversation_is_open(page):
    """Whether readers can write on `page` now, and so whether it has a `#form`. Shares its query with `{% comments %}`."""
    conversation = conversation_of(page)
    return conversation is not None and conversation.takes_comments()


@register.simple_tag
def comment_count(page):
    """How many comments on `page` everybody can read. Shares its query with `{% comments %}`."""
    conversation = conversation_of(page)
    return conversation.visible_count() if conversation else 0
