from urllib.parse import quote, urlencode

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from coprod_wagtail.features import facts_in_lists
from coprod_wagtail.models import SiteHelp
from coprod_wagtail.page_tree.ancestors import trail_to
from coprod_wagtail.page_tree.languages import in_its_language, part_of, translations_of
from coprod_wagtail.seo.head import head_of
from coprod_wagtail.seo.robots import robots_lines as lines_for_robots
from coprod_wagtail.syndication.links import feeds_of
from coprod_wagtail.text.formats import day_in_words, deadline_element, in_a_row, moment_element, set_apart, with_commas
from coprod_wagtail.text.phone_numbers import phone_links
from coprod_wagtail.text.spoken import lang_mark, mark_among_words, other_mark, page_mark, words_mark

register = template.Library()
register.filter(day_in_words)
register.filter(moment_element)
register.filter(deadline_element)
register.filter(phone_links)
register.filter(set_apart)
register.filter(other_mark)
register.filter(lang_mark)
register.filter(mark_among_words)
register.simple_tag(words_mark)
register.simple_tag(page_mark)


@register.simple_tag(takes_context=True)
def coprod_styles(context, *names):
    """Links to style sheets of the package, by their names: ``{% coprod_styles "comments" %}``. The one that all of them
    need comes first. Each is linked once in a page, so what stands in the head is not linked again in the body."""
    # The lowest layer of it is one and the same for a page, its blocks and whatever it includes.
    linked = context.render_context.dicts[0].setdefault("coprod_styles", set())
    wanted = [name for name in dict.fromkeys(("base", *names)) if name not in linked]
    linked.update(wanted)
    sheets = ((static(f"coprod_wagtail/{name}.css"),) for name in wanted)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@register.inclusion_tag("coprod_wagtail/elements/head.html", takes_context=True)
def coprod_head(context, page=None):
    """For the head of the page that is drawn, or of `page`: what search engines, and whoever shows a link to it, are told. Draws
    nothing in what is about a page and is not that page, such as a form beside it."""
    if page is None:
        page = context.get("page")
        # Wagtail names the page that it draws twice.
        if page is None or context.get("self") is not page:
            return {}
    request = context.get("request")
    return {**head_of(page, request), "languages": _languages(page, request)}


@register.inclusion_tag("coprod_wagtail/elements/feed_links.html", takes_context=True, name="feed_links")
def draw_feed_links(context, page):
    """For the head of `page`: where its feeds are, for browsers and feed readers. Draws nothing for a page without any."""
    return {"feeds": feeds_of(page, context.get("request"))}


@register.inclusion_tag("coprod_wagtail/elements/follow.html", takes_context=True)
def follow(context, page):
    """How to follow `page` with a feed reader, in plain words, with the address for it. Draws nothing for a page without a feed
    of its own. Shares its queries with `feed_links`."""
    return {"feed": next(iter(feeds_of(page, context.get("request"))), None)}


@register.simple_tag(takes_context=True, name="facts_in_lists")
def remember_facts(context, *lists):
    """Before `lists` of pages are drawn: asks what other apps know of all of these, such as how many comments each has, and
    has each say it as `page.coprod_facts`. One query, however many pages and lists there are."""
    pages = [page for one in lists for page in one or ()]
    for page, said in zip(pages, facts_in_lists(pages, context.get("request")), strict=True):
        page.coprod_facts = said
    return ""


@register.simple_tag(takes_context=True)
def people(context, people, linked=False):
    """The names of `people`, each with a `name` and a `profile` page or None, as one phrase; with `linked`, to their
    profiles."""
    request = context.get("request")
    return in_a_row(
        format_html('<a href="{}">{}</a>', one.profile.get_url(request), set_apart(one.name))
        if linked and one.profile
        else set_apart(one.name)
        for one in people
    )


@register.inclusion_tag("coprod_wagtail/elements/help.html", takes_context=True)
def site_help(context):
    """How to reach a person, from the site's settings. Draws nothing without a request or with nothing filled in."""
    request = context.get("request")
    site_help = SiteHelp.for_reading(request) if request else None
    return {"help": None if site_help is None or site_help.is_empty else site_help}


@register.inclusion_tag("coprod_wagtail/elements/breadcrumbs.html", takes_context=True)
def breadcrumbs(context, here=""):
    """Links to the pages above `page`, the site's first one first; with `here`, the name of what is shown of it at the moment,
    to the page itself, too. One query at most, shared with whatever else asks for the pages above."""
    page, request = context.get("page"), context.get("request")
    above = [] if page is None else [*trail_to(page, request), *([page] if here else [])]
    trail = [(one.title, url) for one in above if (url := one.get_url(request))]
    return {"trail": trail, "here": here}


@register.inclusion_tag("coprod_wagtail/elements/share.html", takes_context=True)
def share(context):
    """Ways to pass `page` on: by e-mail, and with scripts by copying its address or on paper. Tells nobody."""
    page = context.get("page")
    url = page and page.get_full_url(context.get("request"))
    if not url:
        return {"url": ""}
    query = urlencode({"subject": page.title, "body": f"{page.title}\r\n{url}"}, quote_via=quote)
    return {"url": url, "mail": f"mailto:?{query}"}


@register.inclusion_tag("coprod_wagtail/elements/translations.html", takes_context=True)
def translations(context):
    """Links to `page` in the other languages it can be read in."""
    page = context.get("page")
    return {"translations": _translations(page, context.get("request")) if page else []}


@register.inclusion_tag("coprod_wagtail/elements/translations_head.html", takes_context=True)
def translations_head(context):
    """For the head of `page`: where it is in each language, its own included. Shares its queries with `translations`."""
    page = context.get("page")
    return {"languages": _languages(page, context.get("request")) if page else []}


def _languages(page, request):
    """`page` in each of its languages, but for an alias, which is a translation of nothing."""
    others = [one for one in _translations(page, request) if one.has_part]
    if not others or page.alias_of_id:
        return others
    own = in_its_language(page, request, part_of(page, page.locale_id))
    return [own, *others] if own else others


def _translations(page, request):
    """The translations of `page`, found once and remembered on the page object."""
    if not hasattr(page, "_coprod_translations"):
        page._coprod_translations = translations_of(page, request)
    return page._coprod_translations


@register.simple_tag(takes_context=True)
def robots_lines(context):
    """The lines of the package's robots.txt, for a site that has one of its own. Draws nothing without a request."""
    request = context.get("request")
    # Plain text, in which nothing is escaped.
    return mark_safe("\n".join(lines_for_robots(request))) if request else ""  # noqa: S308


@register.filter
def named(thing):
    """The `name` of a category or a tag, kept from disturbing the words around it, and with its `language`, if it has one
    that is not the page's."""
    mark = other_mark(getattr(thing, "language", "")) or page_mark()
    return format_html("<bdi{}>{}</bdi>", mark, thing.name)


@register.filter
def named_in_a_row(things):
    """Several categories or tags as `named`, with commas."""
    return with_commas(map(named, things))


@register.filter
def initials(name):
    """The first letters of the first and the last word of a name: "Maryam Otieno" gives "MO"."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
