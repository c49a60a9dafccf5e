from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coprod_comments", "0003_newest_first")]

    operations = [
        migrations.RenameField(model_name="readercomment", old_name="repeat_seal", new_name="repeat_digest"),
        migrations.AddField(
            model_name="readercomment",
            name="slip_nonce",
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
    ]
