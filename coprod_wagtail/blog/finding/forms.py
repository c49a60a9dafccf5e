"""Posts are not put where a list of posts is, or the search."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from .words import is_taken


class PostFormMixin:
    """Refuses a name in the web address that stands for a list of posts or the search, such as "2026" or "topic", right below a
    blog. A page that has it already keeps it, and comes before the list. For a form of pages, before its class."""

    def clean_slug(self) -> str:
        form: Any = self
        base: Any = super()
        slug: str = base.clean_slug() if hasattr(base, "clean_slug") else form.cleaned_data["slug"]
        unchanged = form.instance.pk and "slug" not in form.changed_data
        below_a_blog = form.parent_page is not None and hasattr(form.parent_page.specific_class, "get_post_model")
        if slug and not unchanged and below_a_blog and is_taken(slug):
            words = _("The blog needs this web address itself. Choose another one, such as %(slug)s.")
            form.add_error("slug", words % {"slug": f"{slug}-post"})
        return slug


class PostForm(PostFormMixin, WagtailAdminPageForm):
    """For posts on a base page without a form of its own."""


def post_form(base_page: Any) -> Any:
    """The form class for posts on `base_page`, whose own form it keeps, if there is one."""
    own = getattr(base_page, "base_form_class", None)
    return type("PostForm", (PostFormMixin, own), {}) if own else PostForm
