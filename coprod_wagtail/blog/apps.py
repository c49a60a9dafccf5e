from django.utils.translation import gettext_lazy as _

from coprod_wagtail.features import FeatureConfig


class BlogConfig(FeatureConfig):
    name = "coprod_wagtail.blog"
    label = "coprod_blog"
    verbose_name = _("Blog")
    default_auto_field = "django.db.models.BigAutoField"

    api_tags = {
        "categories": "What posts are about, and how many there are.",
        "posts": "Blog posts, in lists and whole.",
        "tags": "The tags of posts, and how many have each.",
        "years": "When posts were written, and how many.",
    }
    api_routers = [
        ("/categories/", "coprod_wagtail.blog.api.topics.categories"),
        ("/tags/", "coprod_wagtail.blog.api.topics.tags"),
        ("/years/", "coprod_wagtail.blog.api.topics.years"),
    ]
    page_queries = ["category", "tag", "page"]
    page_resources = ["coprod_wagtail.blog.api.posts.posts"]

    def ready(self):
        from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
        from taggit.models import Tag
        from wagtail.models import PageViewRestriction
        from wagtail.signals import (
            copy_for_translation_done,
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
            pre_page_move,
        )

        from . import dates, signal_handlers
        from .feeds import news
        from .finding import purging
        from .models import Category, Series

        for signal in (post_save, pre_delete):
            signal.connect(signal_handlers.category_changed, sender=Category, dispatch_uid="coprod_blog.purge_category")
        for signal in (post_save, pre_delete):
            signal.connect(purging.series_changed, sender=Series, dispatch_uid="coprod_blog.purge_series")
        for sender in (Category, Series, Tag):
            for signal in (pre_save, pre_delete):
                signal.connect(
                    purging.name_in_addresses_changes,
                    sender=sender,
                    dispatch_uid=f"coprod_blog.leave_{sender.__name__}",
                )
        pre_save.connect(purging.post_changes, dispatch_uid="coprod_blog.post_changes")
        pre_page_move.connect(purging.page_moves, dispatch_uid="coprod_blog.page_moves")
        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(purging.post_changed, dispatch_uid="coprod_blog.post_changed")
        for signal in (page_unpublished, page_slug_changed):
            signal.connect(purging.profile_leaves, dispatch_uid="coprod_blog.profile_leaves")
        for signal in (post_save, pre_delete):
            signal.connect(
                purging.access_changed, sender=PageViewRestriction, dispatch_uid="coprod_blog.access_changed"
            )
        for signal in (pre_save, pre_delete):
            signal.connect(signal_handlers.author_changes, dispatch_uid="coprod_blog.purge_author")
        for signal in (post_save, pre_delete):
            signal.connect(signal_handlers.tag_changed, sender=Tag, dispatch_uid="coprod_blog.purge_tag")
        pre_save.connect(signal_handlers.tag_changes, sender=Tag, dispatch_uid="coprod_blog.former_tag")
        pre_delete.connect(signal_handlers.name_is_kept, dispatch_uid="coprod_blog.keep_name")
        m2m_changed.connect(signal_handlers.categories_changed, dispatch_uid="coprod_blog.index_categories")
        page_published.connect(news.post_published, dispatch_uid="coprod_blog.tell_hub")
        page_published.connect(dates.date_live_copy, dispatch_uid="coprod_blog.date_live_copy")
        copy_for_translation_done.connect(dates.keep_date_of_original, dispatch_uid="coprod_blog.keep_date")
