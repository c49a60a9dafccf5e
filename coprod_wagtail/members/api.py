"""Members' profiles over JSON, as they want to be shown."""

from typing import Annotated

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.pagination import Slice
from coprod_wagtail.api.kit.parameters import LanguageCode, Line, PageId, PagePath, SiteName, site_asked_for
from coprod_wagtail.api.kit.problems import problems
from coprod_wagtail.api.pages import page_resource as kit
from coprod_wagtail.api.pages.pictures import add_renditions, picture
from coprod_wagtail.api.pages.rich_text import displayed
from coprod_wagtail.api.pages.schemas import PageBase, Picture, Seo
from coprod_wagtail.api.pages.seo import seo

from .mixins import MemberProfileMixin

members = Router(tags=["members"])

LIST = "list_members"


class MemberLink(Schema):
    """Where else to find a member."""

    label: str
    url: str


class MemberInList(PageBase):
    """What a list of members needs."""

    name: str = Field(description="As the person wants it.")
    role: str = Field(description="May be empty.")
    picture: Picture | None
    short_text: str = Field(description="Plain text.")


class Member(MemberInList):
    """A member with all they say about themselves. Their posts are at `posts/?author=`."""

    long_text_html: str = Field(description="In their own words, as safe HTML; may be empty.")
    links: list[MemberLink]
    seo: Seo


class MemberList(Schema):
    """A part of the members."""

    count: int = Field(description="How many there are in all.")
    items: list[MemberInList]


class MemberFilters(Schema):
    search: Line = Field("", description="Words to look for; the best 500 matches at most.")
    locale: LanguageCode = ""


_ONE_LEADS_TO = leads_to(200, list_posts={"author": "$response.body#/id"})


@members.get(
    "",
    response={200: MemberList, 304: None, **problems(404, 422)},
    operation_id=LIST,
    summary="Members",
    openapi_extra=leads_to(
        200,
        get_member={"page_id": "$response.body#/items/0/id"},
        get_member_by_path={"path": "$response.body#/items/0/path"},
    ),
)
def list_members(
    request: HttpRequest,
    response: HttpResponse,
    filters: Query[MemberFilters],
    paging: Query[Slice],
    site: SiteName = "",
):
    """The members by name, or with `search` the best matches."""
    page_site = site_asked_for(request, site)
    kit.unless_known(request, page_site, name=LIST)
    found = kit.listed(MemberProfileMixin, page_site, filters.locale)
    order = [] if filters.search else ["coprod_name"]
    count, ids = kit.take(found, paging, {"coprod_name": F("name_key")}, order, search=filters.search)
    shown = kit.load(ids, found, with_everything)
    return kit.list_answer(request, response, paging, page_site, count, shown, in_list(shown, request), LIST)


@members.get(
    "by-path/",
    response={200: Member, 304: None, **problems(404, 422)},
    operation_id="get_member_by_path",
    summary="The member at a path",
    openapi_extra=_ONE_LEADS_TO,
)
def get_member_by_path(
    request: HttpRequest, path: Annotated[PagePath, Query()], site: SiteName = "", locale: LanguageCode = ""
):
    """The member at a path of the site, such as `/members/maryam/`."""
    page_site = site_asked_for(request, site)
    return _member(request, kit.id_at(path, page_site, locale), page_site)


@members.get(
    "{int:page_id}/",
    response={200: Member, 304: None, **problems(404, 422)},
    operation_id="get_member",
    summary="A member",
    openapi_extra=_ONE_LEADS_TO,
)
def get_member(request: HttpRequest, page_id: PageId, site: SiteName = ""):
    """One member."""
    return _member(request, page_id, site_asked_for(request, site))


def _member(request, page_id, site):
    profile = kit.find(request, MemberProfileMixin, page_id, site, with_everything)
    found = whole_member(profile, request)
    kit.keep(request, found, [profile], site, page=profile)
    return found


def with_everything(profiles):
    """`profiles`, a queryset of one type, with what is told about them."""
    return profiles.select_related("photo")


def in_list(profiles, request) -> list[dict]:
    """Profiles of any types as `MemberInList`, in a number of queries that does not grow with them."""
    add_renditions(profile.photo for profile in profiles)
    return [
        {
            **base,
            "name": profile.public_name,
            "role": profile.role,
            "picture": picture(profile.photo, profile.photo_words, request),
            "short_text": profile.short_text,
        }
        for profile, base in zip(profiles, kit.describe(profiles, request), strict=True)
    ]


def whole_member(profile, request) -> dict:
    """A profile as `Member`."""
    (found,) = in_list([profile], request)
    (long_text,) = displayed([profile.long_text], request, kit.site_id_of(profile, request))
    links = [{"label": link.value["label"], "url": link.value["url"]} for link in profile.links]
    person = {"@type": "Person", "name": found["name"], "url": found["url"], "sameAs": [link["url"] for link in links]}
    return {
        **found,
        "long_text_html": long_text,
        "links": links,
        "seo": seo(
            profile,
            found,
            title=found["name"],
            description=profile.short_text,
            picture=found["picture"],
            kind="profile",
            json_ld={"@type": "ProfilePage", "mainEntity": person},
        ),
    }
