"""What has to be right before readers come: addresses, phases, the policy, and what is in the database."""

from django.core.checks import Error, Tags, Warning, register
from django.db import connections, router
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.module_loading import import_string

from .models import ReaderCommentSettings
from .moderation.pipeline import phases
from .permissions import ReaderCommentPermissionPolicy, policy_path


@register(Tags.urls)
def check_urls(app_configs, **kwargs):
    try:
        address = reverse("coprod_comments:send", args=[1])
    except NoReverseMatch:
        return [
            Error(
                "The addresses of readers' comments are not in the URLconf.",
                hint='Add path("comments/", include("coprod_wagtail.comments.urls")) before Wagtail\'s own.',
                id="coprod_wagtail.E007",
            )
        ]
    try:
        answers = resolve(address).view_name
    except Resolver404:
        answers = "nothing"
    if answers == "coprod_comments:send":
        return []
    return [
        Error(
            f"Readers' comments are sent to {address}, and there {answers} answers.",
            hint="Move the line with coprod_wagtail.comments.urls up in the URLconf, before Wagtail's own: "
            "Django takes the first line that fits.",
            id="coprod_wagtail.E011",
        )
    ]


@register(Tags.compatibility)
def check_moderation_phases(app_configs, **kwargs):
    """A phase that cannot be found would otherwise be noticed by the first reader who sends something."""
    errors = []
    for path in phases():
        try:
            import_string(path)
        except ImportError as error:
            errors.append(
                Error(
                    f"COPROD_WAGTAIL['MODERATION_PHASES'] names a phase that cannot be found: {path}.",
                    hint=str(error),
                    id="coprod_wagtail.E005",
                )
            )
    return errors


@register(Tags.compatibility)
def check_permission_policy(app_configs, **kwargs):
    """A policy that cannot be found would otherwise be noticed by the first moderator."""
    path, hint = policy_path(), "Write a subclass of ReaderCommentPermissionPolicy."
    try:
        found = import_string(path)
    except (ImportError, TypeError, AttributeError) as error:
        found, hint = None, str(error)
    if isinstance(found, type) and issubclass(found, ReaderCommentPermissionPolicy):
        return []
    return [
        Error(
            f"COPROD_WAGTAIL['COMMENT_PERMISSION_POLICY'] names no policy for reader comments: {path}.",
            hint=hint,
            id="coprod_wagtail.E022",
        )
    ]


@register(Tags.database)
def check_privacy_page(app_configs, databases=None, **kwargs):
    """Before anybody writes, they have to be able to read what is done with their words (UK GDPR, article 13)."""
    alias = router.db_for_read(ReaderCommentSettings)
    if alias not in (databases or []) or not _is_there(connections[alias]):
        return []
    return [
        Warning(
            f"The form for comments on {site.hostname} leads to no privacy page that readers can open.",
            hint="Choose a published page in the admin, under Settings, Settings for reader comments.",
            id="coprod_wagtail.W011",
        )
        for site in ReaderCommentSettings.sites_without_privacy_page()
    ]


def _is_there(connection):
    """Whether the table is as the code says: a database that is still to be migrated is asked nothing."""
    options = ReaderCommentSettings._meta
    with connection.cursor() as cursor:
        if options.db_table not in connection.introspection.table_names(cursor):
            return False
        columns = {column.name for column in connection.introspection.get_table_description(cursor, options.db_table)}
    return {field.column for field in options.concrete_fields} <= columns
