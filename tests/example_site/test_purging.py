"""The home page of the example site lists what is new, so it is forgotten along with that."""


def test_a_published_post_purges_the_front_door(demo, purged, django_capture_on_commit_callbacks):
    from coprod_wagtail.pages.models import BlogPostPage

    post = BlogPostPage.objects.live().first()
    with django_capture_on_commit_callbacks(execute=True):
        post.save_revision().publish()
    assert post.get_site().root_page.full_url.removeprefix("http://localhost") in {"/", *purged()}
    assert any(url.endswith(":8000/") or url == "/" for url in purged())
