"""E-mails about one's own comment and about a conversation: asked for, confirmed, sent and stopped, on pages and over JSON."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coprod_wagtail.comments.actions import (
    BringBackComment,
    DeclineComment,
    EraseComment,
    HideComment,
    MarkSpam,
    PublishComment,
    PutBack,
    TakeDownComment,
)
from coprod_wagtail.comments.constants import Policy
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.correspondence.decisions import WriteToWriter
from coprod_wagtail.comments.mail.subscriptions import AskForMail, StopMail, forget_address
from coprod_wagtail.comments.models import (
    Conversation,
    ReaderComment,
    ReaderCommentSettings,
    Subscription,
    TakenBackWords,
)
from coprod_wagtail.comments.querysets import ConversationQuerySet
from coprod_wagtail.comments.reports.decisions import CoverComment, KeepComment
from coprod_wagtail.comments.slip.code import secret_of
from coprod_wagtail.outbox.addresses import refuse
from coprod_wagtail.outbox.constants import State
from coprod_wagtail.outbox.models import MailAddress, OutgoingMessage
from tests.factories import ReaderCommentFactory
from tests.outbox.smtp_server import SmtpServer, use

from ..sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

SAM, ADA = "sam.marker@example.org", "ada@example.org"
API = "/api/coprod/v1"


@pytest.fixture
def place(client, post):
    """A comment was sent with an address; the path of its private page."""
    return send(client, post, **words(author_email=SAM))["Location"].split("#")[0]


@pytest.fixture
def comment(place):
    return ReaderComment.objects.get()


@pytest.fixture
def asking(place, letterbox):
    """The mail that asks."""
    [message] = letterbox.open()
    return message


@pytest.fixture
def confirmed(client, asking, letterbox):
    client.post(letterbox.link(asking, "/comments/mail/") + "confirm/")
    return Subscription.objects.get()


def text(response):
    return " ".join(soup(response).select_one("main").get_text(" ", strip=True).split())


def secret_in(path):
    return path.split("/mail/")[1].split("/")[0]


class Pages:
    """A reader with a browser."""

    def __init__(self, client):
        self.client = client

    def see(self, secret):
        return self.client.get(f"/comments/mail/{secret}/")

    def about(self, secret):
        return text(self.see(secret))

    def confirm(self, secret):
        page = soup(self.see(secret))
        form = page.select_one("main form[method=post]")
        assert form and form.select_one("button")
        return text(self.client.post(form["action"], follow=True))

    def stop(self, secret):
        page = soup(self.client.get(f"/comments/mail/{secret}/stop/"))
        form = page.select_one("main form[method=post]")
        return text(self.client.post(form["action"]))

    def follow(self, page, address):
        found = soup(self.client.get(page.url)).select_one('#comments a[href$="/follow/"]')
        form = soup(self.client.get(found["href"])).select_one("main form")
        fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
        answer = self.client.post(found["href"], fields | {"author_email": address}, headers=SAME_ORIGIN, follow=True)
        return text(answer)

    def ask(self, place, address):
        page = soup(self.client.get(place))
        form = page.select_one('form[action$="/mail/#problem"]')
        assert form.select_one('input[type="email"][autocomplete="email"]')
        return text(self.client.post(f"{place}mail/", {"author_email": address}, follow=True))

    def stop_own(self, place):
        assert soup(self.client.get(place)).select_one('form[action$="/mail/stop/"]')
        return text(self.client.post(f"{place}mail/stop/", follow=True))


class Json:
    """A reader at a front end."""

    def __init__(self, client):
        self.client = client

    def _post(self, path, data, status=200):
        answer = self.client.post(f"{API}{path}", data, content_type="application/json")
        assert answer.status_code == status, answer.content
        return self._words(answer.json())

    @staticmethod
    def _words(said):
        more = (said.get("mail") or {}).get("lines", [])
        return " ".join([said["message"], *said["lines"], *said.get("about", []), *more])

    def see(self, secret):
        return self.client.get(f"{API}/mail/{secret}/")

    def about(self, secret):
        return " ".join(self.see(secret).json()["about"])

    def confirm(self, secret):
        assert not self.see(secret).json()["confirmed"]
        return self._post(f"/mail/{secret}/confirm/", {})

    def stop(self, secret):
        return self._post(f"/mail/{secret}/stop/", {})

    def follow(self, page, address):
        conversation = self.client.get(f"{API}/conversations/{page.pk}/").json()
        assert conversation["follow"]["button"]
        [token] = [field["value"] for field in conversation["form"]["fields"] if field["name"] == "token"]
        return self._post(f"/conversations/{page.pk}/follow/", {"author_email": address, "token": token}, 202)

    def _slip(self, place):
        return f"/slips/{place.split('/slips/')[1]}"

    def ask(self, place, address):
        return self._post(f"{self._slip(place)}mail/", {"author_email": address})

    def stop_own(self, place):
        assert self.client.get(f"{API}{self._slip(place)}").json()["mail"]["state"] == "confirmed"
        return self._post(f"{self._slip(place)}mail/stop/", {})


@pytest.fixture(params=[Pages, Json])
def door(request, client):
    return request.param(client)


# Asked for in the form, and confirmed


@pytest.mark.shape
def test_nothing_is_sent_before_it_is_confirmed(client, place, comment, asking, moderator, letterbox):
    assert asking.to == [SAM]
    assert "If it was not you, do nothing." in asking.body
    assert "/slips/" not in asking.body  # whose address this is, nobody knows yet
    assert "We send one e-mail to s…@e….org" in text(client.get(place))
    PublishComment(comment, user=moderator)()
    ReaderCommentFactory(page=comment.page, reply_to=comment)
    assert letterbox.open(later=True) == []


@pytest.mark.shape
def test_who_confirms_is_told_of_what_is_decided(client, post, asking, comment, moderator, door, letterbox):
    secret = secret_in(letterbox.link(asking, "/comments/mail/"))
    assert "your comment on “A good week”" in door.about(secret)
    assert "We e-mail you from now on." in door.confirm(secret)
    PublishComment(comment, user=moderator)()
    assert letterbox.open() == []  # whoever decided may still undo it
    [message] = letterbox.open(later=True)
    assert (message.to, message.subject) == ([SAM], "Your comment is on our website")
    assert "Everybody can read your comment now." in message.body
    assert "Nobody reads answers to this e-mail. Please write to us on our website." in message.body
    private = letterbox.link(message, "/slips/")
    assert client.get(private).status_code == 200 and str(comment.pk) in text(client.get(private))
    assert letterbox.open(later=True) == []


@pytest.mark.parametrize("decide", [DeclineComment, MarkSpam])
def test_what_is_not_shown_is_told_in_the_same_words(confirmed, comment, moderator, letterbox, decide):
    decide(comment, user=moderator)()
    [message] = letterbox.open(later=True)
    assert message.subject == "About your comment"
    assert f"Your comment’s number is {comment.pk}." in message.body
    assert "pam" not in message.body


def test_an_answer_is_told_with_its_first_words(confirmed, comment, moderator, letterbox):
    PublishComment(comment, user=moderator)()
    letterbox.open(later=True)
    answer = ReaderCommentFactory(
        page=comment.page, reply_to=comment, author_name="Ada", body="Mine too.", status="pending"
    )
    assert letterbox.open(later=True) == []
    PublishComment(answer, user=moderator)()
    [message] = letterbox.open(later=True)
    assert message.subject == "1 new answer to your comment"
    assert "Ada" in message.body and "Mine too." in message.body
    assert letterbox.link(message, f"comment-{answer.pk}")


def test_answers_that_come_together_come_in_one_mail(confirmed, comment, moderator, letterbox):
    PublishComment(comment, user=moderator)()
    letterbox.open(later=True)
    for number in range(12):
        answer = ReaderCommentFactory(page=comment.page, reply_to=comment, body=f"Answer {number}.", status="pending")
        PublishComment(answer, user=moderator)()
    [message] = letterbox.open(later=True)
    assert message.subject == "12 new answers to your comment"
    assert message.body.count("Answer ") == 10
    assert "There is more on our website." in message.body


def test_the_next_mail_about_a_comment_comes_an_hour_later_at_the_soonest(confirmed, comment, moderator, letterbox):
    PublishComment(comment, user=moderator)()
    letterbox.open(later=True)
    answer = ReaderCommentFactory(page=comment.page, reply_to=comment, status="pending")
    PublishComment(answer, user=moderator)()
    waits = OutgoingMessage.objects.get(state="waiting", kind="mail").due_at - timezone.now()
    assert timedelta(minutes=58) < waits <= timedelta(hours=1)


@pytest.fixture
def before_lock(monkeypatch):
    """Has something happen once, right before somebody else locks a conversation."""

    def arrange(meanwhile):
        left, lock = [meanwhile], ConversationQuerySet.lock

        def lock_then(self, pks):
            if left:
                left.pop()()
            return lock(self, pks)

        monkeypatch.setattr(ConversationQuerySet, "lock", lock_then)

    return arrange


def test_what_is_decided_while_it_is_written_is_what_it_says(confirmed, comment, moderator, letterbox, before_lock):
    PublishComment(comment, user=moderator)()

    def decide_otherwise():
        PutBack(comment, user=moderator)()
        DeclineComment(comment, user=moderator)()

    before_lock(decide_otherwise)
    [message] = letterbox.open(later=True)
    assert message.subject == "About your comment"
    assert Subscription.objects.get().told_status == "declined"
    assert letterbox.open(later=True) == []


def test_what_is_stopped_while_it_is_written_is_not_sent(confirmed, comment, moderator, letterbox, before_lock):
    PublishComment(comment, user=moderator)()
    before_lock(lambda: StopMail(confirmed)())
    assert letterbox.open(later=True) == []


def test_what_was_undone_meanwhile_is_not_told(confirmed, comment, moderator, letterbox):
    DeclineComment(comment, user=moderator)()
    PutBack(comment, user=moderator)()
    assert letterbox.open(later=True) == []
    PublishComment(comment, user=moderator)()
    HideComment(comment, user=moderator)()
    assert letterbox.open(later=True) == []


def test_what_was_decided_before_they_confirmed_is_told_then(client, asking, comment, moderator, letterbox):
    PublishComment(comment, user=moderator)()
    client.post(letterbox.link(asking, "/comments/mail/") + "confirm/")
    assert [message.subject for message in letterbox.open()] == ["Your comment is on our website"]


def test_nobody_is_said_to_have_read_what_shows_at_once(client, post, letterbox, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"TOO_SOON_SECONDS": 0}
    Conversation.objects.create(page=post, policy=Policy.SHOW_FIRST)
    send(client, post, **words(author_email=SAM))
    [asking] = letterbox.open()
    client.post(letterbox.link(asking, "/comments/mail/") + "confirm/")
    [message] = letterbox.open()
    assert "Everybody can read your comment now." in message.body and "Somebody" not in message.body


def test_nothing_is_told_of_a_page_that_is_not_public(confirmed, comment, post, moderator, letterbox):
    PublishComment(comment, user=moderator)()
    ReaderCommentFactory(page=post, reply_to=comment)
    post.live = False
    post.save()
    assert letterbox.open(later=True) == []


def test_who_took_their_comment_down_hears_nothing(confirmed, comment, moderator, letterbox):
    PublishComment(comment, user=moderator)()
    TakeDownComment(comment)()
    assert letterbox.open(later=True) == []


@pytest.mark.parametrize("why", ["the server is away", "it cannot be written"])
def test_after_mails_were_given_up_people_are_written_to_again(
    confirmed, follower, comment, moderator, letterbox, monkeypatch, time_machine, why
):
    PublishComment(comment, user=moderator)()
    with monkeypatch.context() as broken:
        if why == "it cannot be written":
            broken.setattr("coprod_wagtail.comments.mail.letters._decision", None)
            broken.setattr("coprod_wagtail.comments.mail.letters._new", None)
            letterbox.open(later=True)
        time_machine.move_to(timezone.now() + timedelta(days=3))
        if why == "it cannot be written":
            letterbox.open()
        else:  # one mail was asked for, and all others were given up behind it
            OutgoingMessage.objects.filter(state="waiting").update(state="gave_up")
    assert set(OutgoingMessage.objects.exclude(state="delivered").values_list("state", flat=True)) == {"gave_up"}
    assert mail.outbox[2:] == []
    answer = ReaderCommentFactory(page=comment.page, reply_to=comment, status="pending")
    PublishComment(answer, user=moderator)()
    said = sorted((message.to[0], message.subject) for message in letterbox.open(later=True))
    assert said == [(ADA, "2 new comments on “A good week”"), (SAM, "Your comment is on our website")]


# One mail a day asks


def test_nobody_is_asked_twice_a_day_whoever_asks(client, post, door, asking, letterbox):
    place = send(client, post, **words(author_email=SAM.upper(), body="Another one."))["Location"].split("#")[0]
    door.follow(post, SAM)
    door.ask(place, SAM)
    assert letterbox.open(later=True) == []
    assert Subscription.objects.count() == 3
    # One confirmation is for all that was asked for.
    secret = secret_in(letterbox.link(asking, "/comments/mail/"))
    said = door.about(secret)
    assert said.count("your comment on “A good week”") >= 2 and "what people write on “A good week”" in said
    door.confirm(secret)
    assert not Subscription.objects.filter(confirmed_at=None).exists()


def test_a_link_confirms_once_and_not_what_anybody_asked_for_since(client, post, door, confirmed):
    door.follow(post, SAM)
    secret = secret_of(confirmed.nonce, confirmed.found_by)
    for verb in ("/comments/mail/{}/confirm/", API + "/mail/{}/confirm/"):
        answer = client.post(verb.format(secret), content_type="application/json")
        assert answer.status_code in (200, 302)
    assert [one.comment_id for one in Subscription.objects.filter(confirmed_at=None)] == [None]


def test_a_program_makes_us_write_to_nobody(client, post, letterbox):
    for fields in ({"second_opinion": "buy"}, {}):
        data = drawn_fields(client, post.url) | words(author_email=SAM) | fields
        client.post(data.pop("action"), data, headers=SAME_ORIGIN)
        if fields:
            assert letterbox.open(later=True) == [] and not Subscription.objects.exists()
    assert len(letterbox.open(later=True)) == 1


def test_so_many_addresses_from_one_place_are_too_many(client, post):
    door, said = Pages(client), ""
    for number in range(31):
        said = door.follow(post, f"somebody{number}@example.org")
    assert "A lot is being sent from where you are." in said
    assert Subscription.objects.count() == 30


def test_programs_that_open_every_link_change_nothing(
    client, post, place, asking, confirmed, letterbox, moderator, comment
):
    Pages(client).follow(post, ADA)
    [other] = letterbox.open()
    PublishComment(comment, user=moderator)()
    [news] = letterbox.open(later=True)
    before = list(Subscription.objects.order_by("pk").values())
    secret = secret_in(letterbox.link(other, "/comments/mail/"))
    links = [
        *(f"/comments/mail/{secret}/{verb}" for verb in ("", "confirm/", "stop/")),
        letterbox.link(news, "/stop/"),
        letterbox.link(news, "/slips/"),
        f"{place}mail/",
        f"{place}mail/stop/",
        f"/comments/{post.pk}/follow/",
        f"/comments/{post.pk}/follow/sent/",
        f"{API}/mail/{secret}/",
    ]
    for link in links:
        for _ in range(10):
            assert client.get(link).status_code in (200, 302)
            assert client.head(link).status_code in (200, 302)
    assert list(Subscription.objects.order_by("pk").values()) == before


def test_it_can_be_confirmed_for_seven_days(client, asking, letterbox, door):
    secret = secret_in(letterbox.link(asking, "/comments/mail/"))
    Subscription.objects.update(asked_at=timezone.now() - timedelta(days=7))
    assert door.see(secret).status_code == 404
    call_command("purge_comments")
    assert not Subscription.objects.exists()
    assert not is_kept_anywhere(SAM)


def is_kept_anywhere(address):
    """Whether a comment, or what was taken back of it, still has it."""
    comments = ReaderComment.objects.filter(author_email__iexact=address)
    return comments.exists() or TakenBackWords.objects.filter(author_email__iexact=address).exists()


@pytest.mark.parametrize("is_taken_down", [False, True])
@pytest.mark.parametrize("why", ["nobody confirmed it", "it was kept long enough", "stopped", "refused", "erased"])
def test_an_address_is_forgotten_with_the_comment_it_came_with(client, confirmed, comment, is_taken_down, why):
    if is_taken_down:
        TakeDownComment(comment)()
    assert is_kept_anywhere(SAM)
    a_year_ago = timezone.now() - timedelta(days=366)
    match why:
        case "nobody confirmed it":
            Subscription.objects.update(asked_at=timezone.now() - timedelta(days=8), confirmed_at=None)
            call_command("purge_comments")
        case "it was kept long enough":
            Subscription.objects.update(confirmed_at=a_year_ago, asked_at=a_year_ago)
            call_command("purge_comments")
        case "stopped":
            client.post(f"/comments/mail/{secret_of(confirmed.nonce, confirmed.found_by)}/stop/")
        case "refused":
            refuse(SAM.upper())
        case "erased":
            forget_address(SAM.upper())
    assert not Subscription.objects.exists() and not is_kept_anywhere(SAM)


# Stopped


@pytest.mark.shape
def test_it_is_stopped_in_one_step(confirmed, comment, moderator, letterbox, door):
    secret = secret_of(confirmed.nonce, confirmed.found_by)
    for _ in range(2):
        if Subscription.objects.exists() or isinstance(door, Json):
            assert "We have stopped these e-mails." in door.stop(secret)
    assert not Subscription.objects.exists()
    PublishComment(comment, user=moderator)()
    assert letterbox.open(later=True) == []


def test_mail_programs_stop_it_with_one_click(client, confirmed, comment, moderator, letterbox):
    PublishComment(comment, user=moderator)()
    [message] = letterbox.open(later=True)
    url = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = "/comments" + url.split("/comments", 1)[1]
    # RFC 8058, 3.2: no cookie, no redirect.
    for _ in range(2):
        answer = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200 and not answer.cookies
    assert not Subscription.objects.exists()


def test_a_link_that_was_never_given_is_answered_like_one_that_was_used(client):
    for _ in range(2):
        answer = client.post(f"/comments/mail/{'a' * 22}/stop/")
        assert answer.status_code == 200 and "We have stopped these e-mails." in answer.content.decode()
    assert client.get(f"/comments/mail/{'a' * 22}/").status_code == 404
    assert client.post(f"/comments/mail/{'a' * 22}/confirm/").status_code == 404


# At the private page


def test_it_can_be_asked_for_later(client, post, door, letterbox):
    place = send(client, post, **words())["Location"].split("#")[0]
    assert "We can e-mail you when your comment shows" in text(client.get(place))
    assert letterbox.open() == []
    assert "We send one e-mail to a…@e….org" in door.ask(place, ADA)
    [message] = letterbox.open()
    Pages(client).confirm(secret_in(letterbox.link(message, "/comments/mail/")))
    assert "We e-mail you about this comment, at a…@e….org." in text(client.get(place))
    assert "We can e-mail you" in door.stop_own(place)
    assert not Subscription.objects.exists()


def test_an_address_that_was_mistyped_can_be_given_anew(client, place, door, letterbox):
    door.ask(place, ADA)
    assert [message.to for message in letterbox.open()] == [[ADA]]
    assert Subscription.objects.get().email == ADA
    assert not is_kept_anywhere(SAM)


@pytest.mark.parametrize("is_sent", [True, False])
def test_asking_again_leaves_the_mail_that_asks_as_it_is(client, place, door, letterbox, is_sent):
    messages = letterbox.open() if is_sent else []
    Subscription.objects.update(asked_at=timezone.now() - timedelta(days=6))
    door.ask(place, SAM.upper())
    [message] = messages or letterbox.open()
    assert Subscription.objects.get().asked_at > timezone.now() - timedelta(days=1)
    assert "We e-mail you from now on." in door.confirm(secret_in(letterbox.link(message, "/comments/mail/")))


@pytest.mark.parametrize(
    "address", ["", "gmail,com", "a@b", "x" * 250 + "@example.org", "a\x00@example.org", "a@ex.org\nBcc: b@c.de"]
)
def test_a_bad_address_is_told_and_changes_nothing(client, post, place, address, letterbox):
    letterbox.open()
    before = list(Subscription.objects.values())
    answers = [
        client.post(f"{place}mail/", {"author_email": address}),
        client.post(
            f"/comments/{post.pk}/follow/",
            {"author_email": address, "token": drawn_fields(client, post.url)["token"]},
            headers=SAME_ORIGIN,
        ),
    ]
    for answer in answers:
        assert answer.status_code == 422
        page = soup(answer)
        assert page.select_one('#problem [role="alert"] a[href="#coprod-mail-author_email"]')
        assert page.title.string.startswith("Error: ")
    api = client.post(
        f"{API}/slips/{place.split('/slips/')[1]}mail/", {"author_email": address}, content_type="application/json"
    )
    assert api.status_code == 422 and api.json()["errors"][0]["field"] == "author_email"
    assert list(Subscription.objects.values()) == before


# A conversation


@pytest.fixture
def follower(client, post, letterbox):
    """Somebody who has written nothing, and gets mail."""
    Pages(client).follow(post, ADA)
    [message] = letterbox.open()
    Pages(client).confirm(secret_in(letterbox.link(message, "/comments/mail/")))
    return Subscription.objects.get(email=ADA)


@pytest.mark.shape
def test_a_conversation_can_be_followed_without_having_written(post, door, letterbox, moderator):
    assert "Look at your e-mails" in door.follow(post, ADA)
    [message] = letterbox.open()
    assert "what people write on “A good week”" in message.body
    door.confirm(secret_in(letterbox.link(message, "/comments/mail/")))
    pending = ReaderCommentFactory(page=post, body="Still to be read.", status="pending")
    shown = ReaderCommentFactory(page=post, body="Everybody can read it.", author_name="Sam", status="pending")
    PublishComment(shown, user=moderator)()
    assert letterbox.open() == []  # it comes in the morning
    [message] = letterbox.open(later=True)
    assert message.subject == "1 new comment on “A good week”"
    assert "Everybody can read it." in message.body and pending.body not in message.body
    assert message.extra_headers["List-Unsubscribe"]
    door.stop(secret_in(letterbox.link(message, "/stop/")))
    assert not Subscription.objects.exists()


def test_a_day_has_one_mail_at_most(follower, post, moderator, letterbox):
    for number in range(3):
        comment = ReaderCommentFactory(page=post, body=f"Number {number}.", status="pending")
        PublishComment(comment, user=moderator)()
    [message] = letterbox.open(later=True)
    assert message.subject == "3 new comments on “A good week”"
    PublishComment(ReaderCommentFactory(page=post, body="Later.", status="pending"), user=moderator)()
    waiting = OutgoingMessage.objects.get(state="waiting")
    assert waiting.due_at.astimezone().minute == 0
    # Even if the one before was late.
    assert letterbox.open(later=True) == []
    Subscription.objects.update(mailed_at=timezone.now() - timedelta(days=1))
    [message] = letterbox.open(later=True)
    assert "Later." in message.body and "Number 2." not in message.body


def test_what_shows_is_asked_when_it_is_sent(follower, post, moderator, letterbox):
    comment = ReaderCommentFactory(page=post, status="pending")
    PublishComment(comment, user=moderator)()
    HideComment(comment, user=moderator)()
    assert letterbox.open(later=True) == []
    conversation = Conversation.objects.get(page=post)
    PutBack(comment, user=moderator)()
    PublishComment(comment, user=moderator)()
    conversation.access = "hidden"
    conversation.save()
    assert letterbox.open(later=True) == []


@pytest.mark.parametrize("way", ["hidden", "hidden, and undone", "taken back", "covered"])
def test_what_was_away_for_a_while_is_not_told_as_new(confirmed, follower, comment, moderator, letterbox, way):
    PublishComment(comment, user=moderator)()
    answer = ReaderCommentFactory(page=comment.page, reply_to=comment, status="pending")
    PublishComment(answer, user=moderator)()
    assert len(letterbox.open(later=True)) == 2
    match way:
        case "hidden":
            HideComment(answer, user=moderator)()
            PublishComment(answer, user=moderator)()
        case "hidden, and undone":
            HideComment(answer, user=moderator)()
            PutBack(answer, to="published", user=moderator)()
        case "taken back":
            TakeDownComment(answer)()
            BringBackComment(answer)()
        case "covered":
            CoverComment(answer)()
            KeepComment(answer, user=moderator)()
    another = ReaderCommentFactory(page=comment.page, reply_to=comment, body="Another one.", status="pending")
    PublishComment(another, user=moderator)()
    Subscription.objects.update(mailed_at=timezone.now() - timedelta(days=1))
    said = sorted(message.subject for message in letterbox.open(later=True))
    assert said == ["1 new answer to your comment", "1 new comment on “A good week”"]


def test_what_was_published_too_soon_is_told_when_it_is_published_again(follower, post, moderator, letterbox):
    comment = ReaderCommentFactory(page=post, status="pending")
    PublishComment(comment, user=moderator)()
    PutBack(comment, user=moderator)()
    assert letterbox.open(later=True) == []
    Subscription.objects.update(told_until=timezone.now())
    PublishComment(comment, user=moderator)()
    assert [message.subject for message in letterbox.open(later=True)] == ["1 new comment on “A good week”"]


def test_nobody_is_told_of_their_own_comment(client, follower, post, moderator, letterbox):
    send(client, post, **words(author_email=ADA.upper()))
    PublishComment(ReaderComment.objects.get(), user=moderator)()
    assert [one.subject for one in letterbox.open(later=True) if "new comment" in one.subject] == []


def test_one_decision_costs_the_same_for_any_number_of_followers(post, moderator):
    def follow(number):
        AskForMail(Conversation.for_page_id(post.pk), f"reader{number}@example.org")()
        Subscription.objects.update(confirmed_at=timezone.now(), queued_until=None)

    counts = []
    PublishComment(ReaderCommentFactory(page=post, status="pending"), user=moderator)()  # what is asked once, is asked
    for numbers in (range(1), range(1, 20)):
        for number in numbers:
            follow(number)
        comment = ReaderCommentFactory(page=post, status="pending")
        with CaptureQueriesContext(connection) as queries:
            PublishComment(comment, user=moderator)()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert OutgoingMessage.objects.filter(payload__mail="comments-daily").count() == 21


def test_only_what_everybody_may_read_can_be_followed(client, post, blog):
    post.live = False
    post.save()
    assert client.get(f"/comments/{post.pk}/follow/").status_code == 404
    assert (
        client.post(
            f"{API}/conversations/{post.pk}/follow/", {"author_email": ADA}, content_type="application/json"
        ).status_code
        == 404
    )
    assert client.get("/comments/999999/follow/").status_code == 404


def test_a_page_of_another_website_makes_nobody_follow(client, post):
    token = drawn_fields(client, post.url)["token"]
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    answer = client.post(f"/comments/{post.pk}/follow/", {"author_email": ADA, "token": token}, headers=headers)
    assert answer.status_code == 403 and not Subscription.objects.exists()
    old = client.post(f"/comments/{post.pk}/follow/", {"author_email": ADA, "token": "x"}, headers=SAME_ORIGIN)
    assert old.status_code == 422 and ADA in old.content.decode()


# Gone


def test_an_erased_comment_takes_the_address_along(confirmed, comment, moderator, letterbox):
    PublishComment(comment, user=moderator)()
    EraseComment(comment)()
    assert not Subscription.objects.exists()
    assert letterbox.open(later=True) == []


def test_a_person_is_found_and_erased_by_their_address(follower, letterbox, post, moderator, capsys, tmp_path):
    PublishComment(ReaderCommentFactory(page=post, status="pending"), user=moderator)()
    call_command("export_person", "--email", ADA.upper())
    assert f'"email": "{ADA}"' in capsys.readouterr().out
    call_command("erase_person", "--email", ADA.upper())
    assert "E-mails that would be stopped: 1" in capsys.readouterr().out
    call_command("erase_person", "--email", ADA.upper(), "--commit")
    assert "E-mails stopped: 1" in capsys.readouterr().out
    assert not Subscription.objects.exists()
    assert letterbox.open(later=True) == []


def test_an_address_is_kept_no_longer_than_the_site_says(follower):
    Subscription.objects.update(confirmed_at=timezone.now() - timedelta(days=366))
    Subscription.objects.update(mailed_at=timezone.now() - timedelta(days=300))
    call_command("purge_comments")
    assert Subscription.objects.exists()
    Subscription.objects.update(mailed_at=timezone.now() - timedelta(days=366))
    call_command("purge_comments")
    assert not Subscription.objects.exists()


def test_where_nothing_arrives_no_address_is_kept(confirmed, follower):
    refuse(SAM.upper())
    assert [one.email for one in Subscription.objects.all()] == [ADA]


def test_nobody_is_asked_where_nothing_arrives(client, post, letterbox):
    refuse(SAM.upper())
    send(client, post, **words(author_email=SAM))
    assert letterbox.open() == []
    assert not OutgoingMessage.objects.exclude(state=State.DELIVERED).exists()


def test_the_server_that_refuses_for_good_ends_it(client, post, place, settings):
    with SmtpServer() as server:
        use(settings, server.port)
        server.handler.answers[SAM] = "550 5.1.1 no such user"
        call_command("send_pending")
    assert not Subscription.objects.exists()
    assert "marker" not in str(list(MailAddress.objects.values()) + list(OutgoingMessage.objects.values()))


def test_the_whole_way_by_a_real_mail_server(client, post, place, comment, settings, moderator):
    with SmtpServer() as server:
        use(settings, server.port)
        call_command("send_pending")
        [(_to, asking)] = server.taken
        link = [word for word in asking.get_body(["plain"]).get_content().split() if "/comments/mail/" in word]
        client.post("/comments" + link[0].split("/comments", 1)[1] + "confirm/")
        PublishComment(comment, user=moderator)()
        OutgoingMessage.objects.filter(state="waiting").update(due_at=timezone.now())
        call_command("send_pending")
        [_asking, (to, news)] = server.taken
        assert to == [SAM] and news["Subject"] == "Your comment is on our website"
        assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


# Where there is no mail


@pytest.fixture
def no_mail(settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MAIL": False}


def test_without_mail_nobody_is_asked_for_an_address(client, post, no_mail):
    page = client.get(post.url).content.decode()
    assert 'name="author_email"' not in page and "/follow/" not in page
    assert "e-mail address" not in page
    conversation = client.get(f"{API}/conversations/{post.pk}/").json()
    assert "author_email" not in [field["name"] for field in conversation["form"]["fields"]]
    assert conversation["follow"] is None
    place = send(client, post, **words(author_email=SAM))["Location"].split("#")[0]
    assert ReaderComment.objects.get().author_email == ""
    assert 'type="email"' not in client.get(place).content.decode()
    assert client.get(f"{API}/slips/{place.split('/slips/')[1]}").json()["mail"] is None
    assert client.get(f"/comments/{post.pk}/follow/").status_code == 404
    client.post(f"{place}mail/", {"author_email": SAM})
    assert not Subscription.objects.exists() and not OutgoingMessage.objects.filter(kind="mail").exists()


def test_what_is_said_of_addresses_is_true(post, no_mail, settings):
    assert "e-mail" not in " ".join(ReaderCommentSettings().privacy_lines())
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MAIL": True}
    assert "You can stop the e-mails at any time." in " ".join(ReaderCommentSettings().privacy_lines())


def test_sending_with_an_address_asks_few_questions(client, post, django_assert_max_num_queries):
    data = drawn_fields(client, post.url) | words(author_email=SAM)
    ReaderCommentFactory(page=post)
    with django_assert_max_num_queries(12 + 6):  # five more than without, and a savepoint of the test's own transaction
        assert client.post(data.pop("action"), data, headers=SAME_ORIGIN).status_code == 302


def test_nothing_is_sent_inside_a_request(client, place):
    assert mail.outbox == []


# What a moderator wrote


def again(comment):
    return ReaderComment.objects.select_related("conversation").get(pk=comment.pk)


def test_that_there_are_words_is_said_and_never_the_words(confirmed, comment, moderator, letterbox):
    DeclineComment(again(comment), user=moderator, message="Leave out the name, marker-why.")()
    [sent] = letterbox.open(later=True)
    assert "we decided not to show it" in sent.body and "We have written some words to you." in sent.body
    assert "marker-why" not in sent.body + sent.subject and "please ask us" not in sent.body
    assert letterbox.open(later=True) == []
    WriteToWriter(again(comment), user=moderator, message="One more thing.")()
    [sent] = letterbox.open(later=True)
    assert sent.subject == "We have written to you about your comment" and "One more thing" not in sent.body
    HideComment(PublishComment(again(comment), user=moderator)(), user=moderator, message="Sorry.")()
    TakeDownComment(again(comment))()
    assert letterbox.open(later=True) == []


def test_words_that_were_answered_or_taken_back_are_not_told(confirmed, comment, moderator, letterbox):
    WriteToWriter(again(comment), user=moderator, message="Why?")()
    AnswerMessage(again(comment), "So.")()
    DeclineComment(again(comment), user=moderator, message="Leave it out.")()
    PutBack(again(comment), user=moderator)()
    assert letterbox.open(later=True) == []


@pytest.mark.parametrize("where", ["own", "follow"])
def test_a_huge_body_gets_a_page_of_ours(client, post, place, where):
    url = f"{place}mail/" if where == "own" else f"/comments/{post.pk}/follow/"
    answer = client.post(url, "a" * 100, content_type="text/plain", CONTENT_LENGTH="100000000")
    assert answer.status_code == 413 and "too long" in text(answer)


# Number and words


@pytest.fixture(params=["page", "json"])
def asks_for_slip(request, client, place):
    """Presses the button on the private page, or does what it does over JSON; whether it is there."""

    def ask():
        if request.param == "page":
            button = soup(client.get(place)).select_one('form[action$="/mail/slip/"] button')
            client.post(f"{place}mail/slip/")
            return bool(button)
        slip = f"{API}{place.removeprefix('/comments')}"
        offered = (client.get(slip).json()["mail"] or {}).get("slip")
        assert client.post(f"{slip}mail/slip/", {}, content_type="application/json").status_code == 200
        return offered == "E-mail me the number and the words"

    return ask


def test_number_and_words_are_sent_once_a_day(
    client, place, confirmed, comment, asks_for_slip, letterbox, time_machine
):
    assert asks_for_slip()
    [sent] = letterbox.open()
    four = soup(client.get(place)).select_one(".coprod-ticket__words").get_text()
    assert sent.to == [SAM] and four in sent.body and str(comment.pk) in sent.body and place in sent.body
    assert SAM not in str(list(OutgoingMessage.objects.values_list("payload", flat=True)))
    assert "We do so once a day at most." in client.get(place).content.decode()
    assert not asks_for_slip() and letterbox.open() == []
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    assert asks_for_slip() and len(letterbox.open()) == 1


def test_nobody_who_has_not_confirmed_gets_them(client, asking, asks_for_slip, letterbox):
    assert not asks_for_slip() and letterbox.open(later=True) == []


def test_what_is_stopped_or_erased_before_it_goes_is_not_sent(client, place, confirmed, comment, letterbox):
    client.post(f"{place}mail/slip/")
    TakeDownComment(again(comment))()
    assert letterbox.open(later=True) == []
    assert (
        client.post(
            f"{API}{place.removeprefix('/comments')}mail/slip/", {}, content_type="application/json"
        ).status_code
        == 409
    )


def test_a_link_that_is_opened_sends_nothing(client, place, confirmed, letterbox):
    assert client.get(f"{place}mail/slip/").status_code == 302
    assert client.post(f"{place[:-2]}x/mail/slip/").status_code == 404
    assert letterbox.open() == []
