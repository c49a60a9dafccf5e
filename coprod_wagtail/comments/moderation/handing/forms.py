from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from ...models.moderation.hand_over import HANDED_NOTE_LENGTH
from .actions import NOT_THEM, clean_handed_note


class ColleagueField(forms.ModelChoiceField):
    """Somebody with an account, by the name that the admin shows."""

    def label_from_instance(self, obj):
        return user_display_name(obj)


class HandOverForm(forms.Form):
    """To whom, and what goes along with it."""

    to = ColleagueField(
        label=gettext_lazy("To whom"),
        queryset=None,
        empty_label=gettext_lazy("Nobody chosen"),
        help_text=gettext_lazy(
            "Everybody here may decide about this comment. They hear of it by e-mail, as they chose."
        ),
        error_messages={"required": NOT_THEM, "invalid_choice": NOT_THEM},
    )
    note = forms.CharField(
        strip=False,
        required=False,
        max_length=4 * HANDED_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("What you want to say to them"),
        help_text=gettext_lazy(
            "You need not write anything. No reader sees it, and it goes when somebody has decided."
        ),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people

    def clean_note(self):
        return clean_handed_note(self.cleaned_data["note"])


class HandOverManyForm(HandOverForm):
    """The same about many comments at once."""

    #: Comments that came in after the page was drawn have higher ids, and nobody has agreed to hand them over.
    newest = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].help_text = gettext_lazy(
            "Everybody here may decide about some comments. They hear of it by e-mail, as they chose."
        )

    @property
    def handed(self):
        """What `HandOverComments` takes, from a valid form."""
        return {name: self.cleaned_data[name] for name in ("to", "note")}
