"""Asking for e-mails, confirming that one wants them, and stopping them."""

from contextlib import suppress
from datetime import timedelta

from django.db import router
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from coprod_wagtail.actions import Action, ActionError, Conflict
from coprod_wagtail.outbox.addresses import may_ask
from coprod_wagtail.outbox.mail import queue_mail

from ..constants import Status
from ..exceptions import NotPublic
from ..models import Conversation, ReaderComment, Subscription
from ..models.subscription import SLIP_ONCE_IN
from ..moderation.trust.show import ShowTrusted
from ..slip import code
from ..store.addresses import let_go
from ..store.conversation import begin
from .links import mail_is_offered
from .news import queue_news

#: The mail that asks whether it is really them.
CONFIRM_MAIL = "comments-confirm"
#: The mail with the number and the words of a comment.
SLIP_MAIL = "comments-slip"
#: What its writer is told of, and where there is nothing to write about any more.
_DECIDED = (Status.PUBLISHED, Status.DECLINED, Status.SPAM)
_SILENT = (Status.TAKEN_BACK, Status.ERASED)


class NoMail(ActionError):
    """The site sends no e-mails, so nobody is asked for an address."""

    code = "no_mail"

    def __init__(self) -> None:
        super().__init__(_("We cannot send e-mails."))


class AskForMail(Action[None]):
    """Somebody asks for e-mails at `email`: about their own `comment`, or about the whole `conversation`, as
    `Conversation.for_page_id` gives it. Nothing but one mail is sent before they have confirmed it from there, and one such
    mail a day goes to any address, whoever asks.

    Whoever asks is told the same whether the address is known, was asked before, or takes no mail.
    Raises `NoMail`, or `NotPublic` for a conversation that not everybody may read.
    """

    def __init__(self, conversation: Conversation | None, email: str, *, comment: ReaderComment | None = None) -> None:
        super().__init__()
        self.conversation = conversation
        self.email = email
        self.comment = comment

    def check(self) -> None:
        if not mail_is_offered():
            raise NoMail
        own = self.comment
        if own is not None and own.status in _SILENT:
            raise NotPublic
        if own is None and (self.conversation is None or not self.conversation.page_is_public):
            raise NotPublic

    def execute(self) -> None:
        found = self._of_comment(self.comment) if self.comment else self._of_conversation()
        if found and not found.confirmed_at and may_ask(found.email):
            ask_to_confirm(found)

    def _of_comment(self, comment: ReaderComment) -> Subscription | None:
        # Two clicks one after the other, and not while somebody erases it.
        Conversation.objects.lock([comment.conversation_id])
        comment.refresh_from_db(using=router.db_for_write(ReaderComment), fields=["status"])
        self.check()
        now = Subscription.objects.filter(comment=comment).first()
        if now is not None:
            if now.email.lower() == self.email.lower():
                # The same row: a mail that asks may be on its way, or be there.
                Subscription.objects.filter(pk=now.pk, confirmed_at=None).update(asked_at=timezone.now())
                return now
            let_go(Subscription.objects.filter(pk=now.pk))
        return subscribe(comment.conversation_id, self.email, comment=comment)

    def _of_conversation(self) -> Subscription | None:
        conversation = self.conversation
        if conversation is not None and conversation.pk is None:
            begin(conversation)
            conversation = conversation.again()
        if conversation is None:
            return None
        keys = Subscription.keys_of(conversation.pk, self.email)
        found = Subscription.objects.filter(key__in=keys)
        if not found.exists():
            # One statement that the database does not refuse, should another click be quicker.
            Subscription.objects.bulk_create([new(conversation.pk, self.email, key=keys[0])], ignore_conflicts=True)
        found.filter(confirmed_at=None).update(asked_at=timezone.now())
        return found.first()


