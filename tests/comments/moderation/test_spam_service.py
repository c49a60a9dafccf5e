"""A service outside that looks for spam: when it is asked, what it is sent, what its answer does, and that nothing hangs on it."""

import time
from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.comments.actions import EditComment, EraseComment, MarkSpam, PublishComment
from coprod_wagtail.comments.constants import Policy, Sign, Status
from coprod_wagtail.comments.models import ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.moderation.spam_service import kind as spam_kind
from coprod_wagtail.comments.moderation.spam_service.base import Facts, Opinion, SpamService
from coprod_wagtail.comments.moderation.spam_service.memory import MemoryService
from coprod_wagtail.outbox.deadline import Deadline
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.sending import send_due
from coprod_wagtail.outbox.signals import now_and_then

from ..sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

MEMORY = "coprod_wagtail.comments.moderation.spam_service.memory.MemoryService"
AKISMET = "coprod_wagtail.comments.moderation.spam_service.akismet.AkismetService"
BAD = "Cheap viagra for everybody."


@pytest.fixture(autouse=True)
def memory(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "SPAM_SERVICE": MEMORY}
    MemoryService.forget()
    yield
    MemoryService.forget()


@pytest.fixture
def shows_first():
    ReaderCommentSettings.objects.create(site=Site.objects.get(is_default_site=True), policy=Policy.SHOW_FIRST)


def sent(client, post, **changes):
    assert send(client, post, **words(**changes)).status_code == 302
    return ReaderComment.objects.latest("pk")


def questions():
    return OutgoingMessage.objects.filter(kind="comments-spam", state="waiting")


def ask(*, again=False):
    if again:
        OutgoingMessage.objects.update(due_at="2020-01-01T00:00:00Z", holds=False)
    send_due(10)


def fresh(comment):
    return ReaderComment.objects.get(pk=comment.pk)


# When it is asked, and what


def test_nobody_is_asked_unless_it_is_set_up(client, post, settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}
    sent(client, post, body=BAD)
    assert not questions()


def test_it_is_asked_after_the_reader_has_the_answer(client, post):
    comment = sent(client, post, author_email="sam@example.org")
    assert not MemoryService.asked and questions().get().payload == {"comment": comment.pk, "words": 1}
    ask()
    [facts] = MemoryService.asked
    assert facts == Facts("The bus decides my whole day.", "Sam", "en-gb", post.full_url)
    assert not questions() and fresh(comment).signs == []


def test_what_is_asked_stands_in_no_row_of_the_outbox(client, post):
    sent(client, post, body="Zqwordzq.", author_name="Zqnamezq")
    assert "zq" not in str(list(OutgoingMessage.objects.values())).lower()


def test_what_it_takes_for_spam_has_a_sign_and_waits_for_a_person(client, post):
    comment = sent(client, post, body=BAD)
    ask()
    assert (fresh(comment).status, fresh(comment).signs) == (Status.PENDING, [Sign.SPAM_SERVICE])


def test_the_text_beside_the_form_says_so_while_it_is_on(client, post, settings):
    said = "It is called Memory. We send it your words, the name, and the address of this page."
    assert said in soup(client.get(post.url)).get_text()
    assert said in " ".join(
        client.get(f"/api/coprod/v1/conversations/{post.pk}/").json()["form"]["texts"]["privacy_lines"]
    )
    ReaderCommentSettings.objects.create(site=Site.objects.get(is_default_site=True), privacy_notice="Ours.")
    assert said in soup(client.get(post.url)).get_text() and "Ours." in client.get(post.url).content.decode()
    settings.COPROD_WAGTAIL = {}
    assert "Memory" not in client.get(post.url).content.decode()


