"""Screens inside Wagtail's admin: the list, one comment, a decision about it, and a page's conversation."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import registry as log_registry

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.collation import loose_pattern
from coprod_wagtail.text.formats import moment_in_words
from coprod_wagtail.text.numbers import whole_number
from coprod_wagtail.text.plain_text import clean_line

from .actions import SetConversation
from .constants import Status
from .decisions import VERBS, undoing, verbs_for
from .exceptions import CommentGone
from .filters import ReaderCommentFilterSet
from .mixins import CommentableMixin
from .models import Conversation, ReaderComment
from .panels import ConversationForm
from .permissions import may_set_conversation, policy
from .queue import LISTING_ORDER, ListedIds, next_waiting
from .reading.phrases import lost_words

#: Part of the ids by which Wagtail's checkboxes find what they select.
ITEM_TYPE = "reader-comment"


def index_url():
    return reverse("coprod_reader_comments:index")


def reading_url(comment):
    return reverse("coprod_reader_comments:inspect", args=[comment.pk])


def name_of(comment) -> str:
    """The writer's name as moderators see it."""
    return comment.author_name or _("No name")


def list_title(comment):
    """Name and first words, by which a moderator tells comments apart."""
    words = Truncator(" ".join(comment.body.split())).chars(120)
    return format_html(
        '<bdi class="coprod-title__name">{}</bdi>: <bdi class="coprod-title__words">{}</bdi>',
        name_of(comment),
        words or _("(no words)"),
    )


def _signs(comment):
    if not comment.signs:
        return ""
    items = format_html_join("", "<li>{}</li>", ((label,) for label in comment.sign_labels))
    return format_html('<ul class="coprod-queue__signs">{}</ul>', items)


class ReaderCommentIndexView(IndexView):
    """The list. Complete in itself, so that bulk actions can ask it what the current filter and search show."""

    model = ReaderComment
    permission_policy = policy
    any_permission_required = ["view"]
    index_url_name = "coprod_reader_comments:index"
    index_results_url_name = "coprod_reader_comments:index_results"
    template_name = "coprod_wagtail/comments/admin/index.html"
    results_template_name = "coprod_wagtail/comments/admin/index_results.html"
    filterset_class = ReaderCommentFilterSet
    search_fields = ["body", "author_name"]
    search_backend_name = None
    paginate_by = 50
    table_classname = "listing coprod-queue"
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type=ITEM_TYPE),
        TitleColumn(
            "comment",
            label=pgettext_lazy("column of a list", "Comment"),
            accessor=list_title,
            get_url=reading_url,
            get_title_id=lambda comment: f"{ITEM_TYPE}_{comment.pk}_title",
        ),
        Column("page", label=gettext_lazy("Page"), accessor=lambda comment: comment.page.get_admin_display_title()),
        StatusTagColumn(
            "status",
            label=gettext_lazy("Status"),
            accessor="get_status_display",
            primary=lambda comment: comment.status == Status.PENDING,
        ),
        DateColumn("received_at", label=pgettext_lazy("column of a list", "Received"), sort_key="received_at"),
        Column("signs", label=gettext_lazy("Look twice"), accessor=_signs),
    ]

    def get_base_queryset(self):
        return policy.comments_for(self.request.user)

    def search_queryset(self, queryset):
        """Words and names, on every database alike; and a comment's number, which its writer has on the private page."""
        wanted = clean_line(self.search_query or "")
        if not wanted:
            return queryset
        pattern = loose_pattern(wanted)
        found = Q(body__iregex=pattern) | Q(author_name__iregex=pattern)
        number = whole_number(wanted.lstrip("#"))
        return queryset.filter(found | Q(pk=number) if number else found)

    def order_queryset(self, queryset):
        if self.ordering:
            return queryset.order_by(self.ordering, "-pk" if self.ordering.startswith("-") else "pk")
        return queryset.order_by(*LISTING_ORDER)

    def filter_queryset(self, queryset):
        # A filter that makes no sense shows nothing, rather than everything: a bulk action may follow.
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def paginate_queryset(self, queryset, page_size):
        """Ids first, rows second: sorting whole rows is slow on MariaDB, and the words are long."""
        pks = queryset.values_list("pk", flat=True) if self.ordering else ListedIds(queryset)
        paginator, page, pks, has_others = super().paginate_queryset(pks, page_size)
        rows = self.model.objects.select_related("page").defer("body_html").in_bulk(list(pks))
        page.object_list = [rows[pk] for pk in pks if pk in rows]
        return paginator, page, page.object_list, has_others

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "item_type": ITEM_TYPE}


class ReaderCommentInspectView(InspectView):
    """One comment with all a moderator needs to decide, and the decisions that apply."""

    model = ReaderComment
    permission_policy = policy
    any_permission_required = ["view"]
    template_name = "coprod_wagtail/comments/admin/inspect.html"
    index_url_name = "coprod_reader_comments:index"

    def get_fields(self):
        return []  # the template lays them out itself

    def get_object(self, queryset=None):
        if not policy.user_has_permission(self.request.user, "view"):
            raise PermissionDenied  # Wagtail looks only after the object was fetched, which would answer 404
        comments = policy.comments_for(self.request.user).select_related("page", "reply_to")
        return get_object_or_404(comments, pk=self.pk)

    def get_page_title(self):
        # With its number, which is what its writer knows it by.
        return str(self.object)

    def get_page_subtitle(self):
        return name_of(self.object)

    def get_context_data(self, **kwargs):
        comment, page = self.object, self.object.page
        waiting = next_waiting(after=comment)
        may_edit = page.permissions_for_user(self.request.user).can_edit()
        return {
            **super().get_context_data(**kwargs),
            "comment": comment,
            "name": name_of(comment),
            "words": SafeString(comment.body_html),
            "lost": lost_words(comment),
            "received": moment_in_words(comment.received_at),
            "commented_title": page.get_admin_display_title(),
            "page_url": page.get_url(self.request) if page.live else None,
            "page_edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else None,
            "page_comments_url": f"{index_url()}?page={page.pk}",
            "set_url": reverse("coprod_comments_admin:set_conversation", args=[page.pk]),
            "parent": comment.reply_to,
            "parent_name": comment.reply_to and name_of(comment.reply_to),
            "parent_words": comment.reply_to and SafeString(comment.reply_to.body_html),
            "parent_url": comment.reply_to and reading_url(comment.reply_to),
            "is_waiting": comment.status == Status.PENDING,
            "verbs": verbs_for(comment),
            "history": decisions_about(comment),
            "next_url": waiting and reading_url(waiting),
            "list_url": index_url(),
        }


