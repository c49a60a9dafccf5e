import coprod_wagtail.content.blocks
import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('coprod_blog', '0001_initial'),
        ('site_base', '0003_rest'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailimages', '0027_image_description'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AskPage',
            fields=[
                ('sitepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('question', models.CharField(blank=True, max_length=255)),
            ],
            options={
                'abstract': False,
            },
            bases=('site_base.sitepage', models.Model),
        ),
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('sitepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'abstract': False,
            },
            bases=('site_base.sitepage', models.Model),
        ),
        migrations.CreateModel(
            name='PeoplePage',
            fields=[
                ('sitepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'abstract': False,
            },
            bases=('site_base.sitepage', models.Model),
        ),
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('sitepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_key', models.CharField(blank=True, default='', editable=False, max_length=200)),
                ('summary', models.TextField(blank=True, help_text='One or two sentences. They are shown in lists, and above the text.', verbose_name='summary')),
                ('image_alt', models.CharField(blank=True, help_text='For people who cannot see the picture. One plain sentence.', max_length=255, verbose_name='what the picture shows')),
                ('image_decorative', models.BooleanField(default=False, help_text='Tick this if people who cannot see the picture miss nothing.', verbose_name='the picture is only decoration')),
                ('date', models.DateField(blank=True, db_index=True, help_text='The date that readers see. Leave it empty, and it is the day when the post is first published. If nobody knows the date, take it out again after that.', null=True, verbose_name='date of publication')),
                ('series', models.ForeignKey(blank=True, help_text='If this is a part of something longer, in several posts.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coprod_blog.series', verbose_name='series')),
                ('series_part', models.PositiveSmallIntegerField(blank=True, help_text='Leave it empty: the parts are in the order of their dates. Write a number only to change that.', null=True, verbose_name='part')),
                ('body', coprod_wagtail.content.blocks.BodyField(blank=True, verbose_name='text')),
                ('closing_question', models.CharField(blank=True, help_text='A question to the readers. It stands after the text, and again above the box for their answers.', max_length=255, verbose_name='closing question')),
                ('categories', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='+', to='coprod_blog.category', verbose_name='categories')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture')),
            ],
            options={
                'abstract': False,
            },
            bases=('site_base.sitepage', models.Model),
        ),
        migrations.CreateModel(
            name='RelatedNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_posts', to='news.newspage')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='post')),
            ],
            options={
                'verbose_name': 'related post',
                'verbose_name_plural': 'related posts',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NewsAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(blank=True, help_text='For somebody without a profile, or to be shown when the profile is not public. Ask the person which name they want there.', max_length=255, verbose_name='name')),
                ('had_profile', models.BooleanField(default=False, editable=False)),
                ('profile', models.ForeignKey(blank=True, help_text='The post then carries the name of the profile, with a link to it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='profile')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='news.newspage')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NewsTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='news.newspage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='newspage',
            name='tags',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='news.NewsTag', to='taggit.Tag', verbose_name='Tags'),
        ),
        migrations.CreateModel(
            name='PersonPage',
            fields=[
                ('sitepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('name_when_gone', models.CharField(blank=True, help_text='What posts by this person say if this page is unpublished, deleted or made private. Ask the person. Empty: A former member. A name that is written on a post itself comes first.', max_length=255, verbose_name='name on posts without the profile')),
                ('display_name', models.CharField(blank=True, help_text='As the person wants it: a first name or a made-up name will do. Empty: the title of the page. Everybody can find out the title and the web address, so keep a private name out of them, too.', max_length=255, verbose_name='name to show')),
                ('name_key', models.CharField(blank=True, default='', editable=False, max_length=200)),
                ('role', models.CharField(blank=True, help_text='For example: member since 2014', max_length=255, verbose_name='role')),
                ('photo_alt', models.CharField(blank=True, help_text='For people who cannot see the photo. One plain sentence.', max_length=255, verbose_name='what the photo shows')),
                ('photo_decorative', models.BooleanField(default=False, help_text='Tick this if people who cannot see the photo miss nothing.', verbose_name='the photo is only decoration')),
                ('short_text', models.TextField(blank=True, help_text='One or two sentences, for the list of members.', verbose_name='in a few words')),
                ('long_text', wagtail.fields.RichTextField(blank=True, verbose_name='in their own words')),
                ('links', coprod_wagtail.content.blocks.LinksField(blank=True, verbose_name='links')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='photo')),
            ],
            options={
                'abstract': False,
            },
            bases=('site_base.sitepage', models.Model),
        ),
    ]
