from django import template
from django.utils.html import format_html

from coprod_wagtail.models import SiteHelp
from coprod_wagtail.page_tree.languages import in_its_language, translations_of
from coprod_wagtail.text.formats import day_in_words, in_a_row, moment_element, set_apart

register = template.Library()
register.filter(day_in_words)
register.filter(moment_element)
register.filter(set_apart)


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


@register.inclusion_tag("coprod_wagtail/elements/translations.html", takes_context=True)
def translations(context):
    """Links to `page` in the other languages it can be read in."""
    return {"translations": _translations(context)}


@register.inclusion_tag("coprod_wagtail/elements/translations_head.html", takes_context=True)
def translations_head(context):
    """For the head of `page`: where it is in each language, its own included. Shares its queries with `translations`."""
    others = _translations(context)
    page = context.get("page")
    own = in_its_language(page, context.get("request")) if others and not page.alias_of_id else None
    return {"languages": [own, *others] if own else others}


def _translations(context):
    """The translations of the page that is drawn, found once and remembered on the page object."""
    page = context.get("page")
    if page is None:
        return []
    if not hasattr(page, "_coprod_translations"):
        page._coprod_translations = translations_of(page, context.get("request"))
    return page._coprod_translations


@register.filter
def initials(name):
    """The first letters of the first and the last word of a name: "Maryam Otieno" gives "MO"."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
