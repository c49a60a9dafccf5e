from django.db import models

from .panels import ConversationPanel


class CommentableMixin(models.Model):
    """For a page type that readers may answer: ``class MyPage(CommentableMixin, Page)``.

    Adds no column. Draw the conversation with ``{% load coprod_comments %}{% comments page %}`` in the template, and add
    `conversation_panels` to the page's panels. A translation has a conversation of its own; an alias shows its
    source's.
    """

    #: The question asked above the form; page types that have a field of this name override it.
    closing_question = ""

    conversation_panels = [ConversationPanel()]

    class Meta:
        abstract = True

    @property
    def commented_page_id(self):
        """Id of the page whose conversation this page shows: its own, or an alias's source. None before saving."""
        return self.alias_of_id or self.pk
