"""API fields that several features share."""

from rest_framework.fields import Field
from wagtail.rich_text import expand_db_html

from coprod_wagtail.page_tree.languages import speaking_language_of


class _InItsLanguageField(Field):
    """Said in the language of the page it belongs to, so that links lead to the pages of that language: the API's own
    address names none."""

    def get_attribute(self, instance):
        return instance, super().get_attribute(instance)

    def to_representation(self, found):
        page, value = found
        with speaking_language_of(page):
            return self.represent(value)

    def represent(self, value):
        raise NotImplementedError


class RichTextHtmlField(_InItsLanguageField):
    """Rich text as HTML with ordinary links, whatever Wagtail's version and settings make of it by default."""

    def represent(self, value):
        return expand_db_html(value)


class PartsField(_InItsLanguageField):
    """The parts of a StreamField as the blocks say them."""

    def represent(self, value):
        return value.stream_block.get_api_representation(value, self.context)
