"""Page types that know of the package only that readers can answer them."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from coprod_wagtail.comments.mixins import CommentableMixin


class NoteIndexPage(Page):
    subpage_types = ["notes.NotePage"]


class NotePage(CommentableMixin, Page):
    body = RichTextField(blank=True)
    closing_question = models.CharField(max_length=255, blank=True)

    parent_page_types = ["notes.NoteIndexPage"]
    content_panels = [*Page.content_panels, FieldPanel("body"), FieldPanel("closing_question")]
    settings_panels = [*Page.settings_panels, *CommentableMixin.conversation_panels]


class AskPage(CommentableMixin, Page):
    question = models.CharField(max_length=255, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("question")]
    settings_panels = [*Page.settings_panels, *CommentableMixin.conversation_panels]
