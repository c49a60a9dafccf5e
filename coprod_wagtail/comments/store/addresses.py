"""Lets go of the e-mail addresses that people gave to be written to."""

from django.db import transaction
from django.db.models import QuerySet

from ..models import Conversation, ReaderComment, Subscription, TakenBackWords

#: So many go together: a database takes only so many values in one question.
_AT_ONCE = 500


def let_go(subscriptions: QuerySet[Subscription]) -> int:
    """Drop `subscriptions`, and the address that came with the comment of each, which was given for these e-mails and nothing
    else; how many subscriptions these were.

    Conversations are locked before any row of a comment, as everybody else takes them. What does not belong to
    `subscriptions` any more once they are, because somebody confirmed it meanwhile, stays.
    """
    gone, last = 0, 0
    while found := list(
        subscriptions.filter(pk__gt=last).order_by("pk").values_list("pk", "conversation_id")[:_AT_ONCE]
    ):
        with transaction.atomic():
            Conversation.objects.lock({conversation for _pk, conversation in found})
            going = dict(
                subscriptions.filter(pk__in=[pk for pk, _conversation in found]).values_list("pk", "comment_id")
            )
            comments = [comment for comment in going.values() if comment]
            ReaderComment.objects.filter(pk__in=comments).exclude(author_email="").update(author_email="")
            TakenBackWords.objects.filter(pk__in=comments).exclude(author_email="").update(author_email="")
            gone += Subscription.objects.filter(pk__in=list(going)).delete()[0]
        last = found[-1][0]
    return gone
