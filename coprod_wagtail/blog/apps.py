from django.utils.translation import gettext_lazy as _

from coprod_wagtail.features import FeatureConfig


class BlogConfig(FeatureConfig):
    name = "coprod_wagtail.blog"
    label = "coprod_blog"
    verbose_name = _("Blog")
    default_auto_field = "django.db.models.BigAutoField"

    api_tags = {"posts": "Blog posts, in lists and whole."}
    page_resources = ["coprod_wagtail.blog.api.posts"]

    def ready(self):
        from django.db.models.signals import post_save, pre_delete, pre_save

        from . import signal_handlers
        from .models import Category

        for signal in (post_save, pre_delete):
            signal.connect(signal_handlers.category_changed, sender=Category, dispatch_uid="coprod_blog.purge_category")
        for signal in (pre_save, pre_delete):
            signal.connect(signal_handlers.author_changes, dispatch_uid="coprod_blog.purge_author")
