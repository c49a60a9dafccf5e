"""A site that forgot to include the package's addresses."""

urlpatterns = []
