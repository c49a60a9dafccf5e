from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "tests.projects.custom_base_page.news"
    default_auto_field = "django.db.models.BigAutoField"
