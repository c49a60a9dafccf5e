from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("coprod_comments", "0017_may_erase")]

    operations = [
        migrations.AddField(
            model_name="subscription",
            name="queued_until",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RemoveField(model_name="subscription", name="is_queued"),
    ]
