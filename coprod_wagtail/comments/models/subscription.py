from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from coprod_wagtail.gateway.fingerprints import fingerprints

from .comment import ReaderComment
from .conversation import Conversation

#: How long somebody has to confirm. Then `purge_comments` forgets the address.
CONFIRM_WITHIN = timedelta(days=7)

#: How often number and words of a comment are e-mailed.
SLIP_ONCE_IN = timedelta(days=1)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def waiting(self):
        """Those that nobody has confirmed, and still may."""
        return self.filter(confirmed_at=None, asked_at__gt=timezone.now() - CONFIRM_WITHIN)

    def not_queued(self):
        """Those for which the outbox has no mail that will say all there is to say."""
        return self.filter(Q(queued_until=None) | Q(queued_until__lte=timezone.now()))

    def of_address(self, address: str):
        """Those of one e-mail address, in either case of letters. None for an empty one."""
        return self.filter(email__iexact=address) if address else self.none()

    def of_writer(self, address: str):
        """Those of comments whose writer has confirmed this e-mail address."""
        return self.of_address(address).confirmed().exclude(comment=None)


class Subscription(models.Model):
    """Somebody wants e-mails: about a comment of their own, or, without one, about a whole conversation.

    The one place of their address, but for the comment itself if they gave it there. The row goes when they stop it, and
    the address with it. Rows are made and changed by actions only.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", editable=False)
    comment = models.OneToOneField(
        ReaderComment, on_delete=models.CASCADE, null=True, related_name="subscription", editable=False
    )
    #: Of a conversation: one for each address (see `keys_of`).
    key = models.CharField(max_length=64, null=True, unique=True, editable=False)
    email = models.EmailField(editable=False, db_index=True)
    language = models.CharField(max_length=100, blank=True, editable=False)
    #: As of a comment: see `slip.code`.
    nonce = models.CharField(max_length=32, editable=False)
    found_by = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    #: What happened before this was told, or was there already.
    told_until = models.DateTimeField(default=timezone.now, editable=False)
    #: What was said of the writer's own comment: published or declined.
    told_status = models.CharField(max_length=10, blank=True, editable=False)
    #: When its writer last wanted the number and the words of their comment sent.
    slip_asked_at = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)
    #: Until when the outbox may have a mail that will say all there is to say. A moment, because the outbox gives up mails
    #: without asking anybody: then the next news has another one queued.
    queued_until = models.DateTimeField(null=True, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        # A number, never an address.
        return f"Subscription {self.pk}"

    @staticmethod
    def keys_of(conversation_id: int, address: str) -> list[str]:
        """What makes two the same, 64 hexadecimal digits: under the site's key first, then under those before it."""
        return fingerprints("subscription", str(conversation_id), address.lower())

    @property
    def may_send_slip(self) -> bool:
        """Whether number and words of its comment may go to the address now: it is the writer's, and had none of it today."""
        asked = self.slip_asked_at
        return self.confirmed_at is not None and (asked is None or asked <= timezone.now() - SLIP_ONCE_IN)

    @property
    def masked(self) -> str:
        """The address, for who knows it: the first letters before and after the @, and the end."""
        name, _at, domain = self.email.rpartition("@")
        return f"{name[:1]}…@{domain[:1]}….{domain.rpartition('.')[2]}"
