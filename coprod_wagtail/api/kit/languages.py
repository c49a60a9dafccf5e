"""In which language the API answers: the reader's, or that of the page it is about."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.page_tree.wagtail_page import AnyPage


def has_a_choice() -> bool:
    """Whether the site names the languages it speaks. Django's own list is of all languages that anybody might want."""
    named = settings.is_overridden("LANGUAGES")  # type: ignore[misc]  # to the plugin, settings have settings only
    return settings.USE_I18N and named and len(settings.LANGUAGES) > 1


def language_for(request: HttpRequest) -> str:
    """The first language that the reader's browser asks for and the site speaks; else the site's own.

    Neither a cookie nor a session is looked at: the same request gets the same answer.
    """
    if has_a_choice():
        for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
            if code == "*":
                break
            try:
                return translation.get_supported_language_variant(code)
            except LookupError:
                continue
    return settings.LANGUAGE_CODE


def answer_in_language_of(request: HttpRequest, page: AnyPage) -> None:
    """Speak the language of `page` from here to the end of the answer, errors included, as its own page does."""
    if has_languages():
        answer_in_language(request, page.locale.language_code)


def answer_in_language(request: HttpRequest, code: str) -> None:
    """Speak this language from here to the end of the answer. Nothing changes with one that the site has pages in, but no
    words, or with an empty one."""
    if not code:
        return
    try:
        spoken = translation.get_supported_language_variant(code)
    except LookupError:
        return
    translation.activate(spoken)  # the guard puts back what was spoken before
    request.coprod_language_of_page = True  # type: ignore[attr-defined]  # a note of ours on Django's request


def say_languages(request: HttpRequest, codes: Iterable[str]) -> None:
    """The answer holds words in these languages, whichever it speaks itself: a list of pages, for example."""
    request.coprod_content_languages = sorted(codes)  # type: ignore[attr-defined]  # a note of ours on Django's request


def content_language(request: HttpRequest) -> str:
    """What the header `Content-Language` of the answer says (RFC 9110, 8.5): one language, or several."""
    return ", ".join(getattr(request, "coprod_content_languages", None) or [translation.get_language() or ""])


def language_was_chosen(request: HttpRequest) -> bool:
    """Whether the reader's `Accept-Language` decided about the language of this answer."""
    return has_a_choice() and not getattr(request, "coprod_language_of_page", False)
