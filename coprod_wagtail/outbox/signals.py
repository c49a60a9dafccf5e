"""What features are told of what happened to what left."""

from django.dispatch import Signal

#: `address`: a mail server said that this e-mail address takes no mail, for good. Sent inside a transaction, so that whoever
#: holds the address lets go of it together with that.
address_refused = Signal()
