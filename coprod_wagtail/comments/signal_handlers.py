"""What follows when something happened; connected in `apps.py`."""

from coprod_wagtail.caching.purging import purge_soon, purges

from .actions import log_erased_conversation
from .reading import list_cache
from .tasks import forget_old_forms


def log_conversation_goes(sender, instance, **kwargs):
    log_erased_conversation(instance)


def forget_forms_after_submit(sender, **kwargs):
    forget_old_forms.enqueue()


def forget_drawn_lists(sender, conversation, **kwargs):
    list_cache.forget(conversation.pk)


def purge_conversation(sender, conversation, **kwargs):
    """The page, the aliases that show the same conversation, and what shows something of them, such as lists."""
    if purges():
        pages = [conversation.page, *conversation.page.aliases.all()]
        purge_soon([page.pk for page in pages], with_what_shows_them=True)
