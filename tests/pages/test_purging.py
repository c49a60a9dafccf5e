"""What the cache in front of the site forgets when what pages show changes elsewhere."""

from coprod_wagtail.page_paths import page_path


def test_a_category_of_another_name(whole_site, purged, django_capture_on_commit_callbacks):
    category = whole_site["post"].categories.get()
    category.name = "Eating"
    with django_capture_on_commit_callbacks(execute=True):
        category.save()
    assert {page_path(whole_site[name]).path for name in ("post", "blog")} <= purged()
    assert f"/api/coprod/v1/posts/{whole_site['post'].pk}/" in purged()


def test_a_category_that_goes(whole_site, purged, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        whole_site["post"].categories.get().delete()
    assert {page_path(whole_site[name]).path for name in ("post", "blog")} <= purged()


def test_it_is_never_in_the_way_of_who_changes_it(whole_site, purged, monkeypatch):
    def fails(*args):
        raise RuntimeError

    monkeypatch.setattr("coprod_wagtail.blog.signal_handlers.purge_soon", fails)
    whole_site["post"].categories.get().save()
    assert purged() == set()
