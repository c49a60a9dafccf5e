"""The demo on SQLite: a web server, and beside it what sends messages, since no tasks worker runs. `make demo` runs this,
with PORT in the environment."""

import os
import sys
from pathlib import Path

from together import run

MANAGE = [sys.executable, "manage.py"]
WEB = [sys.executable, "-m", "gunicorn", "example_site.wsgi", "--bind", f"0.0.0.0:{os.environ.get('PORT', '8000')}"]
WEB += [
    "--threads",
    "4",
    "--graceful-timeout",
    "10",
    "--log-level",
    "warning",
    "--logger-class",
    "example_site.gunicorn_log.QuietLogger",
]

if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    database = os.environ.get("DJANGO_SQLITE", "demo.sqlite3")
    sender = [*MANAGE, "send_pending", "--every", "2"]
    sys.exit(run([WEB, sender], dict(os.environ), reload=Path(f"{database}-reload")))
