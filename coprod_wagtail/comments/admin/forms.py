from django import forms
from django.utils.translation import gettext_lazy as _

from ..intake.forms import CommentForm, PlainTextField


class ContentNoteForm(forms.Form):
    """What people should know before they read a comment; empty for nothing."""

    content_note = PlainTextField(
        label=_("What should people know before they read it?"), one_line=True, required=False
    )

    clean_content_note = CommentForm.clean_content_note
