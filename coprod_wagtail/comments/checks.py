"""What has to be right before readers come: addresses, phases, the policy, and what is in the database."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.checks import Error, Tags, Warning, register
from django.urls import NoReverseMatch, Resolver404, get_script_prefix, resolve, reverse
from django.utils.module_loading import import_string

from coprod_wagtail.checks.readiness import can_be_asked
from coprod_wagtail.conf import conf

from .actions.purge import is_behind
from .models import CommentReport, ReaderComment, ReaderCommentSettings, Subscription
from .moderation.pipeline import phases
from .permissions import ReaderCommentPermissionPolicy, policy, policy_path


@register(Tags.urls)
def check_urls(app_configs, **kwargs):
    try:
        address = reverse("coprod_comments:send", args=[1])
    except NoReverseMatch:
        if conf.FRONTEND_SLIP_URL and not _draws_pages():
            return []
        return [
            Error(
                "The addresses of readers' comments are not in the URLconf.",
                hint='Add path("comments/", include("coprod_wagtail.comments.urls")) before Wagtail\'s own.',
                id="coprod_wagtail.E007",
            )
        ]
    try:
        # What a server is asked below FORCE_SCRIPT_NAME, it looks for without it.
        answers = resolve("/" + address.removeprefix(get_script_prefix())).view_name
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


def _draws_pages():
    """Whether Wagtail's pages have URLs on this server: then forms stand on them, and are sent here."""
    try:
        reverse("wagtail_serve", args=[""])
    except NoReverseMatch:
        return False
    return True


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
    if not can_be_asked(ReaderCommentSettings, databases):
        return []
    return [
        Warning(
            f"The form for comments on {site.hostname} leads to no privacy page that readers can open.",
            hint="Choose a published page in the admin, under Settings, Settings for reader comments.",
            id="coprod_wagtail.W011",
        )
        for site in ReaderCommentSettings.sites_without_privacy_page()
    ]


@register(Tags.database, deploy=True)
def check_safeguarding_contact(app_configs, databases=None, **kwargs):
    """Readers can say that they are worried about whoever wrote a comment. Without a contact, that waits in the list."""
    if not can_be_asked(ReaderCommentSettings, databases):
        return []
    return [
        Warning(
            f"Nobody is written to when a reader of {site.hostname} is worried about a person.",
            hint="Name a safeguarding contact in the admin, under Settings, Settings for reader comments.",
            id="coprod_wagtail.W070",
        )
        for site in ReaderCommentSettings.sites_without_contact()
    ]


@register(Tags.database, deploy=True)
def check_purge_runs(app_configs, databases=None, **kwargs):
    """What is promised to be erased has to be erased."""
    asked = all(can_be_asked(model, databases) for model in (ReaderComment, Subscription, CommentReport))
    if not asked or not is_behind():
        return []
    return [
        Warning(
            "There is something that should have been erased more than a day ago.",
            hint="Have `manage.py purge_comments` run once a day.",
            id="coprod_wagtail.W071",
        )
    ]


@register(Tags.database, deploy=True)
def check_somebody_moderates(app_configs, databases=None, **kwargs):
    """One permission is all that it takes, and whoever may do everything should not be needed for it."""
    asked = all(can_be_asked(model, databases) for model in (ReaderComment, get_user_model(), Permission))
    if not asked or policy.somebody_else_moderates():
        return []
    return [
        Warning(
            "Nobody but administrators can read and decide about reader comments.",
            hint="Make a group with the permission “Can read and decide about reader comments”, in the admin under "
            "Settings, Groups.",
            id="coprod_wagtail.W014",
        )
    ]
