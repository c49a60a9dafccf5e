"""What follows when something happened; connected in `apps.py`."""

from django.db import transaction

from coprod_wagtail.caching.purging import purge_soon, purges
from coprod_wagtail.conf import conf
from coprod_wagtail.portions import portions
from coprod_wagtail.swap import get_page_model

from .actions import log_erased_conversation
from .actions.take_back import forget_with_page
from .constants import SOURCE_SITE, Sign, Status
from .mail.news import note_news
from .mail.subscriptions import forget_address
from .moderation.handing.actions import end_where_decided
from .moderation.known import forget
from .moderation.spam_service.answer import release_late
from .moderation.spam_service.base import Opinion
from .moderation.spam_service.kind import tell_about
from .moderation.spam_service.service import is_on
from .notices.ringing import look_in_time, note_waiting
from .reading import drawn_cache
from .store.forms_sent import forget_forms
from .store.holds import drop_empty
from .tasks import forget_form_later


def conversation_goes(sender, instance, **kwargs):
    log_erased_conversation(instance)
    forget_with_page(instance)


def conversation_is_gone(sender, instance, **kwargs):
    """And the comments in it, with what belonged to them."""
    drop_empty()
    page_id = instance.page_id
    transaction.on_commit(lambda: drawn_cache.forget(page_id))


def forget_form_after_submit(sender, comment, **kwargs):
    forget_form_later(comment)


def forget_forms_now_and_then(sender, **kwargs):
    forget_forms()


def forget_what_is_drawn(sender, conversation, **kwargs):
    drawn_cache.forget(conversation.page_id)


def forget_word_lists(sender, instance, **kwargs):
    forget()


def wait_no_longer(sender, **kwargs):
    """Comments that wait for a service which does not answer."""
    if is_on():
        release_late()


def tell_spam_service(sender, changes, user=None, **kwargs):
    """What a person has decided, so that the service learns: if the site wants that."""
    if user is None or not conf.SPAM_SERVICE_FEEDBACK or not is_on():
        return
    found = [(comment, _opinion_on(comment)) for comment, _was in changes if comment.source == SOURCE_SITE]
    tell_about((comment, opinion) for comment, opinion in found if opinion)


def _opinion_on(comment):
    if comment.status == Status.SPAM:
        return Opinion.SPAM
    was_suspected = Sign.SPAM_SERVICE.value in comment.signs
    return Opinion.FINE if comment.status == Status.PUBLISHED and was_suspected else None


def note_news_of_comments(sender, changes, **kwargs):
    """Those who asked for it are written to."""
    note_news(changes)


def have_moderators_told(sender, comment, was="", **kwargs):
    """That it waits. Of a new one this is sent after the commit: whoever sent it waits for no question of ours in its
    transaction, and a look that is lost with a process is made up for by the next one."""
    note_waiting(comment, was)


def have_moderators_told_again(sender, changes, user, **kwargs):
    """That one waits once more, and no colleague of theirs has put it back."""
    for comment, was in changes if user is None else ():
        if was:
            note_waiting(comment, was)


def have_somebody_look(sender, **kwargs):
    """Within a day, whatever was lost."""
    look_in_time()


def end_hand_overs(sender, changes, **kwargs):
    """Once somebody has decided, it is with nobody."""
    end_where_decided(changes)


def let_go_of_address(sender, address, **kwargs):
    """Nothing arrives there, so it is not kept for mail any longer."""
    forget_address(address)


def purge_conversations(sender, conversations, **kwargs):
    """The pages, the aliases that show the same conversations, and what shows something of them, such as lists."""
    if not purges():
        return
    pages = {conversation.page_id for conversation in conversations}
    for pks in portions(sorted(pages)):
        pages |= set(get_page_model().objects.filter(alias_of__in=pks).values_list("pk", flat=True))
    purge_soon(pages, with_what_shows_them=True)
