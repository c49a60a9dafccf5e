"""What an installer still has to do, said on the admin's home page to those who can do it, until it is done.

`check` says the same to whoever looks after the server. A check that the site has silenced is not said here either.
"""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from .checks import deployment
from .checks.front_end import sites_beside_their_front_end
from .checks.readiness import has_pictures_to_clean, has_published_on_time, is_publishing_late, sites_with_made_up_host
from .features import Todo, getting_ready
from .models import SiteHelp

DJANGO_DOCS = "https://docs.djangoproject.com/en/stable"
WAGTAIL_DOCS = "https://docs.wagtail.org/en/stable"


def todos(request) -> Iterator[Todo]:
    """What the core has to say to whoever is asking."""
    if request.user.has_perm("coprod_wagtail.change_sitehelp"):
        options = SiteHelp._meta
        for site in SiteHelp.sites_without_help():
            yield Todo(
                key=f"help-{site.pk}",
                text=_("Say how readers of %(site)s can reach a person") % {"site": name_of(site)},
                url=reverse("wagtailsettings:edit", args=[options.app_label, options.model_name, site.pk]),
                check="coprod_wagtail.W013",
            )
    if request.user.has_perm("wagtailcore.change_site"):
        for site in sites_with_made_up_host():
            yield Todo(
                key=f"address-{site.pk}",
                text=_("Give the site its real address: it is %(host)s now") % {"host": site.hostname},
                url=reverse("wagtailsites:edit", args=[site.pk]),
                check="coprod_wagtail.W015",
            )
        for site, front_end in sites_beside_their_front_end():
            yield Todo(
                key=f"front-end-{site.pk}",
                text=_("Give the site the address at which people read it: the front end is at %(address)s")
                % {"address": front_end},
                url=reverse("wagtailsites:edit", args=[site.pk]),
                check="coprod_wagtail.W033",
            )
    if request.user.is_superuser:
        yield from _on_the_server()


def _on_the_server():
    """What is done where the site runs. `check --deploy` knows most of it."""
    if is_publishing_late():
        text = _("A page waits after its time. Have the command publish_scheduled run every few minutes")
    elif not has_published_on_time():
        text = _("Have the command publish_scheduled run every few minutes. Nothing shows yet that it does")
    else:
        text = None
    if text:
        url = f"{WAGTAIL_DOCS}/reference/management_commands.html#publish-scheduled"
        yield Todo(key="scheduled", text=text, url=url, check="coprod_wagtail.W016", on_the_server=True)
    if has_pictures_to_clean():
        yield Todo(
            key="pictures",
            text=_("Take what phones write into pictures out of those that are here (clean_pictures)"),
            url="",
            check="coprod_wagtail.W030",
            on_the_server=True,
        )
    known = [
        (
            "mail",
            deployment.check_mail_is_sent,
            _("Let the site send e-mail (EMAIL_HOST)"),
            f"{DJANGO_DOCS}/topics/email/",
        ),
        (
            "worker",
            deployment.check_tasks_have_a_worker,
            _("Have a worker do the tasks that nobody should wait for (TASKS)"),
            f"{DJANGO_DOCS}/topics/tasks/",
        ),
        (
            "base-url",
            deployment.check_admin_base_url,
            _("Say where this server is (WAGTAILADMIN_BASE_URL)"),
            f"{WAGTAIL_DOCS}/reference/settings.html#wagtailadmin-base-url",
        ),
        (
            "slip-key",
            deployment.check_slip_key,
            _("Give private pages a key of their own (SLIP_KEY)"),
            # How a key is kept out of the settings file, which is the same for this one.
            f"{DJANGO_DOCS}/howto/deployment/checklist/#secret-key",
        ),
    ]
    for key, check, text, url in known:
        for message in check(None):
            yield Todo(key=key, text=text, url=url, check=message.id, on_the_server=True)


def name_of(site) -> str:
    """What an editor calls the site."""
    return site.site_name or site.hostname


class GettingReadyPanel(Component):
    """The list on the admin's home page. Each person may close it, and sees it again when something is new in it."""

    name = "coprod_getting_ready"
    order = 50
    template_name = "coprod_wagtail/admin/getting_ready.html"

    def __init__(self, request):
        self.request = request

    @cached_property
    def todos(self) -> list[Todo]:
        if not self.request.user.is_authenticated:
            return []
        silenced = set(settings.SILENCED_SYSTEM_CHECKS)
        found = (todo for ask in getting_ready() for todo in ask(self.request))
        return [todo for todo in found if todo.check not in silenced]

    @cached_property
    def closed(self) -> set[str]:
        """What was in the list when this person closed it."""
        profile = getattr(self.request.user, "wagtail_userprofile", None)
        said = profile.dismissibles.get(self.name) if profile else None
        return set(said.split()) if isinstance(said, str) else set()

    def get_context_data(self, parent_context):
        keys = [todo.key for todo in self.todos]
        return {
            "name": self.name,
            "here": [todo for todo in self.todos if not todo.on_the_server],
            "on_the_server": [todo for todo in self.todos if todo.on_the_server],
            # With what was closed before, or closing it today would bring back what comes and goes.
            "closing": " ".join(dict.fromkeys([*keys, *sorted(self.closed)])),
        }

    def render_html(self, parent_context=None):
        if all(todo.key in self.closed for todo in self.todos):
            return ""
        return super().render_html(parent_context)
