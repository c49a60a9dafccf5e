"""What the people who work here are told, in the admin and over the JSON API."""

from django.utils.translation import gettext_lazy as _

NO_RIGHT_TO_READ = _("You do not have the right to read reader comments.")
NO_RIGHT_TO_ANSWER = _("You do not have the right to answer readers.")
ANSWER_PLACED = _("Your answer is on the page.")
