"""`py.typed` tells whoever uses the package that its types are right. `make lint` has mypy read the package itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]
USES = Path(__file__).with_name("typed.py")
#: Of mypy's answer: the line and the code of an error.
ERROR = re.compile(rf"{re.escape(USES.name)}:(\d+): error: .*\[([\w-]+)\]$", re.MULTILINE)


def test_wrong_uses_are_refused_and_right_ones_are_not():
    lines = USES.read_text().splitlines()
    wrong = {
        (number, code) for number, line in enumerate(lines, start=1) for code in line.partition("# wrong: ")[2].split()
    }

    # As `make lint` calls it, which leaves a cache behind.
    command = [sys.executable, "-m", "mypy", "--no-color-output", "--no-pretty", str(USES.relative_to(ROOT))]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert {(int(number), code) for number, code in ERROR.findall(answer.stdout)} == wrong, answer.stdout
