"""What else a writer said who has confirmed an e-mail address. The address itself is told to nobody by it."""

from coprod_wagtail.actions import AnyUser

from ..models import ReaderComment, Subscription
from ..permissions import policy
from ..querysets import ReaderCommentQuerySet


def by_the_same(comment: ReaderComment, user: "AnyUser | None") -> ReaderCommentQuerySet:
    """The comments whose writer has confirmed the address that the writer of `comment` has confirmed, itself included, as far as
    `user` may read them; none where nobody has confirmed one: whoever types an address proves nothing. One query."""
    confirmed = Subscription.objects.confirmed().filter(comment=comment)
    address = confirmed.values_list("email", flat=True).first()
    comments = policy.comments_for(user)
    if not address:
        return comments.none()
    return comments.filter(subscription__email__iexact=address, subscription__confirmed_at__isnull=False)