def test_what_was_typed_in_for_somebody_is_not_sent(post, admin_user, shows_first):
    from coprod_wagtail.comments.actions import AddCommentForSomeone
    from coprod_wagtail.comments.actions.submit import Submission
    from coprod_wagtail.comments.constants import CameBy, Consent
    from coprod_wagtail.comments.models import Conversation

    AddCommentForSomeone(
        Conversation.for_page(post),
        Submission(body=BAD, author_name="Bet", origin="same"),
        user=admin_user,
        came_by=CameBy.PHONE,
        consent=Consent.SPOKEN,
        site_policy=Policy.SHOW_FIRST,
    )()
    comment = ReaderComment.objects.get()
    assert comment.status == Status.PUBLISHED and not questions()
    spam_kind.ask_about(comment)  # as if an older version had
    ask()
    assert not MemoryService.asked


@pytest.mark.parametrize("how", ["erased", "gone", "edited"])
def test_what_is_not_there_any_more_is_not_sent(client, post, how):
    comment = sent(client, post, body=BAD)
    if how == "erased":
        EraseComment(comment)()
    elif how == "gone":
        post.delete()
    else:
        EditComment(comment, body="Other words.", author_name="Sam")()
    ask()
    assert not MemoryService.asked and not questions()


# Where comments show straight away


def test_a_comment_waits_for_the_answer_and_then_shows(client, post, shows_first):
    comment = sent(client, post)
    assert (comment.status, comment.signs) == (Status.PENDING, [Sign.ASKED_SERVICE])
    ask()
    shown = fresh(comment)
    assert (shown.status, shown.signs, shown.listed) == (Status.PUBLISHED, [], True)
    assert shown.body in client.get(post.url).content.decode()
    assert ModelLogEntry.objects.filter(action="coprod_comments.show_asked", object_id=str(comment.pk)).count() == 1


def test_spam_does_not(client, post, shows_first):
    comment = sent(client, post, body=BAD)
    ask()
    assert (fresh(comment).status, fresh(comment).signs) == (Status.PENDING, [Sign.SPAM_SERVICE])


def test_nor_does_what_has_another_sign(client, post, shows_first):
    comment = sent(client, post, body="http://a.example http://b.example http://c.example")
    ask()
    assert (fresh(comment).status, fresh(comment).signs) == (Status.PENDING, [Sign.MANY_LINKS])


def test_nor_where_an_editor_has_changed_their_mind(client, post, shows_first):
    comment = sent(client, post)
    ReaderCommentSettings.objects.update(policy=Policy.READ_FIRST)
    ask()
    assert (fresh(comment).status, fresh(comment).signs) == (Status.PENDING, [])


def test_a_person_who_was_quicker_is_right(client, post, shows_first, moderator):
    comment = sent(client, post)
    MarkSpam(comment, user=moderator)()
    ask()
    assert fresh(comment).status == Status.SPAM


def test_new_words_of_the_writer_are_for_a_person(client, post, shows_first):
    comment = sent(client, post)
    EditComment(comment, body=BAD, author_name="Sam")()
    ask()
    assert fresh(comment).status == Status.PENDING


# A service that is down


def test_a_dead_service_loses_nothing_and_is_asked_again(client, post):
    MemoryService.is_down = True
    comment = sent(client, post, body=BAD)
    ask()
    assert fresh(comment).status == Status.PENDING and questions().get().tries == 1
    MemoryService.is_down = False
    ask(again=True)
    assert fresh(comment).signs == [Sign.SPAM_SERVICE]


def test_nobody_waits_for_it_for_ever(client, post, shows_first):
    MemoryService.is_down = True
    comments = [sent(client, post), sent(client, post, body="The tram.")]
    ask()
    assert {fresh(one).status for one in comments} == {Status.PENDING}
    ReaderComment.objects.update(received_at=timezone.now() - timedelta(seconds=601))
    ask(again=True)
    assert {fresh(one).status for one in comments} == {Status.PUBLISHED}
    # And what it says in the end is a sign all the same.
    ReaderComment.objects.filter(pk=comments[0].pk).update(body=BAD)
    MemoryService.is_down = False
    ask(again=True)
    assert fresh(comments[0]).signs == [Sign.SPAM_SERVICE] and fresh(comments[0]).status == Status.PUBLISHED


