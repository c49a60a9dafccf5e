"""API fields that several features share."""

from rest_framework.fields import Field
from wagtail.rich_text import expand_db_html


class RichTextHtmlField(Field):
    """Rich text as HTML with ordinary links, whatever Wagtail's version and settings make of it by default."""

    def to_representation(self, value):
        return expand_db_html(value)
