from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "tests.projects.custom_base_page_with_pages"
    label = "front"
    default_auto_field = "django.db.models.BigAutoField"
