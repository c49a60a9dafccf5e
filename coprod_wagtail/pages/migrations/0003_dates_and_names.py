from django.db import migrations, models


def they_had_profiles(apps, schema_editor):
    """Who is named by neither a profile nor a name had a profile, too: one that was deleted."""
    authors = apps.get_model("coprod_pages", "BlogPostAuthor").objects
    authors.filter(models.Q(profile__isnull=False) | models.Q(name="")).update(had_profile=True)


class Migration(migrations.Migration):
    dependencies = [("coprod_pages", "0002_collation_keys")]

    operations = [
        migrations.AlterField(
            model_name="blogpostpage",
            name="date",
            field=models.DateField(
                blank=True,
                help_text="The date that readers see. Leave it empty, and it is the day when the post is first published. If nobody knows the date, take it out again after that.",
                null=True,
                verbose_name="date of publication",
            ),
        ),
        migrations.AddField(
            model_name="blogpostauthor",
            name="had_profile",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name="blogpostauthor",
            name="name",
            field=models.CharField(
                blank=True,
                help_text="For somebody without a profile, or to be shown when the profile is not public. Ask the person which name they want there.",
                max_length=255,
                verbose_name="name",
            ),
        ),
        migrations.AddField(
            model_name="memberprofilepage",
            name="name_when_gone",
            field=models.CharField(
                blank=True,
                help_text="What posts by this person say if this page is unpublished, deleted or made private. Ask the person. Empty: A former member. A name that is written on a post itself comes first.",
                max_length=255,
                verbose_name="name on posts without the profile",
            ),
        ),
        migrations.RunPython(they_had_profiles, migrations.RunPython.noop),
    ]
