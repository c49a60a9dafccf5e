from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What is told. The values are part of what receivers rely on."""

    PAGE_PUBLISHED = "page.published", _("A page was published")
    PAGE_UNPUBLISHED = "page.unpublished", _("A page was unpublished or deleted")
    PAGE_MOVED = "page.moved", _("A page has a new address")
    PAGE_ACCESS_CHANGED = "page.access_changed", _("A page was made private, or public again")
    COMMENT_PUBLISHED = "comment.published", _("A reader comment shows on a page")
    COMMENT_HIDDEN = "comment.hidden", _("A reader comment was taken off a page")
    CONVERSATION_CHANGED = (
        "conversation.changed",
        _("Anything in a conversation changed: its comments, or whether people can write"),
    )


#: Sent by the button in the admin only, so nobody chooses it.
TEST = "test"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    GAVE_UP = "gave_up", _("Gave up")


class Problem(models.TextChoices):
    """Why a try failed, without an address or anything the other side said."""

    NONE = "", ""
    NO_ANSWER = "no_answer", _("No answer: the address cannot be reached, or took too long")
    TLS = "tls", _("The certificate of the address is not good")
    PRIVATE_ADDRESS = "private_address", _("The address is in a private network, which is not allowed here")
    REDIRECTED = "redirected", _("It was sent on to another address. Enter the final address instead")
    REFUSED = "refused", _("The other side did not accept it")