def test_not_even_where_no_question_is_left(client, post, shows_first):
    comment = sent(client, post)
    OutgoingMessage.objects.all().delete()
    ReaderComment.objects.update(received_at=timezone.now() - timedelta(seconds=601))
    now_and_then.send(sender=None)
    assert fresh(comment).status == Status.PUBLISHED


class Hanging(SpamService):
    name = "Hanging"

    def opinion_on(self, facts, deadline):
        time.sleep(3)
        return Opinion.SPAM

    def tell(self, facts, opinion, deadline):
        raise RuntimeError(facts.words)


def test_one_that_hangs_is_left_behind(client, post, settings, monkeypatch):
    monkeypatch.setattr(spam_kind.SpamServiceKind, "deadline", 0.5)
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"SPAM_SERVICE": f"{__name__}.Hanging"}
    comment = sent(client, post)
    began = time.monotonic()
    ask()
    assert time.monotonic() - began < 2 and questions().get().problem == "no_answer"
    assert fresh(comment).signs == []


def test_one_that_breaks_says_nothing_of_the_words_in_the_log(client, post, settings, moderator, caplog):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {
        "SPAM_SERVICE": f"{__name__}.Hanging",
        "SPAM_SERVICE_FEEDBACK": True,
    }
    comment = sent(client, post, body="Zqwordzq.")
    OutgoingMessage.objects.all().delete()
    MarkSpam(comment, user=moderator)()
    ask()
    assert "RuntimeError" in caplog.text and "Zqwordzq" not in caplog.text


# What it learns


@pytest.mark.parametrize("wanted", [False, True])
def test_it_is_told_what_a_person_decided_if_the_site_wants_that(client, post, settings, moderator, wanted):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"SPAM_SERVICE_FEEDBACK": wanted}
    missed, wrong, plain = (sent(client, post, body=body) for body in ("Buy my roof.", BAD, "Good."))
    ask()
    MarkSpam(fresh(missed), user=moderator)()
    PublishComment(fresh(wrong), user=moderator)()
    PublishComment(fresh(plain), user=moderator)()
    ask()
    told = {(facts.words, opinion) for facts, opinion in MemoryService.told}
    assert told == ({("Buy my roof.", Opinion.SPAM), (BAD, Opinion.FINE)} if wanted else set())


# Akismet


@pytest.fixture
def akismet(monkeypatch):
    """The real client, and a server that is none."""
    import httpx

    from coprod_wagtail.comments.moderation.spam_service import akismet as module

    requests = []

    class Server:
        answer = httpx.Response(200, text="true")

    def http(self, deadline):
        def handle(request):
            requests.append(request)
            if isinstance(Server.answer, Exception):
                raise Server.answer
            return httpx.Response(Server.answer.status_code, text=Server.answer.text)

        return httpx.Client(transport=httpx.MockTransport(handle))

    monkeypatch.setattr(module.AkismetService, "_http", http)
    Server.requests = requests
    return Server


def options(settings, **more):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {
        "SPAM_SERVICE": AKISMET,
        "SPAM_SERVICE_OPTIONS": {"key": "secret-key", "url": "https://www.example.org"} | more,
    }


def test_akismet_is_sent_the_words_and_nobody_s_address(client, post, settings, akismet):
    from urllib.parse import parse_qs

    options(settings)
    comment = sent(client, post, author_email="sam@example.org")
    ask()
    [request] = akismet.requests
    said = {name: value for name, [value] in parse_qs(request.content.decode()).items()}
    assert request.url.host.endswith("akismet.com") and request.url.path.endswith("/comment-check")
    assert said["comment_content"] == comment.body and said["comment_author"] == "Sam"
    assert said["user_ip"] == "192.0.2.1" and said["permalink"] == post.full_url and said["blog_lang"] == "en_gb"
    assert not {"comment_author_email", "user_agent", "referrer"} & said.keys() and "sam@" not in str(said)
    assert fresh(comment).signs == [Sign.SPAM_SERVICE]


