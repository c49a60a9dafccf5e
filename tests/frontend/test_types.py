"""The front end keeps to the API's types. `make check-types` holds those to the API."""

import subprocess

from .servers import FRONT_END


def test_the_code_keeps_to_the_types(packages):
    done = subprocess.run(["npx", "astro", "check"], cwd=FRONT_END, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
