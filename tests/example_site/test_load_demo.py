import re
from datetime import time
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, Page, Revision, Site

from coprod_wagtail.comments.actions import DeclineComment, PublishComment
from coprod_wagtail.comments.constants import AuthorKind, DatePrecision, QueueRank, Sign, State, Status
from coprod_wagtail.comments.models import (
    Case,
    CommentReport,
    Conversation,
    CoveredPart,
    DecisionGround,
    NoticeSettings,
    ReaderComment,
    ReaderCommentSettings,
    SavedAnswer,
    SavedFilter,
    WordListEntry,
)
from coprod_wagtail.comments.moderation.queue import in_queue_order
from coprod_wagtail.comments.moderation.word_lists.naming import name_entries
from coprod_wagtail.comments.permissions import policy
from coprod_wagtail.models import SearchAndSharing, SiteHelp
from coprod_wagtail.pages.models import BlogPostPage, ConversationPage, MemberProfilePage
from example_site.home.demo import comments, content, members, pages, posts
from example_site.home.demo.pictures import PICTURES, draw
from example_site.home.models import HomePage

from .recounting import as_stored, recount

pytestmark = [pytest.mark.django_db, pytest.mark.pure]


def run():
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def everything():
    return {
        "pages": set(Page.objects.values_list("pk", "title", "slug", "url_path", "live")),
        "comments": set(ReaderComment.objects.values_list("pk", "body", "status", "listed")),
        "conversations": set(Conversation.objects.values_list()),
        "pictures": get_image_model().objects.count(),
        "revisions": Revision.objects.count(),
        "users": set(get_user_model().objects.values_list("username", "password")),
        "groups": {group.name: set(group.permissions.all()) for group in Group.objects.all()},
    }


def all_pages():
    return [page for page in Page.objects.filter(depth__gt=1).specific() if page.url]


class TestPages:
    @pytest.mark.framework
    def test_every_page_answers_under_any_host(self, demo, client):
        for page in all_pages():
            response = client.get(page.get_url(), headers={"host": "wherever.example.com"})
            assert response.status_code == 200, page

    def test_the_promised_addresses_lead_somewhere(self, demo, client):
        for address in ("/", "/blog/", "/members/", "/have-your-say/", "/privacy/", "/accessibility/", "/house-rules/"):
            assert client.get(address).status_code == 200, address

    def test_wagtails_welcome_page_is_gone(self, demo):
        assert isinstance(Site.objects.get().root_page.specific, HomePage)
        assert not Page.objects.filter(title__startswith="Welcome to your new Wagtail").exists()

    def test_the_menu_has_the_sections(self, demo):
        in_menus = Site.objects.get().root_page.get_children().filter(show_in_menus=True)
        assert [page.title for page in in_menus] == ["Blog", "Members", "Have your say"]

    @pytest.mark.framework
    def test_links_in_texts_lead_to_live_pages(self, demo, client):
        html = client.get("/").content.decode()
        assert '<a href="/members/">' in html
        assert '<a href="/blog/how-the-tuesday-table-decides/">' in html

    @pytest.mark.framework
    def test_an_editor_could_save_every_page_as_it_is(self, demo):
        for page in all_pages():
            page.full_clean()
            for name in ("body", "links"):
                if hasattr(page, name):
                    value = getattr(page, name)
                    value.stream_block.clean(value)

    def test_every_page_has_a_first_version(self, demo):
        for page in all_pages():
            assert page.live_revision_id is not None
            assert page.latest_revision_id == page.live_revision_id
            assert not page.has_unpublished_changes
            assert page.latest_revision.as_object().title == page.title

    def test_posts_come_from_the_last_year_and_differ_in_length(self, demo):
        ages = [(timezone.localdate() - post.date).days for post in BlogPostPage.objects.all()]
        assert len(ages) == 9
        assert 0 < min(ages) < 14 and 270 < max(ages) < 366
        minutes = {post.reading_minutes for post in BlogPostPage.objects.all()}
        assert len(minutes) > 1

    def test_authors_are_members_and_others(self, demo):
        bylines = [author for post in BlogPostPage.objects.all() for author in post.byline]
        assert any(author.profile for author in bylines)
        assert "Ruth, a family carer" in [author.name for author in bylines if not author.profile]
        assert any(len(post.byline) > 1 for post in BlogPostPage.objects.all())

    def test_one_post_has_no_picture_and_the_others_say_what_theirs_show(self, demo):
        with_picture = [post for post in BlogPostPage.objects.all() if post.image]
        assert len(with_picture) == 6
        assert all(len(post.picture_words) > 20 for post in with_picture)

    def test_members_are_as_they_chose(self, demo):
        profiles = MemberProfilePage.objects.all()
        assert any(profile.photo for profile in profiles)
        assert any(not profile.photo and profile.long_text for profile in profiles)
        jonah = profiles.get(slug="jonah")
        assert not (jonah.photo or jonah.role or jonah.short_text or jonah.long_text or jonah.links)

    def test_one_question_is_open_and_one_is_closed(self, demo):
        states = {}
        for page in ConversationPage.objects.all():
            conversation = Conversation.for_page_id(page.pk)
            states[page.slug] = conversation.state()
        assert states == {"the-front-room": State.OPEN, "the-minibus-on-saturdays": State.CLOSED}

    def test_the_sites_settings_are_filled_in(self, demo):
        site = Site.objects.get()
        assert site.site_name == "Kettle Lane"
        assert SiteHelp.objects.get(site=site).phone == "01632 960 114"
        sharing = SearchAndSharing.objects.get(site=site)
        assert sharing.no_ai_training and sharing.picture_alt.startswith("A row of coloured houses")
        settings = ReaderCommentSettings.objects.get(site=site)
        assert settings.privacy_page.slug == "privacy"
        assert len(settings.house_rules_lines()) == 4
        assert settings.bank_holidays == "england_and_wales"
        assert (settings.hours, len(settings.other_ways_lines())) == ((time(10), time(16)), 2)


