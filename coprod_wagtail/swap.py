"""The only place that resolves the site's base page model.

Wagtail 8 lets a site swap it (``WAGTAIL_PAGE_MODEL``); on 7.4 it is always ``wagtailcore.Page``. Everything in the
package that points to "a page" uses these two names, in models and in migrations alike.
"""

import swapper

swapper.set_app_prefix("wagtailcore", "wagtail")

#: ``"app_label.ModelName"`` of the site's base page model, for ForeignKeys.
PAGE_MODEL: str = swapper.get_model_name("wagtailcore", "Page")


def get_page_model():
    """The site's base page model class. Import time of a models module is early enough."""
    return swapper.load_model("wagtailcore", "Page", require_ready=False)
