"""What an app may declare to the package, and how the package asks for what was declared.

Features never import one another, and the core names none of them: an app says in its AppConfig what it brings, and
whoever needs it walks what all installed apps said. A site's own app does the same:

    from coprod_wagtail.features import FeatureConfig

    class EventsConfig(FeatureConfig):
        name = "events"
        api_routers = [("/events/", "events.api.router")]

An AppConfig is read before any model is there, so code is named by its dotted path ("events.api.router"), and looked up
when it is needed; a path that leads nowhere raises `ImportError` then.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.apps import AppConfig, apps
from django.utils.module_loading import import_string


@dataclass(frozen=True, kw_only=True)
class PageFact:
    """Something that one app knows about pages of any type, and that the pages of others may say of themselves in the
    JSON API: they name it, and need not know who declares it. Where no app does, they say null."""

    #: The field in which pages have it, such as "conversation".
    name: str
    #: Dotted path of the schema of what is known about one page.
    schema: str
    #: What it means that nothing is known about a page, for the OpenAPI document, in English.
    null_means: str
    #: Dotted path of ``values(pages, request) -> list[dict | None]``: for each of the pages what its schema wants, with
    #: the same few queries (best: one) for any number of them.
    values: str
    #: Dotted path of ``version() -> tuple[dict, list[datetime | None]]``: what changes whenever any of the values does,
    #: as parts of an ETag, and the next moments at which one changes by itself. One query at most.
    version: str
    #: The fields of a value that are moments at which it changes by itself.
    changes: Sequence[str] = ()
    #: Where it leads, for the OpenAPI document: ids of operations, each with the parameters to ask it with and the fields
    #: that have them: ``{"get_conversation": {"page_id": "page"}}``.
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: Dotted path of ``in_lists(value, page, url) -> SafeString``: what a list of pages that is drawn here says of `page`, whose
    #: address is `url`; empty for nothing. Asks the database nothing.
    in_lists: str = ""
    #: Dotted path of ``json_ld(value) -> dict``: what it adds to what search engines are told about the page.
    json_ld: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one message says: which page changed, and what a receiver may have kept that shows it."""

    #: Gives the page. A function, because it may have to be asked for, and often nobody listens.
    page: Callable[[], Any] | None = None
    #: Its id in place of that, where that is known: what many messages are about is then asked for together.
    page_id: int | None = None
    #: Cache tags beside those of the page itself, such as "conversation-12".
    tags: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Message:
    """A kind of message for front ends and other programs that want to know what changed (webhooks)."""

    #: What receivers know it by, such as "comment.published"; never changed again.
    name: str
    #: What happened, for the editors who choose what is told; translatable.
    label: Any
    #: When it is sent: dotted paths of Django signals, each with the dotted path of ``told(**facts) -> Told |
    #: Iterable[Told] | None``, which is called with what the signal was sent with, in its transaction, and asks the database
    #: nothing. None says that there is nothing to tell.
    signals: Mapping[str, str]
    #: Whether a new webhook is told of it unless its editor says otherwise.
    usual: bool = True


@dataclass(frozen=True, kw_only=True)
class Todo:
    """Something that has to be done before readers come, for the list on the admin's home page."""

    #: Tells it from all others, such as "privacy-1"; without spaces. Who closed the list is not shown it again.
    key: str
    #: What to do, in the words of whoever is asking.
    text: str
    #: Where it is done, or where it is said how; empty where there is no such page.
    url: str
    #: Id of the system check that says the same. Where the site has silenced that, this is not shown.
    check: str
    #: Whether it is done where the site runs, and not in the admin.
    on_the_server: bool = False


