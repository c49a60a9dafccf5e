"""What the package's pages stand in: the site's `base.html`, or a whole page of the package's own where there is none."""

from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.backends.django import DjangoTemplates

#: What a site of its own look has.
SITE_BASE = "base.html"
#: A whole HTML document with the blocks that `coprod_wagtail/base.html` fills.
STAND_ALONE = "coprod_wagtail/stand_alone.html"
#: The variable that `coprod_wagtail/base.html` asks for what it extends.
VARIABLE = "coprod_base_template"


def site_has_a_base() -> bool:
    """Whether templates can extend `base.html`. One that is wrong is there, and says so itself."""
    for engine in engines.all():
        if isinstance(engine, DjangoTemplates):
            try:
                engine.get_template(SITE_BASE)
            except TemplateDoesNotExist as missing:
                # It may be there, and extend another that is not: then that one is to be said to be missing.
                if missing.args[:1] == (SITE_BASE,):
                    continue
            except TemplateSyntaxError:
                pass
            return True
    return False


def layout_context() -> dict[str, str]:
    """What a page that extends `coprod_wagtail/base.html` is drawn with; nothing where the site has a `base.html`.

    Asked for each page, because the answer is kept by Django's own loader of templates.
    """
    return {} if site_has_a_base() else {VARIABLE: STAND_ALONE}
