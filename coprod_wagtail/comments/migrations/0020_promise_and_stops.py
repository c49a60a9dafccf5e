import coprod_wagtail.comments.promise.working_days
import coprod_wagtail.comments.promise.days_off
import coprod_wagtail.text.moments
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coprod_comments', '0019_shown_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='readercommentsettings',
            name='age_words',
            field=models.TextField(blank=True, help_text='What younger people should do before they write. Leave empty to use our sentence.', verbose_name='words about age'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='bank_holidays',
            field=models.CharField(choices=[('none', 'None'), ('england_and_wales', 'England and Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], default='none', help_text='Choose the part of the United Kingdom that you work in. We know the days; you need not look after them.', max_length=20, verbose_name='bank holidays on which nobody reads'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='close_after_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Counted from when the page was published. Leave empty to keep them open. A page with a closing time of its own closes then.', null=True, verbose_name='days after which the comments on a page close'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='days_off',
            field=models.TextField(blank=True, help_text='One day a line, such as 24/12/2026. Or the first and the last day with “to” between them: 24/12/2026 to 03/01/2027.', validators=[coprod_wagtail.comments.promise.days_off.check_days_off], verbose_name='other days on which nobody reads'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='freeze_words',
            field=models.TextField(blank=True, help_text='We add when they can write again. Leave empty to use our words.', verbose_name='what readers are told before an election'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='frozen_from',
            field=models.DateTimeField(blank=True, null=True, validators=[coprod_wagtail.text.moments.check_year], verbose_name='no new comments from'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='frozen_until',
            field=models.DateTimeField(blank=True, help_text='It begins and ends by itself.', null=True, validators=[coprod_wagtail.text.moments.check_year], verbose_name='no new comments until'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='other_formats',
            field=models.TextField(blank=True, help_text='Where people ask for a page in another format, such as large print or Easy Read. Leave empty if you have none.', verbose_name='other formats'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='other_ways',
            field=models.TextField(blank=True, help_text='How people can comment by phone, by post or by e-mail. One way a line. Leave empty if there is none.', verbose_name='other ways to comment'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='pause_words',
            field=models.TextField(blank=True, help_text='Say why, and until when if you know. Leave empty to use our words.', verbose_name='what readers are told while you pause'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='paused',
            field=models.BooleanField(default=False, help_text='On all pages of the site, at once, until you take the tick away. People can read what is there.', verbose_name='take no new comments for now'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='reading_days',
            field=models.JSONField(default=coprod_wagtail.comments.promise.working_days.monday_to_friday, verbose_name='days on which you read comments'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='reading_from',
            field=models.TimeField(blank=True, help_text='Leave both empty if you have no fixed hours.', null=True, verbose_name='somebody reads from'),
        ),
        migrations.AddField(
            model_name='readercommentsettings',
            name='reading_until',
            field=models.TimeField(blank=True, help_text='People can still send comments at other hours.', null=True, verbose_name='somebody reads until'),
        ),
        migrations.AddField(
            model_name='readercommenttexts',
            name='age_words',
            field=models.TextField(blank=True, verbose_name='words about age'),
        ),
        migrations.AddField(
            model_name='readercommenttexts',
            name='freeze_words',
            field=models.TextField(blank=True, verbose_name='what readers are told before an election'),
        ),
        migrations.AddField(
            model_name='readercommenttexts',
            name='other_formats',
            field=models.TextField(blank=True, verbose_name='other formats'),
        ),
        migrations.AddField(
            model_name='readercommenttexts',
            name='other_ways',
            field=models.TextField(blank=True, help_text='One way a line.', verbose_name='other ways to comment'),
        ),
        migrations.AddField(
            model_name='readercommenttexts',
            name='pause_words',
            field=models.TextField(blank=True, verbose_name='what readers are told while you pause'),
        ),
        migrations.AlterField(
            model_name='readercommentsettings',
            name='answer_days',
            field=models.PositiveSmallIntegerField(default=2, help_text='We promise this to people beside the form and after they send a comment. 0 is the same day.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='working days to read a comment'),
        ),
        migrations.AlterField(
            model_name='readercommentsettings',
            name='site',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='coprod_comment_settings', to='wagtailcore.site'),
        ),
        migrations.AlterField(
            model_name='readercommentsettings',
            name='urgent_help',
            field=models.TextField(blank=True, help_text='Beside the form, and shown after a comment is sent. Leave empty to use the numbers for the United Kingdom.', verbose_name='help in an emergency'),
        ),
    ]
