"""Names what could take a site out of the Online Safety Act's exemption for comments (docs/explanation/online-safety-act.md)."""

from django.contrib.auth import get_user_model
from django.core.checks import Tags, Warning, register
from wagtail.models import Site

from coprod_wagtail.checks.readiness import can_be_asked
from coprod_wagtail.swap import get_page_model

from .services import apps_beyond_comments, models_with_uploads, origins_elsewhere, page_of_an_outsider

_READ = (
    "Comments on what you publish are exempt from the duties of the Online Safety Act 2023 (Schedule 1, paragraph 4) only "
    "where people can reach one another in no other way. See docs/explanation/online-safety-act.md. "
)


@register(Tags.security, deploy=True)
def check_apps_beyond_comments(app_configs, **kwargs):
    return [
        Warning(
            f"INSTALLED_APPS has {name}, which gives people {what}.",
            hint=_READ
            + "Take the app out, or have somebody advise you what you then have to do, and silence this check.",
            id="coprod_wagtail.W090",
        )
        for name, what in apps_beyond_comments()
    ]


@register(Tags.security, deploy=True)
def check_uploads(app_configs, **kwargs):
    return [
        Warning(
            f"{label} has files that hang on readers' comments.",
            hint=_READ
            + "A file that a reader sends may be more than a comment. If only your own people put files there, "
            "silence this check.",
            id="coprod_wagtail.W091",
        )
        for label in models_with_uploads()
    ]


@register(Tags.database, deploy=True)
def check_origins_elsewhere(app_configs, databases=None, **kwargs):
    if not can_be_asked(Site, databases):
        return []
    return [
        Warning(
            f"COPROD_WAGTAIL['ALLOWED_ORIGINS'] has {origin}, where none of your sites is.",
            hint=_READ
            + "On somebody else's pages people would comment on what somebody else publishes. Take the origin out, "
            "or, if you publish those pages, silence this check.",
            id="coprod_wagtail.W092",
        )
        for origin in origins_elsewhere()
    ]


@register(Tags.database, deploy=True)
def check_who_publishes(app_configs, databases=None, **kwargs):
    if not all(can_be_asked(model, databases) for model in (get_page_model(), get_user_model())):
        return []
    page = page_of_an_outsider()
    if page is None:
        return []
    return [
        Warning(
            f"Page {page.pk}, on which people comment, is an account's that may not open Wagtail's admin.",
            hint=_READ
            + "A page that its users publish themselves is not what you publish. Have your own people publish such "
            "pages. If they do, give the page to one of them, or silence this check.",
            id="coprod_wagtail.W093",
        )
    ]
