"""A name that looks like the website's own, a team's or a member's carries a sign, and is never refused."""

import pytest
from django.apps import apps
from wagtail.models import Site

from coprod_wagtail.comments.constants import Policy, Sign, Status
from coprod_wagtail.comments.models import ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.moderation.official_names import looks_official

from ..sending import send, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture(autouse=True)
def kettle_lane(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}
    settings.WAGTAIL_SITE_NAME = "Kettle Lane"
    Site.objects.filter(is_default_site=True).update(site_name="Tŷ Tegell")


@pytest.mark.parametrize(
    "name",
    [
        "Kettle Lane", "kettle lane team", "The KETTLE LANE Team", "Kettle-Lane staff", "KettleLane", "Team Kettle Lane",
        "Sam from the Kettle Lane team", "K e t t l e L a n e", "Tŷ Tegell", "ty tegell", "Tîm Tŷ Tegell",
        # Cyrillic а and е; a figure for a letter; wide letters
        "K\u0435ttl\u0435 L\u0430n\u0435", "Kett1e Lane", "K3ttle Lan3 te4m", "Ｋｅｔｔｌｅ Lane", "Kettle Lan\u00e9",
        "admin", "Admin", "ADMIN", "\u0430dmin", "adm1n", "administrator", "Moderator Jo", "The moderator", "a d m i n",
        "webmaster", "Staff", "the team", "Gweinyddwr", "Office team", "Tîm y swyddfa",
    ],
)  # fmt: skip
def test_official_names(name):
    assert looks_official(name, "Tŷ Tegell")


@pytest.mark.parametrize(
    "name",
    [
        "Sam", "a family carer", "Kettle Lane neighbour", "Lives near Kettle Lane", "Kettle", "Lane", "support worker",
        "Teamwork", "Timothy", "Tim", "TIM", "Tim o", "the Tim", "Ann Otieno", "Modesty", "someone on the team of cooks", "Nain", "测试", "!!!", "0", "",
    ],
)  # fmt: skip
def test_other_names(name):
    assert not looks_official(name, "Tŷ Tegell")


@pytest.mark.shape
def test_it_is_a_sign_in_words_and_keeps_it_from_showing(client, post):
    site = Site.objects.get(is_default_site=True)
    ReaderCommentSettings.objects.update_or_create(site=site, defaults={"policy": Policy.SHOW_FIRST})
    assert send(client, post, **words(author_name="Kettle Lane team")).status_code == 302
    comment = ReaderComment.objects.get()
    assert (comment.status, comment.signs) == (Status.PENDING, [Sign.OFFICIAL_NAME])
    assert comment.sign_labels == ["The name looks like the website’s own, a team’s or a member’s."]
    send(client, post, **words(author_name="Sam"))
    assert ReaderComment.objects.get(author_name="Sam").status == Status.PUBLISHED


@pytest.mark.skipif(not apps.is_installed("coprod_wagtail.pages"), reason="This site has no ready-made profiles.")
def test_a_members_name_costs_no_more_with_many_of_them(root_page, django_assert_num_queries):
    from tests.pages.factories import MemberIndexPageFactory, MemberProfilePageFactory

    index = MemberIndexPageFactory(parent=root_page)
    MemberProfilePageFactory(parent=index, title="Maryam Otieno", display_name="Mary Ann")
    for number in range(9):
        MemberProfilePageFactory(parent=index, title=f"Member {number}")
    MemberProfilePageFactory(parent=index, title="Gone Away", live=False)
    with django_assert_num_queries(1):
        assert looks_official("maryam  OTIENO")
    assert looks_official("Mary-Ann") and not looks_official("Maryam") and not looks_official("Gone Away")
