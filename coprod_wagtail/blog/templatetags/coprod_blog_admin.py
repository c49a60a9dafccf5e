"""What the blog adds to Wagtail's own screens; not for readers' pages."""

from django import template
from django.utils.translation import gettext as _

from coprod_wagtail.swap import get_page_model

from ..admin.going import notice

register = template.Library()


@register.simple_tag
def posts_without(page):
    """What posts will say when `page` is off the site: it, or the profiles below it."""
    return notice([page], off_the_site=True)


@register.simple_tag
def posts_without_all(items):
    """What posts will say when the pages of a bulk action are off the site; `items` as its screens have them."""
    return notice([item["item"] for item in items], off_the_site=True)


@register.simple_tag
def posts_if_private(thing):
    """What posts will say if `thing` is made private; nothing for what is no page, such as a collection."""
    if not isinstance(thing, get_page_model()):
        return ""
    return notice([thing], off_the_site=False, heading=_("If you make this private:"))


@register.simple_tag(takes_context=True)
def wagtails_own(context):
    """The template of the same name that would have been drawn without this one."""
    origin = context.template.origin
    found, _origin = context.template.engine.find_template(origin.template_name, skip=[origin])
    return found.render(context)
