from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from wagtail.models import Site

from coprod_wagtail.templatetags.coprod_wagtail import coprod_styles
from coprod_wagtail.text.formats import deadline_in_words
from coprod_wagtail.text.numbers import whole_number
from coprod_wagtail.text.spoken import words_mark

from .. import texts
from ..constants import NEWEST, ORDER
from ..intake.forms import HONEYPOT_FIELD, CommentForm
from ..mail.links import mail_is_offered
from ..models import ReaderCommentSettings, conversation_of
from ..reading.drawn_cache import beside_the_list, draw_list, draw_whole
from ..reading.markup import comments_in_html
from ..reading.page import read
from ..reading.phrases import excerpt, read_them
from ..reading.promise import help_in_words, promise_in_words, reading_times_in_words
from ..reading.recent import recent_comments

register = template.Library()


@register.simple_tag
def comment_text(sentence, /, **parts):
    """A sentence that other doors show, too, by its name in `comments.texts`, escaped; `parts` fill its places."""
    words = escape(str(getattr(texts, sentence)))
    return format_html(words, **parts) if parts else words


@register.simple_tag(takes_context=True)
def comments(context, page):
    """Draw the conversation on `page`: heading, comments, and the form or why there is none.

    Writes nothing, touches neither session nor user, and brings its own style sheet and script.
    """
    request = context.get("request")
    conversation = conversation_of(page, request)
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
        newest=query.get(ORDER) == NEWEST,
        preview=preview,
    )
    has_form = form is not None or reading.takes_comments
    site_settings = ReaderCommentSettings.for_reading(request) if has_form or reading.is_stopped else None
    if reading.is_stopped:
        reading.speak(site_settings)
    privacy_page = site_settings and site_settings.privacy_page
    # What of an address another host or site would write differently is found out here: nothing below knows the request.
    urls = {
        "page_url": (page.get_url(request) if page.pk else "") or "",
        "privacy_url": (privacy_page and privacy_page.get_url(request)) or "",
    }
    if form is not None or reply_id or preview:
        drawn = SafeString(_draw(page, urls, reading, site_settings, form)[0])
    else:
        beside = beside_the_list(page, urls, site_settings)
        drawn = draw_whole(
            reading, conversation, beside, lambda: _draw(page, urls, reading, site_settings, keep_list=False)
        )
    # A style sheet in the body is allowed, and makes the one tag all that a site has to add.
    return format_html(
        '{}{}<script type="module" src="{}"></script>\n',
        coprod_styles(context, "comments"),
        drawn,
        static("coprod_wagtail/comments.js"),
    )


def _draw(page, urls, reading, site_settings, form=None, *, keep_list=True) -> tuple[str, str]:
    """The HTML of a conversation and its form, and the stamp in it that says when the form was drawn; empty where there is none.

    Nothing of the request goes into it: it may be kept for other readers.
    """
    if form is None and reading.takes_comments:
        form = CommentForm.fresh(reading.page_id, reply_to=reading.reply_to and reading.reply_to.pk)
    shown = {
        "page": page,
        **urls,
        "send_url": reverse("coprod_comments:send", args=[page.pk]) if reading.page_id else "",
        "reading": reading,
        # Put together once: to ask for the address of each would take longer than all the rest.
        "reports_url": reverse("coprod_comments:report", args=[0]).removesuffix("0/"),
    }
    follows = reading.takes_comments and reading.page_id and mail_is_offered() and _is_public(page)
    html = render_to_string(
        "coprod_wagtail/comments/conversation.html",
        {
            **shown,
            "follow_url": reverse("coprod_comments:follow", args=[page.pk]) if follows else "",
            "drawn_list": draw_list(reading, shown, keep=keep_list),
            "form": form,
            "honeypot": form and form[HONEYPOT_FIELD],
            "fields": form and [form[name] for name in ("body", "author_name", "author_email") if name in form.fields],
            "question": page.closing_question,
            "excerpt": reading.reply_to and excerpt(reading.reply_to.comment),
            **(_beside_the_form(site_settings, reading) if form else {}),
        },
    )
    return html, str(form["drawn"].value() or "") if form else ""


def _is_public(page):
    conversation = conversation_of(page)
    return conversation is not None and conversation.page_is_public


@register.inclusion_tag("coprod_wagtail/comments/_page_link.html", takes_context=True)
def comments_page_link(context, sentence, query, rel=""):
    """A link to another page of the comments, whose address has `query` behind the path; and where people can write, a
    button in its place for browsers without scripts, which takes along what somebody wrote. `sentence` is the name of one
    in `comments.texts`."""
    reading = context["reading"]
    return {
        "words": getattr(texts, sentence),
        "query": query,
        "rel": rel,
        "carries": reading.takes_comments,
        "page_url": context["page_url"],
        "send_url": context.get("send_url", ""),
    }


@register.simple_tag(takes_context=True)
def comments_in_a_list(context):
    """For `_list.html`: the comments on this page of the conversation, those that `reading.items` gives, as items of a list. A
    template of your own may draw these itself."""
    reading = context["reading"]
    return comments_in_html(
        reading.items,
        page_url=context["page_url"],
        around=reading.around,
        send_url=context.get("send_url", ""),
        reports_url=context.get("reports_url", ""),
        answering=reading.takes_comments,
    )


def _beside_the_form(site_settings, reading):
    """What a reader is told before writing: what happens to the words, by when, the rules (UK GDPR, article 13), and where
    help is."""
    return {
        "settings_for_comments": site_settings,
        "promise": promise_in_words(reading, site_settings),
        "reading_times": reading_times_in_words(site_settings),
        "help_lines": help_in_words(site_settings),
        "closes": reading.takes_comments and reading.closes_at and deadline_in_words(reading.closes_at),
        "finishes": reading.finishes_at and deadline_in_words(reading.finishes_at),
    }


@register.inclusion_tag("coprod_wagtail/comments/recent.html", takes_context=True, name="recent_comments")
def draw_recent_comments(context, number=5):
    """The newest comments of the site that is shown, as many as `number`; nothing where there are none. One query.

    A page that has them is not kept by shared caches without being asked about: it changes whenever any comment does.
    """
    request = context.get("request")
    site = Site.find_for_request(request) if request else Site.objects.filter(is_default_site=True).first()
    if request:
        request.coprod_shows_all_comments = True
    return {"recent": recent_comments(site, number, request), "request": request}


@register.simple_tag(takes_context=True)
def conversation_closes(context, page):
    """The moment at which writing on `page` ends; None where no end is set. Shares its query with `{% comments %}`."""
    conversation = conversation_of(page, context.get("request"))
    return conversation and conversation.closing_time()


@register.simple_tag(takes_context=True)
def conversation_is_open(context, page):
    """Whether readers can write on `page` now, and so whether it has a `#form`. Shares its query with `{% comments %}`."""
    conversation = conversation_of(page, context.get("request"))
    return conversation is not None and conversation.takes_comments()


@register.simple_tag(takes_context=True)
def comments_link(context, page):
    """A link from the head of `page` down to its comments, which says how many there are; nothing where there are none.
    Shares its query with `{% comments %}`."""
    count = comment_count(context, page)
    return (
        format_html('<p class="coprod-jump"{}><a href="#comments">{}</a></p>', words_mark(), read_them(count))
        if count
        else ""
    )


@register.simple_tag(takes_context=True)
def comment_count(context, page):
    """How many comments on `page` the reader can read. Shares its query with `{% comments %}`."""
    conversation = conversation_of(page, context.get("request"))
    return conversation.visible_count() if conversation else 0
