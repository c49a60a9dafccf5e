"""A conversation and its form over JSON, and what any page says about its conversation."""

from typing import Annotated

from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Router

from coprod_wagtail.api.kit.caching import for_one_person, not_for_everyone, unless_unchanged
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.languages import answer_in_language_of
from coprod_wagtail.api.kit.parameters import PageId, Said, SiteName, is_on_site, site_asked_for
from coprod_wagtail.api.kit.problems import problems
from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.text.formats import deadline_in_words
from coprod_wagtail.text.spoken import direction_of, in_html, other_language_of_words

from .. import texts
from ..constants import CONTENT_NOTE_LENGTH
from ..intake.flow import is_commentable, meeting
from ..intake.forms import HONEYPOT_FIELD, CommentForm
from ..intake.tokens import token_expires_at, token_is_good
from ..mail.forms import FollowForm
from ..mail.links import mail_is_offered
from ..models import ReaderCommentSettings
from ..reading.api_urls import api_paths
from ..reading.etag_parts import conversation_parts, next_changes
from ..reading.page import read
from ..reading.phrases import message_in_words, read_them
from ..reading.promise import help_in_words, promise_in_words, reading_times_in_words
from ..slip.link import find_url, way_url
from . import schemas
from .mail import follow_answer, offer, take_in
from .mail_schemas import FollowIn, Told

conversations = Router(tags=["conversations"])

BegunBefore = Annotated[
    str,
    Said(
        "The token of a form of this page that was drawn before. For a few minutes after a conversation closes, whoever has "
        "one is given the form once more, to finish what they began: ask with it when a comment was refused and there is no form."
    ),
]


@conversations.get(
    "{int:page_id}/",
    response={200: schemas.Conversation, 304: None, **problems(404, 422)},
    operation_id="get_conversation",
    summary="A conversation and its form",
    openapi_extra=leads_to(
        200,
        list_comments={"page": "$response.body#/page"},
        send_comment={"body": {"page": "$response.body#/page", "token": "$response.body#/form/fields/3/value"}},
    ),
)
def get_conversation(request: HttpRequest, page_id: PageId, site: SiteName = "", token: BegunBefore = ""):
    """Whether people can write on a page, and everything a front end needs to draw the form, in the reader's words."""
    conversation, page_site = readable_conversation(request, page_id, site)
    site_settings = ReaderCommentSettings.for_site(page_site)
    page = conversation.page.specific
    page._coprod_conversation = conversation
    shown, place = read(page), page_path(page, request)
    if shown.is_stopped:
        shown.speak(site_settings)
    may_write = shown.takes_comments or bool(shown.finishes_at and token_is_good(token, page.pk))
    words_language = other_language_of_words() or translation.get_language() or page.locale.language_code
    if place is None:  # it was moved away meanwhile: it was on a site
        raise Http404
    found = {
        "page": page.pk,
        "title": page.title,
        "url": place.url,
        "language": page.locale.language_code,
        "words_language": words_language,
        "direction": direction_of(words_language),
        "state": shown.state,
        "full": shown.full,
        "message": message_in_words(shown),
        "opens_at": conversation.opens_at,
        "closes_at": conversation.closing_time(),
        "policy": shown.policy_in_force(site_settings),
        "comment_count": shown.count,
        "thread_count": conversation.thread_count if shown.conversation else 0,
        "heading": shown.title,
        "read_them": read_them(shown.count) if shown.count else "",
        "texts": _texts(),
        "find_url": find_url(page, request),
        "follow": offer(texts.FOLLOW, [texts.FOLLOW_HINT]) if _may_follow(conversation) else None,
        "form": _form(request, page, shown, site_settings) if may_write else None,
    }
    if token:  # what is answered then is for who began to write
        not_for_everyone(request)
    # Drawing it asks the database no more than finding out whether it is the same.
    keep(request, conversation, page_site, found)
    return found


