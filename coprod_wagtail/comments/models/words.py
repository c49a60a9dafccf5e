"""The words beside the form: what the editors of a site wrote, or the package's own in the reader's language."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprod_wagtail.page_tree.own_texts import HasOwnTexts

from ..intake.spam_service_name import spam_service_name
from ..mail.links import mail_is_offered

# Fields of the settings, and of the texts in one more language.
RULES, NOTICE, URGENT = _("house rules"), _("short privacy notice"), _("help in an emergency")
AGE, WAYS, FORMATS = _("words about age"), _("other ways to comment"), _("other formats")
CONTACT = _("safeguarding contact")


class WordsBesideTheForm(HasOwnTexts):
    """The part of a site's settings with the words that stand beside the form, and what is said where one is empty."""

    house_rules = models.TextField(
        RULES, blank=True, help_text=_("One rule a line. Leave empty to use our starter rules.")
    )
    age_words = models.TextField(
        AGE,
        blank=True,
        help_text=_("What younger people should do before they write. Leave empty to use our sentence."),
    )
    privacy_notice = models.TextField(
        NOTICE,
        blank=True,
        help_text=_(
            "Shown beside the form. Say who you are and what you do with the words. The first line is always in sight, "
            "the others open with “What happens to my words”. Leave empty to use ours."
        ),
    )
    urgent_help = models.TextField(
        URGENT,
        blank=True,
        help_text=_(
            "Beside the form, and shown after a comment is sent. Leave empty to use the numbers for the United Kingdom."
        ),
    )
    safeguarding_contact = models.TextField(
        CONTACT,
        blank=True,
        help_text=_(
            "Who people can talk to when they are worried about somebody, and how. Below the form, and where people tell you "
            "about a comment. Leave empty if there is nobody."
        ),
    )
    other_ways = models.TextField(
        WAYS,
        blank=True,
        help_text=_(
            "How people can comment by phone, by post or by e-mail. One way a line. Leave empty if there is none."
        ),
    )
    other_formats = models.TextField(
        FORMATS,
        blank=True,
        help_text=_(
            "Where people ask for a page in another format, such as large print or Easy Read. Leave empty if you have none."
        ),
    )

    post_to = models.TextField(
        _("address for comments on paper"),
        blank=True,
        help_text=_("Stands on the sheet that people can print and write on. Leave empty if you get no post."),
    )

    #: Whether the site asks that machines are not trained with the words on it (`coprod_wagtail.models.SearchAndSharing`).
    kept_from_training = False

    class Meta:
        abstract = True

    def house_rules_lines(self) -> list[str]:
        """The house rules, one a line."""
        text = self.house_rules or gettext(
            "Be kind. You can disagree without being unkind about a person.\n"
            "Keep to what the page is about.\n"
            "Do not write other people's names or private details.\n"
            "No adverts."
        )
        return _lines(text)

    def privacy_lines(self) -> list[str]:
        """The short notice beside the form, one thought a line. The first is always in sight, the others are folded."""
        own = _lines(self.privacy_notice or "\n".join(_usual_privacy_lines()))
        training = [_about_training()] if self.kept_from_training else []
        return [*own, *_about_the_service(), *training]

    def post_to_lines(self) -> list[str]:
        """Where comments on paper are sent, one line of the address each; none where nobody said."""
        return _lines(self.post_to)

    def urgent_help_text(self) -> str:
        """Where to turn when it cannot wait."""
        return self.urgent_help or gettext(
            "We do not watch comments all the time. If you or somebody else is in danger now, ring 999. "
            "To talk to someone at any hour, ring Samaritans on 116 123."
        )

    def age_lines(self) -> list[str]:
        """What younger people should do before they write."""
        text = self.age_words or gettext(
            "If you are under 16, please ask a parent or somebody who looks after you first."
        )
        return _lines(text)

    def safeguarding_lines(self) -> list[str]:
        """Who people can talk to when they are worried about somebody; none where nobody said."""
        return _lines(self.safeguarding_contact)

    def other_ways_lines(self) -> list[str]:
        """How people can comment in another way, one a line: what editors wrote, and where comments on paper go."""
        return _lines(self.other_ways)

    def other_formats_lines(self) -> list[str]:
        """Where people ask for another format; none where nobody said."""
        return _lines(self.other_formats)

    @property
    def language_of_rules(self) -> str:
        """The code of the language that the house rules are in; empty for the package's own."""
        return self.language_of("house_rules")

    @property
    def language_of_privacy(self) -> str:
        """The code of the language that the short privacy notice is in; empty for the package's own."""
        return self.language_of("privacy_notice")

    @property
    def language_of_age(self) -> str:
        """The code of the language that the words about age are in; empty for the package's own."""
        return self.language_of("age_words")

    @property
    def language_of_urgent_help(self) -> str:
        """The code of the language that the help in an emergency is in; empty for the package's own."""
        return self.language_of("urgent_help")


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def _about_the_service():
    """What is sent to a service outside, while one is asked: whatever else the editors of the site say."""
    name = spam_service_name()
    if name:
        yield gettext(
            "Before we read your comment, a service outside helps us to find adverts. It is called %(service)s. We send it your "
            "words, the name, and the address of this page. We do not send it your e-mail address, or where you are."
        ) % {"service": name}


def _about_training():
    """What editors may have chosen for the whole site, whatever else they say."""
    return gettext(
        "We ask the makers of artificial intelligence (AI) not to train it with your words. Many of them keep to it, but we "
        "cannot make sure."
    )


def _usual_privacy_lines():
    """What is true wherever the package runs. Of e-mails nothing is said where nobody is asked for an address."""
    yield gettext("Everyone can see your words and name.")
    yield gettext(
        "They can see them for as long as this page is on our website, and other websites may copy them. "
        "The name can be made up. Please leave out full names, phone numbers, addresses and medical details that you "
        "would not want everyone to see."
    )
    if mail_is_offered():
        yield gettext(
            "If you give us an e-mail address, we use it to write to you about your comment. Nobody else sees it. "
            "You can stop the e-mails at any time."
        )
    yield gettext(
        "Ask us at any time and we will take your comment down. "
        "If you are not happy with how we use your information, you can complain to us."
    )
