from django.contrib.auth import get_user_model
from django.urls import reverse

from coprod_wagtail.blog.models import Category


def test_its_name_is_what_editors_see(db):
    assert str(Category(name="Food")) == "Food"


def test_an_editor_can_add_one(client, db):
    client.force_login(get_user_model().objects.create_superuser("editor"))

    response = client.post(reverse("wagtailsnippets_coprod_blog_category:add"), {"name": "Food", "slug": "food"})

    assert response.status_code == 302
    assert Category.objects.get().slug == "food"
    assert "Food" in client.get(reverse("wagtailsnippets_coprod_blog_category:list")).text
