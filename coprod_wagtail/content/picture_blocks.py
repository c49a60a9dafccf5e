"""The part of a `PictureBlock` that holds the picture and its words."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter, StructBlockValidationError
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from .images import WORDS_MISSING


class PictureWordsBlock(ImageBlock):
    """Wagtail's picture with words, which never makes words of the name of a file.

    A picture that is chosen brings the words of its own description along. Wagtail's block takes the picture's title
    where there is none, and that is the file's name as a rule.
    """

    def __init__(self, required=True, **kwargs):
        super().__init__(required=required, **kwargs)
        children = {
            "image": ImageChooserBlock(required=required, label=_("Picture")),
            "alt_text": blocks.CharBlock(
                required=False,
                label=_("What the picture shows"),
                help_text=_("For people who cannot see the picture. One plain sentence."),
            ),
            "decorative": blocks.BooleanBlock(
                required=False,
                label=_("The picture is only decoration"),
                help_text=_("Tick this if people who cannot see the picture miss nothing."),
            ),
        }
        for name, block in children.items():
            block.set_name(name)
        # In the order in which the editor shows them.
        self.child_blocks = type(self.child_blocks)(children)
        self.meta.form_layout = self.get_form_layout()

    def to_python(self, value):
        if value is None or isinstance(value, int):
            value = {"image": value, "decorative": False, "alt_text": ""}
        return super().to_python(value)

    def bulk_to_python(self, values):
        return super().bulk_to_python(
            [
                {"image": value, "decorative": False, "alt_text": ""} if isinstance(value, int) else value
                for value in values
            ]
        )

    def clean(self, value):
        try:
            self.child_blocks["image"].clean(value)
        except ValidationError as error:
            raise StructBlockValidationError(block_errors={"image": error}) from error
        has_words = not value or value.decorative or (value.contextual_alt_text or "").strip()
        if not has_words and not self.is_deferred_validation:  # a draft may wait for them
            raise StructBlockValidationError(block_errors={"alt_text": ValidationError(WORDS_MISSING)})
        return value


class PictureWordsBlockAdapter(StructBlockAdapter):
    js_constructor = "coprod_wagtail.PictureWordsBlock"

    @cached_property
    def media(self):
        # In one list, which keeps its order: the script builds on Wagtail's.
        ours = [versioned_static("wagtailadmin/js/telepath/blocks.js"), "coprod_wagtail/picture-words.js"]
        return super().media + forms.Media(js=ours)


register(PictureWordsBlockAdapter(), PictureWordsBlock)
