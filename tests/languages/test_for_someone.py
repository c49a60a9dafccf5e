"""What is typed in for somebody is in the language of the page, whatever language the admin is in."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from coprod_wagtail.comments.models import ReaderComment
from tests.factories import UserFactory

TYPED = {"body": "Llais.", "author_name": "Bet", "came_by": "phone", "consent": "spoken"}


@pytest.fixture
def polish_admin(client):
    """An admin in a language in which we look for nothing that is private."""
    user = UserFactory(is_superuser=True, is_staff=True)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "pl"})
    client.force_login(user)
    return client


def test_it_is_in_the_language_of_its_page(polish_admin, welsh_post):
    place = reverse("coprod_comments_admin:for_someone", args=[welsh_post.pk])
    assert polish_admin.post(place, TYPED).status_code == 302
    assert ReaderComment.objects.get().language == "cy"


def test_what_looks_private_is_asked_about(polish_admin, welsh_post):
    place = reverse("coprod_comments_admin:for_someone", args=[welsh_post.pk])
    answer = polish_admin.post(place, TYPED | {"body": "07700 900123"})
    assert answer.status_code == 200 and "07700 900123" in answer.content.decode()
    assert not ReaderComment.objects.exists()
