from django.db import migrations

#: Wagtail's own groups, and what they may do with categories, series and tags. Once: an administrator who takes it away is not
#: contradicted.
GROUPS = {
    "Moderators": [
        *("add_category", "change_category", "delete_category", "change_tag"),
        *("add_series", "change_series", "delete_series"),
    ],
    "Editors": ["add_category", "change_category", "change_tag", "add_series", "change_series"],
}
APPS = {"category": "coprod_blog", "series": "coprod_blog", "tag": "taggit"}


def let_stock_groups_keep_them(apps, schema_editor):
    # Django makes permissions after all migrations, which is too late for this one.
    ContentType, Permission, Group = (
        apps.get_model(label, name)
        for label, name in [("contenttypes", "ContentType"), ("auth", "Permission"), ("auth", "Group")]
    )
    for name, codenames in GROUPS.items():
        group = Group.objects.filter(name=name).first()
        for codename in codenames if group else []:
            verb, _dash, model = codename.partition("_")
            content_type, _made = ContentType.objects.get_or_create(app_label=APPS[model], model=model)
            permission, _made = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": f"Can {verb} {model}"}
            )
            group.permissions.add(permission)


def take_back(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            given = Permission.objects.filter(codename__in=codenames, content_type__app_label__in=APPS.values())
            group.permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [
        ("coprod_blog", "0001_initial"),
        ("auth", "0011_update_proxy_permissions"),
        ("contenttypes", "0002_remove_content_type_name"),
        # By then the groups are there.
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [migrations.RunPython(let_stock_groups_keep_them, take_back)]