class FeatureConfig(AppConfig):
    """An AppConfig that says what its app brings. Everything may be left out."""

    #: What the JSON API serves: prefixes below the API's root, each with the dotted path of a Ninja `Router`, or of a
    #: function without arguments that gives one, or None where there is nothing to serve.
    api_routers: ClassVar[Sequence[tuple[str, str]]] = ()
    #: Of those prefixes, the ones below which nobody is answered who has not signed in: each with the name of the setting of the
    #: package that lists the other origins whose pages may ask there. No page of any other origin is answered.
    api_for_signed_in: ClassVar[Mapping[str, str]] = {}
    #: What the OpenAPI document says of tags, in English: those of the routers, and of the page resources.
    api_tags: ClassVar[Mapping[str, str]] = {}
    #: What the OpenAPI document says of messages that the site sends: dotted path of ``described() ->
    #: Iterable[coprod_wagtail.api.kit.described_webhooks.Described]``; empty for none.
    api_webhooks: ClassVar[str] = ""
    #: Kinds of pages that the JSON API serves, and that editors can preview on a front end: dotted paths of instances of
    #: `coprod_wagtail.api.pages.page_resource.PageResource`.
    page_resources: ClassVar[Sequence[str]] = ()
    #: What readers' search finds: dotted paths of instances of `coprod_wagtail.search.kinds.SearchKind`, for pages, or of
    #: `OtherKind`.
    search_kinds: ClassVar[Sequence[str]] = ()
    #: What this app knows about pages of any type.
    page_facts: ClassVar[Sequence[PageFact]] = ()
    #: Names in the query of a page's URL that say which part of it is meant, such as "comment" in ``?comment=7``: kept
    #: where a reader is sent on because the page has moved.
    page_queries: ClassVar[Sequence[str]] = ()
    #: What crawlers leave alone: dotted paths of ``paths() -> Iterable[str]``, each a path as robots.txt writes it, such as
    #: ``/search/`` or ``/*?reply=``. They ask the database nothing.
    not_for_crawlers: ClassVar[Sequence[str]] = ()
    #: Feeds of a whole site: dotted paths of ``feeds(site, request) -> Iterable[coprod_wagtail.syndication.links.FeedLink]``. They
    #: ask the database nothing.
    site_feeds: ClassVar[Sequence[str]] = ()
    #: What front ends are told of what happens in this app.
    messages: ClassVar[Sequence[Message]] = ()
    #: Labels ("app_label.Model") of models whose rows readers never see, so that a change of one makes no kept page
    #: stale (``ETAG_BEFORE_DRAWING``): models of other people's apps. One's own say so themselves, with
    #: ``makes_pages_stale = False``. A model of which nobody says anything counts.
    quiet_models: ClassVar[Sequence[str]] = ()
    #: Dotted paths of the kinds of message that may leave the site (classes, see `coprod_wagtail.outbox.kinds`).
    outgoing_kinds: ClassVar[Sequence[str]] = ()
    #: Dotted paths of the mails that this app sends (classes, see `coprod_wagtail.outbox.mail`).
    mails: ClassVar[Sequence[str]] = ()
    #: Names of people and groups that a reader may take somebody else for: dotted paths of ``names() -> Iterable[QuerySet]``,
    #: each of rows of one text (``values_list("name")``). All of all apps are asked in one query.
    known_names: ClassVar[Sequence[str]] = ()
    #: Whose pages are whose, beside who made each: dotted paths of ``pages_of(user) -> QuerySet``, which gives the pages that a
    #: user wrote, and asks the database nothing yet. For e-mails about what readers said there.
    authored_pages: ClassVar[Sequence[str]] = ()
    #: What is still to be done before readers come: dotted paths of ``todos(request) -> Iterable[Todo]``, each of which
    #: says only what this person may do, with the same few queries for any number of sites, and none for who may do nothing.
    getting_ready: ClassVar[Sequence[str]] = ()

    #: Django takes the one AppConfig that it finds in an app's `apps.py`; where this one is imported there, it is none.
    default = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "default" not in cls.__dict__:
            cls.default = True


def installed() -> Iterator[FeatureConfig]:
    """The configs of all installed apps that declare something, in the order of INSTALLED_APPS."""
    return (config for config in apps.get_app_configs() if isinstance(config, FeatureConfig))


def api_routers() -> Iterator[tuple[str, Any]]:
    """All prefixes below the API's root, each with its router or what makes one."""
    return ((prefix, import_string(path)) for config in installed() for prefix, path in config.api_routers)


def api_for_signed_in() -> dict[str, str]:
    """The prefixes below the API's root for who has signed in, each with the setting that lists its other origins."""
    return {prefix: setting for config in installed() for prefix, setting in config.api_for_signed_in.items()}


