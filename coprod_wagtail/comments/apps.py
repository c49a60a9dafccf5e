from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "coprod_wagtail.comments"
    label = "coprod_comments"
    verbose_name = _("Reader comments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.db.models.signals import pre_delete

        from coprod_wagtail.compat import register_permission_policy

        from .models import Conversation, ReaderComment
        from .permissions import policy

        register_permission_policy(ReaderComment, policy)
        pre_delete.connect(_conversation_goes, sender=Conversation, dispatch_uid="coprod_comments.erase_conversation")


def _conversation_goes(sender, instance, **kwargs):
    from .actions import log_erased_conversation

    log_erased_conversation(instance)
