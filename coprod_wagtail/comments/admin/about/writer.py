"""Who stands behind a comment, as far as a moderator may know it."""

from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from ...moderation.history import NO_ACCOUNT


def about_typing_in(comment):
    """Who typed `comment` in for its writer, if anybody did."""
    typed_in = getattr(comment, "typed_in", None)
    if typed_in is None:
        return {}
    user = typed_in.typed_by
    return {"typed_in": typed_in, "typed_by": user_display_name(user) if user else str(NO_ACCOUNT)}
