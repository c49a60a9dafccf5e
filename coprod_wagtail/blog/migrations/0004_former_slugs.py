import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coprod_blog", "0003_one_slug_a_language"), ("taggit", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="category",
            name="slug",
            field=models.SlugField(
                allow_unicode=True,
                help_text="Small letters, numbers and dashes only, for example: days-out. You can change it: links that people have kept go on working.",
                max_length=80,
                verbose_name="name in web addresses",
            ),
        ),
        migrations.CreateModel(
            name="FormerCategorySlug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(allow_unicode=True, max_length=80)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_slugs",
                        to="coprod_blog.category",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FormerTagSlug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(allow_unicode=True, max_length=100)),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coprod_former_slugs",
                        to="taggit.tag",
                    ),
                ),
            ],
        ),
    ]
