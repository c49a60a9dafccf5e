from django.utils.translation import pgettext_lazy

SECTION = pgettext_lazy("a page and all below it", "Section")
