"""Wagtail's tags for pictures, for pages that readers see: ``{% load coprod_pictures %}`` in place of
``{% load wagtailimages_tags %}``.

They are written in the same way. A picture whose file is missing or damaged is left out, where Wagtail's own show a broken
one or fail; and one without ``alt`` says what the library says of it, never its title.
"""

from functools import partial

from django import template
from wagtail.images.models import Picture, ResponsiveImage
from wagtail.images.templatetags import wagtailimages_tags as wagtails

from coprod_wagtail.content.pictures import drawing

register = template.Library()


class _ShownMixin:
    """Draws what `make` gives for the picture; nothing where it is None."""

    def make(self, image, attrs):
        raise NotImplementedError

    def render(self, context):
        image = self.validate_image(context)
        if not image:
            return ""
        if self.output_var_name:
            context[self.output_var_name] = self.make(image, None)
            return ""
        attrs = {name: value.resolve(context) for name, value in self.attrs.items()}
        if attrs.get("alt") is None:
            attrs["alt"] = drawing.words_for(image)
        return self.make(image, attrs) or ""


class ImageNode(_ShownMixin, wagtails.ImageNode):
    def make(self, image, attrs):
        found = drawing.rendition(image, self.get_filter())
        return found.img_tag(attrs) if found and attrs is not None else found


class SrcsetImageNode(_ShownMixin, wagtails.SrcsetImageNode):
    kind: type[ResponsiveImage] = ResponsiveImage

    def make(self, image, attrs):
        found = drawing.renditions(image, *self.get_filters())
        if not found:
            return None
        shown = self.kind(found, attrs)
        return shown if attrs is None else shown.__html__()


class PictureNode(SrcsetImageNode):
    kind = Picture


_NODES = {"image": ImageNode, "srcset_image": SrcsetImageNode, "picture": PictureNode}


@register.tag("image")
@register.tag("srcset_image")
@register.tag("picture")
def image(parser, token):
    """A picture, as Wagtail's tag of the same name writes it."""
    read = wagtails.image(parser, token)
    kind = _NODES[token.split_contents()[0]]
    return kind(read.image_expr, read.filter_specs, output_var_name=read.output_var_name, attrs=read.attrs)


@register.simple_tag
def shown(found, **attributes):
    """The element for what a tag above found (``as``), with these attributes: ``{% shown face class="face" alt="" %}``."""
    if isinstance(found, ResponsiveImage):
        return type(found)({str(index): one for index, one in enumerate(found.renditions)}, attributes).__html__()
    return found.img_tag(attributes)


@register.simple_tag(takes_context=True)
def shown_part(context, part):
    """A part of a text, as ``{% include_block %}`` draws it; left out where a picture in it is missing or damaged."""
    draw = partial(part.render_as_block, context={**context.flatten()})
    return drawing.part_or_none(draw) or ""
