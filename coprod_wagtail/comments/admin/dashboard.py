from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.site_summary import SummaryItem

from coprod_wagtail.features import Todo
from coprod_wagtail.getting_ready import name_of

from ..actions.purge import is_behind
from ..models import ReaderCommentSettings
from ..moderation.queue import count_told, count_waiting, next_waiting
from ..permissions import may_pause, policy


class ReaderCommentsSummaryItem(SummaryItem):
    """On the admin's home page: how many comments wait, and since when the oldest one does."""

    order = 150
    template_name = "coprod_wagtail/comments/admin/summary_item.html"

    def is_shown(self):
        return policy.user_has_permission(self.request.user, "view")

    @cached_property
    def waiting(self):
        return count_waiting(self.request.user)

    @cached_property
    def is_paused(self):
        return may_pause(self.request.user) and ReaderCommentSettings.objects.filter(paused=True).exists()

    def get_context_data(self, parent_context):
        oldest = next_waiting(self.request.user) if self.waiting else None
        url = reverse("coprod_reader_comments:index")
        told = count_told(self.request.user)
        return {
            "waiting": self.waiting,
            "oldest": oldest,
            "url": f"{url}?status=pending" if oldest else url,
            "reported": told.reported,
            "reported_url": f"{url}?status=reported",
            "answered": told.answered,
            "answered_url": f"{url}?status=answered",
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
    if request.user.has_perm("auth.change_group") and not policy.somebody_else_moderates():
        yield Todo(
            key="moderators",
            text=_("Make a group for the people who read comments: only administrators can now"),
            url=reverse("wagtailusers_groups:index"),
            check="coprod_wagtail.W014",
        )
