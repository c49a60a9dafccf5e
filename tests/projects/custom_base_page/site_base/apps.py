from django.apps import AppConfig


class SiteBaseConfig(AppConfig):
    name = "tests.projects.custom_base_page.site_base"
    default_auto_field = "django.db.models.BigAutoField"
