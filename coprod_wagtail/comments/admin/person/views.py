"""Everything that is held of one person, in Wagtail's admin: found, handed over, and erased for ever."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.caching.responses import seal
from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.text.formats import day_in_words, number_in_words

from ...actions import person
from ...constants import Status
from ...models import ReaderComment
from ...moderation.pages import page_in_words
from ...permissions import policy
from ...reports.constants import Reason
from ..rows import PERSON, name_of, reading_url
from ..screens.base import FormBelowTheList
from .forms import MOST, FindPersonForm

_FILES = {"json": ("application/json", person.as_json), "csv": ("text/csv; charset=utf-8", person.as_csv)}


class PersonView(FormBelowTheList):
    """Find, hand over, erase. What is looked for is sent by POST: an address in a URL would stand in logs for long.

    Only comments that this person may read and decide about are found. What somebody told us about other people's comments, and
    the e-mails they get, go by their e-mail address, and are for those who may read all comments.
    """

    form_class = FindPersonForm
    template_name = "coprod_wagtail/comments/admin/person.html"
    page_title = PERSON
    permission_required = "erase"
    header_icon = "user"

    def dispatch(self, request):
        return seal(super().dispatch(request))

    def get_initial(self):
        return {**super().get_initial(), "numbers": self.request.GET.get("comment", "")}

    def form_valid(self, form):
        self.asked = form.cleaned_data
        wanted = self.request.POST.get("do", "")
        if wanted in _FILES:
            return self.hand_over(wanted)
        if wanted == "erase":
            return self.erase()
        return self.render_to_response(self.get_context_data(form=form, is_sure=wanted == "ask"))

    def form_invalid(self, form):
        messages.validation_error(self.request, _("Nothing was done. Please look at what is marked."), form)
        return super().form_invalid(form)

    # What there is

    @cached_property
    def comments(self):
        """Those that may be meant, with those that are surely theirs first."""
        asked = self.asked
        surely = Q(pk__in=asked["numbers"]) | Q(pk__in=person.comments_of(asked["email"]).values("pk"))
        maybe = Q(pk__in=person.comments_named(asked["name"]).values("pk"))
        theirs = policy.comments_for(self.request.user).filter(surely | maybe).exclude(status=Status.ERASED)
        rows = theirs.select_related("page").annotate(page_is_private=private_page()).order_by("-pk")
        found = list(rows[: MOST + 1])
        self.are_more = len(found) > MOST
        found = found[:MOST]
        sure = set(theirs.filter(surely).values_list("pk", flat=True))
        for comment in found:
            comment.is_chosen = comment.pk in (self.chosen if self.request.POST.get("do") == "ask" else sure)
        return sorted(found, key=lambda comment: comment.pk not in sure)

    @cached_property
    def chosen(self) -> set[int]:
        """The numbers of the comments that are ticked."""
        return {
            int(pk) for pk in self.request.POST.getlist("comment") if pk.isascii() and pk.isdigit() and len(pk) < 19
        }

    @property
    def chosen_comments(self):
        return ReaderComment.objects.filter(pk__in=[one.pk for one in self.comments if one.pk in self.chosen])

    @cached_property
    def email(self) -> str:
        """The address by which what is no comment is found; empty where it is not for this person."""
        return self.asked["email"] if policy.comments_for(self.request.user).leaves_nothing_out() else ""

    @property
    def reports_to_hand_over(self):
        """Without those that say why they are worried about somebody, for who may not read that."""
        reports = person.reports_of(self.email)
        if policy.user_has_permission(self.request.user, "see_safeguarding"):
            return reports
        return reports.exclude(reason=Reason.WORRIED)

    # What is done

    def hand_over(self, kind):
        comments = self.chosen_comments.order_by("pk")
        held = person.export(comments) + person.export_reports(self.reports_to_hand_over) + person.mail_of(self.email)
        person.note_export(comments, user=self.request.user, asked_on=self.asked["asked_on"])
        media_type, written = _FILES[kind]
        response = HttpResponse(written(held), content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="person.{kind}"'
        return response

    def erase(self):
        user, asked_on = self.request.user, self.asked["asked_on"]
        try:
            number = len(person.erase(self.chosen_comments.order_by("pk"), user=user, asked_on=asked_on))
        except NotAllowed as error:
            raise PermissionDenied from error
        # As long as there are more, they are found by these.
        others = 0 if self.are_more else person.erase_reports(self.email) + person.forget_mail(self.email)
        told = ngettext("%(count)s comment is erased for ever.", "%(count)s comments are erased for ever.", number)
        words = [told % {"count": number_in_words(number)}]
        if others:
            words.append(_("What they told you about other comments is emptied, and their e-mails are stopped."))
        if kept := person.copies_that_stay(self.chosen):
            words.append(person.copies_in_words(kept))
        if self.are_more:
            words.append(_("There are more. Find them, and erase them, too."))
        messages.success(self.request, " ".join(words))
        return redirect("coprod_comments_admin:person")

    # What is said

    def get_context_data(self, is_sure=False, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        context |= {"action_url": self.request.path, "is_sure": is_sure}
        if not form.is_bound or form.errors:
            return context
        rows = [
            {
                "comment": comment,
                "name": name_of(comment),
                "page_title": page_in_words(self.request.user, comment.page, comment.page_is_private),
                "url": reading_url(comment),
            }
            for comment in self.comments
        ]
        return context | {
            "is_found": True,
            "are_more": self.are_more,
            "rows": rows,
            "chosen_count": sum(row["comment"].is_chosen for row in rows),
            "reports": (reports := person.reports_of(self.email).count()),
            "some_withheld": reports > self.reports_to_hand_over.count(),
            "mails": len(person.mail_of(self.email)) if self.email else 0,
            "answer_by": day_in_words(form.answer_by),
        }
