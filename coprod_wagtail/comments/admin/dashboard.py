from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.site_summary import SummaryItem
from wagtail.models import Site

from coprod_wagtail.features import Todo
from coprod_wagtail.getting_ready import name_of
from coprod_wagtail.outbox.addresses import mail_is_set_up

from ..actions.purge import is_behind
from ..cases.visible import cases_for
from ..models import ReaderCommentSettings
from ..moderation.counting import count_open
from ..moderation.queue import next_waiting
from ..notices.people import somebody_is_told
from ..online_safety.services import apps_beyond_comments, models_with_uploads
from ..permissions import may_pause, may_pause_any, policy

#: What the Act exempts.
ONLINE_SAFETY_ACT = "https://www.legislation.gov.uk/ukpga/2023/50/schedule/1"


class ReaderCommentsSummaryItem(SummaryItem):
    """On the admin's home page: how many comments wait, and since when the oldest one does."""

    order = 150
    template_name = "coprod_wagtail/comments/admin/summary_item.html"

    def is_shown(self):
        return policy.user_has_permission(self.request.user, "view")

    @cached_property
    def is_paused(self):
        if not may_pause_any(self.request.user):
            return False
        paused = ReaderCommentSettings.objects.filter(paused=True).values_list("site", flat=True)
        return any(may_pause(self.request.user, Site(pk=site)) for site in paused)

    def about_cases(self):
        """How many cases are open, and late. One query, and none for who may see none."""
        user = self.request.user
        if not policy.user_has_permission(user, "handle_cases"):
            return {}
        late = Count("pk", filter=Q(due_at__lt=timezone.now()))
        return cases_for(user).open().aggregate(cases=Count("pk"), late=late) | {
            "cases_url": reverse("coprod_cases:index")
        }

    def get_context_data(self, parent_context):
        found = count_open(self.request.user)
        oldest = next_waiting(self.request.user) if found.waiting else None
        url = reverse("coprod_reader_comments:index")
        return {
            "waiting": found.waiting,
            "waiting_words": found.in_words(found.waiting),
            "oldest": oldest,
            "url": f"{url}?status=pending" if oldest else url,
            "reported": found.reported,
            "reported_words": found.in_words(found.reported),
            "reported_url": f"{url}?status=reported",
            "answered": found.answered,
            "answered_words": found.in_words(found.answered),
            "answered_url": f"{url}?status=answered",
            **self.about_cases(),
            # Nobody is to forget it.
            "pause_url": reverse("coprod_comments_admin:pause") if self.is_paused else None,
        }


def todos(request):
    """What is still to be done for comments, for whoever can do it (see `features.Todo`)."""
    if request.user.has_perm("coprod_comments.change_readercommentsettings"):
        options = ReaderCommentSettings._meta
        for site in ReaderCommentSettings.sites_without_privacy_page():
            yield Todo(
                key=f"privacy-{site.pk}",
                text=_("Choose the privacy page of %(site)s: the form links to it") % {"site": name_of(site)},
                url=reverse("wagtailsettings:edit", args=[options.app_label, options.model_name, site.pk]),
                check="coprod_wagtail.W011",
            )
        for site in ReaderCommentSettings.sites_without_contact():
            yield Todo(
                key=f"safeguarding-{site.pk}",
                text=_(
                    "Name the safeguarding contact of %(site)s: readers can say that they are worried about somebody"
                )
                % {"site": name_of(site)},
                url=reverse("wagtailsettings:edit", args=[options.app_label, options.model_name, site.pk]),
                check="coprod_wagtail.W070",
            )
        if is_behind():
            yield Todo(
                key="purge",
                text=_(
                    "Have purge_comments run once a day: there is something that should have been erased more than a day ago"
                ),
                url="",
                check="coprod_wagtail.W071",
                on_the_server=True,
            )
    if request.user.has_perm("auth.change_group"):
        yield from _about_moderators()
    if request.user.is_superuser:
        yield from _beyond_comments()


def _about_moderators():
    if not policy.somebody_else_moderates():
        yield Todo(
            key="moderators",
            text=_("Make a group for the people who read comments: only administrators can now"),
            url=reverse("wagtailusers_groups:index"),
            check="coprod_wagtail.W014",
        )
    elif mail_is_set_up() and not somebody_is_told():
        yield Todo(
            key="told",
            text=_("Nobody is told that a comment waits. Give somebody who reads comments an e-mail address"),
            url=reverse("wagtailusers_users:index"),
            check="coprod_wagtail.W072",
        )


def _beyond_comments():
    """What may take the site out of the Online Safety Act's exemption, as far as its code says so."""
    for name, _what in apps_beyond_comments():
        yield Todo(
            key=f"online-safety-{name}",
            text=_("Find out what the Online Safety Act asks of you: %(app)s is more than comments on what you publish")
            % {"app": name},
            url=ONLINE_SAFETY_ACT,
            check="coprod_wagtail.W090",
            on_the_server=True,
        )
    for label in models_with_uploads():
        yield Todo(
            key=f"online-safety-{label}",
            text=_("Find out what the Online Safety Act asks of you: files hang on readers’ comments (%(model)s)")
            % {"model": label},
            url=ONLINE_SAFETY_ACT,
            check="coprod_wagtail.W091",
            on_the_server=True,
        )
