from django.apps import AppConfig


class TakenNamesConfig(AppConfig):
    name = "tests.projects.taken_names"
    label = "taken"
    default_auto_field = "django.db.models.BigAutoField"
