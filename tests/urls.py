from example_site.urls import urlpatterns

__all__ = ["urlpatterns"]
