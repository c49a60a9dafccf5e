from django import template
from django.utils.translation import gettext as _
from wagtail.models import Site

from coprod_wagtail.page_tree.visibility import for_everyone

register = template.Library()


@register.inclusion_tag("home/_header.html", takes_context=True)
def site_header(context):
    """The charity's name and the main menu: the public pages below the home page marked "Show in menus"."""
    home, pages = home_and_children(context)
    request = context["request"]
    home_entry = {**entry(home, request), "title": _("Home")} if home else None
    return {
        "site_name": context.get("site_name"),
        "home": home_entry,
        "entries": [entry(page, request) for page in pages if page.show_in_menus],
    }


@register.inclusion_tag("home/_footer.html", takes_context=True)
def site_footer(context):
    """The public pages below the home page that are in no menu, such as those on privacy and accessibility."""
    _unused, pages = home_and_children(context)
    return {"entries": [entry(page, context["request"]) for page in pages if not page.show_in_menus]}


def home_and_children(context):
    """The home page of the site and the public pages below it, asked for once a request. (None, []) without a site."""
    request = context["request"]
    if not hasattr(request, "home_and_children"):
        site = Site.find_for_request(request)
        home = site.root_page.localized if site else None
        request.home_and_children = (home, list(for_everyone(home.get_children())) if home else [])
    return request.home_and_children


def entry(page, request):
    """One link of a menu. `current` is "page" on the page itself, "true" below it, and empty elsewhere."""
    url = page.get_url(request)
    if request.path == url:
        current = "page"
    elif url != "/" and request.path.startswith(url):
        current = "true"
    else:
        current = ""
    return {"title": page.title, "url": url, "current": current}
