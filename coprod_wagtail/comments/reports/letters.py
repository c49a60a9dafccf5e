"""What is written to people about reports: to who left an address, and to the safeguarding contact. Never a word that
anybody wrote."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod_wagtail.outbox.letters import Letter
from coprod_wagtail.outbox.mail import Mail

from .. import texts
from ..constants import Status
from ..models import CommentReport, Conversation, ReaderCommentSettings
from . import constants
from .constants import Outcome


def _found(facts: dict[str, int]) -> CommentReport | None:
    reports = CommentReport.objects.select_related("comment__page", "site")
    return reports.filter(pk=facts["report"]).first()


class DecidedMail(Mail):
    """Says what was decided about a comment, to who told us about it."""

    name = constants.DECIDED
    label = gettext_lazy("What was decided about a comment that somebody told us about")

    def letter(self, facts: dict[str, int]) -> Letter | None:
        report = _found(facts)
        if report is None or report.is_open:  # the decision was taken back
            return None
        words = {
            Outcome.KEPT: _("A person has looked at the comment. We decided that it stays as it is."),
            Outcome.HIDDEN: _("A person has looked at the comment. We do not show it any more."),
            Outcome.GONE: _("The comment is not on our website any more."),
        }
        url = _page_url(report)
        return Letter(
            subject=_("The comment that you told us about"),
            lines=[str(texts.REPORTED), words[Outcome(report.outcome)]],
            button=(str(texts.SEE_IT), url) if url else None,
            more=[_("If you think we got it wrong, you can tell us again, or ask us.")],
            reason=_("You get this one e-mail because you left your address. Nobody reads what is sent to ours."),
            site_name=report.site.site_name if report.site else "",
        )


class WorriedMail(Mail):
    """Leads the safeguarding contact to a comment whose writer somebody is worried about."""

    name = constants.WORRIED
    label = gettext_lazy("Somebody is worried about a person: to the safeguarding contact")
    # One refusal, of a mailbox that was mended since, silences nobody who is worried.
    even_if_refused = True

    def letter(self, facts: dict[str, int]) -> Letter | None:
        report = _found(facts)
        if report is None or report.comment.status == Status.ERASED:
            return None
        contact = ReaderCommentSettings.objects.filter(site=report.site_id).values_list("safeguarding_email", flat=True)
        to = contact.first()
        if not to:
            return None
        base = getattr(settings, "WAGTAILADMIN_BASE_URL", None) or (report.site.root_url if report.site else "")
        path = reverse("coprod_reader_comments:inspect", args=[report.comment_id])
        return Letter(
            subject=_("Somebody is worried about a person"),
            lines=[
                _("A moderator is worried about somebody because of a comment on your website.")
                if report.by_staff
                else _("A reader told us that they are worried about the person who wrote a comment on your website."),
                _("What they told us, and the comment, are behind this link. You have to sign in to read them."),
            ],
            button=(_("Read it now"), f"{base.rstrip('/')}{path}"),
            more=[_("We do not write anybody’s words or name in an e-mail.")],
            reason=_("You get this because your website names you as its safeguarding contact."),
            to=to,
            site_name=report.site.site_name if report.site else "",
        )


def _page_url(report: CommentReport) -> str:
    """Where the page is, while everybody may read it."""
    conversation = Conversation.for_page_id(report.comment.page_id)
    if conversation is None or not conversation.page_is_public:
        return ""
    url: str = conversation.page.full_url or ""
    return url