class TestComments:
    @pytest.mark.framework
    def test_listing_and_counters_are_right(self, demo):
        for conversation in Conversation.objects.all():
            assert as_stored(conversation) == recount(conversation), conversation

    def test_the_moderator_has_one_from_a_colleague_and_a_filter_that_finds_something(self, demo, client):
        moderator = get_user_model().objects.get(username="moderator")
        client.force_login(moderator)
        url = reverse("coprod_reader_comments:index")
        assert "1 handed over to you" in client.get(url).text
        saved = SavedFilter.objects.get(user=moderator)
        found = client.get(f"{url}?{saved.query}")
        assert found.context["current_filter"] == saved and len(found.context["object_list"]) == 2

    def test_what_shows_was_published_by_somebody_after_it_came(self, demo):
        lines = ModelLogEntry.objects.filter(action=PublishComment.log_action)
        came = ReaderComment.objects.in_bulk([int(line.object_id) for line in lines])
        assert len(lines) > 40
        for line in lines:
            assert came[int(line.object_id)].received_at < line.timestamp <= timezone.now()

    def test_nothing_is_said_before_its_time(self, demo):
        now = timezone.now()
        for comment in ReaderComment.objects.select_related("reply_to", "page").exclude(posted_at=None):
            assert comment.page.first_published_at < comment.posted_at < now, comment.body
            if comment.reply_to and comment.reply_to.posted_at:
                assert comment.reply_to.posted_at < comment.posted_at, comment.body

    def test_replies_stay_on_the_page_and_in_the_thread(self, demo):
        for comment in ReaderComment.objects.exclude(reply_to=None).select_related("reply_to"):
            assert comment.page_id == comment.reply_to.page_id
            assert comment.thread_id == comment.reply_to.thread_start_id

    def test_one_thread_is_lively(self, demo):
        replies_to_replies = ReaderComment.objects.filter(page__slug="the-letter-nobody-could-read").exclude(
            reply_to__reply_to=None
        )
        assert replies_to_replies.count() >= 5

    def test_one_old_comment_lost_its_writer_and_its_date(self, demo):
        comment = ReaderComment.objects.get(author_kind=AuthorKind.UNKNOWN)
        assert comment.posted_at is None
        assert comment.posted_precision == DatePrecision.UNKNOWN
        assert not comment.author_name

    def test_a_hidden_comment_leaves_a_line_and_the_moderator_is_named_for_it(self, demo, client):
        comment = ReaderComment.objects.get(status=Status.HIDDEN)
        assert comment.listed
        html = client.get(comment.page.get_url()).content.decode()
        assert f'id="comment-{comment.pk}"' in html
        assert comment.body not in html
        entry = ModelLogEntry.objects.get(object_id=str(comment.pk), action="coprod_comments.hide")
        assert entry.user.username == "moderator"

    def test_readers_have_told_the_charity_something_and_one_comment_is_covered(self, demo, client):
        reasons = list(CommentReport.objects.open().order_by("pk").values_list("reason", flat=True))
        assert reasons == ["about_me", "worried", "personal"]
        comment = ReaderComment.objects.get(status=Status.COVERED)
        html = client.get(comment.page.get_url()).content.decode()
        assert "We have covered it until we have." in html and comment.body not in html
        assert set(Case.objects.open().values_list("kind", flat=True)) == {"about_me", "worried", "personal"}

    def test_some_are_waiting_and_one_has_a_sign(self, demo):
        waiting = ReaderComment.objects.awaiting_moderation()
        assert waiting.count() == 40
        assert "many_links" in [comment.signs[0] for comment in waiting if comment.signs]

    def test_a_word_list_has_brought_one_of_them_to_the_top(self, demo):
        assert WordListEntry.objects.count() == 3
        first, second = in_queue_order(ReaderComment.objects.all())[:2]
        name_entries([first])
        assert first.sign_labels == ["It has words from your word list: “be better off”."]
        assert (first.queue_rank, second.queue_rank) == (QueueRank.FIRST, QueueRank.USUAL)

    def test_one_was_typed_in_and_some_say_that_somebody_helped(self, demo):
        assert ReaderComment.objects.get(typed_in__isnull=False).typed_in.came_by == "phone"
        assert set(ReaderComment.objects.exclude(helped="").values_list("helped", flat=True)) == {"private", "shown"}
        assert ReaderComment.objects.filter(author_name="Kettle Lane Team").get().signs[-2] == Sign.OFFICIAL_NAME

    def test_one_was_declined_with_marked_words_and_one_has_a_number_covered(self, demo, client):
        ground = DecisionGround.objects.get()
        assert ground.reason == "private-details" and ground.mend and len(ground.marks) == 2
        part = CoveredPart.objects.get()
        html = client.get(part.comment.page.get_url()).content.decode()
        assert "[phone number removed by us]" in html and part.words not in html
        assert SavedAnswer.objects.count() == 2

    def test_one_is_folded_under_a_note(self, demo):
        noted = ReaderComment.objects.visible().exclude(content_note="").get()
        assert noted.content_note == "It is about people who nearly get hurt on the road."

    def test_some_are_in_other_languages(self, demo):
        assert set(ReaderComment.objects.values_list("language", flat=True)) == {"en-gb", "cy", "ar", ""}

    def test_one_post_has_no_comments_yet(self, demo):
        assert not BlogPostPage.objects.get(slug="half-a-bed-of-beans").reader_comments.exists()


