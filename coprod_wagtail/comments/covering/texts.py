"""What the writer of a comment reads about its covered parts. As in `comments.texts`."""

from django.utils.translation import gettext_lazy as _

TITLE = _("Words that we took out")
LINES = [_("We covered these words in your comment. Nobody else can read them there.")]
#: To a moderator, whose words do not stand in the comment.
NOT_IN_IT = _("These words are not in the comment. Copy them from it, as they stand there.")
# Translators: {day} is a day, such as "Monday 11 May".
UNTIL = _("We keep them until {day}, in case we got it wrong. Then we erase them for ever.")
