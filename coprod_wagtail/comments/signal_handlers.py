"""What follows when something happened; connected in `apps.py`."""

from . import list_cache
from .actions import log_erased_conversation
from .tasks import forget_old_forms


def log_conversation_goes(sender, instance, **kwargs):
    log_erased_conversation(instance)


def forget_forms_after_submit(sender, **kwargs):
    forget_old_forms.enqueue()


def forget_drawn_lists(sender, conversation, **kwargs):
    list_cache.forget(conversation.pk)
