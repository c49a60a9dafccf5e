"""What a front end wants to know of a whole site before it draws any page: its name, its languages, its menu, and how
readers reach a person."""

from dataclasses import asdict

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Router, Schema
from pydantic import Field

from coprod_wagtail.features import site_feeds
from coprod_wagtail.models import SearchAndSharing
from coprod_wagtail.page_tree.languages import name_in_itself
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.sites import root_paths
from coprod_wagtail.page_tree.visibility import open_to_everyone
from coprod_wagtail.seo.robots import sitemap_url_of
from coprod_wagtail.swap import get_page_model

from ..kit.caching import unless_unchanged
from ..kit.languages import answer_in_language_of
from ..kit.parameters import LanguageCode, SiteName, site_asked_for
from ..kit.problems import problems
from ..kit.queries import language_named
from ..kit.urls import is_plainly
from ..pages.contact import Help, help_of
from ..pages.pictures import picture
from ..pages.schemas import Direction, Picture
from .indexes import Feed
from .kinds import specific, titles_of

site_router = Router(tags=["site"])

NAME = "get_site"

#: So deep below the site's first page menus go.
_LEVELS = 2


class SiteLanguage(Schema):
    """A language that the site can be read in."""

    language: str = Field(description="For `locale`, and for the attributes `lang` and `hreflang`.", examples=["en-gb"])
    name: str = Field(description="What its speakers call it, for a link.", examples=["English"])
    direction: Direction = Field(description="For the attribute `dir`.")
    is_default: bool = Field(description="Whether it is the one that the site was set up with.", examples=[True])
    path: str = Field(description="Of the site's first page in it.", examples=["/"])
    url: str = Field(description="The same with the site's address.", examples=["https://www.example.org/"])


class MenuLink(Schema):
    """A page in the menu."""

    id: int
    title: str = Field(examples=["Blog"])
    path: str = Field(examples=["/blog/"])
    url: str = Field(examples=["https://www.example.org/blog/"])
    language: str = Field(description="Of the title, for the attribute `lang`.", examples=["en-gb"])


class MenuEntry(MenuLink):
    """A page in the menu, and those below it that are in the menu, too."""

    children: list[MenuLink]


class AboutSite(Schema):
    """What is the same on all pages of a site."""

    name: str = Field(
        description="As **Settings → Sites** has it, or else the title of the first page.", examples=["Kettle Lane"]
    )
    url: str = Field(description="The site's address.", examples=["https://www.example.org"])
    language: str = Field(description="Of the menu.", examples=["en-gb"])
    direction: Direction = Field(description="For the attribute `dir`.")
    languages: list[SiteLanguage] = Field(description="Those in which everybody can read the first page.")
    menu: list[MenuEntry] = Field(description="The pages that editors show in menus.")
    help: Help
    social_picture: Picture | None = Field(
        description="For pages without a picture, where other websites show a link; null where there is none."
    )
    feeds: list[Feed] = Field(description="Of the whole site.")
    sitemap: str | None = Field(
        description="Where the sitemap is; null where this server has none.",
        examples=["https://www.example.org/sitemap.xml"],
    )
    document: str = Field(
        description="Path of the description of this API, an OpenAPI document.",
        examples=["/api/coprod/v1/openapi.json"],
    )
    docs: str = Field(description="Path of the same for people, in a browser.", examples=["/api/coprod/v1/docs/"])


@site_router.get(
    "",
    response={200: AboutSite, 304: None, **problems(404, 422)},
    operation_id=NAME,
    url_name=NAME,
    summary="What is the same on all pages",
)
def get_site(request: HttpRequest, locale: LanguageCode = "", site: SiteName = ""):
    """The site's name, its languages, its menu and how readers can reach a person: what stands around every page. Ask once
    for each language."""
    page_site, language = site_asked_for(request, site), language_named(locale)
    roots = _roots(page_site)
    if not roots:  # the site went at this moment
        raise Http404
    root = next((one for one in roots if one.locale.language_code == language), None) if language else roots[0]
    spoken = root or roots[0]
    answer_in_language_of(request, spoken)
    shown = get_page_model()._default_manager.filter(open_to_everyone())
    public = set(shown.filter(pk__in=[one.pk for one in roots]).values_list("pk", flat=True))
    found = {
        "name": page_site.site_name or (spoken.title if spoken.pk in public else page_site.hostname),
        "url": page_site.root_url,
        "language": spoken.locale.language_code,
        "direction": "rtl" if spoken.locale.is_bidi else "ltr",
        "languages": [_language(one, roots, request) for one in roots if one.pk in public],
        "menu": _menu(root, shown, request) if root else [],
        "help": help_of(page_site),
        "social_picture": _social_picture(page_site, request),
        "feeds": [asdict(feed) for feed in site_feeds(page_site, request)],
        "sitemap": sitemap_url_of(page_site) or None,
        "document": reverse("coprod_api:openapi-json"),
        "docs": reverse("coprod_api:openapi-view"),
    }
    unless_unchanged(request, {"drawn": found}, purgeable=is_plainly(request, page_site, NAME))
    return found


def _social_picture(site, request):
    sharing = SearchAndSharing.for_reading(request, site.pk)
    sharing.speak()
    return picture(sharing.picture, sharing.picture_alt, request)


def _roots(site):
    """The site's first page in each of its languages, that of the site itself first."""
    pages = get_page_model()._default_manager.filter(url_path__in=root_paths(site)).select_related("locale")
    return sorted(specific(pages), key=lambda page: (page.pk != site.root_page_id, page.locale.language_code))


def _language(root, roots, request):
    place = page_path(root, request)
    return {
        "language": root.locale.language_code,
        "name": name_in_itself(root.locale),
        "direction": "rtl" if root.locale.is_bidi else "ltr",
        "is_default": root is roots[0],
        "path": place.path,
        "url": place.url,
    }


def _menu(root, shown, request):
    """What editors show in menus, of the first levels below `root`, of the pages in the queryset `shown`. One query, and one for each kind of page that is not
    called by its title."""
    if not hasattr(root, "show_in_menus"):  # a base page of a site's own may know of no menus
        return []
    deep = {"depth__gt": root.depth, "depth__lte": root.depth + _LEVELS}
    rows = shown.filter(show_in_menus=True, **deep).descendant_of(root).select_related("locale")
    pages = specific(rows.order_by("path"))
    titles, entries = titles_of(pages), {}
    for page in pages:
        link = _link(page, titles, request)
        if page.depth == root.depth + 1:
            entries[page.path] = {**link, "children": []}
        elif above := entries.get(page.path[: -page.steplen]):
            above["children"].append(link)
    return [*entries.values()]


def _link(page, titles, request):
    place = page_path(page, request)
    return {
        "id": page.pk,
        "title": titles[page.pk],
        "path": place.path,
        "url": place.url,
        "language": page.locale.language_code,
    }
