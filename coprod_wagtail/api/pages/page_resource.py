"""A kind of page over JSON, made from a declaration: a list, the page at a path, and the page with an id.

    class Events(PageResource):
        mixin, one, many = EventPage, "event", "events"
        item_schema, list_schema, whole_schema = EventInList, EventList, Event
        list_words = Words("Events", "What is on, the newest first.")
        path_words = Words("The event at a path", "The event at a path of the site, such as `/events/fair/`.")
        one_words = Words("An event", "One event.")

        def tell(self, page, request):
            return {"title": page.title}

        def tell_whole(self, page, told, request):
            return {"seo": seo(page, told, request)}

    events = Events()

An app names it in its AppConfig (`FeatureConfig.page_resources`). Then `events/`, `events/by-path/` and `events/{id}/` are
there, editors preview such pages on a front end, and caches let go of the addresses when a page changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from ninja import Router, Schema

from coprod_wagtail.features import page_resources

from ..kit.urls import api_urls_of
from .description import describe
from .facts import facts_about
from .fields import EVERYTHING, Asked, Told
from .finding import LONG_AGO
from .operations import router_of
from .schemas import PageBase, PageFilters, PageList


@dataclass(frozen=True)
class Words:
    """What the OpenAPI document says of an operation, in English: its name, and a sentence."""

    summary: str
    description: str


class PageResource:
    """What one kind of page says over JSON. A subclass fills in what is declared here, and `tell` and `tell_whole`."""

    #: What the page types have as a base that are served: a mixin, or one page type.
    mixin: ClassVar[type]
    #: What operations call one of them, and several, with underscores: `get_post` and `list_posts`. It is told apart from
    #: other kinds by `kind`, and served below `tag`: the two with hyphens.
    one: ClassVar[str]
    many: ClassVar[str]
    #: Whether `/v1/` promises this kind, so that a preview says it as its `kind`. Those of an app of a site's own, and those
    #: that come later, are "other" there: a client that was made for fewer kinds would refuse the whole answer.
    promised: ClassVar[bool] = False
    #: The shapes of an answer: a page in a list, a list of these, and a page with everything.
    item_schema: ClassVar[type[PageBase]]
    list_schema: ClassVar[type[PageList]]
    whole_schema: ClassVar[type[PageBase]]
    #: What the list can be narrowed by. A field `order`, where there is one, has the names of `orders`.
    filters: ClassVar[type[Schema]] = PageFilters
    #: The words for the three operations.
    list_words: ClassVar[Words]
    path_words: ClassVar[Words]
    one_words: ClassVar[Words]
    #: Where answers lead beside what every kind and its facts lead to (see `leads_to`).
    list_leads_to: ClassVar[Mapping[str, Any]] = {}
    one_leads_to: ClassVar[Mapping[str, Any]] = {}
    #: What can be ordered by, as `finding.take` wants it; and orders by their names. The first is the usual one.
    sort: ClassVar[Mapping[str, Any]] = {"coprod_first": Coalesce("first_published_at", LONG_AGO)}
    orders: ClassVar[Mapping[str, Sequence[str]]] = {"newest": ["-coprod_first"]}
    #: The names of facts (`features.PageFact`) that the pages say of themselves; fields of these names are in the shapes.
    facts: ClassVar[Sequence[str]] = ()
    #: What the fields of `tell_whole` are made of, each with the names of fields that a list tells. One that is not here is
    #: taken to need them all.
    needs: ClassVar[Mapping[str, Sequence[str]]] = {}
    #: What a list of pages of all kinds calls one of them, as an expression for querysets.
    title: ClassVar[Any] = F("title")

    # What a subclass says

    def narrow(self, pages: QuerySet, filters) -> QuerySet:
        """`pages` of one type that the resource's own filters let through; `search` and `locale` count anyway."""
        return pages

    def with_everything(self, pages: QuerySet, asked: Asked) -> QuerySet:
        """`pages`, a queryset of one type, with what is told about them; what is not `asked` for may be left out."""
        return pages

    def gather(self, pages: Sequence, asked: Asked, request) -> None:
        """Fetch for `pages`, of any types, what `tell` needs for the fields that are `asked` for: in a number of queries
        that does not grow with them."""

    def tell(self, page, request) -> Mapping[str, Any]:
        """What `item_schema` has beside what is said about every page, and the facts. Asks the database nothing.

        Where a value takes time, give a function without arguments in its place: it is called only where the field is
        asked for.
        """
        raise NotImplementedError

    def tell_whole(self, page, told: Mapping[str, Any], request) -> Mapping[str, Any]:
        """What `whole_schema` has beside what is `told` in a list; functions in place of values as there."""
        raise NotImplementedError

    # What follows from it

    @property
    def kind(self) -> str:
        """What previews call it, such as "conversation-page"."""
        return self.one.replace("_", "-")

    @property
    def tag(self) -> str:
        """The path below the API's root, and the tag in the document, such as "conversation-pages"."""
        return self.many.replace("_", "-")

    def in_list(self, pages: Sequence, request, asked: Asked = EVERYTHING) -> list[dict]:
        """Pages of any types as `item_schema`, or what is `asked` for of it, in a number of queries that does not grow with
        them."""
        return [asked.of(told) for told in self._told(pages, request, asked)]

    def whole(self, page, request, asked: Asked = EVERYTHING) -> dict:
        """A page as `whole_schema`, or what is `asked` for of it."""
        in_list = list(self.item_schema.model_fields)
        needs = {name: self.needs.get(name, in_list) for name in self.whole_schema.model_fields if name not in in_list}
        (told,) = self._told([page], request, asked.with_needs(needs))
        return asked.of(Told(told, self.tell_whole(page, told, request)))

    def _told(self, pages, request, asked):
        self.gather(pages, asked, request)
        facts = facts_about(pages, [fact for fact in self.facts if fact in asked], request)
        every = zip(pages, describe(pages, request, asked), facts, strict=True)
        return [Told(base, self.tell(page, request), known) for page, base, known in every]

    def urls_of(self, page) -> list[str]:
        """Whole addresses at which the API says something of `page`, for those who throw it out of caches."""
        return api_urls_of(page, self.one, self.many)

    def router(self) -> Router:
        """The three operations, as a new router each time."""
        return router_of(self)


def resource_for(model: Any) -> PageResource | None:
    """What was declared for pages of this type; None where no installed app did."""
    return next((resource for resource in page_resources() if issubclass(model, resource.mixin)), None)


def resource_of(page) -> PageResource | None:
    """What was declared for pages such as `page`, a specific one; None where no installed app did."""
    return resource_for(type(page))
