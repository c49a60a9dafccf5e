from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("coprod_comments", "0014_helped")]

    operations = [
        migrations.AddField(
            model_name="readercommentsettings",
            name="post_to",
            field=models.TextField(
                blank=True,
                help_text="Stands on the sheet that people can print and write on. Leave empty if you get no post.",
                verbose_name="address for comments on paper",
            ),
        ),
    ]
