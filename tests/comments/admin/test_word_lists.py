"""Keeping a word list in the admin: who may, trying an entry, and tables in and out."""

import csv
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.comments.models import ReaderComment, WordListEntry
from coprod_wagtail.comments.moderation.word_lists import table, try_it
from coprod_wagtail.comments.moderation.word_lists.entries import clean_entry
from coprod_wagtail.comments.moderation.word_lists.matching import key_of
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory, UserFactory

from ..sending import soup

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX, ADD, IMPORT = (f"coprod_word_list:{name}" for name in ("index", "add", "import"))


def user_with(*codenames):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


@pytest.fixture
def keeper(client):
    """May change the settings for reader comments, and read them."""
    user = user_with("change_readercommentsettings", "moderate_readercomment")
    client.force_login(user)
    return user


@pytest.fixture
def site():
    return Site.objects.get(is_default_site=True)


def entry(site, text, effect="hold", language="en"):
    return WordListEntry.objects.create(site=site, language=language, words=text, key=key_of(text), effect=effect)


def fields(site, text, **changes):
    return {"words": text, "language": "en-gb", "site": site.pk, "effect": "hold"} | changes


def errors(response):
    return [found.get_text(" ", strip=True) for found in soup(response).select(".error-message, .w-field__errors")]


# Who may


@pytest.mark.parametrize("name", [INDEX, ADD, IMPORT])
@pytest.mark.parametrize(
    ("codenames", "status"), [((), 302), (("moderate_readercomment",), 302), (("change_readercommentsettings",), 200)]
)
def test_whoever_may_change_the_settings_keeps_the_list(client, codenames, status, name):
    client.force_login(user_with(*codenames))
    assert client.get(reverse(name)).status_code in (status, 403 if status == 302 else status)


def test_others_find_it_in_no_menu_and_change_nothing(client, site, moderator):
    client.force_login(moderator)
    assert reverse(INDEX) not in client.get(reverse("coprod_reader_comments:index")).content.decode()
    client.post(reverse(ADD), fields(site, "scam"))
    client.post(reverse(IMPORT), {"site": site.pk, "table": "words,language\nscam,en-gb\n", "do": "import"})
    assert not WordListEntry.objects.exists()


# Entries


def test_an_entry_is_added_changed_and_taken_out_and_the_log_has_no_words(client, keeper, site):
    client.post(reverse(ADD), fields(site, "  Get   rich ", effect="first"))
    made = WordListEntry.objects.get()
    assert (made.words, made.effect, made.language, made.key) == ("Get rich", "first", "en-gb", key_of("get rich"))
    client.post(reverse("coprod_word_list:edit", args=[made.pk]), fields(site, "get poor"))
    made.refresh_from_db()
    assert (made.words, made.key) == ("get poor", key_of("get poor"))
    client.post(reverse("coprod_word_list:delete", args=[made.pk]))
    assert not WordListEntry.objects.exists()
    lines = ModelLogEntry.objects.order_by("pk")
    assert [line.action for line in lines] == ["wagtail.create", "wagtail.edit", "wagtail.delete"]
    assert {line.label for line in lines} == {f"Word list entry {made.pk}"} and "rich" not in str(lines.values())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("...", "Write a word, or a few words in a row."),
        ("a b c d e f g h i j k l m", "Use up to 12 words."),
        ("SCAM!", "These words are in the list already."),
    ],
)
def test_what_could_never_be_found_or_is_there_is_no_entry(client, keeper, site, text, says):
    entry(site, "scam", language="en-gb")
    response = client.post(reverse(ADD), fields(site, text))
    assert response.status_code == 200 and says in " ".join(errors(response))
    assert WordListEntry.objects.count() == 1


def test_half_a_character_is_none():
    with pytest.raises(ValidationError, match="broken"):
        clean_entry("scam \ud800")


