"""Pages that ask their readers something over JSON, and what any page says about its conversation."""

from typing import Annotated

from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.pagination import Slice
from coprod_wagtail.api.kit.parameters import LanguageCode, Line, PageId, PagePath, SiteName, site_asked_for
from coprod_wagtail.api.kit.problems import problems
from coprod_wagtail.api.pages import page_resource as kit
from coprod_wagtail.api.pages.body import parts_of
from coprod_wagtail.api.pages.schemas import ConversationInShort, PageBase, Part, Seo
from coprod_wagtail.api.pages.seo import seo

from ..mixins import ConversationPageMixin
from .conversations import conversations_in_short

conversation_pages = Router(tags=["conversation-pages"])

LIST = "list_conversation_pages"

_SORT = {"coprod_first": Coalesce("first_published_at", kit.LONG_AGO)}


class ConversationPageInList(PageBase):
    """What a list of questions to the readers needs."""

    title: str
    question: str = Field(description="The question itself, in one sentence: the heading of the page.")
    conversation: ConversationInShort | None = Field(description="Null where readers cannot answer.")


class ConversationPage(ConversationPageInList):
    """A question to the readers with its text."""

    body: list[Part]
    body_html: str = Field(description="The same as safe HTML.")
    what_happens_next: str = Field(description="Plain text; an empty line is a new paragraph.")
    seo: Seo


class ConversationPageList(Schema):
    """A part of the questions to the readers."""

    count: int = Field(description="How many there are in all.")
    items: list[ConversationPageInList]


class ConversationPageFilters(Schema):
    search: Line = Field("", description="Words to look for; the best 500 matches at most.")
    locale: LanguageCode = ""


_ONE_LEADS_TO = leads_to(
    200,
    get_conversation={"page_id": "$response.body#/conversation/page"},
    list_comments={"page": "$response.body#/conversation/page"},
)


@conversation_pages.get(
    "",
    response={200: ConversationPageList, 304: None, **problems(404, 422)},
    operation_id=LIST,
    summary="Questions to the readers",
    openapi_extra=leads_to(
        200,
        get_conversation_page={"page_id": "$response.body#/items/0/id"},
        get_conversation_page_by_path={"path": "$response.body#/items/0/path"},
    ),
)
def list_conversation_pages(
    request: HttpRequest,
    response: HttpResponse,
    filters: Query[ConversationPageFilters],
    paging: Query[Slice],
    site: SiteName = "",
):
    """The pages that ask readers something, the newest first, or with `search` the best matches."""
    page_site = site_asked_for(request, site)
    kit.unless_known(request, page_site, name=LIST)
    found = kit.listed(ConversationPageMixin, page_site, filters.locale)
    order = [] if filters.search else ["-coprod_first"]
    count, ids = kit.take(found, paging, _SORT, order, search=filters.search)
    shown = kit.load(ids, found, with_everything)
    return kit.list_answer(request, response, paging, page_site, count, shown, in_list(shown, request), LIST)


@conversation_pages.get(
    "by-path/",
    response={200: ConversationPage, 304: None, **problems(404, 422)},
    operation_id="get_conversation_page_by_path",
    summary="The question at a path",
    openapi_extra=_ONE_LEADS_TO,
)
def get_conversation_page_by_path(
    request: HttpRequest, path: Annotated[PagePath, Query()], site: SiteName = "", locale: LanguageCode = ""
):
    """The question to the readers at a path of the site, such as `/have-your-say/`."""
    page_site = site_asked_for(request, site)
    return _page(request, kit.id_at(path, page_site, locale), page_site)


@conversation_pages.get(
    "{int:page_id}/",
    response={200: ConversationPage, 304: None, **problems(404, 422)},
    operation_id="get_conversation_page",
    summary="A question to the readers",
    openapi_extra=_ONE_LEADS_TO,
)
def get_conversation_page(request: HttpRequest, page_id: PageId, site: SiteName = ""):
    """One question to the readers. What they answered is at `comments/?page=`."""
    return _page(request, page_id, site_asked_for(request, site))


def _page(request, page_id, site):
    page = kit.find(request, ConversationPageMixin, page_id, site, with_everything)
    found = whole_page(page, request)
    kit.keep(request, found, [page], site, page=page)
    return found


def with_everything(pages):
    """`pages`, a queryset of one type, with what is told about them."""
    return pages


def in_list(pages, request) -> list[dict]:
    """Pages of any types as `ConversationPageInList`, in a number of queries that does not grow with them."""
    described, conversations = kit.describe(pages, request), conversations_in_short(pages, request)
    return [
        {**base, "title": page.title, "question": page.question or page.title, "conversation": conversation}
        for page, base, conversation in zip(pages, described, conversations, strict=True)
    ]


def whole_page(page, request) -> dict:
    """A page as `ConversationPage`."""
    (found,) = in_list([page], request)
    body, html = parts_of(page.body, request, kit.site_id_of(page, request))
    json_ld = {"@type": "DiscussionForumPosting", "headline": found["question"]}
    if found["conversation"]:
        json_ld["commentCount"] = found["conversation"]["comment_count"]
    return {
        **found,
        "body": body,
        "body_html": html,
        "what_happens_next": page.what_happens_next,
        "seo": seo(page, found, title=found["question"], json_ld=json_ld),
    }
