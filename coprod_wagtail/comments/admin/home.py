"""On the admin's home page: what an editor has begun, and what readers have said to it lately."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component
from wagtail.models import get_page_models
from wagtail.permissions import page_permission_policy

from coprod_wagtail.swap import get_page_model

from ..constants import SOURCE_SITE, Status
from ..mixins import CommentableMixin
from ..models import Conversation, ReaderComment
from ..models.stops import stops_of, with_stops
from ..permissions import policy
from .rows import index_url

#: In each of the lists. Wagtail's own have as many.
SHOWN = 5
#: What is new. Counted from today, so that nothing has to be kept about who looked when.
NEW_DAYS = 14


def _theirs(user):
    """The pages that `user` may change."""
    return page_permission_policy.instances_user_has_permission_for(user, "change")


class HomePanel(Component):
    """One of ours; there is nothing to be seen of it without a line in it, and nothing is asked of the database for somebody
    who works on no page."""

    def __init__(self, request):
        self.request = request

    def lines(self):
        raise NotImplementedError

    @cached_property
    def found(self):
        user = self.request.user
        return list(self.lines()) if page_permission_policy.user_has_permission(user, "change") else []

    def get_context_data(self, parent_context):
        return {"lines": self.found, "days": NEW_DAYS}

    def render_html(self, parent_context=None):
        return super().render_html(parent_context) if self.found else ""


class NewCommentsPanel(HomePanel):
    """Which of somebody's pages have comments that came in lately and show: the pages that they made. Two queries."""

    name = "coprod_new_comments"
    order = 110
    template_name = "coprod_wagtail/comments/admin/home_new_comments.html"

    def lines(self):
        user = self.request.user
        since = timezone.now() - timedelta(days=NEW_DAYS)
        # What an import brought in is old.
        comments = ReaderComment.objects.visible().filter(source=SOURCE_SITE, received_at__gte=since)
        counted = comments.filter(page__in=_theirs(user).filter(owner=user)).order_by().values("page")
        newest = list(counted.annotate(number=Count("pk"), last=Max("received_at")).order_by("-last", "-page")[:SHOWN])
        pages = get_page_model()._default_manager.in_bulk([row["page"] for row in newest])
        lists_too = policy.user_has_permission(user, "view")
        for row in newest:
            page = pages[row["page"]]
            url = page.get_url(self.request)
            yield {
                "title": page.get_admin_display_title(),
                "url": url and f"{url}#comments",
                "list_url": lists_too and f"{index_url()}?status={Status.PUBLISHED.value}&page={page.pk}",
                **row,
            }


class DraftsPanel(HomePanel):
    """The pages with a conversation that somebody made, or changed last, and that readers do not see as they are: each with
    whether people can comment. One query."""

    name = "coprod_drafts"
    order = 120
    template_name = "coprod_wagtail/comments/admin/home_drafts.html"

    def lines(self):
        user = self.request.user
        types = ContentType.objects.get_for_models(*(model for model in get_page_models() if _has_conversation(model)))
        begun = Q(live=False) | Q(has_unpublished_changes=True)
        mine = Q(owner=user) | Q(latest_revision__user=user)
        pages = _theirs(user).filter(begun, mine, content_type__in=types.values(), alias_of__isnull=True)
        pages = with_stops(pages).select_related("reader_conversation").order_by("-latest_revision_created_at", "-pk")
        for page in pages[:SHOWN]:
            conversation = getattr(page, "reader_conversation", None) or Conversation(page=page)
            conversation.stops = stops_of(page)
            yield {
                "title": page.get_admin_display_title(),
                "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
                "changed": page.latest_revision_created_at,
                "is_live": page.live,
                "state": conversation.state().label,
            }


def _has_conversation(model):
    return issubclass(model, CommentableMixin)


def add_panels(request, panels):
    """Wagtail's hook construct_homepage_panels."""
    panels += [NewCommentsPanel(request), DraftsPanel(request)]
