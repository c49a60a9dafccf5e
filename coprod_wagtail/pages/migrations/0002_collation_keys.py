from django.db import migrations, models

from coprod_wagtail.text.collation import collation_key


def fill_in(apps, schema_editor):
    """For what was saved before there were these columns; afterwards each save does it."""
    for name, column, shown in [
        ("BlogPostPage", "title_key", lambda page: page.title),
        ("MemberProfilePage", "name_key", lambda page: page.display_name or page.title),
    ]:
        model = apps.get_model("coprod_pages", name)
        for page in model.objects.filter(**{column: ""}).iterator(chunk_size=500):
            model.objects.filter(pk=page.pk).update(**{column: collation_key(shown(page))})


class Migration(migrations.Migration):
    dependencies = [("coprod_pages", "0001_pages")]

    operations = [
        migrations.AddField(
            model_name="blogpostpage",
            name="title_key",
            field=models.CharField(blank=True, default="", editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="memberprofilepage",
            name="name_key",
            field=models.CharField(blank=True, default="", editable=False, max_length=200),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
