"""Google's Lighthouse on the demo's six kinds of page, and a table of what it says: `make lighthouse`, beside `make demo`.

    python -m scripts.lighthouse http://localhost:8000 COMMAND...    COMMAND starts Lighthouse

Fails where a page is not found well (SEO below 100) or is slow (performance below 95).
"""

import json
import os
import subprocess
import sys

from tests.browser.chromium import installed

PAGES = {
    "home": "/",
    "blog": "/blog/",
    "post": "/blog/seven-seconds-on-quay-street/",
    "members": "/members/",
    "member": "/members/tern/",
    "question": "/have-your-say/the-front-room/",
}
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
OPTIONS = ["--quiet", "--output=json", "--output-path=stdout", "--chrome-flags=--headless --no-sandbox --disable-gpu"]


def look_at(url, command):
    """The scores of one page, and the names of what costs it some."""
    told = subprocess.run(
        [*command, url, *OPTIONS, f"--only-categories={','.join(LEAST)}"],
        env=os.environ | {"CHROME_PATH": installed() or ""},
        capture_output=True,
        text=True,
        timeout=180,
    )
    if told.returncode:
        sys.exit(told.stderr)
    found = json.loads(told.stdout)
    scores = {name: round(100 * (found["categories"][name]["score"] or 0)) for name in LEAST}
    weighed = {one["id"] for name in LEAST for one in found["categories"][name]["auditRefs"] if one["weight"]}
    bad = [name for name in weighed if (score := found["audits"][name]["score"]) is not None and score < 0.9]
    return scores, sorted(bad)


def main(site, command):
    print(f"{'':10}", *(f"{name:>14}" for name in LEAST))
    short = False
    for kind, path in PAGES.items():
        scores, bad = look_at(site + path, command)
        short = short or any(scores[name] < least for name, least in LEAST.items())
        print(f"{kind:10}", *(f"{scores[name]:14}" for name in LEAST), " ", ", ".join(bad), flush=True)
    return short


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), sys.argv[2:]))
