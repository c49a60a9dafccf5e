"""`python -m bench`: fills each database from nothing, measures, prints one table, and fails if anything is over.

Environment: BENCH_DATABASES ("sqlite postgresql"), BENCH_COMMENTS ("0 100 10000 1000000"), BENCH_ROUNDS (150), and
BENCH_SLACK (1), by which all bounds are multiplied, for a machine that is busy with other things. BENCH_QUEUE (1000000): with so
many comments the moderators' queue is measured, on PostgreSQL only; 0 for not at all. BENCH_POSTS (20000): with so many posts a
blog is measured, beside one with 200; 0 for not at all.
"""

import os
import signal
import sys

from . import queue
from .measuring import measure
from .rows import all_rows
from .server import DATABASES, measured_posts, measured_queue, serving
from .table import as_text, complaints, lines_of

FEW_POSTS = 200


def run(databases, sizes, rounds, slack):
    rows, lines = all_rows(sizes), []
    for database in databases:
        print(f"Filling {database} and measuring {rounds} rounds ...", file=sys.stderr, flush=True)
        with serving(database, sizes) as (port, made):
            lines += lines_of(database, rows, measure(rows, port, made, rounds), slack)
    return lines


def main():
    # Also when somebody stops it, servers are stopped and the databases removed on the way out.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    databases = os.environ.get("BENCH_DATABASES", " ".join(DATABASES)).split()
    slack = float(os.environ.get("BENCH_SLACK", "1"))
    lines = run(
        databases,
        [int(size) for size in os.environ.get("BENCH_COMMENTS", "0 100 10000 1000000").split()],
        int(os.environ.get("BENCH_ROUNDS", "150")),
        slack,
    )
    print(as_text(lines))
    over = complaints(lines)
    in_queue = int(os.environ.get("BENCH_QUEUE", "1000000"))
    if in_queue and "postgresql" in databases:
        print(f"Filling postgresql and measuring the queue of {in_queue:,} comments ...", file=sys.stderr, flush=True)
        rows = measured_queue(in_queue)
        print("", queue.as_text(rows), sep="\n")
        over += queue.complaints(rows, slack)
    many_posts = int(os.environ.get("BENCH_POSTS", "20000"))
    for database in databases if many_posts else ():
        print(f"Filling {database} and measuring a blog of {many_posts:,} posts ...", file=sys.stderr, flush=True)
        rows = measured_posts(database, FEW_POSTS, many_posts)
        print("", queue.as_text(rows, f"blog, {database}"), sep="\n")
        over += queue.complaints(rows, slack, f"blog, {database}", queue.MOST_QUERIES_OF_BLOG)
    for complaint in over:
        print(f"Over: {complaint}", file=sys.stderr)
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()
