from datetime import date

import pytest

from coprod_wagtail.importers import names
from coprod_wagtail.importers.formats.saved_page import attribution, boilerplate

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("line", "name", "day"),
    [
        ("Posted on 4 May 2012 by Sam Reed", "Sam Reed", date(2012, 5, 4)),
        ("Posted by Sam Reed on 4 May 2012", "Sam Reed", date(2012, 5, 4)),
        ("Posted by Sam Reed, 4 May 2012 at 10:30", "Sam Reed", date(2012, 5, 4)),
        ("Posted 4 May 2012 by Sam Reed", "Sam Reed", date(2012, 5, 4)),
        ("Submitted by Sam Reed on Fri, 04/05/2012 - 10:30", "Sam Reed", date(2012, 5, 4)),
        ("4 May 2012 by Sam Reed", "Sam Reed", date(2012, 5, 4)),
        ("By Sam Reed on 4 May 2012", "Sam Reed", date(2012, 5, 4)),
        ("Comment by Sam Reed on 4 May 2012", "Sam Reed", date(2012, 5, 4)),
        ("Sam Reed said on 4 May 2012", "Sam Reed", date(2012, 5, 4)),
        ("On 4 May 2012, Sam Reed wrote:", "Sam Reed", date(2012, 5, 4)),
        ("Sam Reed on 4 May 2012", "Sam Reed", date(2012, 5, 4)),
        ("Sam Reed says:", "Sam Reed", None),
        ("Posted by Sam Reed", "Sam Reed", None),
        ("Posted on by Old Site User", "Old Site User", None),
        ("POSTED ON BY OLD SITE USER", "OLD SITE USER", None),
        ("Posted on by", "", None),
        ("Posted by on 4 May 2012", "", date(2012, 5, 4)),
        ("Posted on 4 May 2012", "", date(2012, 5, 4)),
    ],
)
def test_lines_that_say_who_and_when(line, name, day):
    marker = attribution.find([line])
    assert marker.name == name
    assert (marker.moment and marker.moment.value.date()) == day


@pytest.mark.parametrize(
    "line",
    [
        "Posted in the letterbox by the door",
        "Written with love by all of us",
        "Left by the side of the road",
        "By the way",
        "Stand by me",
        "She said it was late.",
        "We met on 4 May 2012",
        "Nothing about us without us",
        "",
    ],
)
def test_sentences_are_none(line):
    assert attribution.find([line]) is None


@pytest.mark.parametrize(
    ("lines", "name", "count"),
    [
        (["Posted on", "by", "Old Site User", "Good words."], "Old Site User", 3),
        (["Posted on 4 May 2012", "by Sam", "Good words."], "Sam", 2),
        (["Sam says:", "4 May 2012 at 10:30 am", "Good words."], "Sam", 2),
        (["Posted by Sam", "Good words."], "Sam", 1),
        (["Sam Reed", "4 May 2012", "Good words."], "Sam Reed", 2),
    ],
)
def test_a_line_that_a_browser_broke(lines, name, count):
    marker = attribution.find(lines)
    assert (marker.name, marker.lines) == (name, count)


@pytest.mark.parametrize(
    "name",
    [
        "Old Site User",
        "ANONYMOUS",
        "guest",
        " Admin ",
        "Anonymous (not verified)",
        "user 17",
        "",
        "-",
        "sam@example.org",
        "10.0.0.1",
    ],
)
def test_names_that_are_lost(name):
    assert names.known(name) is None


@pytest.mark.parametrize(
    ("name", "shown"), [("Sam", "Sam"), (" Ann  (not verified) ", "Ann"), ("Lee <lee@example.org>", "Lee")]
)
def test_names_that_are_known(name, shown):
    assert names.known(name) == shown


@pytest.mark.parametrize(
    "line",
    [
        "Add your comment", "ADD YOUR COMMENT:", "Leave this field empty", "Comments", "Comments (3)", "12 comments", "Share this:",
        "Print this page", "Submit", "Leave a Reply", "4 thoughts on “Ramps”", "Reader's comments", "© 2012 Kettle Lane",
    ],
)  # fmt: skip
def test_fixed_words_of_old_sites(line):
    assert boilerplate.recognise(line)


@pytest.mark.parametrize(
    "line",
    [
        "What do you think?",
        "Comments were kind.",
        "Share this with a friend who needs it.",
        "One response to this is to listen.",
    ],
)
def test_words_of_people_are_not(line):
    assert boilerplate.recognise(line) is None
