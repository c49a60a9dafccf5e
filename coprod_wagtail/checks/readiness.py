"""What an installer still has to do, as far as the database knows it. Asked with ``check --database default``.

The list on the admin's home page says the same to those who can do it (`coprod_wagtail.getting_ready`).
"""

from datetime import timedelta

from django.core.checks import Tags, Warning, register
from django.db import connections, router
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import PageLogEntry, ReferenceIndex, Revision, Site

from coprod_wagtail.content.pictures.all_pictures import Library
from coprod_wagtail.models import SearchAndSharing, SiteHelp
from coprod_wagtail.swap import get_page_model

#: Host names that a new site has, and no site that readers can reach.
MADE_UP_HOSTS = ("localhost", "127.0.0.1", "::1", "example.com")
#: So long after its time a page waits for a command that runs every few minutes, if somebody has it run.
LATE = timedelta(hours=1)


def can_be_asked(model, databases) -> bool:
    """Whether a check may read the rows of `model`: its database is one of those that are looked at, and its table is as
    the code says. A database that is still to be migrated is asked nothing."""
    alias = router.db_for_read(model)
    if alias not in (databases or []):
        return False
    options, connection = model._meta, connections[alias]
    with connection.cursor() as cursor:
        if options.db_table not in connection.introspection.table_names(cursor):
            return False
        columns = {column.name for column in connection.introspection.get_table_description(cursor, options.db_table)}
    return {field.column for field in options.concrete_fields} <= columns


def sites_with_made_up_host():
    """Sites whose address is that of nobody's website, as Wagtail's migrations left it. One query."""
    return Site.objects.filter(hostname__in=MADE_UP_HOSTS).order_by("-is_default_site", "hostname", "port")


def is_publishing_late() -> bool:
    """Whether a page should be on the site, or off it, since `LATE`: nobody runs `publish_scheduled`. Two queries."""
    since = timezone.now() - LATE
    return (
        Revision.objects.filter(approved_go_live_at__lt=since).exists()
        or get_page_model()._default_manager.filter(live=True, expire_at__lt=since).exists()
    )


def has_published_on_time() -> bool:
    """Whether `publish_scheduled` ever found something to do. One query."""
    done = ["wagtail.publish.scheduled", "wagtail.unpublish.scheduled"]
    return PageLogEntry.objects.filter(action__in=done).exists()


@register(Tags.database)
def check_help_for_readers(app_configs, databases=None, **kwargs):
    """The form tells people to ask us, and they have to be able to (WCAG 3.2.6)."""
    if not can_be_asked(SiteHelp, databases):
        return []
    return [
        Warning(
            f"The pages on {site.hostname} do not say how readers can reach a person.",
            hint="Write a phone number or an e-mail address in the admin, under Settings, Help for readers.",
            id="coprod_wagtail.W013",
        )
        for site in SiteHelp.sites_without_help()
    ]


@register(Tags.database, deploy=True)
def check_site_address(app_configs, databases=None, **kwargs):
    """Feeds, the API and webhooks say that pages are there."""
    if not can_be_asked(Site, databases):
        return []
    return [
        Warning(
            f"A site is at {site.hostname}, where no reader finds it.",
            hint="Write its real host name and port in the admin, under Settings, Sites.",
            id="coprod_wagtail.W015",
        )
        for site in sites_with_made_up_host()
    ]


@register(Tags.database, deploy=True)
def check_scheduled_publishing(app_configs, databases=None, **kwargs):
    """A page that waits for its time is not found by readers, and nobody is told."""
    if not all(can_be_asked(model, databases) for model in (Revision, get_page_model())) or not is_publishing_late():
        return []
    return [
        Warning(
            "A page should have gone on or off the site more than an hour ago, and has not.",
            hint="Have `manage.py publish_scheduled` run every few minutes.",
            id="coprod_wagtail.W016",
        )
    ]


def has_pictures_to_clean() -> bool:
    """Whether pictures that readers see, or with CLEAN_ALL_PICTURES any, were never cleaned. A few queries."""
    return Library().has_unclean()


@register(Tags.database)
def check_pictures_are_clean(app_configs, databases=None, **kwargs):
    """Those that were there before the package, or before the setting."""
    models = (get_image_model(), ReferenceIndex, get_page_model(), SearchAndSharing)
    if not all(can_be_asked(model, databases) for model in models) or not has_pictures_to_clean():
        return []
    return [
        Warning(
            "Pictures still carry what phones and cameras write into them, such as where somebody lives.",
            hint="Run `manage.py clean_pictures`, and then `manage.py clean_pictures --commit`.",
            id="coprod_wagtail.W030",
        )
    ]
