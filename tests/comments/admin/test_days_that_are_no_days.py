"""Days at the ends of the calendar, which leave it in some time zones, in the list's filter."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories import ReaderCommentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.mark.sampled
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York"])
@pytest.mark.parametrize("field", ["received_from", "received_to"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_list_refuses_them_in_words(client, post, zone, field, day):
    comment = ReaderCommentFactory(page=post)
    user = UserFactory(is_superuser=True)
    UserProfile.objects.create(user=user, current_time_zone=zone)
    client.force_login(user)
    response = client.get(reverse("coprod_reader_comments:index"), {field: day})
    assert response.status_code == 200
    said = response.content.decode()
    assert "is too far away" in said
    assert comment.body not in said  # as with any filter that makes no sense
