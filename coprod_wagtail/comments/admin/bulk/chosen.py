"""What Wagtail's bulk actions about comments have in common: which they are about, and the page that asks."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction

from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.numbers import whole_number

from ...models import ReaderComment
from ...moderation.batches import LIMIT
from ...moderation.counting import keep_open, open_numbers
from ...moderation.pages import page_in_words
from ...permissions import policy
from ..listing import ReaderCommentIndexView
from ..rows import index_url, list_title

#: Named on the page that asks; the rest are counted.
SHOWN = 20


class AboutMany(BulkAction):
    """Something done with the comments that were ticked, or with all that match the list's filter and search.

    Wagtail's own "select all" takes every row there is; this one asks the list itself.
    """

    models = [ReaderComment]
    template_name = "coprod_wagtail/comments/admin/confirm_bulk_decision.html"

    def dispatch(self, request, *args, **kwargs):
        if not policy.user_has_permission(request.user, "moderate"):
            raise PermissionDenied
        if self.next_url == request.path:
            self.next_url = index_url()
        return super().dispatch(request, *args, **kwargs)

    def among(self, comments):
        """Those of these rows that may be meant, as a database can tell."""
        raise NotImplementedError

    def fits(self, comment) -> bool:
        """Whether it can be done with `comment`."""
        raise NotImplementedError

    def get_all_objects_in_listing_query(self, parent_id):
        listing = ReaderCommentIndexView()
        listing.setup(self.request)
        return listing.get_queryset().values_list("pk", flat=True)

    @cached_property
    def chosen(self):
        """The comments this is about, in the order of the list, each once. Sets `too_many` and `not_fitting`, counts of
        those that are over the limit, and of those that it cannot be done with."""
        self.too_many = self.not_fitting = 0
        wanted = self.request.GET.getlist("id")
        if "all" in wanted:
            matching = self.among(self.get_all_objects_in_listing_query(None))
            newest = whole_number(self.request.POST.get("newest"))
            if newest:
                matching = matching.filter(pk__lte=newest)
            pks = list(matching[:LIMIT])
            if len(pks) == LIMIT:
                self.too_many = matching.count() - LIMIT
        else:
            pks = list(dict.fromkeys(pk for pk in map(whole_number, wanted) if pk))
            self.too_many = max(0, len(pks) - LIMIT)
            pks = pks[:LIMIT]
        # in_bulk, because it splits lists that are too long for the database.
        theirs = policy.comments_for(self.request.user).select_related("page", "conversation")
        about = {"page_is_private": private_page()} | open_numbers(self.request.user)
        rows = theirs.annotate(**about).in_bulk(pks)
        found = [rows[pk] for pk in pks if pk in rows]
        if found:
            keep_open(self.request.user, found[0])
        fitting = [comment for comment in found if self.fits(comment)]
        self.not_fitting = len(found) - len(fitting)
        return fitting

    @property
    def newest(self):
        """The highest id of them: who came later, nobody has agreed to."""
        return max((comment.pk for comment in self.chosen), default=None)

    def get_actionable_objects(self):
        theirs = policy.allowed_among(self.request.user, "moderate", self.chosen)
        denied = [comment for comment in self.chosen if comment.pk not in theirs]
        return [comment for comment in self.chosen if comment.pk in theirs], {"items_with_no_access": denied}

    def get_context_data(self, **kwargs):
        comments, denied = self.get_actionable_objects()
        return {
            **super().get_context_data(**kwargs),
            "items": [self.named(comment) for comment in comments[:SHOWN]],
            # "Select all" may take spam along with what waits: people should see that before they say yes.
            "statuses": Counter(comment.get_status_display() for comment in comments).most_common(),
            "unshown_count": max(0, len(comments) - SHOWN),
            "too_many": self.too_many,
            "limit": LIMIT,
            "not_fitting": self.not_fitting,
            "denied_count": len(denied["items_with_no_access"]),
            **self.asked(comments),
        }

    def asked(self, comments):
        """What the page asks about `comments`: `title`, `question`, `explanation` and `button`."""
        raise NotImplementedError

    def named(self, comment):
        page_title = page_in_words(self.request.user, comment.page, comment.page_is_private)
        return {"item": comment, "title": list_title(comment), "page_title": page_title}

    def object_context(self, obj):
        return {}  # `get_context_data` draws the first few; a thousand dictionaries are for nobody

    def left_over(self, conflicts) -> list[str]:
        """What is said of those that it was not done with: `conflicts` that somebody was quicker with, and what is too many."""
        sentences = []
        conflicts += self.not_fitting
        if conflicts:
            sentences.append(
                ngettext(
                    "%(count)s had been decided about already and was left as it is.",
                    "%(count)s had been decided about already and were left as they are.",
                    conflicts,
                )
                % {"count": number_in_words(conflicts)}
            )
        if self.too_many:
            sentences.append(
                ngettext(
                    "We did the first %(limit)s; %(count)s is left.",
                    "We did the first %(limit)s; %(count)s are left.",
                    self.too_many,
                )
                % {"limit": number_in_words(LIMIT), "count": number_in_words(self.too_many)}
            )
        return sentences
