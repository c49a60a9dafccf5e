"""How to reach a person: the editors' setting, with every word around it."""

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from ninja import Router, Schema
from pydantic import Field
from typing_extensions import TypeAliasType

from coprod_wagtail.models import SiteHelp
from coprod_wagtail.text.phone_numbers import phone_links
from coprod_wagtail.text.spoken import mark_among_words

from ..kit.caching import unless_unchanged
from ..kit.known import Open
from ..kit.parameters import SiteName, site_asked_for
from ..kit.problems import problems
from ..kit.urls import is_plainly

help_router = Router(tags=["help"])

NAME = "get_help"


KnownWayKind = TypeAliasType(
    "KnownWayKind", Annotated[Literal["phone", "email"], Field(description="What a way to reach a person is.")]
)


class Way(Schema):
    """One way to reach a person."""

    kind: Annotated[KnownWayKind, Open()]
    label: str = Field(description="What stands before it.", examples=["Phone:"])
    words: str = Field(
        description='As editors wrote it; the words of the link. Show it with `dir="ltr"`.', examples=["029 2018 0000"]
    )
    url: str = Field(description="Where the link goes: `tel:` or `mailto:`.", examples=["tel:02920180000"])


class Help(Schema):
    """How to reach a person. Where editors filled in nothing, `text` and `ways` are empty: draw nothing then."""

    label: str = Field(description="What this part of a page is called.", examples=["Help"])
    text: str = Field(description="As editors wrote it.", examples=["Ring us, or come in."])
    text_html: str = Field(
        description="The same as safe HTML, in the language of the answer where editors wrote it in that.",
        examples=["<p>Ring us, or come in.</p>"],
    )
    ways: list[Way]


@help_router.get(
    "",
    response={200: Help, 304: None, **problems(404, 422)},
    operation_id=NAME,
    url_name=NAME,
    summary="How to reach a person",
)
def get_help(request: HttpRequest, site: SiteName = ""):
    """How readers can reach a person. Show it in the same place on every page (WCAG 3.2.6)."""
    page_site = site_asked_for(request, site)
    found = help_of(page_site)
    unless_unchanged(request, {"drawn": found}, purgeable=is_plainly(request, page_site, NAME))
    return found


def help_of(site):
    """How readers of `site` can reach a person, as `Help`, in the language that is spoken. One query, one more on a site with
    several languages."""
    site_help = SiteHelp.for_site(site)
    ways = []
    if site_help.phone:
        url = f"tel:{site_help.phone_link}"
        ways.append({"kind": "phone", "label": _("Phone:"), "words": site_help.phone, "url": url})
    if site_help.email:
        url = f"mailto:{site_help.email}"
        ways.append({"kind": "email", "label": _("E-mail:"), "words": site_help.email, "url": url})
    html = linebreaks(phone_links(site_help.text)) if site_help.text else ""
    if mark := mark_among_words(site_help.language_of_text):
        html = f"<div{mark}>{html}</div>"
    return {"label": pgettext("heading", "Help"), "text": site_help.text, "text_html": html, "ways": ways}
