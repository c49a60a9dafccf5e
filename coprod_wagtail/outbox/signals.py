"""What features are told of what happened to what left."""

from django.dispatch import Signal

#: `address`: a mail server said that this e-mail address takes no mail, for good. Sent inside a transaction, so that whoever
#: holds the address lets go of it together with that.
address_refused = Signal()
#: `manage.py send_pending` has looked: once a minute where no tasks worker runs. For small work that is due by the clock.
now_and_then = Signal()