@conversations.post(
    "{int:page_id}/follow/",
    response={202: Told, **problems(400, 403, 404, 409, 413, 415, 429), 422: schemas.NotSent},
    operation_id="follow_conversation",
    summary="Ask for e-mails about what is new",
)
def follow_conversation(request: HttpRequest, page_id: PageId, data: FollowIn, site: SiteName = ""):
    """One e-mail goes to the address, to be confirmed from there. Then one a day at most, when there is something new. The
    answer is the same for every address."""
    for_one_person(request)
    conversation, page_site = readable_conversation(request, page_id, site)
    sent = {name: value or "" for name, value in data.model_dump().items()}
    take_in(request, page_site, FollowForm(sent, page_id=conversation.page_id), conversation)
    return follow_answer()


def _may_follow(conversation):
    return bool(conversation.page_is_public and conversation.takes_comments() and mail_is_offered())


def readable_conversation(request, page_id, site_name):
    """The conversation that is shown on a page of the site asked for which everybody may read, or the sender of `request`,
    and that site; else there is nothing. An alias shows its source's."""
    site = site_asked_for(request, site_name)
    shown, conversation = meeting(page_id, request)
    if not is_commentable(conversation, request) or not is_on_site(shown, site):
        raise Http404
    if not conversation.page_is_public:
        not_for_everyone(request)
    answer_in_language_of(request, shown)
    return conversation, site


def keep(request, conversation, site, parts):
    """Let caches keep the answer made of the conversation and these `parts`, and stop here for a client that has it. Returns its
    ETag."""
    page = conversation.page
    whole = request.build_absolute_uri()
    return unless_unchanged(
        request,
        conversation_parts(conversation) | parts,
        changes=[*next_changes(conversation), page.expire_at],
        purgeable=whole in {site.root_url + path for path in api_paths(page.pk)},
    )


def _texts():
    """Words for the list of comments, with places in braces for what is another each time."""
    return {
        "earlier": str(texts.EARLIER),
        "later": str(texts.LATER),
        "oldest_first": str(texts.OLDEST_FIRST),
        "newest_first": str(texts.NEWEST_FIRST),
        "more_replies": _("More replies"),
        "reply": str(texts.REPLY_TO),
        "reply_nameless": str(texts.REPLY_TO_NOBODY),
        "link_here": str(texts.LINK_HERE),
        "before_you_read": str(texts.BEFORE_YOU_READ),
        "report": str(texts.REPORT),
        "loading": str(texts.LOADING),
        "report_not_loaded": str(texts.REPORT_NOT_LOADED),
        "report_unfinished": str(texts.REPORT_UNFINISHED),
        "not_loaded": _("We could not load more comments. Please try again."),
        "find": str(texts.FIND),
    }


