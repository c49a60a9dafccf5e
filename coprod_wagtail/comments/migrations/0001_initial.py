import coprod_wagtail.comments.models.notice
import coprod_wagtail.comments.promise.days_off
import coprod_wagtail.comments.promise.working_days
import coprod_wagtail.text.moments
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import swapper
import uuid
from django.conf import settings
from django.db import migrations, models

# The site's base page, whichever that is, on every supported Wagtail: nothing here names `wagtailcore.Page`, or a
# migration of Wagtail 8.
swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")

#: The package's own words for each are in `grounds.starter`.
STARTER = [
    "private-details",
    "unkind",
    "off-topic",
    "advert",
    "unreadable",
    "needs-help",
    "repeat",
    "other",
]


def supply(apps, schema_editor):
    """Once: what editors take out of the list later stays out."""
    reasons = apps.get_model("coprod_comments", "DecisionReason")
    rows = [reasons(key=key, sort_order=place) for place, key in enumerate(STARTER)]
    reasons.objects.using(schema_editor.connection.alias).bulk_create(rows)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('wagtailcore', '0094_alter_page_locale'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        swapper.dependency("wagtailcore", "Page"),
    ]

    operations = [
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('access', models.CharField(choices=[('open', 'Open: people can read and write comments'), ('read_only', 'Read only: people can read comments but not write new ones'), ('hidden', 'Hidden: no comments are shown and none can be written')], default='open', max_length=10, verbose_name='who can join in')),
                ('opens_at', models.DateTimeField(blank=True, help_text='Before this time nobody can write. Leave empty to open now.', null=True, validators=[coprod_wagtail.text.moments.check_year], verbose_name='opens')),
                ('closes_at', models.DateTimeField(blank=True, help_text='After this time nobody can write. Leave empty to stay open.', null=True, validators=[coprod_wagtail.text.moments.check_year], verbose_name='closes')),
                ('policy', models.CharField(choices=[('inherit', 'As set for the whole site'), ('read_first', 'Somebody reads every comment before it shows'), ('show_first', 'Comments show straight away, unless something about them looks odd')], default='inherit', max_length=12, verbose_name='when a comment shows')),
                ('published_count', models.PositiveIntegerField(default=0, editable=False)),
                ('waiting_count', models.PositiveIntegerField(default=0, editable=False)),
                ('flood_count', models.PositiveIntegerField(default=0, editable=False)),
                ('thread_count', models.PositiveIntegerField(default=0, editable=False)),
                ('version', models.PositiveBigIntegerField(default=0, editable=False)),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reader_conversation', to=PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'conversation',
                'verbose_name_plural': 'conversations',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('opens_at__isnull', True), ('closes_at__isnull', True), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='coprod_conversation_closes_after_opens')],
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
                ('author_badge', models.CharField(blank=True, choices=[('works_here', 'Works here'), ('volunteers', 'Volunteers here'), ('member', 'Member of our group'), ('wrote_this', 'Wrote this page')], default='', editable=False, max_length=12)),
                ('author_role', models.CharField(blank=True, default='', editable=False, max_length=80)),
                ('helped', models.CharField(blank=True, choices=[('private', 'Somebody helped. Only moderators are told.'), ('shown', 'Somebody helped. The page says so.')], default='', max_length=10, verbose_name='help with writing')),
                ('content_note', models.CharField(blank=True, default='', editable=False, max_length=100, verbose_name='note before the words')),
                ('status', models.CharField(choices=[('pending', 'Waiting to be read'), ('published', 'Published'), ('declined', 'Not published'), ('spam', 'Spam'), ('hidden', 'Hidden'), ('covered', 'Covered until somebody has looked'), ('taken_back', 'Taken back by its writer'), ('erased', 'Erased')], default='pending', max_length=10, verbose_name='status')),
                ('status_since', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('queue_rank', models.PositiveSmallIntegerField(choices=[(0, 'Before others'), (10, 'As it came')], default=10, editable=False)),
                ('shown_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('shown_unread', models.BooleanField(default=False, editable=False)),
                ('words_version', models.PositiveIntegerField(default=1, editable=False)),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('edit_waits', models.BooleanField(default=False, editable=False)),
                ('listed', models.BooleanField(default=False, editable=False)),
                ('reported_since', models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ('has_messages', models.BooleanField(default=False, editable=False)),
                ('has_grounds', models.BooleanField(default=False, editable=False)),
                ('has_covered', models.BooleanField(default=False, editable=False)),
                ('answer_waits_since', models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ('handed_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('reply_count', models.PositiveIntegerField(default=0, editable=False)),
                ('posted_at', models.DateTimeField(blank=True, null=True, verbose_name='written')),
                ('posted_precision', models.CharField(choices=[('exact', 'Date and time'), ('day', 'Day'), ('month', 'Month'), ('year', 'Year'), ('unknown', 'Not known')], default='exact', max_length=10)),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='received')),
                ('due_at', models.DateTimeField(editable=False)),
                ('sort_key', models.BigIntegerField(editable=False)),
                ('signs', models.JSONField(blank=True, default=list, verbose_name='signs')),
                ('hold_number', models.UUIDField(db_index=True, editable=False, null=True)),
                ('source', models.CharField(default='site', max_length=40, verbose_name='source')),
                ('source_key', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ('import_batch', models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ('position', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('repeat_key', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ('repeat_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('slip_nonce', models.CharField(blank=True, editable=False, max_length=32)),
                ('slip_hash', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='coprod_comments.conversation', verbose_name='conversation')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=PAGE_MODEL, verbose_name='profile')),
                ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reader_comments', to=PAGE_MODEL, verbose_name='page')),
                ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers', to='coprod_comments.readercomment', verbose_name='in answer to')),
                ('thread', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='coprod_comments.readercomment', verbose_name='first comment of the thread')),
            ],
            options={
                'verbose_name': 'reader comment',
                'verbose_name_plural': 'reader comments',
                'permissions': [('moderate_readercomment', 'Can read and decide about reader comments'), ('add_for_someone_readercomment', 'Can add a reader comment for somebody else'), ('answer_readercomment', 'Can answer readers under their own name and role'), ('see_safeguarding_readercomment', 'Can read why somebody is worried about a person'), ('erase_readercomment', 'Can erase reader comments, and all that is held of a person'), ('handle_cases_readercomment', 'Can handle cases, and read the copies that are kept for them')],
                'default_permissions': (),
                'indexes': [models.Index(fields=['conversation', 'thread', 'listed', 'sort_key', 'id'], name='coprod_comment_threads'), models.Index(fields=['thread', 'listed', 'sort_key'], name='coprod_comment_replies'), models.Index(fields=['conversation', 'status', 'sort_key', 'id'], name='coprod_comment_newest'), models.Index(fields=['status', 'received_at', 'id'], name='coprod_comment_queue'), models.Index(fields=['status', 'queue_rank', 'due_at', 'received_at', 'id'], name='coprod_comment_due'), models.Index(fields=['status', 'sort_key', 'id'], name='coprod_comment_recent'), models.Index(fields=['received_at', 'id', 'status'], name='coprod_comment_received'), models.Index(fields=['edit_waits', 'received_at', 'id'], name='coprod_comment_edits'), models.Index(fields=['page', 'status'], name='coprod_comment_page'), models.Index(fields=['language', 'status'], name='coprod_comment_language', opclasses=['varchar_pattern_ops', 'varchar_pattern_ops'])],
                'constraints': [models.CheckConstraint(condition=models.Q(('posted_at__isnull', False), ('posted_precision', 'unknown'), _connector='OR'), name='coprod_comment_undated_says_so')],
            },
        ),
        migrations.CreateModel(
            name='DecisionReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=50, unique=True)),
                ('label', models.CharField(blank=True, help_text='Short: it stands on a button. Only moderators see it.', max_length=100, verbose_name='what you choose it by')),
                ('words', models.TextField(blank=True, help_text='One or two short sentences to the person who wrote the comment. They see it on its private page.', verbose_name='what the writer reads')),
                ('is_offered', models.BooleanField(default=True, help_text='A reason that was used cannot be deleted. Untick this, and nobody is offered it any more.', verbose_name='can be chosen')),
                ('sort_order', models.IntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'reason for a decision',
                'verbose_name_plural': 'reasons for a decision',
                'ordering': ['sort_order', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReadingPreferences',
            fields=[
                ('user', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('folds', models.BooleanField(default=False, help_text='Where somebody is worried about a person, a word of your list was found, or the writer put a note before it, you see why first. You open the words yourself.', verbose_name='fold comments that may upset')),
                ('keys', models.BooleanField(default=False, help_text='On the page of a comment: p publishes, d declines, n opens the next one. The page names all keys. They do nothing while you write.', verbose_name='decide with single keys')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SavedAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='Only moderators see it.', max_length=100, verbose_name='what you choose it by')),
                ('body', models.TextField(help_text='Whoever writes can change them before they send them.', verbose_name='words to begin with')),
                ('sort_order', models.IntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'saved answer',
                'verbose_name_plural': 'saved answers',
                'ordering': ['sort_order', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='StaffName',
            fields=[
                ('user', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200)),
                ('role', models.CharField(max_length=80)),
                ('badge', models.CharField(blank=True, choices=[('', 'Nothing'), ('works_here', 'Works here'), ('volunteers', 'Volunteers here'), ('member', 'Member of our group'), ('wrote_this', 'Wrote this page')], default='works_here', max_length=12)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CommentReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_staff', models.BooleanField(default=False, editable=False)),
                ('reason', models.CharField(choices=[('about_me', 'It is about me'), ('untrue', 'It says something untrue about me'), ('personal', 'It shows personal information'), ('worried', 'I am worried about this person'), ('unkind', 'It is unkind or hateful'), ('spam', 'It is spam, or an advert'), ('other', 'Something else')], max_length=10, verbose_name='reason')),
                ('body', models.TextField(blank=True)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('statement', models.TextField(blank=True)),
                ('meaning', models.TextField(blank=True)),
                ('untrue', models.TextField(blank=True)),
                ('knows_writer', models.BooleanField(null=True)),
                ('may_share', models.BooleanField(null=True)),
                ('signs', models.JSONField(blank=True, default=list)),
                ('language', models.CharField(blank=True, max_length=100)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('covered', models.BooleanField(default=False, editable=False)),
                ('outcome', models.CharField(blank=True, choices=[('kept', 'The comment stays'), ('hidden', 'The comment is not shown any more'), ('gone', 'Its writer erased the comment')], editable=False, max_length=10)),
                ('decided_at', models.DateTimeField(editable=False, null=True)),
                ('repeat_key', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.site')),
                ('comment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='coprod_comments.readercomment')),
            ],
            options={
                'verbose_name': 'report about a comment',
                'verbose_name_plural': 'reports about comments',
                'default_permissions': (),
                'indexes': [models.Index(fields=['comment', 'outcome'], name='coprod_report_open'), models.Index(fields=['covered', 'created_at'], name='coprod_report_covers'), models.Index(fields=['decided_at'], name='coprod_report_decided')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('untrue', 'It says something untrue about somebody'), ('about_me', 'It is about somebody who does not want it there'), ('personal', 'Personal information'), ('worried', 'Somebody is worried about a person')], editable=False, max_length=10, verbose_name='about')),
                ('comment_number', models.PositiveBigIntegerField(editable=False, null=True)),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('acknowledged_at', models.DateTimeField(editable=False, null=True)),
                ('due_at', models.DateTimeField(editable=False)),
                ('takes_longer', models.BooleanField(default=False, editable=False)),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('kept', 'The comment stays'), ('hidden', 'The comment is not shown any more'), ('gone', 'Its writer erased the comment'), ('done', 'We did what the person asked for'), ('refused', 'We did not, and told the person why'), ('passed_on', 'Passed on to somebody who can help'), ('nothing', 'We looked into it, and there is nothing more to do'), ('withdrawn', 'The person took it back')], editable=False, max_length=10)),
                ('remind_at', models.DateTimeField(editable=False)),
                ('reminded_at', models.DateTimeField(editable=False, null=True)),
                ('alarmed_at', models.DateTimeField(editable=False, null=True)),
                ('assigned_to', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.site')),
                ('report', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coprod_comments.commentreport')),
                ('comment', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coprod_comments.readercomment')),
            ],
            options={
                'verbose_name': 'case',
                'verbose_name_plural': 'cases',
                'default_permissions': (),
                'indexes': [models.Index(fields=['closed_at', 'due_at', 'id'], name='coprod_case_due')],
            },
        ),
        migrations.CreateModel(
            name='SealedCopy',
            fields=[
                ('case', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='sealed_copy', serialize=False, to='coprod_comments.case')),
                ('author_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('content_note', models.CharField(blank=True, editable=False, max_length=100)),
                ('body', models.TextField(editable=False)),
                ('language', models.CharField(blank=True, editable=False, max_length=100)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CommentRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(blank=True, max_length=100, verbose_name='language')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coprod_comment_rights', to='auth.group')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=PAGE_MODEL, verbose_name='section')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site', verbose_name='site')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='DecisionReasonTexts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(blank=True, max_length=100, verbose_name='what you choose it by')),
                ('words', models.TextField(blank=True, verbose_name='what the writer reads')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('reason', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='coprod_comments.decisionreason')),
            ],
            options={
                'verbose_name': 'reason in another language',
                'verbose_name_plural': 'reasons in other languages',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('reason', 'locale'), name='coprod_reason_one_a_language')],
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('comment', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='hand_over', serialize=False, to='coprod_comments.readercomment')),
                ('note', models.CharField(blank=True, editable=False, max_length=500)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ProposedEdit',
            fields=[
                ('comment', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='proposed_edit', serialize=False, to='coprod_comments.readercomment')),
                ('body', models.TextField(editable=False)),
                ('author_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('content_note', models.CharField(blank=True, default='', editable=False, max_length=100)),
                ('language', models.CharField(blank=True, default='', editable=False, max_length=100)),
                ('proposed_at', models.DateTimeField(editable=False)),
                ('signs', models.JSONField(blank=True, default=list, editable=False)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TakenBackWords',
            fields=[
                ('comment', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='taken_back', serialize=False, to='coprod_comments.readercomment')),
                ('body', models.TextField(editable=False)),
                ('author_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('content_note', models.CharField(blank=True, default='', editable=False, max_length=100)),
                ('author_email', models.EmailField(blank=True, editable=False, max_length=254)),
                ('was', models.CharField(editable=False, max_length=10)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TypedInForSomeone',
            fields=[
                ('comment', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='typed_in', serialize=False, to='coprod_comments.readercomment')),
                ('came_by', models.CharField(choices=[('phone', 'By phone'), ('letter', 'By letter, or on a sheet of paper'), ('meeting', 'At a meeting, or on a visit'), ('email', 'By e-mail')], editable=False, max_length=10, verbose_name='how it came')),
                ('consent', models.CharField(choices=[('spoken', 'The person told us that we may show it'), ('written', 'The person wrote, or ticked, that we may show it'), ('spoken_for', 'Somebody who may decide for the person told us')], editable=False, max_length=10, verbose_name='how the person agreed')),
                ('typed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='DecisionGround',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(blank=True, editable=False, max_length=50)),
                ('marks', models.JSONField(blank=True, default=list, editable=False)),
                ('mend', models.TextField(blank=True, editable=False)),
                ('decided_at', models.DateTimeField(editable=False)),
                ('ended_at', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('comment', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='grounds', to='coprod_comments.readercomment')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='DayTold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thing', models.CharField(editable=False, max_length=10)),
                ('number', models.PositiveBigIntegerField(editable=False)),
                ('since', models.DateTimeField(editable=False)),
                ('stage', models.CharField(editable=False, max_length=10)),
                ('comment', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coprod_comments.readercomment')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('thing', 'number', 'since', 'stage'), name='coprod_day_told_once')],
            },
        ),
        migrations.CreateModel(
            name='CoveredPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('phone', 'A phone number'), ('email', 'An e-mail address'), ('address', 'An address'), ('name', 'A name'), ('personal', 'Another personal detail'), ('other', 'Something we may not show')], editable=False, max_length=10)),
                ('words', models.TextField(editable=False)),
                ('stand_in', models.CharField(editable=False, max_length=200)),
                ('at', models.PositiveIntegerField(editable=False)),
                ('covered_at', models.DateTimeField(db_index=True, editable=False)),
                ('comment', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='covered_parts', to='coprod_comments.readercomment')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('writer', 'What this writer sends, by their confirmed e-mail address'), ('flood', 'What comes from the same place as this flood')], editable=False, max_length=6)),
                ('reason', models.CharField(editable=False, max_length=500)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('until', models.DateTimeField(db_index=True, editable=False)),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('made_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='MessageToWriter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(blank=True, editable=False)),
                ('written_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False)),
                ('answer', models.TextField(blank=True, editable=False)),
                ('answered_at', models.DateTimeField(editable=False, null=True)),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('comment', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='messages_to_writer', to='coprod_comments.readercomment')),
                ('written_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='NoticeSettings',
            fields=[
                ('user', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('how', models.CharField(blank=True, choices=coprod_wagtail.comments.models.notice.hows, default='', max_length=10, verbose_name='when something waits to be read')),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='no e-mails from')),
                ('quiet_until', models.TimeField(blank=True, null=True, verbose_name='until')),
                ('away_until', models.DateField(blank=True, null=True, verbose_name='away until')),
                ('shown', models.BooleanField(default=True, help_text='Only where your website shows comments before somebody reads them. They come in the same e-mails.', verbose_name='tell me also of comments that show straight away')),
                ('posts', models.CharField(choices=coprod_wagtail.comments.models.notice.hows_of_posts, default='never', max_length=10, verbose_name='when readers comment on pages that you made')),
                ('told_until', models.DateTimeField(default=coprod_wagtail.comments.models.notice.long_ago, editable=False)),
                ('mailed_at', models.DateTimeField(editable=False, null=True)),
                ('queued_until', models.DateTimeField(editable=False, null=True)),
                ('posts_told_until', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('posts_queued_until', models.DateTimeField(editable=False, null=True)),
                ('stand_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who stands in')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReaderCommentSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paused', models.BooleanField(default=False, help_text='On all pages of the site, at once, until you take the tick away. People can read what is there.', verbose_name='take no new comments for now')),
                ('pause_words', models.TextField(blank=True, help_text='Say why, and until when if you know. Leave empty to use our words.', verbose_name='what readers are told while you pause')),
                ('frozen_from', models.DateTimeField(blank=True, null=True, validators=[coprod_wagtail.text.moments.check_year], verbose_name='no new comments from')),
                ('frozen_until', models.DateTimeField(blank=True, help_text='It begins and ends by itself.', null=True, validators=[coprod_wagtail.text.moments.check_year], verbose_name='no new comments until')),
                ('freeze_words', models.TextField(blank=True, help_text='We add when they can write again. Leave empty to use our words.', verbose_name='what readers are told before an election')),
                ('close_after_days', models.PositiveSmallIntegerField(blank=True, help_text='Counted from when the page was published. Leave empty to keep them open. A page with a closing time of its own closes then.', null=True, verbose_name='days after which the comments on a page close')),
                ('mails_without_words', models.BooleanField(default=False, help_text='They say how much waits, and lead to the admin. Without the tick, they carry the words of comments and a link for each decision. Where somebody is worried about a person, they never carry words.', verbose_name='e-mails to moderators carry a link only')),
                ('manager_email', models.EmailField(blank=True, help_text='We write there, without anybody’s words, when something has waited longer than you promise.', max_length=254, verbose_name='e-mail address of the manager')),
                ('answer_days', models.PositiveSmallIntegerField(default=2, help_text='We promise this to people beside the form and after they send a comment. 0 is the same day.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='working days to read a comment')),
                ('reading_days', models.JSONField(default=coprod_wagtail.comments.promise.working_days.monday_to_friday, verbose_name='days on which you read comments')),
                ('bank_holidays', models.CharField(choices=[('none', 'None'), ('england_and_wales', 'England and Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], default='none', help_text='Choose the part of the United Kingdom that you work in. We know the days; you need not look after them.', max_length=20, verbose_name='bank holidays on which nobody reads')),
                ('days_off', models.TextField(blank=True, help_text='One day a line, such as 24/12/2026. Or the first and the last day with “to” between them: 24/12/2026 to 03/01/2027.', validators=[coprod_wagtail.comments.promise.days_off.check_days_off], verbose_name='other days on which nobody reads')),
                ('reading_from', models.TimeField(blank=True, help_text='Leave both empty if you have no fixed hours.', null=True, verbose_name='somebody reads from')),
                ('reading_until', models.TimeField(blank=True, help_text='People can still send comments at other hours.', null=True, verbose_name='somebody reads until')),
                ('house_rules', models.TextField(blank=True, help_text='One rule a line. Leave empty to use our starter rules.', verbose_name='house rules')),
                ('age_words', models.TextField(blank=True, help_text='What younger people should do before they write. Leave empty to use our sentence.', verbose_name='words about age')),
                ('privacy_notice', models.TextField(blank=True, help_text='Shown beside the form. Say who you are and what you do with the words. The first line is always in sight, the others open with “What happens to my words”. Leave empty to use ours.', verbose_name='short privacy notice')),
                ('urgent_help', models.TextField(blank=True, help_text='Beside the form, and shown after a comment is sent. Leave empty to use the numbers for the United Kingdom.', verbose_name='help in an emergency')),
                ('safeguarding_contact', models.TextField(blank=True, help_text='Who people can talk to when they are worried about somebody, and how. Below the form, and where people tell you about a comment. Leave empty if there is nobody.', verbose_name='safeguarding contact')),
                ('other_ways', models.TextField(blank=True, help_text='How people can comment by phone, by post or by e-mail. One way a line. Leave empty if there is none.', verbose_name='other ways to comment')),
                ('other_formats', models.TextField(blank=True, help_text='Where people ask for a page in another format, such as large print or Easy Read. Leave empty if you have none.', verbose_name='other formats')),
                ('post_to', models.TextField(blank=True, help_text='Stands on the sheet that people can print and write on. Leave empty if you get no post.', verbose_name='address for comments on paper')),
                ('policy', models.CharField(choices=[('read_first', 'Somebody reads every comment before it shows'), ('show_first', 'Comments show straight away, unless something about them looks odd')], default='read_first', max_length=12, verbose_name='when a comment shows')),
                ('trust_after', models.PositiveSmallIntegerField(blank=True, help_text='Leave empty to trust nobody. Who has had so many comments published, and none refused lately, can have the next one shown before somebody reads it. They prove who they are by an e-mail that we send them for it.', null=True, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='comments after which a writer is trusted')),
                ('cover_reported', models.BooleanField(default=True, help_text='Its words are not shown until somebody has looked. At most 3 on a page and 10 on the site in a day.', verbose_name='cover a comment when somebody says it is about them')),
                ('search_comments', models.BooleanField(default=False, help_text='Tick this to let readers look for words in comments, too. A comment that is taken away is not found.', verbose_name='readers’ comments are found by the search')),
                ('safeguarding_email', models.EmailField(blank=True, help_text='When a reader is worried about somebody, we send a link to this address, and never the words. Whoever reads there needs an account that may read comments, and why somebody is worried about a person.', max_length=254, verbose_name='e-mail address of your safeguarding contact')),
                ('answer_readers', models.ForeignKey(blank=True, help_text='When you do not show a comment, its writer can answer. Choose a group, such as people with lived experience. Leave it empty, and it is anybody who reads comments, but not whoever decided.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='auth.group', verbose_name='who reads what writers answer')),
                ('manager_group', models.ForeignKey(blank=True, help_text='We write to each of its people in the same way.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='auth.group', verbose_name='group of the managers')),
                ('privacy_page', models.ForeignKey(blank=True, help_text="The page that says in full how you look after people's information.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=PAGE_MODEL, verbose_name='privacy page')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='coprod_comment_settings', to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'settings for reader comments',
                'verbose_name_plural': 'settings for reader comments',
            },
        ),
        migrations.CreateModel(
            name='ReaderCommentTexts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('house_rules', models.TextField(blank=True, help_text='One rule a line.', verbose_name='house rules')),
                ('privacy_notice', models.TextField(blank=True, verbose_name='short privacy notice')),
                ('urgent_help', models.TextField(blank=True, verbose_name='help in an emergency')),
                ('age_words', models.TextField(blank=True, verbose_name='words about age')),
                ('safeguarding_contact', models.TextField(blank=True, verbose_name='safeguarding contact')),
                ('other_ways', models.TextField(blank=True, help_text='One way a line.', verbose_name='other ways to comment')),
                ('other_formats', models.TextField(blank=True, verbose_name='other formats')),
                ('pause_words', models.TextField(blank=True, verbose_name='what readers are told while you pause')),
                ('freeze_words', models.TextField(blank=True, verbose_name='what readers are told before an election')),
                ('comment_settings', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='coprod_comments.readercommentsettings')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
            ],
            options={
                'verbose_name': 'texts beside the form in another language',
                'verbose_name_plural': 'texts beside the form in other languages',
                'constraints': [models.UniqueConstraint(fields=('comment_settings', 'locale'), name='coprod_texts_one_a_language')],
            },
        ),
        migrations.CreateModel(
            name='SavedAnswerTexts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=100, verbose_name='what you choose it by')),
                ('body', models.TextField(blank=True, verbose_name='words to begin with')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('saved_answer', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='coprod_comments.savedanswer')),
            ],
            options={
                'verbose_name': 'saved answer in another language',
                'verbose_name_plural': 'saved answers in other languages',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('saved_answer', 'locale'), name='coprod_answer_one_a_language')],
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('query', models.CharField(editable=False, max_length=500)),
                ('user', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', related_query_name='coprod_saved_filter', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('email', models.EmailField(db_index=True, editable=False, max_length=254)),
                ('language', models.CharField(blank=True, editable=False, max_length=100)),
                ('nonce', models.CharField(editable=False, max_length=32)),
                ('found_by', models.CharField(editable=False, max_length=64, unique=True)),
                ('asked_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False)),
                ('confirmed_at', models.DateTimeField(editable=False, null=True)),
                ('told_until', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('told_status', models.CharField(blank=True, editable=False, max_length=10)),
                ('slip_asked_at', models.DateTimeField(editable=False, null=True)),
                ('mailed_at', models.DateTimeField(editable=False, null=True)),
                ('queued_until', models.DateTimeField(editable=False, null=True)),
                ('comment', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='subscription', to='coprod_comments.readercomment')),
                ('conversation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coprod_comments.conversation')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='WordListEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=100, verbose_name='language')),
                ('words', models.CharField(help_text='Whole words only. Capital letters make no difference. Accents do.', max_length=100, verbose_name='word, or words in a row')),
                ('key', models.CharField(editable=False, max_length=64)),
                ('effect', models.CharField(choices=[('hold', 'The comment waits until somebody has read it'), ('first', 'The comment waits, and comes first')], default='hold', max_length=5, verbose_name='what it does')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site', verbose_name='website')),
            ],
            options={
                'verbose_name': 'word list entry',
                'verbose_name_plural': 'word list entries',
                'ordering': ['words', 'pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('site', 'language', 'key'), name='coprod_word_list_once')],
            },
        ),
        migrations.RunPython(supply, migrations.RunPython.noop),
    ]