def decisions_about(comment):
    """What happened to `comment` so far, newest first: Wagtail log entries with their users."""
    return log_registry.get_logs_for_instance(comment).select_related("user").order_by("-timestamp", "-pk")


class DecideView(PermissionCheckedMixin, View):
    """Does one decision and leads on to the next waiting comment. POST only."""

    http_method_names = ["post"]
    permission_policy = policy
    permission_required = "moderate"

    def post(self, request, pk, verb):
        if verb not in VERBS:
            raise Http404
        verb = VERBS[verb]
        comment = get_object_or_404(policy.comments_for(request.user).select_related("conversation"), pk=pk)
        was = comment.status
        try:
            if request.POST.get("seen", was) != was:
                # Publishing would still be possible, say, but this person decided about another state of things.
                raise Conflict(_("The status has changed."))
            verb.action(comment, user=request.user)()
        except CommentGone as error:
            messages.warning(request, error.message)
            return redirect(index_url())
        except Conflict:
            return self.somebody_was_quicker(comment)
        except NotAllowed as error:
            raise PermissionDenied from error
        self.tell(verb, was, comment)
        following = next_waiting(after=comment) if was == Status.PENDING else comment
        return redirect(reading_url(following) if following else index_url())

    def tell(self, verb, was, comment):
        message = verb.done % {"comment": comment}
        undo = undoing(was, comment)
        if undo:
            form = render_to_string(
                "coprod_wagtail/comments/admin/_undo.html", {"comment": comment, "verb": undo}, request=self.request
            )
            message = format_html("{} {}", message, form)
        messages.success(self.request, message)

    def somebody_was_quicker(self, comment):
        comment.refresh_from_db(fields=["status"])
        latest = decisions_about(comment).first()
        words = {"comment": comment, "status": comment.get_status_display()}
        if latest is None or latest.user_id is None:
            message = _("%(comment)s has changed since you opened it. It is now: %(status)s. You changed nothing.")
        elif latest.user_id == self.request.user.pk:
            message = _("You have already decided about %(comment)s. It is now: %(status)s.")
        else:
            words |= {"person": latest.user_display_name, "moment": moment_in_words(latest.timestamp)}
            message = _(
                "%(person)s was quicker and decided about %(comment)s on %(moment)s. "
                "It is now: %(status)s. You changed nothing."
            )
        messages.warning(self.request, message % words)
        return redirect(reading_url(comment))


class SetConversationView(WagtailAdminTemplateMixin, FormView):
    """Opens, closes or hides the conversation on a page, at once. For who may publish the page, and for moderators.

    The panel in the page editor posts here and is answered in JSON: ``{"message", "state"}``, or with status 422
    ``{"message", "errors": {field: [words]}}``. Everybody else gets an ordinary page with an ordinary form.
    """

    form_class = ConversationForm
    template_name = "coprod_wagtail/comments/admin/set_conversation.html"
    page_title = gettext_lazy("Reader comments")
    header_icon = "comment"

    def dispatch(self, request, page_id):
        page = get_object_or_404(get_page_model(), pk=page_id)
        if not issubclass(page.specific_class or page.__class__, CommentableMixin):
            raise Http404
        if page.alias_of_id:
            # An alias shows its source's conversation and has none of its own.
            return redirect("coprod_comments_admin:set_conversation", page.alias_of_id)
        if not may_set_conversation(request.user, page):
            raise PermissionDenied
        self.page = page
        return super().dispatch(request, page_id)

    @property
    def from_panel(self):
        return self.request.headers.get("X-Requested-With") == "XMLHttpRequest"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": Conversation.for_page_id(self.page.pk)}

    def form_valid(self, form):
        try:
            SetConversation(self.page, form.cleaned_data, user=self.request.user)()
        except NotAllowed as error:
            raise PermissionDenied from error
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        message = _("Saved. This applies now.")
        if self.from_panel:
            return JsonResponse(
                {"message": message, "state": str(Conversation.for_page_id(self.page.pk).state().label)}
            )
        messages.success(self.request, message)
        return redirect(self.get_success_url())

    def form_invalid(self, form):
        message = _("Nothing was changed. Please look at what is marked.")
        if self.from_panel:
            errors = {form.add_prefix(name): words for name, words in form.errors.items()}
            return JsonResponse({"message": message, "errors": errors}, status=422)
        messages.validation_error(self.request, message, form)
        return super().form_invalid(form)

    def get_success_url(self):
        return reverse("coprod_comments_admin:set_conversation", args=[self.page.pk])

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        items = list(self.breadcrumbs_items)
        if self.page.permissions_for_user(self.request.user).can_edit():
            url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
            items.append({"url": url, "label": self.page.get_admin_display_title()})
        return [*items, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "action_url": self.get_success_url(),
            "media": context["form"].media,
            "submit_button_label": _("Change straight away"),
            "submit_button_active_label": _("Changing…"),
        }
