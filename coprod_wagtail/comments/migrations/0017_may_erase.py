from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("coprod_comments", "0016_for_someone")]

    operations = [
        migrations.AlterModelOptions(
            name="readercomment",
            options={
                "default_permissions": (),
                "permissions": [
                    ("moderate_readercomment", "Can read and decide about reader comments"),
                    ("add_for_someone_readercomment", "Can add a reader comment for somebody else"),
                    ("erase_readercomment", "Can erase reader comments, and all that is held of a person"),
                ],
                "verbose_name": "reader comment",
                "verbose_name_plural": "reader comments",
            },
        ),
    ]
