"""The front end's types are those of the API, and its code keeps to them."""

import subprocess

from .servers import FRONT_END


def test_the_code_keeps_to_the_types(packages):
    done = subprocess.run(["npx", "astro", "check"], cwd=FRONT_END, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_types_are_those_of_the_api(packages, demo, tmp_path):
    made = tmp_path / "coprod-api.d.ts"
    address = f"{demo.url}/api/coprod/v1/openapi.json"
    done = subprocess.run(
        ["npx", "openapi-typescript", address, "-o", str(made)], cwd=FRONT_END, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert made.read_text() == (FRONT_END / "src/coprod-api.d.ts").read_text(), "Make them anew: npm run types"