class TestSignIns:
    def user(self, username):
        return get_user_model().objects.get(username=username)

    @pytest.mark.framework
    def test_all_of_them_open_with_the_printed_password(self, demo, client):
        for username in ("admin", "editor", "moderator", "volunteer"):
            assert client.login(username=username, password="kettle-lane-demo")
            assert client.get("/admin/").status_code == 200

    @pytest.mark.framework
    def test_the_editor_publishes_pages_and_leaves_comments_alone(self, demo):
        editor = self.user("editor")
        home = Site.objects.get().root_page
        assert home.permissions_for_user(editor).can_publish()
        assert home.permissions_for_user(editor).can_add_subpage()
        assert not policy.user_has_permission(editor, "moderate")

    @pytest.mark.framework
    def test_the_moderator_hears_at_once_of_what_comes_from_now_on(self, demo):
        row = NoticeSettings.objects.get()
        assert (row.user, row.how) == (self.user("moderator"), "at_once")
        assert not ReaderComment.objects.filter(status="pending", status_since__gt=row.told_until).exists()

    def test_the_moderator_decides_about_comments_and_leaves_pages_alone(self, demo):
        moderator = self.user("moderator")
        assert policy.user_has_permission(moderator, "moderate")
        assert not Site.objects.get().root_page.permissions_for_user(moderator).can_edit()
        assert moderator.get_all_permissions() == {
            "wagtailadmin.access_admin",
            "coprod_comments.moderate_readercomment",
            "coprod_comments.add_for_someone_readercomment",
            "coprod_comments.answer_readercomment",
            "coprod_comments.see_safeguarding_readercomment",
            "coprod_comments.handle_cases_readercomment",
        }

    @pytest.mark.framework
    def test_the_volunteer_reads_one_section_and_one_post_and_not_why_somebody_is_worried(self, demo, client):
        volunteer = self.user("volunteer")
        pages = {comment.page.slug for comment in policy.comments_for(volunteer).select_related("page")}
        assert pages == {"the-front-room", "the-minibus-on-saturdays", "two-hours-on-a-thursday"}
        assert volunteer.get_all_permissions() == {"wagtailadmin.access_admin"}
        client.force_login(volunteer)
        listed = client.get("/admin/reader-comments/").content.decode()
        assert "only some of your team may read" in listed
        assert "has not answered his door" not in listed


