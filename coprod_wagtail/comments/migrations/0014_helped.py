from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("coprod_comments", "0013_subscription")]

    operations = [
        migrations.AddField(
            model_name="readercomment",
            name="helped",
            field=models.CharField(
                blank=True,
                choices=[
                    ("private", "Somebody helped. Only moderators are told."),
                    ("shown", "Somebody helped. The page says so."),
                ],
                default="",
                max_length=10,
                verbose_name="help with writing",
            ),
        ),
    ]