class ConfirmMail(Action[list[Subscription]]):
    """Whoever reads the mails to an address says that they want those that were asked for: the one of this `subscription`,
    and all others that wait for the same address, since one mail a day asks for all of them. Returns these; none where this
    one does not wait any more: its link confirms once, and not what anybody has asked for since.

    `number` is that of a comment of theirs, which they have to know to write it: see `moderation.trust`. Any other number
    changes nothing more."""

    def __init__(self, subscription: Subscription, *, number: int | None = None) -> None:
        super().__init__()
        self.subscription, self.number = subscription, number

    def execute(self) -> list[Subscription]:
        # Nobody decides about these comments now: whoever did before has told nobody, so it is told here.
        locked = {one.conversation_id for one in waiting_with(self.subscription)}
        Conversation.objects.lock(locked | self._conversations_of_trust())
        waiting = [one for one in waiting_with(self.subscription) if one.conversation_id in locked]
        if self.subscription not in waiting:
            return []
        Subscription.objects.filter(pk__in=[one.pk for one in waiting], confirmed_at=None).update(
            confirmed_at=timezone.now()
        )
        # What was decided in between is told now.
        decided = [one for one in waiting if one.comment and one.comment.status in _DECIDED]
        queue_news(decided, wait=timedelta(0))
        for one in waiting:
            if one.comment_id and one.comment_id == self.number:
                with suppress(Conflict):
                    ShowTrusted(one)()
        return waiting

    def _conversations_of_trust(self) -> set[int]:
        """Where nobody may decide while it is looked whether their writer is trusted: a decision there could end that. All are
        locked together, or who decides about many at once would wait for this, and this for them."""
        if self.number is None:
            return set()
        return set(Subscription.objects.of_writer(self.subscription.email).values_list("conversation", flat=True))


class SendSlip(Action[None]):
    """Have the number and the four words of `comment` sent to its writer, at an address that they have confirmed: nobody else
    is ever written to. Once a day; asked again, or without such an address, it changes nothing."""

    def __init__(self, comment: ReaderComment) -> None:
        super().__init__()
        self.comment = comment

    def check(self) -> None:
        if not mail_is_offered():
            raise NoMail
        if self.comment.status in _SILENT:
            raise Conflict(_("Your comment is taken down, so we send nothing about it."))

    def execute(self) -> None:
        now = timezone.now()
        free = Q(slip_asked_at=None) | Q(slip_asked_at__lte=now - SLIP_ONCE_IN)
        # The condition in the UPDATE lets only one of two clicks win.
        found = Subscription.objects.filter(comment=self.comment).first()
        if found and Subscription.objects.confirmed().filter(free, pk=found.pk).update(slip_asked_at=now):
            queue_mail(SLIP_MAIL, {"subscription": found.pk})


class StopMail(Action[None]):
    """No more of these e-mails, and the address is forgotten. Done again, it changes nothing."""

    def __init__(self, subscription: Subscription) -> None:
        super().__init__()
        self.subscription = subscription

    def execute(self) -> None:
        let_go(Subscription.objects.filter(pk=self.subscription.pk))


def waiting_with(subscription: Subscription) -> list[Subscription]:
    """What may be confirmed with this one: all that waits for the same address. One query."""
    waiting = Subscription.objects.waiting().of_address(subscription.email)
    return list(waiting.select_related("comment", "conversation").order_by("asked_at", "pk"))


def new(
    conversation_id: int, email: str, *, comment: ReaderComment | None = None, key: str | None = None
) -> Subscription:
    """A subscription that is not stored yet, in the language that is spoken."""
    nonce = code.make_nonce()
    return Subscription(
        conversation_id=conversation_id,
        comment=comment,
        key=key,
        email=email,
        language=translation.get_language() or "",
        nonce=nonce,
        found_by=code.slip_hash(code.secret_of(nonce)),
    )


def subscribe(conversation_id: int, email: str, *, comment: ReaderComment) -> Subscription:
    """Store a subscription of the writer of `comment`, which has none."""
    subscription = new(conversation_id, email, comment=comment)
    subscription.save(force_insert=True)
    return subscription


def ask_to_confirm(subscription: Subscription) -> None:
    """Have the one mail sent that asks."""
    queue_mail(CONFIRM_MAIL, {"subscription": subscription.pk}, language=subscription.language)


def ask_with_comment(comment: ReaderComment) -> None:
    """What follows from an address that came with a new comment. For the transaction that stores it."""
    if not comment.author_email or not mail_is_offered():
        return
    subscription = subscribe(comment.conversation_id, comment.author_email, comment=comment)
    if may_ask(comment.author_email):
        ask_to_confirm(subscription)


def forget_address(address: str) -> int:
    """Drop every subscription of an e-mail address, and the address with the comments of these; how many these were."""
    return let_go(Subscription.objects.of_address(address))
