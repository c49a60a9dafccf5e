from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "tests.projects.comments_only"
    label = "notes"
    default_auto_field = "django.db.models.BigAutoField"
