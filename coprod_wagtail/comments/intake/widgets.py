"""The form's controls, drawn by code: with Django's two templates for each, they would take half as long as the whole form."""

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString


class _Quick:
    def render(self, name, value, attrs=None, renderer=None):
        return self.as_html({"name": name} | self.attrs | (attrs or {}), self.format_value(value))


def _as_text(attrs):
    """What Django's `flatatt` gives, in a third of the time."""
    kept = [(name, value) for name, value in sorted(attrs.items()) if value is not None and value is not False]
    return "".join([f" {name}" if value is True else f' {name}="{escape(value)}"' for name, value in kept])


class _QuickInput(_Quick):
    def as_html(self, attrs, value):
        value = {} if value is None else {"value": value}
        return SafeString(f"<input{_as_text({'type': self.input_type} | value | attrs)}>")


class QuickTextInput(_QuickInput, forms.TextInput):
    pass


class QuickEmailInput(_QuickInput, forms.EmailInput):
    pass


class QuickHiddenInput(_QuickInput, forms.HiddenInput):
    pass


class QuickCheckbox(forms.CheckboxInput):
    def render(self, name, value, attrs=None, renderer=None):
        ticked = {"checked": True} if self.check_test(value) else {}
        return SafeString(
            f"<input{_as_text({'type': 'checkbox', 'name': name} | self.attrs | (attrs or {}) | ticked)}>"
        )


class QuickTextarea(_Quick, forms.Textarea):
    def as_html(self, attrs, value):
        # Browsers drop the first line break of a text area.
        return SafeString(f"<textarea{_as_text(attrs)}>\n{escape(value or '')}</textarea>")
