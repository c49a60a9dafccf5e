"""What an installer does first, in one Python and on a database in memory: check, migrate, makemigrations --check."""

import django
from django.core.management import call_command

django.setup()
call_command("check", fail_level="WARNING")
call_command("migrate", verbosity=0)
call_command("makemigrations", check=True, dry_run=True)
