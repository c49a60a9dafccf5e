"""What follows when something happened; connected in `apps.py`."""

from coprod_wagtail.caching.purging import purge_soon, purges

from .actions import log_erased_conversation
from .mail.news import note_news
from .mail.subscriptions import forget_address
from .reading import list_cache
from .store.forms_sent import forget_forms
from .tasks import forget_form_later


def log_conversation_goes(sender, instance, **kwargs):
    log_erased_conversation(instance)


def forget_form_after_submit(sender, comment, **kwargs):
    forget_form_later(comment)


def forget_forms_now_and_then(sender, **kwargs):
    forget_forms()


def forget_drawn_lists(sender, conversation, **kwargs):
    list_cache.forget(conversation.pk)


def note_news_of_comment(sender, comment, was, **kwargs):
    """Those who asked for it are written to."""
    note_news(comment, was)


def let_go_of_address(sender, address, **kwargs):
    """Nothing arrives there, so it is not kept for mail any longer."""
    forget_address(address)


def purge_conversation(sender, conversation, **kwargs):
    """The page, the aliases that show the same conversation, and what shows something of them, such as lists."""
    if purges():
        pages = [conversation.page, *conversation.page.aliases.all()]
        purge_soon([page.pk for page in pages], with_what_shows_them=True)
