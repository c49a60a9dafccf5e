"""One reader comment, and a decision about it, in Wagtail's admin."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString
from wagtail.admin.compare import diff_text
from wagtail.admin.views.generic import InspectView

from coprod_wagtail.outbox.addresses import mail_is_set_up
from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.text.formats import moment_in_words

from ..actions import SetContentNote
from ..actions.staff.answer import ANSWERED_BY_STAFF
from ..constants import SOURCE_SITE, AuthorKind, Status
from ..correspondence.rows import SILENT, messages_about, said
from ..grounds.decision_forms import OneDecisionForm
from ..models import ReaderComment
from ..moderation.counting import keep_open, open_numbers
from ..moderation.history import decisions_about
from ..moderation.holds.actions import can_be_held, hold_on, with_confirmed
from ..moderation.pages import may_be_told, page_in_words
from ..moderation.queue import Place, ReportedFirst, in_queue_order, next_waiting, place_in
from ..moderation.told import last_report, reports_about, waiting_answers_about, with_reports
from ..moderation.verbs import CLOSE_ANSWER, WRITE, edit_verbs_for, verbs_about
from ..moderation.word_lists.naming import name_entries
from ..permissions import may_set_conversation, policy
from ..promise.left import time_left
from ..reading.phrases import date_in_words, lost_words
from ..slip import code
from ..slip.link import slip_url
from ..slip.lookup import proposed_edit
from .about.cases import about_cases
from .about.covered import about_covered
from .about.grounds import about_ground, about_saved_answers
from .about.help import about_help, about_preferences, about_same_writer
from .about.writer import about_typing_in
from .forms import ContentNoteForm
from .holds.views import row_of
from .listing import ReaderCommentIndexView
from .narrowing.query import query_of
from .preferences.chosen import with_preferences
from .rows import ANSWER, answer_url, around_url, index_url, name_of, reading_url


class ReaderCommentInspectView(InspectView):
    """One comment with all a moderator needs to decide, the decisions that apply, and its place in the list."""

    model = ReaderComment
    permission_policy = policy
    any_permission_required = ["view"]
    template_name = "coprod_wagtail/comments/admin/inspect.html"
    index_url_name = "coprod_reader_comments:index"

    #: Words for the writer that could not be sent, and a form to cover words with something to be mended.
    unsent = ""
    cover_form = None

    @classmethod
    def again(cls, request, comment, **given):
        """The page of `comment` for the sender of `request`, who sent what could not be taken (422): `unsent` words for its
        writer, or a `cover_form`."""
        view = cls(**given)
        view.setup(request, pk=str(comment.pk))
        view.object = view.get_object()
        return view.render_to_response(view.get_context_data(), status=422)

    def get_fields(self):
        return []  # the template lays them out itself

    def get_object(self, queryset=None):
        if not policy.user_has_permission(self.request.user, "view"):
            raise PermissionDenied  # Wagtail looks only after the object was fetched, which would answer 404
        user = self.request.user
        comments = policy.comments_for(user).select_related("page", "reply_to", "typed_in__typed_by")
        comments = with_preferences(with_confirmed(with_reports(comments)), user)
        about = open_numbers(user) | {"page_is_private": private_page()}
        return keep_open(user, get_object_or_404(comments.annotate(**about), pk=self.pk))

    def get_page_title(self):
        # With its number, which is what its writer knows it by.
        return str(self.object)

    def get_page_subtitle(self):
        return ""  # the name stands below the words

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            **self.about_the_comment(),
            **self.about_the_page(),
            **self.about_what_it_answers(),
            **self.about_the_edit(),
            **self.about_the_list(),
            "verbs": verbs_about(self.object, self.open_reports),
            **self.about_whoever_reads(),
            **self.about_the_writer(),
            **about_ground(self.object),
            **about_covered(self.object, self.cover_form),
            **about_cases(self.request, self.object),
            "open_reports": self.open_reports,
            "decided_reports": self.decided_reports,
            "writes_mail": mail_is_set_up(),
        }

    def about_whoever_reads(self):
        comment, user, reports = self.object, self.request.user, self.open_reports
        preferences = about_preferences(comment, reports, verbs_about(comment, reports))
        return {**about_help(comment, user, reports), **about_same_writer(comment, user), **preferences}

    @cached_property
    def reports(self):
        return reports_about(self.object, self.request.user) if self.object.has_reports else []

    @property
    def open_reports(self):
        return [report for report in self.reports if report.is_open]

    @property
    def decided_reports(self):
        return [report for report in self.reports if not report.is_open]

    def about_the_comment(self):
        comment = self.object
        name_entries([comment])
        return {
            "comment": comment,
            "name": name_of(comment),
            "words": SafeString(comment.body_html),
            "lost": lost_words(comment),
            "note_form": self.note_form(),
            "received": moment_in_words(comment.received_at),
            "is_imported": comment.source != SOURCE_SITE,
            "written": date_in_words(comment.posted_at, comment.posted_precision),
            "is_waiting": comment.status == Status.PENDING,
            "left": time_left(comment),
            "history": self.history,
            "around_url": around_url(comment),
            "erase_url": self.erase_url(),
            "answer": ANSWER,
            "answer_url": answer_url(self.request.user, comment),
            "private_url": self.private_url(),
            "helped": comment.get_helped_display() if comment.helped else "",
            **about_typing_in(comment),
            **about_holding(comment),
        }

    def note_form(self):
        """To fold its words under a note; None where there are no words to fold."""
        if not SetContentNote.can_apply_to(self.object):
            return None
        return ContentNoteForm(initial={"content_note": self.object.content_note}, auto_id="coprod-note-%s")

    def private_url(self):
        """Where whoever answered readers with it changes it, or takes it down; None for anybody else."""
        comment, user = self.object, self.request.user
        if comment.author_kind != AuthorKind.STAFF or not comment.slip_hash or comment.status in SILENT:
            return None
        if not any(line.user_id == user.pk for line in self.history if line.action == ANSWERED_BY_STAFF):
            return None
        return slip_url(comment.page, code.secret_of(comment.slip_nonce, comment.slip_hash), self.request)

    @cached_property
    def history(self):
        return list(decisions_about(self.object))

    def erase_url(self):
        """Where whoever may do so erases it for ever; none where it is erased."""
        if self.object.status == Status.ERASED or not policy.user_has_permission(self.request.user, "erase"):
            return None
        return f"{reverse('coprod_comments_admin:person')}?comment={self.object.pk}"

    def about_the_page(self):
        page, user, private = self.object.page, self.request.user, self.object.page_is_private
        is_told = may_be_told(user, page, private)
        may_edit = is_told and page.permissions_for_user(user).can_edit()
        may_set = may_set_conversation(user, page)
        return {
            "page_title": page_in_words(user, page, private),
            "page_url": page.get_url(self.request) if page.live and is_told and not page.alias_of_id else None,
            "page_edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else None,
            "page_comments_url": f"{index_url()}?page={page.pk}",
            "set_url": may_set and reverse("coprod_comments_admin:set_conversation", args=[page.pk]),
        }

    def about_what_it_answers(self):
        parent = self.object.reply_to
        if parent is None or not policy.user_has_permission_for_instance(self.request.user, "view", parent):
            return {}
        return {
            "parent": parent,
            "parent_name": name_of(parent),
            "parent_words": SafeString(parent.body_html),
            "parent_url": reading_url(parent),
        }

    def about_the_edit(self):
        """The new words that its writer wants, beside those that there are."""
        verbs = edit_verbs_for(self.object)
        new = proposed_edit(self.object) if verbs else None
        if new is None:
            return {}
        name_entries([new])
        return {
            "edit_verbs": verbs,
            "new_words": differences(self.object.body, new.body),
            "new_name": differences(name_of(self.object), new.author_name),
            "new_language": new.language,
            "new_note": differences(self.object.content_note, new.content_note),
            "new_signs": new.sign_labels,
            "proposed_at": moment_in_words(new.proposed_at),
        }

    def about_the_writer(self):
        """What was said to the writer, and the answers; and the form that everything is decided with."""
        comment = self.object
        messages = [] if comment.status in SILENT else said(messages_about(comment))
        waiting = {one.pk: one.for_whom for one in waiting_answers_about([comment]).get(comment.pk, [])}
        for message in messages:
            message.for_whom = waiting.get(message.pk, "")
        can_write = WRITE.applies_to(comment)
        saved = about_saved_answers(self.request) if can_write else {"saved_answer": ""}
        initial = {
            "seen": comment.seen_as,
            "reports": last_report(self.open_reports),
            "message": self.unsent or saved["saved_answer"],
            "answers": " ".join(str(one.pk) for one in messages if one.waits),
        }
        return {
            # Hidden fields stand in several forms, so without ids; the one that is seen stands once.
            "decision_form": OneDecisionForm(auto_id=False, initial=initial),
            "message_form": can_write and OneDecisionForm(auto_id="coprod-%s", initial=initial),
            "write": WRITE,
            "unsent": self.unsent,
            "explains": any(verb.explains for verb in verbs_about(comment, self.open_reports)),
            **saved,
            "messages_to_writer": messages,
            "answer_waits": any(one.waits for one in messages),
            "close_answer": CLOSE_ANSWER,
        }

    def about_the_list(self):
        """The comments before and after, in the list that this one was found in, or else among those that wait."""
        comment, query = self.object, query_of(self.request)
        place = place_of(self.request, comment)
        if place:
            previous, following, other = (
                number and reading_url(number, query)
                for number in (place.previous, place.next, place.next or place.first)
            )
            return {
                "place": place,
                "previous_url": previous,
                "following_url": following,
                "next_url": other,
                "list_url": index_url() + (query or f"?status={Status.PENDING.value}"),
                "query": query,
            }
        waiting = next_waiting(self.request.user, after=comment)
        return {"next_url": waiting and reading_url(waiting.pk), "list_url": index_url() + query, "query": query}


def differences(old: str, new: str) -> SafeString | str:
    """`new` as HTML, with what is new in it and what has gone marked, as screen readers tell, too; plain where both are the
    same."""
    if old == new:
        return new
    marked = [
        {"addition": ("<ins>", "</ins>"), "deletion": ("<del>", "</del>")}.get(kind, ("", "")) + (escape(text),)
        for kind, text in diff_text(old, new).changes
    ]
    return SafeString(linebreaks("".join(before + text + after for before, after, text in marked)))


def place_of(request, comment) -> Place | None:
    """Where `comment` stands in the list that the address of `request` names, or among those that wait; None where it
    does not. At most two queries besides those of the filters."""
    if query_of(request):
        listing = ReaderCommentIndexView()
        listing.setup(request)
        return place_in(listing.get_ids_in_order(), comment.pk)
    if comment.status != Status.PENDING:
        return None
    waiting = in_queue_order(policy.comments_for(request.user))
    return place_in(ReportedFirst(waiting, waiting), comment.pk)


def about_holding(comment):
    """The hold that it belongs to; or whether what belongs to it can be held."""
    hold = hold_on(comment)
    return {"hold": row_of(hold)} if hold else {"can_be_held": bool(can_be_held(comment))}
