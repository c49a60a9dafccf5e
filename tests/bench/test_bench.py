"""`make bench` itself: a tiny run of the same code, and what it says of figures that are over their bound."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench import queue
from bench.measuring import Measured
from bench.rows import COMMENTS, FLOOR, POSTS, QUIET, UNCHANGED, V2, Row, SameRow, all_rows
from bench.table import as_text, complaints, lines_of

ROOT = Path(__file__).parent.parent.parent
SIZES = [0, 50, 100]


def run(folder, **environment):
    ours = {"BENCH_DATABASES": "sqlite", "BENCH_SQLITE": str(folder / "bench.sqlite3"), "BENCH_ROUNDS": "2"}
    ours |= {"BENCH_COMMENTS": " ".join(map(str, SIZES)), "BENCH_POSTS": "0"}
    env = os.environ | ours | environment
    return subprocess.run([sys.executable, "-m", "bench"], cwd=ROOT, env=env, capture_output=True, text=True)


def columns_of(line):
    return re.split(r"\s{2,}", line)


@pytest.fixture(scope="module")
def tiny_run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    return run(folder, BENCH_SLACK="1000"), list(folder.iterdir())


def test_it_prints_one_table_with_a_line_for_each_row(tiny_run):
    done, _left = tiny_run
    head, *lines = done.stdout.splitlines()
    assert head.split() == ["database", "what", "queries", "ms", "times", "adds", "at", "most"], done.stderr
    assert [columns_of(line)[:2] for line in lines] == [["sqlite", row.name] for row in all_rows(SIZES)]


def test_it_measures(tiny_run):
    floor, quiet = (columns_of(line) for line in tiny_run[0].stdout.splitlines()[1:3])
    assert int(floor[2]) > 0 and float(floor[3]) > 0
    assert floor[4] == "1.00"
    assert float(quiet[4]) == pytest.approx(float(quiet[3]) / float(floor[3]), rel=0.02, abs=0.02)


def test_it_succeeds_when_every_bound_is_held(tiny_run):
    assert tiny_run[0].returncode == 0, tiny_run[0].stderr
    assert "OVER" not in tiny_run[0].stdout


def test_a_cached_list_saves_the_queries_for_the_comments(tiny_run):
    queries = {columns[1]: columns[2] for columns in map(columns_of, tiny_run[0].stdout.splitlines())}
    anew, cached = (int(queries[f"post with 100 comments, {how}"]) for how in ("drawn anew", "list cached"))
    assert anew == cached + 2


def test_the_api_is_compared_with_wagtails_own(tiny_run):
    lines = {columns[1]: columns for columns in map(columns_of, tiny_run[0].stdout.splitlines())}
    v2, comments = float(lines[V2][3]), float(lines[COMMENTS][3])
    assert float(lines[COMMENTS][4]) == pytest.approx(comments / v2, rel=0.02, abs=0.02)
    assert float(lines[UNCHANGED][4]) == pytest.approx(float(lines[UNCHANGED][3]) / v2, rel=0.02, abs=0.02)
    assert float(lines[POSTS][4]) == pytest.approx(float(lines[POSTS][3]) / v2, rel=0.02, abs=0.02)
    assert int(lines[UNCHANGED][2]) <= int(lines[COMMENTS][2]) < int(lines[V2][2])


def test_without_enough_comments_there_are_no_50_threads_to_ask_for():
    assert COMMENTS in [row.name for row in all_rows([0, 100])]
    assert COMMENTS not in [row.name for row in all_rows([0, 50])]


def test_it_leaves_nothing_behind(tiny_run):
    assert tiny_run[1] == []


def test_it_fails_and_names_the_lines_that_are_over(tmp_path):
    done = run(tmp_path, BENCH_SLACK="0", BENCH_COMMENTS="0")
    assert done.returncode == 1
    assert f"Over: sqlite, {QUIET}: " in done.stderr
    assert re.search(r"^sqlite +send a comment .*OVER$", done.stdout, re.MULTILINE)


# The table, from figures made up


def lines(rows, slack=1.0, **milliseconds):
    measured = {}
    for row in rows:
        if isinstance(row, Row):
            measured[row.name] = Measured()
            measured[row.name].seconds = [milliseconds[row.page] / 1000]
    return lines_of("sqlite", rows, measured, slack)


FLOOR_ROW = Row(FLOOR, "plain")


def test_what_a_tenth_of_the_rounds_were_quicker_than_counts():
    one = Measured()
    one.seconds = [number / 1000 for number in (9, 5, 3, 8, 2, 7, 10, 4, 1, 6, 90)]
    assert one.milliseconds == 2


def test_what_is_over_is_said_in_a_sentence():
    slow = Row("slow", "slow", at_most=2.0)
    assert complaints(lines([FLOOR_ROW, slow], plain=2, slow=4)) == []
    assert complaints(lines([FLOOR_ROW, slow], plain=2, slow=5)) == ["sqlite, slow: 2.50 times, and may take 2.00."]


def test_a_row_can_be_bounded_by_what_it_adds_to_another():
    quiet, post = Row("quiet", "quiet"), Row("post", "post", beyond="quiet", at_most=0.5)
    assert complaints(lines([FLOOR_ROW, quiet, post], plain=2, quiet=4, post=5)) == []
    assert complaints(lines([FLOOR_ROW, quiet, post], plain=2, quiet=4, post=6)) == [
        "sqlite, post: adds 1.00 times, and may add 0.50."
    ]


def test_a_row_can_have_a_base_of_its_own():
    other, answer = Row("other", "other"), Row("answer", "answer", base="other", at_most=1.0)
    *_others, line = lines([FLOOR_ROW, other, answer], plain=1, other=4, answer=2)
    assert line.times == 0.5


def test_rows_can_be_held_to_be_the_same():
    rows = [FLOOR_ROW, Row("few", "few"), Row("many", "many"), SameRow("the same", ("few", "many"))]
    assert complaints(lines(rows, plain=1, few=10, many=10.9)) == []
    assert complaints(lines(rows, plain=1, few=12, many=10)) == ["sqlite, the same: 1.20 times, and may take 1.10."]


def test_slack_widens_every_bound():
    slow = Row("slow", "slow", at_most=2.0)
    assert complaints(lines([FLOOR_ROW, slow], slack=1.5, plain=2, slow=5)) == []


def test_the_table_is_in_columns():
    table = as_text(lines([FLOOR_ROW, Row("slow", "slow", at_most=2.0)], plain=2, slow=5)).splitlines()
    assert table[2].split()[2:] == ["5.00", "2.50", "2.00", "OVER"]
    assert table[1].index("2.00") == table[2].index("5.00")
    assert table[0].index("at most") + len("at most") == table[2].index("  OVER")


def test_of_the_queue_too_many_queries_and_too_long_a_list_are_named():
    few, slow, asks = [10.0, 11], [31.0, 11], [10.0, 12]
    rows = [
        {"name": name, "few": few, "many": many}
        for name, many in (("fine", [29.0, 11]), ("slow", slow), ("asks", asks))
    ]
    assert list(queue.complaints(rows, slack=1)) == [
        "queue, slow: 3.10 times, and may take 3.00.",
        "queue, asks: 12 queries, and 11 with few.",
    ]
    assert list(queue.complaints(rows[:2], slack=2)) == []
    assert [line.split()[0] for line in queue.as_text(rows).splitlines()[1:]] == ["fine", "slow", "asks"]


def test_a_blog_of_few_posts_and_of_more(tmp_path):
    """The whole way, with numbers that take seconds."""
    env = {"BENCH_DATABASE": "sqlite", "BENCH_NAME": str(tmp_path / "posts.sqlite3")}
    env |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "DJANGO_MEDIA": str(tmp_path)}
    command = [sys.executable, "manage.py", "measure_posts", "200", "220"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | env, capture_output=True, text=True)
    rows = json.loads(done.stdout)
    assert len(rows) >= 10
    for row in rows:
        (few_ms, few_queries), (many_ms, many_queries) = row["few"], row["many"]
        assert few_ms > 0 < many_ms and many_queries <= few_queries <= queue.MOST_QUERIES_OF_BLOG, row
    assert list(queue.complaints(rows, 1000, "blog", queue.MOST_QUERIES_OF_BLOG)) == []
    assert "blog, sqlite" in queue.as_text(rows, "blog, sqlite")
