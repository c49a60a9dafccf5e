"""What members' profiles add to Wagtail's own screens."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin import messages

from .addresses import old_name
from .mixins import MemberProfileMixin


@hooks.register("before_publish_page")
def say_where_the_old_name_lives_on(request, page):
    """For a profile that is published with another name than readers see now."""
    if not isinstance(page, MemberProfileMixin):
        return
    before = type(page)._default_manager.filter(pk=page.pk, first_published_at__isnull=False).first()
    if before is None or before.public_name == page.public_name:
        return
    if found := old_name(page, request.user):
        context = {"old_name": found, "profile": page}
        words = render_to_string("coprod_wagtail/members/admin/old_name.html", context)
        messages.warning(request, SafeString(words))
