import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .constants import USUAL, Problem, State


class OutgoingMessage(models.Model):
    """One thing that leaves for one destination: what it is, and how that went. The row is the queue.

    It is stored in the transaction of the change it tells of, so neither is there without the other. `payload` holds ids,
    and paths, cache tags and names of files that are to be forgotten: nobody's name or words, no address of a comment's
    private page, and no secret, which the destination's own row keeps. What `kind` and `destination` mean is up to a `Kind`.
    """

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    #: Stays when it is tried again: a receiver may get a message twice, and knows it by this.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    destination = models.CharField(max_length=80)
    payload = models.JSONField()
    rank = models.PositiveSmallIntegerField(default=USUAL)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    #: Nobody sends it before this. Whoever does pushes it away first, for longer than a try can take: if their process
    #: dies, it is due again.
    due_at = models.DateTimeField(default=timezone.now)
    #: A try that fails after this was the last.
    give_up_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    #: Its destination gave no answer at all, so that everything for it waits for this one.
    holds = models.BooleanField(default=False)
    answer = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=20, choices=Problem, default=Problem.NONE, blank=True)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ["-created_at", "pk"]
        default_permissions = ()
        permissions = [("look_after_outgoingmessage", _("Can see whether e-mails were sent, and send them again"))]
        indexes = [
            models.Index(fields=["state", "rank", "due_at"], name="coprod_outbox_due"),
            models.Index(fields=["kind", "destination", "created_at"], name="coprod_outbox_log"),
        ]

    def __str__(self):
        return f"Outgoing message {self.pk}"


class MailTo(models.Model):
    """Where a mail goes that is still to be sent: the only place of the outbox that holds somebody's address.

    The row goes when the mail has arrived or was refused for good, or when what it is about is erased.
    """

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    #: Messages go in one statement, by conditions that may not change in between, so nothing hangs on them in the database:
    #: whoever drops a message drops this.
    message = models.OneToOneField(
        OutgoingMessage,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="mail_to",
        editable=False,
    )
    #: Empty where the mail itself finds out where it goes.
    address = models.EmailField(blank=True, editable=False, db_index=True)
    #: What it is about, such as "comment-12"; see `mail.forget_mails_about`.
    about = models.CharField(max_length=80, blank=True, editable=False, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.message)


class MailAddress(models.Model):
    """What is known of an e-mail address, by a keyed fingerprint: the address itself is not kept. That mail is refused there
    is known by one, and that somebody was asked there by another one each day."""

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    #: When a mail server said that it takes no mail, for good.
    refused_at = models.DateTimeField(null=True, editable=False)
    #: When somebody was asked there to confirm something.
    asked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"Mail address {self.pk}"
