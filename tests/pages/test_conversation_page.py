from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from coprod_wagtail.comments.models import Conversation
from tests.factories import ConversationPageFactory

pytestmark = pytest.mark.framework


@pytest.fixture
def question(root_page):
    return ConversationPageFactory(parent=root_page, title="The kitchen", what_happens_next="Dev reads it.\n\nWe tell.")


@pytest.fixture
def read(client, question):
    return lambda: BeautifulSoup(client.get(question.url).content, "html.parser")


@pytest.mark.shape
def test_its_heading_is_the_question(read):
    assert read().h1.text == "What should we do next?"


def test_without_a_question_it_is_the_title(question, read):
    question.question = ""
    question.save()

    assert read().h1.text == "The kitchen"


def test_it_says_what_will_happen_with_the_answers(read):
    soup = read()

    assert soup.find("h2", string="What happens with the answers")
    assert "Dev reads it." in soup.find(class_="coprod-ask").text


def test_it_says_until_when_one_can_answer(question, read):
    closes = timezone.now() + timedelta(days=30)
    Conversation.objects.create(page=question, closes_at=closes)

    time = read().find(class_="coprod-ask__until").time
    local = timezone.localtime(closes)
    assert datetime.fromisoformat(time["datetime"]) == closes.replace(microsecond=0)
    assert time.text.startswith(f"{local.day} {local:%B %Y}")


def test_it_does_not_invite_answers_when_it_is_over(question, read):
    Conversation.objects.create(page=question, closes_at=timezone.now() - timedelta(days=1))

    soup = read()
    assert not soup.find(class_="coprod-ask__until")
    assert not soup.find("a", href="#form")


def test_without_an_end_it_names_none(read):
    assert not read().find(class_="coprod-ask__until")


@pytest.mark.shape
def test_readers_can_answer(read):
    soup = read()

    assert soup.find(class_="coprod-ask").find("a", href="#form")
    assert soup.find(id="form")
