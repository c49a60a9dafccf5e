"""What has to be right before readers come: addresses, phases, the policy, and what is in the database."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, Resolver404, get_script_prefix, resolve, reverse
from django.utils.module_loading import import_string

from coprod_wagtail.checks.readiness import can_be_asked
from coprod_wagtail.conf import conf
from coprod_wagtail.outbox.models import MailAddress

from .actions.purge import is_behind
from .cases.clock import calendar
from .models import CommentReport, NoticeSettings, ReaderComment, ReaderCommentSettings, Subscription
from .moderation.pipeline import phases
from .moderation.spam_service.base import SpamService
from .moderation.spam_service.service import NULL, service
from .notices.people import somebody_is_told
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
def check_case_calendar(app_configs, **kwargs):
    """A calendar that cannot be asked would otherwise be noticed by the first reader who tells us something."""
    try:
        found = calendar()
    except (ImportError, TypeError, AttributeError) as error:
        found, hint = None, str(error)
    else:
        hint = "Name a function that takes a date and whose bank holidays count."
    if callable(found):
        return []
    words = f"COPROD_WAGTAIL['CASE_CALENDAR'] names no function that can be asked about days: {conf.CASE_CALENDAR}."
    return [Error(words, hint=hint, id="coprod_wagtail.E084")]


@register(Tags.compatibility)
def check_spam_service(app_configs, **kwargs):
    """A service that cannot be asked would otherwise be noticed by nobody but the log."""
    path = conf.SPAM_SERVICE or NULL
    try:
        found = import_string(path)
    except (ImportError, TypeError, AttributeError) as error:
        found, hint = None, str(error)
    else:
        hint = "Write a subclass of coprod_wagtail.comments.moderation.spam_service.base.SpamService."
    if not (isinstance(found, type) and issubclass(found, SpamService)):
        return [
            Error(
                f"COPROD_WAGTAIL['SPAM_SERVICE'] names no service that can be asked about comments: {path}.",
                hint=hint,
                id="coprod_wagtail.E080",
            )
        ]
    try:
        service()
    except (TypeError, ValueError, ImproperlyConfigured) as error:
        return [
            Error(
                "The service in COPROD_WAGTAIL['SPAM_SERVICE'] cannot be asked with SPAM_SERVICE_OPTIONS.",
                hint=str(error),
                id="coprod_wagtail.E081",
            )
        ]
    if found.is_on and not found.name:
        return [
            Error(
                "The service in COPROD_WAGTAIL['SPAM_SERVICE'] has no name, and readers have to be told who gets their words.",
                hint="Set `name` on its class.",
                id="coprod_wagtail.E082",
            )
        ]
    return []


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
def check_somebody_is_told(app_configs, databases=None, **kwargs):
    """A comment that nobody hears of waits for somebody who looks by chance."""
    asked = all(can_be_asked(model, databases) for model in (NoticeSettings, get_user_model(), Permission, MailAddress))
    if not asked or somebody_is_told():
        return []
    return [
        Warning(
            "Nobody is told by e-mail that a comment waits to be read.",
            hint="Let the site send e-mail, and give somebody who may decide about comments an e-mail address. Each of them "
            "chooses in the admin, in their account, how they hear.",
            id="coprod_wagtail.W072",
        )
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
