import time

from django.core.management.base import BaseCommand
from django.urls import reverse

from example_site.home.demo.loader import load
from example_site.home.demo.people import SIGN_INS, demo_password


class Command(BaseCommand):
    help = (
        "Fills the database with a small invented charity: pages, members, comments and four sign-ins for trying things "
        "out. A second run makes nothing twice and changes nothing that people wrote or changed meanwhile."
    )

    def handle(self, **options):
        start = time.perf_counter()
        loaded = load()
        seconds = time.perf_counter() - start
        say = self.stdout.write
        if loaded.pages or loaded.comments:
            say(
                f"Kettle Lane, a charity that does not exist, is ready. Made just now, in {seconds:.1f} seconds: "
                f"{counted(loaded.pages, 'page')}, {counted(loaded.pictures, 'picture')}, "
                f"{counted(loaded.comments, 'comment')}."
            )
        else:
            say("Kettle Lane was here already, and nothing was missing.")
        say("")
        for name, address in self._addresses():
            say(f"  {name:<10} {address}")
        say("")
        say("Sign-ins, only for trying things out:")
        for sign_in in SIGN_INS:
            changed = sign_in.username in loaded.sign_ins_with_other_password
            password = "(its password was changed)" if changed else demo_password()
            say(f"  {sign_in.username:<10} {password:<18} may {sign_in.may}")

    def _addresses(self):
        return [
            ("Home", "/"),
            ("Blog", "/blog/"),
            ("Members", "/members/"),
            ("Admin", reverse("wagtailadmin_home")),
        ]


def counted(number, thing):
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
