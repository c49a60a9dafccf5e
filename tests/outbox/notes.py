"""A mail as a feature would bring it along."""

from coprod_wagtail.outbox.letters import Entry, Letter
from coprod_wagtail.outbox.mail import Mail


class NoteMail(Mail):
    name = "note"
    label = "Notes"

    #: Numbers of which there is nothing to say any more.
    nothing: set = set()
    sent: list = []
    stop_url = "https://www.example.org/stop/abc/"

    def letter(self, facts):
        number = facts["number"]
        if number in self.nothing:
            return None
        return Letter(
            subject=f"About\nthing {number}",
            lines=["Somebody <b>answered</b> you."],
            button=("See it", f"https://www.example.org/{number}/?a=1&b=2"),
            entries=[Entry(heading="Ada & Sam", words="Mine too.\nReally.", url="https://www.example.org/x/")],
            more=["That is all."],
            reason="You get this because you asked for it.",
            stop_url=self.stop_url,
            stop_words="Stop these mails",
            site_name="Kettle Lane",
            on_sent=lambda: self.sent.append(number),
        )
