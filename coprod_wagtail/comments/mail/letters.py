"""The mails about comments. Each is written when it is sent: what is told, and to whom, is asked then."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Site

from coprod_wagtail.outbox.addresses import is_refused
from coprod_wagtail.outbox.letters import Entry, Letter
from coprod_wagtail.outbox.mail import Mail
from coprod_wagtail.text.formats import number_in_words

from .. import texts
from ..constants import Status
from ..correspondence.rows import SILENT, messages_about
from ..grounds.rows import ground_of
from ..grounds.texts import WHY_ON_PAGE
from ..models import Conversation, ReaderComment, Subscription
from ..reading.phrases import excerpt
from ..slip import code
from ..slip.link import slip_url
from ..slip.passphrase import passphrase
from .links import mail_url, stop_url
from .lookup import about
from .news import DAILY_MAIL, OWN_MAIL, PAUSE, queue_news
from .subscriptions import CONFIRM_MAIL, SLIP_MAIL

#: So many comments one mail shows. The others are behind its link.
SHOWN = 10
#: A daily mail that was late is not followed by the next one at once.
_DAILY_PAUSE = 20 * PAUSE


class _About(Mail):
    """A mail about one subscription."""

    def letter(self, facts):
        found = Subscription.objects.select_related("comment", "conversation")
        subscription = found.filter(pk=facts["subscription"]).first()
        conversation = subscription and Conversation.for_page_id(subscription.conversation.page_id)
        if not subscription or not conversation:
            return None
        return self.write(subscription, conversation)

    def write(self, subscription, conversation) -> Letter | None:
        raise NotImplementedError


class ConfirmMail(_About):
    name = CONFIRM_MAIL
    label = gettext_lazy("Asks whether somebody wants e-mails")

    def write(self, subscription, conversation):
        if subscription.confirmed_at or not Subscription.objects.waiting().filter(pk=subscription.pk).exists():
            return None
        if is_refused(subscription.email):
            # Anybody may have typed it: nobody has to look after that.
            return None
        site = site_name(conversation.page)
        return Letter(
            to=subscription.email,
            site_name=site,
            subject=_("Do you want e-mails from us?"),
            lines=[
                _("Somebody gave us your e-mail address on our website, and asked for e-mails about %(what)s.")
                % {"what": about(subscription, conversation)},
                _("If that was you, open this page, and press the button there."),
            ],
            button=(_("See what it is about"), mail_url(conversation.page, _secret(subscription))),
            more=[
                _(
                    "If it was not you, do nothing. You get no more e-mails about this, and we forget your address after 7 days."
                )
            ],
            reason=_no_answers(),
        )


class _News(_About):
    def letter(self, facts):
        subscription = Subscription.objects.filter(pk=facts["subscription"])
        with transaction.atomic():
            # Nobody decides about a comment of it now, so that each is told in this mail or in another one; and nobody stops
            # it. What is told is asked after this.
            Conversation.objects.lock(subscription.values_list("conversation_id", flat=True))
            return super().letter(facts)

    def write(self, subscription, conversation):
        if not subscription.confirmed_at:
            return None
        now = timezone.now()
        Subscription.objects.filter(pk=subscription.pk).update(queued_until=None)
        letter = self.news(subscription, conversation)
        if letter is None:
            return None
        told = {"told_until": now, "mailed_at": now, **letter.pop("told", {})}
        page = conversation.page
        return Letter(
            to=subscription.email,
            site_name=site_name(page),
            reason=" ".join([_why(subscription, conversation), _no_answers()]),
            stop_url=stop_url(page, _secret(subscription)),
            stop_words=str(texts.MAIL_STOP),
            on_sent=partial(Subscription.objects.filter(pk=subscription.pk).update, **told),
            **letter,
        )

    def news(self, subscription, conversation) -> dict | None:
        """What is said, as `Letter` takes it, and under ``told`` what is then to be remembered; None for nothing."""
        raise NotImplementedError


class OwnMail(_News):
    name = OWN_MAIL
    label = gettext_lazy("Tells writers what became of their comment")

    def news(self, subscription, conversation):
        comment = subscription.comment
        # Who took the comment down does not want to hear of it.
        message = None if comment.status in SILENT else _last_message(comment)
        ground = ground_of(comment)
        decision = _decision(comment, subscription, conversation, message, ground)
        answers = _new(subscription, conversation).filter(reply_to=comment)
        count = answers.count() if comment.status == Status.PUBLISHED else 0
        written = bool(message and message.written_at > subscription.told_until and not message.is_answered)
        # Whoever takes a comment off the page need not say why. Who does is heard.
        explained = bool(ground and not decision and ground.decided_at > subscription.told_until)
        if not decision and not count and not written and not explained:
            return None
        if explained and not count and not written:
            decision = (str(_ABOUT_IT), [_("Your comment is not on our website at the moment.")])
        said = decision or (_answered(count) if count else (_("We have written to you about your comment"), []))
        lines = [
            *said[1],
            *([str(WHY_ON_PAGE)] if ground and (decision or explained) else []),
            *([_WRITTEN] if written else []),
            _("The private page of your comment says more. There you can take it down, too."),
        ]
        return {
            "subject": said[0],
            "lines": lines,
            "button": (
                str(texts.YOUR_COMMENT),
                slip_url(conversation.page, code.secret_of(comment.slip_nonce, comment.slip_hash)),
            ),
            "entries": _entries(answers[:SHOWN], conversation) if count else [],
            "more": [_more_words()] if count > SHOWN else [],
            "told": {"told_status": comment.status} if decision and not explained else {},
        }


class SlipMail(_About):
    name = SLIP_MAIL
    label = gettext_lazy("Gives writers the number and the words of their comment")

    def write(self, subscription, conversation):
        comment, page = subscription.comment, conversation.page
        if not subscription.confirmed_at or comment.status in SILENT:
            return None
        return Letter(
            to=subscription.email,
            site_name=site_name(page),
            subject=_("How to find your comment"),
            lines=[
                f"{texts.NUMBER}: {comment.pk}",
                f"{texts.PASSPHRASE}: {' '.join(passphrase(comment.slip_nonce, comment.slip_hash))}",
                str(texts.KEEP_PASSPHRASE_MAIL),
            ],
            button=(str(texts.YOUR_COMMENT), slip_url(page, code.secret_of(comment.slip_nonce, comment.slip_hash))),
            more=[_("Whoever has this e-mail can change your comment, or take it down.")],
            reason=" ".join(
                [_("You get this one e-mail because you asked for it on the page of your comment."), _no_answers()]
            ),
        )


class DailyMail(_News):
    name = DAILY_MAIL
    label = gettext_lazy("Tells followers what is new in a conversation")

    def news(self, subscription, conversation):
        since = subscription.mailed_at and timezone.now() - subscription.mailed_at
        if since is not None and since < _DAILY_PAUSE:
            queue_news([subscription])
            return None
        found = _new(subscription, conversation).filter(conversation=subscription.conversation)
        found = found.exclude(author_email__iexact=subscription.email)
        count = found.count()
        if not count:
            return None
        title = conversation.page.title
        return {
            "subject": ngettext("%(count)s new comment on “%(title)s”", "%(count)s new comments on “%(title)s”", count)
            % {"count": number_in_words(count), "title": title},
            "lines": [],
            "entries": _entries(found[:SHOWN], conversation),
            "button": (_("Read it on our website"), f"{_url(conversation.page)}#comments"),
            "more": [_more_words()] if count > SHOWN else [],
        }


_ABOUT_IT = gettext_lazy("About your comment")
#: Not the words themselves: an e-mail is read by whoever opens the mailbox.
_WRITTEN = gettext_lazy(
    "We have written some words to you. They are on the private page of your comment. You can answer there."
)


def _last_message(comment):
    messages = [message for message in messages_about(comment) if message.body]
    return messages[-1] if messages else None


def _decision(comment, subscription, conversation, message, ground):
    """What is told of a decision that was not told yet: a subject and paragraphs."""
    told = subscription.told_status
    if comment.status == Status.PUBLISHED and told != Status.PUBLISHED and conversation.shows_comments():
        return _("Your comment is on our website"), [_("Everybody can read your comment now.")]
    if comment.status in (Status.DECLINED, Status.SPAM) and told not in (Status.DECLINED, Status.SPAM):
        lines = [_("Somebody read your comment, and we decided not to show it. Nobody else can see it.")]
        if not ground and (not message or message.written_at < comment.status_since):
            ask = _(
                "If you want to know why, or think we got it wrong, please ask us. Your comment’s number is %(number)s."
            )
            lines.append(ask % {"number": comment.pk})
        return str(_ABOUT_IT), lines
    return None


def _answered(count):
    words = ngettext("%(count)s new answer to your comment", "%(count)s new answers to your comment", count)
    return words % {"count": number_in_words(count)}, []


def _new(subscription, conversation):
    """What everybody may read and was not told, in reading order."""
    return ReaderComment.objects.visible().filter(shown_at__gt=subscription.told_until).in_reading_order()


def _entries(comments, conversation):
    url = _url(conversation.page)
    return [
        Entry(
            heading=comment.author_name or str(texts.NOBODY),
            words=excerpt(comment).words,
            url=f"{url}?comment={comment.pk}#comment-{comment.pk}",
        )
        for comment in comments
    ]


def _url(page):
    return page.get_full_url() or ""


def _more_words():
    return _("There is more on our website.")


def _no_answers():
    return _("Nobody reads answers to this e-mail. Please write to us on our website.")


def _why(subscription, conversation):
    return _("You get this e-mail because you asked for e-mails about %(what)s.") % {
        "what": about(subscription, conversation)
    }


def _secret(subscription):
    return code.secret_of(subscription.nonce, subscription.found_by)


def site_name(page) -> str:
    """What the site of `page` is called; empty where it has no name."""
    site = page.get_site() or Site.objects.filter(is_default_site=True).first()
    return site.site_name if site else ""
