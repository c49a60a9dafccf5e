import django.db.models.deletion
import django.utils.timezone
import uuid
import swapper
from django.db import migrations, models

# The site's base page, whichever that is, on every supported Wagtail: nothing here names `wagtailcore.Page`.
swapper.set_app_prefix("wagtailcore", "wagtail")

PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0094_alter_page_locale'),
        swapper.dependency("wagtailcore", "Page"),
    ]

    operations = [
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('access', models.CharField(choices=[('open', 'Open: people can read and write comments'), ('read_only', 'Read only: people can read comments but not write new ones'), ('hidden', 'Hidden: no comments are shown and none can be written')], default='open', max_length=10, verbose_name='who can join in')),
                ('opens_at', models.DateTimeField(blank=True, help_text='Before this time nobody can write. Leave empty to open now.', null=True, verbose_name='opens')),
                ('closes_at', models.DateTimeField(blank=True, help_text='After this time nobody can write. Leave empty to stay open.', null=True, verbose_name='closes')),
                ('policy', models.CharField(choices=[('inherit', 'As set for the whole site'), ('read_first', 'Somebody reads every comment before it shows'), ('show_first', 'Comments show straight away, unless something about them looks odd')], default='inherit', max_length=12, verbose_name='when a comment shows')),
                ('published_count', models.PositiveIntegerField(default=0, editable=False)),
                ('waiting_count', models.PositiveIntegerField(default=0, editable=False)),
                ('thread_count', models.PositiveIntegerField(default=0, editable=False)),
                ('version', models.PositiveBigIntegerField(default=0, editable=False)),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reader_conversation', to=PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'conversation',
                'verbose_name_plural': 'conversations',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReaderComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('language', models.CharField(blank=True, max_length=100, verbose_name='language')),
                ('body', models.TextField(verbose_name='comment')),
                ('body_html', models.TextField(editable=False)),
                ('author_name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('author_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('author_kind', models.CharField(choices=[('guest', 'Guest'), ('member', 'Member'), ('staff', 'Works here'), ('unknown', 'Not known any more')], default='guest', max_length=10, verbose_name='who wrote it')),
                ('status', models.CharField(choices=[('pending', 'Waiting to be read'), ('published', 'Published'), ('declined', 'Not published'), ('spam', 'Spam'), ('hidden', 'Hidden'), ('taken_back', 'Taken back by its writer'), ('erased', 'Erased')], default='pending', max_length=10, verbose_name='status')),
                ('listed', models.BooleanField(default=False, editable=False)),
                ('posted_at', models.DateTimeField(blank=True, null=True, verbose_name='written')),
                ('posted_precision', models.CharField(choices=[('exact', 'Date and time'), ('day', 'Day'), ('month', 'Month'), ('year', 'Year'), ('unknown', 'Not known')], default='exact', max_length=10)),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='received')),
                ('sort_key', models.BigIntegerField(editable=False)),
                ('signs', models.JSONField(blank=True, default=list, verbose_name='signs')),
                ('source', models.CharField(default='site', max_length=40, verbose_name='source')),
                ('source_key', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ('import_batch', models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ('position', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('repeat_key', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ('repeat_seal', models.CharField(blank=True, editable=False, max_length=64)),
                ('slip_hash', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='coprod_comments.conversation', verbose_name='conversation')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=PAGE_MODEL, verbose_name='profile')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reader_comments', to=PAGE_MODEL, verbose_name='page')),
                ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers', to='coprod_comments.readercomment', verbose_name='in answer to')),
                ('thread', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='coprod_comments.readercomment', verbose_name='first comment of the thread')),
            ],
            options={
                'verbose_name': 'reader comment',
                'verbose_name_plural': 'reader comments',
                'permissions': [('moderate_readercomment', 'Can read and decide about reader comments')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReaderCommentSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('policy', models.CharField(choices=[('read_first', 'Somebody reads every comment before it shows'), ('show_first', 'Comments show straight away, unless something about them looks odd')], default='read_first', max_length=12, verbose_name='when a comment shows')),
                ('answer_days', models.PositiveSmallIntegerField(default=2, help_text='We promise this to people beside the form and after they send a comment.', verbose_name='working days to read a comment')),
                ('house_rules', models.TextField(blank=True, help_text='One rule a line. Leave empty to use our starter rules.', verbose_name='house rules')),
                ('privacy_notice', models.TextField(blank=True, help_text='Shown beside the form. Say who you are and what you do with the words. The first line is always in sight, the others open with “What happens to my words”. Leave empty to use ours.', verbose_name='short privacy notice')),
                ('urgent_help', models.TextField(blank=True, help_text='Shown after a comment is sent. Leave empty to use the numbers for the United Kingdom.', verbose_name='help in an emergency')),
                ('privacy_page', models.ForeignKey(blank=True, help_text="The page that says in full how you look after people's information.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=PAGE_MODEL, verbose_name='privacy page')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'settings for reader comments',
                'verbose_name_plural': 'settings for reader comments',
            },
        ),
        migrations.AddConstraint(
            model_name='conversation',
            constraint=models.CheckConstraint(condition=models.Q(('opens_at__isnull', True), ('closes_at__isnull', True), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='coprod_conversation_closes_after_opens'),
        ),
        migrations.AddIndex(
            model_name='readercomment',
            index=models.Index(fields=['conversation', 'thread', 'listed', 'sort_key', 'id'], name='coprod_comment_threads'),
        ),
        migrations.AddIndex(
            model_name='readercomment',
            index=models.Index(fields=['thread', 'listed', 'sort_key'], name='coprod_comment_replies'),
        ),
        migrations.AddIndex(
            model_name='readercomment',
            index=models.Index(fields=['status', 'received_at', 'id'], name='coprod_comment_queue'),
        ),
        migrations.AddIndex(
            model_name='readercomment',
            index=models.Index(fields=['received_at', 'id', 'status'], name='coprod_comment_received'),
        ),
        migrations.AddConstraint(
            model_name='readercomment',
            constraint=models.CheckConstraint(condition=models.Q(('posted_at__isnull', False), ('posted_precision', 'unknown'), _connector='OR'), name='coprod_comment_undated_says_so'),
        ),
    ]
