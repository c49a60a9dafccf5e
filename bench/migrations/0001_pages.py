import coprod_wagtail.content.blocks
import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models
from wagtail.images import get_image_model_string

# Nothing here names a migration of Wagtail 8, so that both supported versions can be measured.
PAGE_POINTER = dict(
    auto_created=True,
    on_delete=django.db.models.deletion.CASCADE,
    parent_link=True,
    primary_key=True,
    serialize=False,
    to="wagtailcore.page",
)
IMAGE_MODEL = get_image_model_string()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("coprod_blog", "0001_initial"),
        ("taggit", "0001_initial"),
        ("wagtailcore", "0094_alter_page_locale"),
        migrations.swappable_dependency(IMAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlainPage",
            fields=[
                ("page_ptr", models.OneToOneField(**PAGE_POINTER)),
                ("summary", models.TextField()),
                ("date", models.DateField()),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("heading", 0), ("text", 1), ("picture", 2)],
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.RichTextBlock", (), {}),
                            2: ("wagtail.images.blocks.ImageBlock", [], {}),
                        },
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=IMAGE_MODEL
                    ),
                ),
            ],
            options={"abstract": False},
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PlainIndex",
            fields=[("page_ptr", models.OneToOneField(**PAGE_POINTER))],
            options={"abstract": False},
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="QuietPost",
            fields=[
                ("page_ptr", models.OneToOneField(**PAGE_POINTER)),
                ("title_key", models.CharField(blank=True, default="", editable=False, max_length=200)),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences. They are shown in lists, and above the text.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "image_alt",
                    models.CharField(
                        blank=True,
                        help_text="For people who cannot see the picture. One plain sentence.",
                        max_length=255,
                        verbose_name="what the picture shows",
                    ),
                ),
                (
                    "image_decorative",
                    models.BooleanField(
                        default=False,
                        help_text="Tick this if people who cannot see the picture miss nothing.",
                        verbose_name="the picture is only decoration",
                    ),
                ),
                (
                    "date",
                    models.DateField(
                        blank=True,
                        db_index=True,
                        help_text="The date that readers see. Leave it empty, and it is the day when the post is first published. If nobody knows the date, take it out again after that.",
                        null=True,
                        verbose_name="date of publication",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        help_text="If this is a part of something longer, in several posts.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="coprod_blog.series",
                        verbose_name="series",
                    ),
                ),
                (
                    "series_part",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Leave it empty: the parts are in the order of their dates. Write a number only to change that.",
                        null=True,
                        verbose_name="part",
                    ),
                ),
                ("body", coprod_wagtail.content.blocks.BodyField(blank=True, verbose_name="text")),
                (
                    "closing_question",
                    models.CharField(
                        blank=True,
                        help_text="A question to the readers. It stands after the text, and again above the box for their answers.",
                        max_length=255,
                        verbose_name="closing question",
                    ),
                ),
                (
                    "categories",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="+", to="coprod_blog.category", verbose_name="categories"
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=IMAGE_MODEL,
                        verbose_name="picture",
                    ),
                ),
            ],
            options={"abstract": False},
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="QuietPostAuthor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For somebody without a profile, or to be shown when the profile is not public. Ask the person which name they want there.",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                ("had_profile", models.BooleanField(default=False, editable=False)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="authors", to="bench.quietpost"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        blank=True,
                        help_text="The post then carries the name of the profile, with a link to it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "author",
                "verbose_name_plural": "authors",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="QuietPostTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged_items", to="bench.quietpost"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_items",
                        to="taggit.tag",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.AddField(
            model_name="quietpost",
            name="tags",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="bench.QuietPostTag",
                to="taggit.Tag",
                verbose_name="Tags",
            ),
        ),
    ]