def api_tags() -> dict[str, str]:
    """What is said of tags, by tag; a later app may say it in other words."""
    return {tag: words for config in installed() for tag, words in config.api_tags.items()}


def api_webhooks() -> list[Any]:
    """What the OpenAPI document says of messages that the site sends, of all apps."""
    return [told for config in installed() if config.api_webhooks for told in import_string(config.api_webhooks)()]


def page_resources() -> list[Any]:
    """All kinds of pages that the JSON API serves, each as an instance of `PageResource`."""
    return [import_string(path) for config in installed() for path in config.page_resources]


def search_kinds() -> list[Any]:
    """All that readers' search finds, each as an instance of `SearchKind` or `OtherKind`."""
    return [import_string(path) for config in installed() for path in config.search_kinds]


def page_facts() -> dict[str, PageFact]:
    """All that is known about pages, by name."""
    return {fact.name: fact for config in installed() for fact in config.page_facts}


def facts_in_lists(pages: Sequence[Any], request: Any) -> list[list[Any]]:
    """For each of `pages`, what a list of them says of it beside what it says itself, as HTML. One query for each fact, however
    many pages there are."""
    said: list[list[Any]] = [[] for _page in pages]
    for fact in (fact for fact in page_facts().values() if fact.in_lists and pages):
        values, in_lists = import_string(fact.values)(pages, request), import_string(fact.in_lists)
        for lines, page, value in zip(said, pages, values, strict=True):
            if value and (line := in_lists(value, page, page.get_url(request) or "")):
                lines.append(line)
    return said


def json_ld_of_facts(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the facts that are `told` about a page, by name, add to what search engines are told."""
    added: dict[str, Any] = {}
    for name, fact in page_facts().items():
        if fact.json_ld and told.get(name):
            added |= import_string(fact.json_ld)(told[name])
    return added


def facts_for_json_ld(page: Any, request: Any) -> dict[str, Any]:
    """What is known about `page` and told to search engines, by name. One query for each fact at most."""
    facts = (fact for fact in page_facts().values() if fact.json_ld)
    return {fact.name: import_string(fact.values)([page], request)[0] for fact in facts}


def version_of_lists() -> dict[str, Any]:
    """What changes whenever something that `facts_in_lists` says does, as parts of an ETag. One query for each fact."""
    return {fact.name: import_string(fact.version)()[0] for fact in page_facts().values() if fact.in_lists}


def page_queries() -> set[str]:
    """All names in the queries of pages' URLs that are kept where a page has moved."""
    return {name for config in installed() for name in config.page_queries}


def not_for_crawlers() -> list[str]:
    """All paths that crawlers leave alone, as robots.txt writes them."""
    return [path for config in installed() for give in config.not_for_crawlers for path in import_string(give)()]


def site_feeds(site: Any, request: Any) -> list[Any]:
    """Where the feeds of a whole site are, of all apps."""
    return [feed for config in installed() for give in config.site_feeds for feed in import_string(give)(site, request)]


def messages() -> list[Message]:
    """All kinds of messages to front ends, beside those about pages."""
    return [message for config in installed() for message in config.messages]


def quiet_models() -> set[str]:
    """The labels of all models that an app says are never seen by readers."""
    return {label for config in installed() for label in config.quiet_models}


def outgoing_kinds() -> list[Any]:
    """All kinds of message that may leave the site, as the classes that were declared."""
    return [import_string(path) for config in installed() for path in config.outgoing_kinds]


def mails() -> list[Any]:
    """All mails that the apps send, as the classes that were declared."""
    return [import_string(path) for config in installed() for path in config.mails]


def known_names() -> list[Any]:
    """Querysets of the names that a reader may take somebody else for, of all apps. Nothing is asked yet."""
    names = [import_string(path) for config in installed() for path in config.known_names]
    return [rows for give in names for rows in give()]


def authored_pages() -> list[Callable[[Any], Any]]:
    """What gives the pages that a user wrote, of all apps."""
    return [import_string(path) for config in installed() for path in config.authored_pages]


def getting_ready() -> list[Callable[[Any], Iterable[Todo]]]:
    """What says what is still to be done before readers come, of all apps."""
    return [import_string(path) for config in installed() for path in config.getting_ready]
