import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import uuid
from django.db import migrations, models
from wagtail.images import get_image_model_string

IMAGE_MODEL = get_image_model_string()


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0094_alter_page_locale'),
        migrations.swappable_dependency(IMAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MailAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(editable=False, max_length=64, unique=True)),
                ('refused_at', models.DateTimeField(editable=False, null=True)),
                ('asked_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='OutgoingMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('destination', models.CharField(max_length=80)),
                ('payload', models.JSONField()),
                ('rank', models.PositiveSmallIntegerField(default=100)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('delivered', 'Delivered'), ('gave_up', 'Gave up')], default='waiting', max_length=10)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('give_up_at', models.DateTimeField()),
                ('tried_at', models.DateTimeField(null=True)),
                ('holds', models.BooleanField(default=False)),
                ('answer', models.PositiveSmallIntegerField(null=True)),
                ('problem', models.CharField(blank=True, choices=[('', ''), ('no_answer', 'No answer: the address cannot be reached, or took too long'), ('tls', 'The certificate of the address is not good'), ('private_address', 'The address is in a private network, which is not allowed here'), ('redirected', 'It was sent on to another address. Enter the final address instead'), ('refused', 'The other side did not accept it'), ('mistake', 'Something went wrong on this site. Its log says more')], default='', max_length=20)),
            ],
            options={
                'verbose_name': 'outgoing message',
                'verbose_name_plural': 'outgoing messages',
                'ordering': ['-created_at', 'pk'],
                'permissions': [('look_after_outgoingmessage', 'Can see whether e-mails were sent, and send them again')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SiteHelp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, help_text='For example: Would you rather say it in another way? Ring us, and we will write it down for you.', verbose_name='text')),
                ('phone', models.CharField(blank=True, max_length=50, verbose_name='phone number')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'help for readers',
                'verbose_name_plural': 'help for readers',
            },
        ),
        migrations.CreateModel(
            name='SiteHelpTexts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='text')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('site_help', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='coprod_wagtail.sitehelp')),
            ],
            options={
                'verbose_name': 'help for readers in another language',
                'verbose_name_plural': 'help for readers in other languages',
            },
        ),
        migrations.CreateModel(
            name='SearchAndSharing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('picture_alt', models.CharField(blank=True, help_text='For people who cannot see the picture. One plain sentence.', max_length=255, verbose_name='what the picture shows')),
                ('no_ai_training', models.BooleanField(default=False, help_text='Tick this to tell the makers of artificial intelligence (AI) not to train it with what stands on this site. Many of them keep to it, but nobody can make sure. Readers are told so beside the form. Search engines go on finding your pages.', verbose_name='readers’ words are not for training machines')),
                ('picture', models.ForeignKey(blank=True, help_text='Shown where somebody shares a link to a page that has no picture of its own. It is cut to 1200 by 630 pixels.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=IMAGE_MODEL, verbose_name='picture for links')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'search engines and sharing',
                'verbose_name_plural': 'search engines and sharing',
            },
        ),
        migrations.CreateModel(
            name='SearchAndSharingTexts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('picture_alt', models.CharField(max_length=255, verbose_name='what the picture shows')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('search_and_sharing', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='coprod_wagtail.searchandsharing')),
            ],
            options={
                'verbose_name': 'what the picture for links shows, in another language',
                'verbose_name_plural': 'what the picture for links shows, in other languages',
            },
        ),
        migrations.CreateModel(
            name='MailTo',
            fields=[
                ('message', models.OneToOneField(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='mail_to', serialize=False, to='coprod_wagtail.outgoingmessage')),
                ('address', models.EmailField(blank=True, db_index=True, editable=False, max_length=254)),
                ('about', models.CharField(blank=True, db_index=True, editable=False, max_length=80)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='outgoingmessage',
            index=models.Index(fields=['state', 'rank', 'due_at'], name='coprod_outbox_due'),
        ),
        migrations.AddIndex(
            model_name='outgoingmessage',
            index=models.Index(fields=['kind', 'destination', 'created_at'], name='coprod_outbox_log'),
        ),
        migrations.AddConstraint(
            model_name='sitehelptexts',
            constraint=models.UniqueConstraint(fields=('site_help', 'locale'), name='coprod_help_one_a_language'),
        ),
        migrations.AddConstraint(
            model_name='searchandsharingtexts',
            constraint=models.UniqueConstraint(fields=('search_and_sharing', 'locale'), name='coprod_sharing_one_a_language'),
        ),
    ]
