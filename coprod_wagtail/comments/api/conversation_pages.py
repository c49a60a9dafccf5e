"""Pages that ask their readers something, over JSON."""

from functools import cache
from typing import Annotated

from pydantic import Field

from coprod_wagtail.api.pages.body import parts_of
from coprod_wagtail.api.pages.description import site_id_of
from coprod_wagtail.api.pages.facts import Fact
from coprod_wagtail.api.pages.page_resource import PageResource, Words
from coprod_wagtail.api.pages.schemas import PageBase, PageList, Part, Seo
from coprod_wagtail.api.pages.seo import seo

from ..mixins import ConversationPageMixin


class ConversationPageInList(PageBase):
    """What a list of questions to the readers needs."""

    title: str = Field(examples=["The new opening hours"])
    question: str = Field(
        description="The question itself, in one sentence: the heading of the page.",
        examples=["When should the kitchen be open?"],
    )
    conversation: Annotated[dict | None, Fact("conversation")]


class ConversationPage(ConversationPageInList):
    """A question to the readers with its text."""

    body: list[Part]
    body_html: str = Field(description="The same as safe HTML.", examples=["<p>We can open on one more day.</p>"])
    what_happens_next: str = Field(
        description="Plain text; an empty line is a new paragraph.",
        examples=["We decide on 1 June, and say here what we decided."],
    )
    seo: Seo


class ConversationPageList(PageList):
    """A part of the questions to the readers."""

    items: list[ConversationPageInList]


class ConversationPages(PageResource):
    mixin, one, many = ConversationPageMixin, "conversation_page", "conversation_pages"
    promised = True
    item_schema, list_schema, whole_schema = ConversationPageInList, ConversationPageList, ConversationPage
    facts = ["conversation"]
    needs = {
        "body": [],
        "body_html": [],
        "what_happens_next": [],
        "seo": ["path", "url", "language", "question", "conversation"],
    }
    list_words = Words(
        "Questions to the readers",
        "The pages that ask readers something, the newest first, or with `search` the best matches.",
    )
    path_words = Words(
        "The question at a path", "The question to the readers at a path of the site, such as `/have-your-say/`."
    )
    one_words = Words(
        "A question to the readers", "One question to the readers. What they answered is at `comments/?page=`."
    )

    def with_everything(self, pages, asked):
        return pages if asked.any_of("body", "body_html") else pages.defer("body")

    def tell(self, page, request):
        return {"title": page.title, "question": page.seo_name}

    def tell_whole(self, page, told, request):
        text = cache(lambda: parts_of(page.body, request, site_id_of(page, request)))
        return {
            "body": lambda: text()[0],
            "body_html": lambda: text()[1],
            "what_happens_next": page.what_happens_next,
            "seo": lambda: seo(page, told, request),
        }


conversation_pages = ConversationPages()
