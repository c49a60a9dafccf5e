from django.db import migrations

#: Wagtail's own group, which its migrations make. Editors write pages; what readers sent in is not theirs to read.
GROUP = "Moderators"
#: What it may do from the first day, as the models name it.
PERMISSIONS = {
    "moderate_readercomment": "Can read and decide about reader comments",
    "see_safeguarding_readercomment": "Can read why somebody is worried about a person",
    "handle_cases_readercomment": "Can handle cases, and read the copies that are kept for them",
}


def give(apps, schema_editor):
    """Once: what an administrator takes away later stays away. A site without the group has nothing to be given."""
    alias = schema_editor.connection.alias
    group = apps.get_model("auth", "Group").objects.using(alias).filter(name=GROUP).first()
    if group is None:
        return
    # Django makes content types and permissions only after all migrations.
    content_types = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    content_type, _made = content_types.get_or_create(app_label="coprod_comments", model="readercomment")
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    for codename, name in PERMISSIONS.items():
        permission, _made = permissions.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)


def take(apps, schema_editor):
    alias = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    found = list(permissions.filter(content_type__app_label="coprod_comments", codename__in=PERMISSIONS))
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name=GROUP):
        group.permissions.remove(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("coprod_comments", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [migrations.RunPython(give, take)]
