"""A moderator says that they are worried about somebody."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ...models import ReaderCommentSettings
from ...reports.worry import SayWorried, what_happens
from ..screens.base import AboutOneComment

#: Of what the form says of itself, no more is kept.
_DRAWN_LENGTH = 64


class WorriedView(AboutOneComment):
    """Tells the safeguarding contact, and says what happens now."""

    def act(self):
        request = self.request
        words, drawn = request.POST.get("words", ""), request.POST.get("drawn", "")[:_DRAWN_LENGTH]
        try:
            SayWorried(self.comment, user=request.user, words=words, drawn=drawn)()
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            settings = ReaderCommentSettings.for_site(self.comment.page.get_site())
            messages.success(request, " ".join([_("Thank you for saying so."), *what_happens(settings)]))
