"""What the people who work here are told, in the admin and over the JSON API."""

from django.utils.translation import gettext_lazy as _

NO_RIGHT_TO_READ = _("You do not have the right to read reader comments.")
NO_RIGHT_TO_ANSWER = _("You do not have the right to answer readers.")
NO_RIGHT_TO_HANDLE_CASES = _("You do not have the right to look after cases.")
NOTHING_SENT = _("Nothing was sent. Please look at what is marked.")
ANSWER_PLACED = _("Your answer is on the page.")
CASE_WRITTEN_DOWN = _("%(case)s is written down. Put its number on the letter.")
LOOK_IS_LOGGED = _("The log says that you have read this.")
