from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "coprod_wagtail.blog"
    label = "coprod_blog"
    verbose_name = _("Blog")
    default_auto_field = "django.db.models.BigAutoField"

    api_routers = [("/posts/", "coprod_wagtail.blog.api.posts")]
    api_tags = {"posts": "Blog posts, in lists and whole."}
    api_previews = {
        "post": (
            "coprod_wagtail.blog.mixins.BlogPostMixin",
            "coprod_wagtail.blog.api.whole_post",
            "coprod_wagtail.blog.schemas.Post",
        )
    }