def test_the_list_shows_what_each_does_and_costs_the_same_for_many(client, keeper, site, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    entry(site, "scam", "first")
    client.get(reverse(INDEX))
    with CaptureQueriesContext(connection) as few:
        page = client.get(reverse(INDEX)).content.decode()
    assert "scam" in page and "The comment waits, and comes first" in page
    for number in range(10):
        entry(site, f"scam {number}")
    with django_assert_num_queries(len(few)):
        client.get(reverse(INDEX))


# Trying


def test_trying_shows_what_would_have_been_held_and_keeps_nothing(client, keeper, site, post):
    found = ReaderCommentFactory(page=post, body="What a SCAM.", language="en-gb")
    ReaderCommentFactory(page=post, body="Scampi are nice.", language="en-gb")
    ReaderCommentFactory(page=post, body="Scam yw hyn.", language="cy")
    response = client.post(reverse(ADD), fields(site, "scam") | {"try": "1"})
    told = soup(response).select_one(".coprod-tried")
    assert "the last 2 comments" in told.get_text() and "1 comment has these words." in told.get_text()
    assert [link["href"] for link in told.select("a")] == [reverse("coprod_reader_comments:inspect", args=[found.pk])]
    assert not WordListEntry.objects.exists() and not ModelLogEntry.objects.exists()
    assert soup(response).select_one("input[name=words]")["value"] == "scam"


def test_an_entry_that_is_there_can_be_tried_with_other_words(client, keeper, site, post):
    made = entry(site, "tram", language="en-gb")
    ReaderCommentFactory(page=post, body="The bus.", language="en-gb")
    response = client.post(reverse("coprod_word_list:edit", args=[made.pk]), fields(site, "bus") | {"try": "1"})
    assert "1 comment has these words." in soup(response).select_one(".coprod-tried").get_text()
    made.refresh_from_db()
    assert made.words == "tram"


def test_nobody_is_shown_what_they_may_not_read(client, site, post):
    ReaderCommentFactory(page=post, body="What a scam.", language="en-gb")
    client.force_login(user_with("change_readercommentsettings"))
    page = client.post(reverse(ADD), fields(site, "scam") | {"try": "1"}).content.decode()
    assert "None has these words." in page and "What a scam" not in page


def test_another_website_s_comments_are_left_out(post, site, root_page):
    elsewhere = Site.objects.create(hostname="other.example.org", root_page=BlogPostPageFactory(parent=root_page))
    ReaderCommentFactory(page=post, body="What a scam.", language="en")
    user = ModeratorFactory()
    assert try_it.try_entry("scam", site=site, language="en", user=user).number == 1
    assert try_it.try_entry("scam", site=elsewhere, language="en", user=user).number == 0


def test_so_many_are_looked_through_and_no_more(post, site, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(try_it, "LOOKED_THROUGH", 3)
    monkeypatch.setattr(try_it, "SHOWN", 2)
    for _number in range(5):
        ReaderCommentFactory(page=post, body="What a scam.", language="en")
    user = UserFactory.build(is_superuser=True)
    with django_assert_num_queries(2 + 1):  # one for the root page of the site, which the test has not asked for
        tried = try_it.try_entry("scam", site=site, language="en", user=user)
    assert (tried.looked_through, tried.number) == (3, 3)
    newest = ReaderComment.objects.order_by("-received_at", "-pk")[:2]
    assert tried.comments == list(newest)


# Tables


def upload(client, site, text, **changes):
    file = SimpleUploadedFile("list.csv", text if isinstance(text, bytes) else text.encode())
    return client.post(reverse(IMPORT), {"site": site.pk, "file": file} | changes)


def confirm(client, response):
    form = soup(response).select_one("form#w-editor-form")
    data = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
    return client.post(reverse(IMPORT), data | {"do": "import"})


def test_a_table_first_shows_what_it_would_change(client, keeper, site):
    entry(site, "scam", language="en-gb")
    kept = entry(site, "bus", language="en-gb")
    text = "Words;Language;Effect\nScam;EN-GB;first\nbus;en-gb;hold\nget rich;en-gb;\n...;en-gb;hold\ntram;xx;hold\ntrain;en-gb;refuse\n"
    response = upload(client, site, text)
    said = soup(response).select_one("[aria-labelledby=coprod-plan]").get_text(" ", strip=True)
    for words in ("1 new entry", "1 entry would do something else", "1 entry is there already", "3 lines are left out"):
        assert words in said
    assert "Line 5, “...”: Write a word" in said and "Line 6, “tram”: This website has no language “xx”" in said
    assert "Line 7, “train”: In the column “effect” we know: hold, first." in said
    assert WordListEntry.objects.count() == 2 and not ModelLogEntry.objects.exists()

    assert confirm(client, response).status_code == 302
    assert dict(WordListEntry.objects.values_list("words", "effect")) == {
        "scam": "first",
        "bus": "hold",
        "get rich": "hold",
    }
    kept.refresh_from_db()
    line = ModelLogEntry.objects.get()
    assert (line.action, line.data) == ("coprod_comments.import_word_list", {"new": 1, "changed": 1})
    assert line.user == keeper


def test_what_comes_out_goes_in_and_changes_nothing(client, keeper, site):
    for number, effect in enumerate(("hold", "first", "hold")):
        entry(site, f"tŷ “{number}”, café", effect, language="en-gb")
    response = client.get(f"{reverse(INDEX)}?export=csv")
    out = b"".join(response.streaming_content)
    assert list(csv.DictReader(StringIO(out.decode())))[0].keys() == {"words", "language", "effect"}
    said = upload(client, site, out).content.decode()
    assert "3 entries are there already" in said and "0 new entries" in said
    assert client.get(f"{reverse(INDEX)}?export=xlsx").status_code == 200


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Choose a table."),
        (b"words,language\n\xff\xfe,en-gb", "Save the table as CSV in UTF-8"),
        ("one,two\nscam,en", "The first line has to name the columns"),
        ('words,language\n"scam', "We cannot read this table."),
        (b"words,language\n" + b"x" * table.MOST_BYTES, "This file is too big."),
    ],
)
def test_what_is_no_table_is_said(client, keeper, site, text, says):
    response = upload(client, site, text) if text else client.post(reverse(IMPORT), {"site": site.pk})
    assert says in response.content.decode()


def test_an_import_counts_at_once(site, keeper, django_assert_max_num_queries):
    from coprod_wagtail.comments.moderation.word_lists.lists import look_in

    look = {"site_id": site.pk, "language": "en"}
    assert not look_in(("scam 7",), **look).entries
    text = "words,language,effect\n" + "".join(f"scam {number},en-gb,first\n" for number in range(1500))
    with django_assert_max_num_queries(20):
        table.ImportWordList(site, table.read_table(text.encode()), user=keeper)()
    found = look_in(("scam 7",), **look)
    assert len(found.entries) == 1 and found.comes_first


def test_a_list_has_an_end(site, keeper, monkeypatch):
    monkeypatch.setattr(table, "MOST_ENTRIES", 2)
    entry(site, "bus", language="en-gb")
    with pytest.raises(ValidationError):
        table.ImportWordList(site, table.read_table(b"words,language\na,en-gb\nb,en-gb"), user=keeper)()
    assert WordListEntry.objects.count() == 1


def test_a_word_that_looks_like_a_formula_is_no_formula_in_a_workbook(client, keeper, site):
    from openpyxl import load_workbook

    entry(site, "=1+1")
    response = client.get(f"{reverse(INDEX)}?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].data_type == "s"