def _form(request, page, shown, site_settings):
    form = CommentForm.fresh(page.pk)
    privacy = site_settings.privacy_page and page_path(site_settings.privacy_page, request)
    kinds = {"body": "textarea", "author_name": "text", "author_email": "email", "content_note": "text"}
    lengths = {"body": conf.MAX_COMMENT_LENGTH, "author_name": conf.MAX_NAME_LENGTH, "author_email": 254}
    lengths["content_note"] = CONTENT_NOTE_LENGTH
    return {
        "fields": [
            {
                "name": name,
                "label": str(form[name].label) if name in kinds else "",
                "hint": str(form[name].help_text),
                "type": kinds.get(name, "hidden"),
                "required": form.fields[name].required,
                "max_length": lengths.get(name),
                "folded_under": str(texts.CONTENT_NOTE_TITLE) if name == "content_note" else "",
                "autocomplete": form.fields[name].widget.attrs.get("autocomplete", ""),
                "value": form.initial.get(name, "") if name not in kinds else "",
            }
            for name in ("body", "author_name", "author_email", "token", "reply_to", "content_note")
            if name in form.fields
        ],
        "trap": HONEYPOT_FIELD,
        "token_expires_at": token_expires_at(),
        "texts": {
            "title": str(texts.SAY_WHAT_YOU_THINK),
            "promise": promise_in_words(shown, site_settings),
            "reading_times": reading_times_in_words(site_settings),
            "privacy_lines": site_settings.privacy_lines(),
            "privacy_html": in_html(site_settings.privacy_lines(), site_settings.language_of_privacy),
            "privacy_title": str(texts.PRIVACY),
            "privacy_url": privacy and privacy.url,
            "house_rules_title": str(texts.HOUSE_RULES),
            "house_rules": [*site_settings.house_rules_lines(), *site_settings.age_lines()],
            "house_rules_html": [
                *in_html(site_settings.house_rules_lines(), site_settings.language_of_rules),
                *in_html(site_settings.age_lines(), site_settings.language_of_age),
            ],
            **_help(site_settings),
            "closes": _closing_words(shown),
            "question": page.closing_question,
            "error_title": str(texts.PROBLEM),
            "button": str(texts.SEND),
            "trap_label": str(form[HONEYPOT_FIELD].label),
            "what_happens_title": str(texts.WHAT_HAPPENS),
            "read_whole": str(texts.READ_WHOLE),
            "characters_left": str(texts.CHARACTERS_LEFT),
            "characters_over": str(texts.CHARACTERS_OVER),
            "keep_words": str(texts.KEEP_WORDS),
            "keep_words_hint": str(texts.KEEP_WORDS_HINT),
            "keep_clear": str(texts.KEEP_CLEAR),
            "keep_cleared": str(texts.KEEP_CLEARED),
            **_before_sending(),
            **_other_ways(page, request),
            "own_comment": str(texts.OWN_COMMENT),
            "urgent_help": site_settings.urgent_help_text(),
            "sending": str(texts.SENDING),
            "not_sent": _("We could not send your comment. Your words are still here. Please press Send again."),
            "follow_not_sent": str(texts.FOLLOW_NOT_SENT),
            "cannot_send": str(texts.CANNOT_SEND),
            "write_there": str(texts.WRITE_THERE),
            # Translators: {time} is a number with its unit, such as "40 seconds".
            "try_again_in": _("You can press Send again in {time}."),
            "thanks": _thanks(),
        },
    }


def _help(site_settings):
    lines = help_in_words(site_settings)
    return {
        "help_title": str(texts.HELP),
        "help_lines": [line for line, _language in lines],
        "help_html": [html for line, language in lines for html in in_html([line], language)],
    }


def _before_sending():
    return {
        "preview": str(texts.PREVIEW),
        "check_title": str(texts.CHECK_TITLE),
        "how_it_looks": str(texts.HOW_IT_LOOKS),
        "change_it": str(texts.CHANGE_IT),
        "send_as_it_is": str(texts.SEND_AS_IT_IS),
        "looks_private": str(texts.LOOKS_PRIVATE),
        "helped_title": str(texts.HELPED_TITLE),
        "helped": str(texts.HELPED),
        "helped_hint": str(texts.HELPED_HINT),
        "helped_shown": str(texts.HELPED_SHOWN),
    }


def _other_ways(page, request):
    """Pages of this server for people who would rather comment in another way; where it draws none, null."""
    found = {"one_thing": str(texts.ONE_THING), "sheet": str(texts.SHEET), "new_tab": str(texts.NEW_TAB)}
    return found | {f"{name}_url": way_url(page, name, request) for name in ("steps", "sheet")}


def _closing_words(shown):
    if shown.finishes_at:
        return str(texts.FINISH_UNTIL).format(until=deadline_in_words(shown.finishes_at))
    return str(texts.WRITE_UNTIL).format(closes=deadline_in_words(shown.closes_at)) if shown.closes_at else ""


def _thanks():
    """Words for what is shown in place of the form once a comment is sent."""
    return {
        "standing_title": str(texts.WHERE_IT_STANDS),
        "see_it": str(texts.SEE_IT),
        "number": str(texts.NUMBER),
        "passphrase": str(texts.PASSPHRASE),
        "keep_passphrase": str(texts.KEEP_PASSPHRASE),
        "keep": _(
            "Your comment has a page of its own. It always says where your comment stands. "
            "Keep its address. Anybody who has the address can see that page."
        ),
        "private_page": _("The page of your comment"),
        "shared_computer": str(texts.SHARED_COMPUTER),
        "another": _("Write another comment"),
    }
