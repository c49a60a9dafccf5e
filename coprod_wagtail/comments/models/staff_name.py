from django.conf import settings
from django.db import models

from ..constants import ROLE_LENGTH, Badge


class StaffName(models.Model):
    """Under which name and role somebody answers readers, as they chose themselves: remembered for the next time."""

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+", editable=False
    )
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=ROLE_LENGTH)
    badge = models.CharField(max_length=12, blank=True, choices=Badge, default=Badge.WORKS_HERE)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"Name of user {self.user_id} for readers"
