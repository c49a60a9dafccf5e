from django.db import migrations


def uncover(apps, schema_editor):
    """Without the status that says that they are covered, they are hidden: nobody can read them before somebody has looked."""
    comments = apps.get_model("coprod_comments", "ReaderComment")._default_manager.using(schema_editor.connection.alias)
    comments.filter(status="covered").update(status="hidden")
    put_aside = apps.get_model("coprod_comments", "TakenBackWords")._default_manager
    put_aside.using(schema_editor.connection.alias).filter(was="covered").update(was="hidden")


class Migration(migrations.Migration):
    # By itself: PostgreSQL changes no table whose rows were changed in the same transaction.
    dependencies = [("coprod_comments", "0010_reports")]

    operations = [migrations.RunPython(migrations.RunPython.noop, uncover)]
