from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Ranks: what is lower goes first. Letting go of copies comes before everything else, and one page before a whole branch.
FIRST = 0
FIRST_OF_MANY = 5
USUAL = 100

#: How long a message that is not kept for ever stays in the list of what was sent.
KEPT = timedelta(days=30)

#: For how many seconds a task sends before it lets other tasks have their turn.
TURN = 10
#: What a request may lose, in all, where no worker lets go of copies.
SECONDS_OF_A_REQUEST = 2


class State(models.TextChoices):
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
    MISTAKE = "mistake", _("Something went wrong on this site. Its log says more")
