"""Members' profiles over JSON, as they want to be shown."""

from django.db.models import Case, F, When
from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.pages.description import site_id_of
from coprod_wagtail.api.pages.page_resource import PageResource, Words
from coprod_wagtail.api.pages.pictures import add_renditions, picture
from coprod_wagtail.api.pages.rich_text import displayed
from coprod_wagtail.api.pages.schemas import PageBase, PageList, Picture, Seo
from coprod_wagtail.api.pages.seo import seo

from .mixins import MemberProfileMixin


class MemberLink(Schema):
    """Where else to find a member."""

    label: str = Field(examples=["My own website"])
    url: str = Field(description="With `https:`, `http:`, `mailto:` or `tel:`.", examples=["https://maryam.example/"])


class MemberInList(PageBase):
    """What a list of members needs."""

    name: str = Field(description="As the person wants it.", examples=["Maryam"])
    role: str = Field(description="May be empty.", examples=["Cook and trustee"])
    picture: Picture | None
    short_text: str = Field(description="Plain text.", examples=["I cook, and I ask questions."])


class Member(MemberInList):
    """A member with all they say about themselves. Their posts are at `posts/?author=`."""

    long_text_html: str = Field(
        description="In their own words, as safe HTML; may be empty.",
        examples=["<p>I came for the soup and stayed.</p>"],
    )
    links: list[MemberLink]
    seo: Seo


class MemberList(PageList):
    """A part of the members."""

    items: list[MemberInList]


class Members(PageResource):
    mixin, one, many = MemberProfileMixin, "member", "members"
    promised = True
    item_schema, list_schema, whole_schema = MemberInList, MemberList, Member
    sort, orders = {"coprod_name": F("name_key")}, {"name": ["coprod_name"]}
    list_words = Words("Members", "The members by name, or with `search` the best matches.")
    path_words = Words("The member at a path", "The member at a path of the site, such as `/members/maryam/`.")
    one_words = Words("A member", "One member.")
    one_leads_to = {"list_posts": {"author": "$response.body#/id"}}

    needs = {"long_text_html": [], "links": [], "seo": ["path", "url", "language", "name", "picture"]}
    title = Case(When(display_name="", then=F("title")), default=F("display_name"))

    def with_everything(self, profiles, asked):
        return profiles.select_related("photo") if "picture" in asked else profiles

    def gather(self, profiles, asked, request):
        if "picture" in asked:
            add_renditions(profile.photo for profile in profiles)

    def tell(self, profile, request):
        return {
            "name": profile.public_name,
            "role": profile.role,
            "picture": lambda: picture(profile.photo, profile.photo_words, request),
            "short_text": profile.short_text,
        }

    def tell_whole(self, profile, told, request):
        return {
            "long_text_html": lambda: displayed([profile.long_text], request, site_id_of(profile, request))[0],
            "links": _links(profile),
            "seo": lambda: seo(profile, told, request),
        }


def _links(profile):
    return [{"label": link.value["label"], "url": link.value["url"]} for link in profile.links]


members = Members()