class TestAgain:
    @pytest.mark.framework
    def test_a_second_run_makes_nothing(self, demo):
        before = everything()
        out = run()
        assert everything() == before
        assert "nothing was missing" in out

    def test_it_keeps_what_people_changed(self, demo, admin_user):
        post = BlogPostPage.objects.get(slug="half-a-bed-of-beans")
        post.title, post.slug = "All of the beans", "all-of-the-beans"
        post.save()
        page = Page.objects.get(slug="about-us")
        page.move(Page.objects.get(slug="have-your-say"), "last-child")
        DeclineComment(ReaderComment.objects.awaiting_moderation().first(), user=admin_user)()
        conversation = Conversation.objects.get(page__slug="the-front-room")
        Conversation.objects.filter(pk=conversation.pk).update(closes_at=None)
        SiteHelp.objects.update(phone="01632 960 999")
        editor = get_user_model().objects.get(username="editor")
        editor.groups.clear()
        before = everything()

        run()

        assert everything() == before
        assert SiteHelp.objects.get().phone == "01632 960 999"
        assert not editor.groups.exists()

    @pytest.mark.framework
    def test_it_brings_back_what_is_missing(self, demo):
        BlogPostPage.objects.get(slug="half-a-bed-of-beans").delete()
        assert "1 page, 0 pictures, 0 comments" in run()
        assert BlogPostPage.objects.filter(slug="half-a-bed-of-beans", image__isnull=False).exists()

    def test_it_says_when_a_password_is_another_one(self, demo):
        moderator = get_user_model().objects.get(username="moderator")
        moderator.set_password("a secret of mine")
        moderator.save()
        line = next(line for line in run().splitlines() if "moderator" in line)
        assert "changed" in line
        assert "kettle-lane-demo" not in line


class TestInvented:
    """Nobody may take the demo for a real charity, or reach a real person through it."""

    texts = repr([vars(module) for module in (comments, members, pages, posts)])

    def test_it_says_so(self, demo, client):
        assert b"does not exist" in client.get("/about-us/").content
        assert b"invented" in client.get("/").content

    def test_phone_numbers_are_kept_for_drama(self):
        numbers = re.findall(r"\b0\d[\d ]{7,}\b", self.texts)
        assert numbers
        assert all(number.replace(" ", "").startswith("01632960") for number in numbers)

    def test_addresses_are_kept_for_examples(self):
        hosts = re.findall(r"(?:https?://|[\w.]+@)([\w.-]+\w)", self.texts)
        assert hosts
        assert all(re.fullmatch(r"(?:\w+\.)*example(?:\.org)?", host) for host in hosts), hosts


class TestDrawing:
    @pytest.mark.parametrize("name", PICTURES)
    def test_a_picture_is_the_same_every_time(self, name):
        assert draw(name) == draw(name)
        assert draw(name).startswith(b"\x89PNG")

    def test_every_picture_is_used(self):
        used = set(re.findall(r"Picture\(drawing='(\w+)'", TestInvented.texts))
        assert used == set(PICTURES)

    def test_pictures_come_with_words(self):
        alts = re.findall(r"Picture\(drawing=.*?, title='.*?', alt=['\"](.*?)['\"]\)", TestInvented.texts)
        assert len(alts) >= len(PICTURES)
        assert all(len(alt) > 20 for alt in alts)


def test_every_comment_has_a_key_of_its_own():
    keys = [words.key for words in comments.WORDS]
    assert len(set(keys)) == len(keys)
    assert all(isinstance(words, content.Words) for words in comments.WORDS)
