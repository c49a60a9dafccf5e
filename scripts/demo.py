"""The demo on SQLite: a web server, and beside it what sends messages, since no tasks worker runs. `make demo` runs this,
with PORT in the environment."""

import os
import sys
from pathlib import Path

from together import run

MANAGE = [sys.executable, "manage.py"]
WEB = [sys.executable, "-m", "gunicorn", "example_site.wsgi", "--bind", f"0.0.0.0:{os.environ.get('PORT', '8000')}"]
WEB += ["--threads", "4", "--log-level", "warning", "--logger-class", "example_site.gunicorn_log.QuietLogger"]

if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    sys.exit(run([WEB, [*MANAGE, "send_pending", "--every", "2"]], dict(os.environ)))
