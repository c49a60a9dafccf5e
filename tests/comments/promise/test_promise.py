"""What readers are told of when a comment is read, how else they can comment, and that it takes longer now."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from coprod_wagtail.comments.constants import Policy, Sign
from coprod_wagtail.comments.models import ReaderCommentSettings
from tests.api.client import ApiClient
from tests.factories import ReaderCommentFactory

from ..sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

LATE = "At the moment this takes longer than usual."


@pytest.fixture(autouse=True)
def thursday(time_machine):
    time_machine.move_to("2026-05-07 10:00:00+01:00", tick=False)
    return time_machine


def decide(**values):
    site = Site.objects.get()
    return ReaderCommentSettings.objects.update_or_create(site=site, defaults=values)[0]


def form_text(client, post):
    return " ".join(soup(client.get(post.url)).select_one("#form").get_text(" ", strip=True).split())


def told(post):
    """What the other door says of the form."""
    return ApiClient().read(f"conversations/{post.pk}/").json()["form"]["texts"]


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        ({}, "We read comments Monday to Friday. You can send one at any time."),
        ({"reading_days": [0, 3]}, "We read comments on Monday and Thursday."),
        ({"reading_days": list(range(7))}, "We read comments every day."),
        (
            {"reading_from": time(9), "reading_until": time(17)},
            "We read comments Monday to Friday, from 9 a.m. to 5 p.m.",
        ),
        ({"bank_holidays": "scotland"}, "Nobody reads them on bank holidays in Scotland."),
        ({"days_off": "20/05/2026"}, "Nobody reads them on Wednesday 20 May."),
        (
            {"days_off": "01/09/2026\n20/05/2026 to 22/05/2026"},
            "Nobody reads them from Wednesday 20 May to Friday 22 May.",
        ),
        ({"answer_days": 0}, "usually on the day it comes"),
    ],
)
def test_both_doors_say_when_comments_are_read(client, post, decided, said):
    decide(**decided)
    found = told(post)
    assert said in form_text(client, post)
    assert said in " ".join([found["promise"], *found["reading_times"]])


def test_days_off_that_are_over_or_far_away_are_not_told(client, post):
    decide(days_off="01/05/2026\n24/12/2026")
    assert len(told(post)["reading_times"]) == 1


def test_the_promise_counts_what_editors_decided(client, post):
    decide(answer_days=1, bank_holidays="england_and_wales", reading_days=[0, 4], days_off="08/05/2026")
    sent = send(client, post, **words())
    # Friday is a day off of their own, and the Mondays are working days.
    assert "until Monday 11 May at the latest" in soup(client.get(sent.url)).get_text()


def test_sent_when_nobody_reads_says_when_somebody_does_again(client, post, thursday):
    decide(reading_from=time(9), reading_until=time(17))
    said = "Nobody reads comments right now. We start again on Friday 8 May at 9 a.m."
    place = send(client, post, **words()).url.split("#")[0]
    assert said not in soup(client.get(place)).get_text()
    thursday.move_to("2026-05-07 20:00:00+01:00")
    assert said in soup(client.get(place)).get_text()
    secret = place.rstrip("/").rsplit("/", 1)[-1]
    assert said in ApiClient().read(f"slips/{secret}/").json()["lines"]


# When the promise is not kept


def test_the_form_says_when_it_takes_longer(client, post, thursday):
    decide(answer_days=2)
    comment = ReaderCommentFactory(page=post, status="pending")
    thursday.move_to("2026-05-11 23:00:00+01:00")  # the day that was promised
    assert LATE not in form_text(client, post)
    thursday.move_to("2026-05-12 00:30:00+01:00")
    assert LATE in form_text(client, post)
    assert LATE in told(post)["promise"]
    assert "within 2 working days" not in form_text(client, post)
    comment.status = "published"
    comment.save()
    assert LATE not in form_text(client, post)


def test_also_where_nobody_has_saved_the_settings(client, post, thursday):
    ReaderCommentFactory(page=post, status="pending")
    thursday.move_to("2026-05-20 10:00:00+01:00")
    assert LATE in form_text(client, post)


@pytest.mark.parametrize("sign", [Sign.MANY_AT_ONCE, Sign.HONEYPOT])
def test_what_programs_send_does_not_make_it_late(client, post, thursday, sign):
    ReaderCommentFactory(page=post, status="pending", signs=[Sign.MANY_LINKS.value, sign.value])
    thursday.move_to("2026-05-20 10:00:00+01:00")
    assert LATE not in form_text(client, post)
    ReaderCommentFactory(page=post, status="pending", signs=[Sign.MANY_LINKS.value])
    thursday.move_to("2026-06-20 10:00:00+01:00")
    assert LATE in form_text(client, post)


def test_another_site_is_not_late_for_it(post, root_page, thursday):
    ReaderCommentFactory(page=post, status="pending")
    thursday.move_to("2026-05-20 10:00:00+01:00")
    there = root_page.get_parent().add_child(instance=type(root_page)(title="Other", slug="other"))
    other = Site.objects.create(hostname="other.example", root_page=there)
    assert not ReaderCommentSettings.for_site(other).is_late
    assert ReaderCommentSettings.for_site(Site.objects.get(is_default_site=True)).is_late


def test_where_comments_show_first_nothing_is_said_of_it(client, post, thursday):
    decide(policy=Policy.SHOW_FIRST)
    ReaderCommentFactory(page=post, status="pending")
    thursday.move_to("2026-05-20 10:00:00+01:00")
    assert LATE not in form_text(client, post)


def test_it_costs_no_query(client, post, thursday):
    decide()
    client.get(post.url)
    counts = []
    for day in ("07", "20"):
        thursday.move_to(f"2026-05-{day} 10:00:00+01:00")
        client.get(post.url)  # Wagtail keeps some things for a while
        with CaptureQueriesContext(connection) as asked:
            client.get(post.url)
        counts.append(len(asked))
        ReaderCommentFactory(page=post, status="pending")
    assert counts[0] == counts[1]


# Help


def test_help_stands_folded_below_the_form(client, post):
    decide(
        urgent_help="Ring 999.",
        safeguarding_contact="Worried? Talk to Ann.",
        other_ways="Ring 020 7946 0000.\nWrite to us.",
        other_formats="Ask Ann.",
        post_to="1 Lane\nTown",
    )
    fold = soup(client.get(post.url)).find("summary", string="Help, and other ways to comment").parent
    lines = [line.get_text() for line in fold.select("li")]
    assert lines == [
        "Ring 999.", "Worried? Talk to Ann.", "Ring 020 7946 0000.", "Write to us.", "Ask Ann.",
        "You can also post your comment to: 1 Lane, Town",
    ]  # fmt: skip
    assert fold.select_one("a")["href"] == "tel:999"
    assert told(post)["help_lines"] == lines
    assert told(post)["help_title"] == "Help, and other ways to comment"


def test_nothing_is_claimed_that_nobody_said(post):
    assert len(told(post)["help_lines"]) == 1, "only where to turn in an emergency"


def test_the_house_rules_have_a_sentence_about_age(client, post):
    assert "If you are under 16, please ask a parent" in form_text(client, post)
    decide(age_words="Children write with a grown-up.")
    assert "under 16" not in form_text(client, post)
    assert told(post)["house_rules"][-1] == "Children write with a grown-up."


# What editors may decide


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"answer_days": 61}, "answer_days"),
        ({"days_off": "Christmas"}, "days_off"),
        ({"reading_from": time(9)}, "reading_until"),
        ({"reading_until": time(9)}, "reading_from"),
        ({"reading_from": time(9), "reading_until": time(9)}, "reading_until"),
        ({"bank_holidays": "france"}, "bank_holidays"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(values, field):
    with pytest.raises(ValidationError) as refused:
        ReaderCommentSettings(site=Site.objects.get(), **values).full_clean()
    assert list(refused.value.message_dict) == [field]


def test_a_day_of_the_week_has_to_be_chosen():
    field = ReaderCommentSettings._meta.get_field("reading_days").formfield()
    assert field.clean(["0", "6"]) == [0, 6]
    with pytest.raises(ValidationError, match="Choose at least one day"):
        field.clean([])
