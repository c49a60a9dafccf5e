"""The home page, the section with the questions to the readers and the plain pages."""

from .content import PageText, Picture, Question, bullets, heading, picture, quote, text

HELP = {
    "text": "Would you rather say it than write it? Ring us on a weekday between ten and four, and we will write it down "
    "in your words and read it back to you. You can also come in: the door on the corner, with the light on.",
    "phone": "01632 960 114",
    "email": "hello@example.org",
}

#: On the home page, and where somebody shares a link to a page without a picture.
HARBOUR = Picture(
    "harbour",
    "Port Hollin harbour",
    "A row of coloured houses above a small harbour with two sailing boats. The yellow house in the middle has a red door "
    "and its lights are on.",
)

POST_TO = "Comments\nKettle Lane\n1 Kettle Lane\nPort Hollin"

OTHER_WAYS = (
    "Ring us on 01632 960 114, on a weekday between ten and four. We write it down in your words and read it back to you.\n"
    "Tell one of us at the house, over soup."
)

SAFEGUARDING_CONTACT = (
    "Are you worried about somebody? Ask for Desmond Okoro, our safeguarding lead, on 01632 960 114 or at "
    "safe@example.org. You need not be sure."
)

OTHER_FORMATS = "Would you like this page in large print, or read out to you? Ring us, or write to hello@example.org."

HOUSE_RULES = (
    "Argue with what was said, not with who said it.\n"
    "Leave out other people's names, addresses and illnesses. Your own are up to you.\n"
    "Any spelling will do, and any language. We will find somebody who reads it.\n"
    "Nothing for sale, please."
)

HOME = PageText(
    key="home",
    title="Kettle Lane",
    slug="kettle-lane",
    fields={
        "welcome": "We are disabled people, older people, carers and three members of staff. We run a kitchen, an "
        "allotment and a good many arguments from a corner house in Port Hollin. What we do, we decide together."
    },
    body=[
        picture(HARBOUR.drawing, HARBOUR.title, HARBOUR.alt),
        heading("Come in"),
        text(
            "The door is open from ten to four, Monday to Saturday. There is soup at half past one. There is a ramp at "
            "the side, a quiet room at the back and a loop in the front room. You do not need to be referred, book or "
            "have a reason.",
            'You can <a to="members">meet some of us first</a>, or read '
            '<a to="blog/tuesday-table">how we decide things</a>.',
        ),
    ],
    search_description="A small, invented charity: disabled people, older people, carers and staff who decide together.",
)

SAY = PageText(
    key="have-your-say",
    title="Have your say",
    slug="have-your-say",
    in_menus=True,
    fields={
        "welcome": "When we do not know the answer, we ask. You do not need an account. A person reads everything you write, "
        "and we come back here to say what came of it."
    },
    search_description="Questions that Kettle Lane is asking, and what came of earlier ones.",
)

QUESTIONS = [
    Question(
        key="have-your-say/minibus",
        title="The minibus on Saturdays",
        slug="the-minibus-on-saturdays",
        days_ago=118,
        closes_in_days=-61,
        fields={
            "question": "Where should the minibus go on Saturdays?",
            "what_happens_next": "This one has been decided. If you think we got it wrong, bring it to any Tuesday, or "
            "ring us.",
        },
        body=[
            heading("What you told us"),
            text(
                "Forty-one people answered, here, on the phone and on the sheet by the kettle. This is what they asked "
                "for, with how many asked for it:",
                bullets(
                    "The swimming pool in Stennick: 17",
                    "Somewhere different every week: 11",
                    "The beach at Far Sands: 9",
                    "Nowhere. Let the bus have a rest: 4",
                ),
            ),
            heading("What we decided"),
            text(
                "The minibus goes to the pool on the first and third Saturday. On the second, whoever is on the bus "
                "chooses. The bowls club has the fourth.",
                "Several of you said that the trouble was not where it goes but when it comes back. So it now leaves for "
                "home at five, not at three.",
            ),
            quote("Five o'clock. I will believe it when I am sitting on it.", "Member, on the sheet by the kettle"),
        ],
    ),
    Question(
        key="have-your-say/front-room",
        title="The front room",
        slug="the-front-room",
        days_ago=17,
        closes_in_days=40,
        fields={
            "question": "What should the front room be for in the evenings?",
            "what_happens_next": "Everything you write goes up on the wall by the Tuesday table, with the name you "
            "choose. When the question has closed, the table picks two ideas to try for three months each. We will "
            "write here what was chosen and why, and what happened to the others.",
        },
        body=[
            text(
                "The front room is empty from four o'clock. We have been given enough money to heat and staff it on two "
                "evenings a week for a year. We have not promised anybody anything, so this is a real question.",
            ),
            heading("What you should know"),
            text(
                bullets(
                    "It holds about fourteen people, or nine with three wheelchairs.",
                    "There is a door to the kitchen. There is no garden.",
                    "The last bus up the hill goes at ten to nine.",
                    "It can be quiet or it can be loud, but the walls are thin, so not both at once.",
                ),
                "The last time we asked something like this, it was about "
                '<a to="have-your-say/minibus">the minibus on Saturdays</a>.',
            ),
        ],
    ),
]

