from django import template

from coprod_wagtail.models import SiteHelp

register = template.Library()


@register.inclusion_tag("coprod_wagtail/elements/help.html", takes_context=True)
def site_help(context):
    """How to reach a person, from the site's settings. Draws nothing without a request or with nothing filled in."""
    request = context.get("request")
    site_help = SiteHelp.for_reading(request) if request else None
    return {"help": None if site_help is None or site_help.is_empty else site_help}


@register.filter
def initials(name):
    """The first letters of the first and the last word of a name: "Maryam Otieno" gives "MO"."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
