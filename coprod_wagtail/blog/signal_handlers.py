"""What follows when something happened; connected in `apps.py`."""

from coprod_wagtail.api.pages import page_types
from coprod_wagtail.purging import never_fatal, purge_soon
from coprod_wagtail.swap import get_page_model


@never_fatal
def category_changed(instance, **kwargs):
    """A category has another name, or is about to be gone: the posts about it say so, and so do the lists they stand in."""
    from .mixins import BlogPostMixin

    ids, above = set(), set()
    for model in page_types(BlogPostMixin):
        # A translated post may still have the category in the language it was written in.
        posts = model._default_manager.filter(categories__translation_key=instance.translation_key).live()
        for pk, path in posts.values_list("pk", "path"):
            ids.add(pk)
            above.add(path[: -get_page_model().steplen])
    lists = get_page_model()._default_manager.filter(path__in=above).values_list("pk", flat=True)
    purge_soon([*ids, *lists])