PLAIN_PAGES = [
    PageText(
        key="about",
        title="About us",
        slug="about-us",
        search_description="Who Kettle Lane is, and that it is invented.",
        body=[
            text(
                "<b>Kettle Lane does not exist.</b> Neither do Port Hollin, the people on these pages or anything that "
                "they say. The site shows what a small charity could do with the coprod-wagtail package. The phone "
                "number is one that is kept for films and plays, and the e-mail address leads nowhere.",
            ),
            heading("If we did exist"),
            text(
                "We would be sixty people or so and a house. It would have been left to the town by a Miss Arbuthnot-Pike, "
                "who wrote in her will that there must always be something hot to drink and that nobody was to be "
                "improved against their wishes. We would try to keep to both.",
                "Everything that matters would be decided on Tuesdays, at a round table, by whoever turned up.",
            ),
        ],
    ),
    PageText(
        key="house-rules",
        title="House rules",
        slug="house-rules",
        search_description="What we ask of people who write comments, and what we do with them.",
        body=[
            text(
                "We like disagreement. It is how we get things done. These are the rules for comments on this site, and "
                "they are the same as the ones on the kitchen wall.",
                bullets(*HOUSE_RULES.splitlines()),
            ),
            heading("What happens when you write"),
            text(
                "A person reads every comment before it shows, most often on a Tuesday or a Thursday. We do not change "
                "your words. We publish them or we do not.",
                "When we do not, it is nearly always because somebody else could be recognised in it. The page you see "
                "after sending your comment tells you where it stands.",
            ),
            heading("If a comment worries you"),
            text(
                "Ring us on 01632 960 114 and say which one. If we take it down, and people have answered it, their "
                "answers stay, with a line that says that something was here.",
            ),
        ],
    ),
    PageText(
        key="privacy",
        title="Privacy",
        slug="privacy",
        search_description="What we keep when you visit or write a comment, and how to have it taken away.",
        body=[
            text(
                "This page is short because we keep little. Kettle Lane is invented, but it does what this page says."
            ),
            heading("When you read"),
            text(
                "We set no cookies, we count nobody and no other company learns that you were here.",
            ),
            heading("When you write a comment"),
            text(
                bullets(
                    "We keep your words and the name you choose. Everybody can see both once the comment is published.",
                    "If you give an e-mail address, we keep it with the comment. It is not shown to anybody who reads "
                    "the page.",
                    "We do not ask for your real name, and we do not check it.",
                ),
                "We keep a comment for as long as its page is here.",
            ),
            heading("When you change your mind"),
            text(
                "Ring 01632 960 114, write to hello@example.org or tell anybody at the desk. We will take your comment "
                "down the same day we hear of it. You do not have to say why.",
                "If you are not happy with how we have used your information, you can complain to us, and to the office in your country that looks "
                "after people's information rights.",
            ),
        ],
    ),
    PageText(
        key="accessibility",
        title="Accessibility",
        slug="accessibility",
        search_description="How this site and our building work for you, and whom to tell when they do not.",
        body=[
            heading("This website"),
            text(
                "You should be able to do everything here with a keyboard, with a screen reader, with large text, on an "
                "old phone and with scripts turned off. We test it that way, against the Web Content Accessibility "
                "Guidelines 2.2, level AA.",
                "What we know is missing: the posts are not all in Easy Read yet, and there are no recordings.",
            ),
            heading("Our building"),
            text(
                bullets(
                    "The ramp is on the Harbour Row side. The bell is at the height of a seat.",
                    "The toilet has a hoist. The door sticks: push at the bottom.",
                    "There is a hearing loop in the front room.",
                    "The quiet room is at the back. Nobody will ask why you are in it.",
                    "Dogs who work are welcome. Dogs who do not may come on Fridays.",
                ),
            ),
            heading("When something is in your way"),
            text("Tell us on 01632 960 114 or at hello@example.org. We mend what we can and say so when we cannot."),
        ],
    ),
]