def test_ham_is_no_sign(client, post, settings, akismet):
    import httpx

    options(settings, is_test=True)
    akismet.answer = httpx.Response(200, text="false")
    comment = sent(client, post)
    ask()
    assert fresh(comment).signs == [] and b"is_test=1" in akismet.requests[0].content


@pytest.mark.parametrize("answer", ["invalid", "", "<html>"])
def test_what_is_no_answer_is_asked_again(client, post, settings, akismet, answer):
    import httpx

    options(settings)
    akismet.answer = httpx.Response(200, text=answer)
    comment = sent(client, post)
    ask()
    assert fresh(comment).signs == [] and questions().count() == 1


def test_an_error_of_the_network_too(client, post, settings, akismet):
    import httpx

    options(settings)
    akismet.answer = httpx.ConnectError("nobody")
    sent(client, post)
    ask()
    assert questions().get().problem == "no_answer"


def test_akismet_learns(settings, akismet):
    import httpx

    from coprod_wagtail.comments.moderation.spam_service.service import service

    options(settings)
    akismet.answer = httpx.Response(200, text="Thanks for making the web a better place.")
    for opinion in Opinion:
        service().tell(Facts("Words.", "Sam", "en", ""), opinion, Deadline(5))
    assert [request.url.path.rpartition("/")[2] for request in akismet.requests] == ["submit-spam", "submit-ham"]


# Checks


def found():
    return [error.id for error in run_checks(tags=["compatibility"]) if "E08" in error.id]


@pytest.mark.parametrize(
    ("changes", "ids"),
    [
        ({}, []),
        ({"SPAM_SERVICE": MEMORY}, []),
        ({"SPAM_SERVICE": MEMORY, "SPAM_SERVICE_OPTIONS": {"words": ("x",)}}, []),
        ({"SPAM_SERVICE": "nothing.there"}, ["coprod_wagtail.E080"]),
        ({"SPAM_SERVICE": "django.db.models.Model"}, ["coprod_wagtail.E080"]),
        ({"SPAM_SERVICE": MEMORY, "SPAM_SERVICE_OPTIONS": {"key": 1}}, ["coprod_wagtail.E081"]),
        ({"SPAM_SERVICE": AKISMET}, ["coprod_wagtail.E081"]),
        (
            {"SPAM_SERVICE": AKISMET, "SPAM_SERVICE_OPTIONS": {"key": "", "url": "https://a.org"}},
            ["coprod_wagtail.E081"],
        ),
        ({"SPAM_SERVICE": AKISMET, "SPAM_SERVICE_OPTIONS": {"key": "a", "url": "a.org"}}, ["coprod_wagtail.E081"]),
        ({"SPAM_SERVICE_FEEDBACK": "yes"}, ["coprod_wagtail.E083"]),
    ],
)
def test_what_cannot_be_asked_is_said_before_anybody_writes(settings, changes, ids):
    settings.COPROD_WAGTAIL = changes
    assert found() == ids


def test_without_the_package_it_says_what_to_install(settings, monkeypatch):
    from coprod_wagtail.comments.moderation.spam_service import akismet as module

    options(settings)
    monkeypatch.setattr(module, "akismet", None)
    [error] = [one for one in run_checks(tags=["compatibility"]) if one.id == "coprod_wagtail.E081"]
    assert "coprod-wagtail[akismet]" in error.hint


class Nameless(MemoryService):
    name = ""


def test_a_service_has_a_name(settings):
    settings.COPROD_WAGTAIL = {"SPAM_SERVICE": f"{__name__}.Nameless"}
    assert found() == ["coprod_wagtail.E082"]
