"""What waits to be read on the demo's pages: a queue such as a volunteer finds on a Monday after a busy week.

Most of it is easy. Some needs thought: names of people who did not ask to be named, somebody who is worried, somebody who
is angry, adverts, the same words twice. With what stands in `comments`, forty.
"""

from .content import Words

TABLE, MENDING, HOURS = "blog/tuesday-table", "blog/mending-day", "blog/two-hours"
LETTERS, CHAIR, GREEN = "blog/letters", "blog/the-other-chair", "blog/green-man"
ROOM = "have-your-say/front-room"


def waits(key, page, days_ago, name, text, **more):
    return Words(key=f"waiting/{key}", page=page, days_ago=days_ago, name=name, text=text, status="pending", **more)


WAITING = [
    waits(
        "steps",
        GREEN,
        5.9,
        "Pat",
        "The one by the swimming pool. Five seconds. I counted out loud and got to the white line.",
    ),
    waits(
        "numbers",
        GREEN,
        5.8,
        "A. Okafor",
        "We did this in Stennick ten years ago and they gave us three more seconds after we wrote to the paper. Don't let "
        "them tell you that the machine cannot be changed. It is one screen and a password.",
    ),
    waits(
        "pram",
        GREEN,
        5.6,
        "Two under three",
        "With a double buggy you cannot get off the island before the second light. So I run. Everybody runs.",
    ),
    waits(
        "thanks",
        LETTERS,
        5.5,
        "Nan",
        "Thank you for this. I rang the number at the end and a person answered.",
        helped="private",
    ),
    waits(
        "parking",
        LETTERS,
        5.3,
        "Reg",
        "The parking permit one. It says “you must evidence your residency”. I have lived here since 1961 and I did not "
        "know that I was evidencing.",
    ),
    waits("dentist", LETTERS, 5.2, "", "The dentists."),
    waits(
        "roofs",
        LETTERS,
        5.1,
        "Harbour Roofing",
        "Great post! We offer free roof surveys in Port Hollin this month, see https://roofs.example.org/free and "
        "https://roofs.example.org/offers and https://roofs.example.org/call and https://roofs.example.org/reviews",
        signs=("many_links", "too_soon"),
    ),
    waits(
        "angry",
        TABLE,
        4.9,
        "Fed up",
        "You lot decide everything among yourselves and then tell the rest of us how open you are. Fifteen people with "
        "stickers is not the town. I have written to you twice and heard nothing.",
        email="fedup@example.org",
    ),
    waits("choir", TABLE, 4.8, "Alto 2", "Our choir votes with its feet. Whoever still turns up in March has decided."),
    waits("soup", TABLE, 4.7, "Glenys", "Is the soup still at two? I could bring barley.", email="glenys@example.org"),
    waits(
        "welsh",
        ROOM,
        4.5,
        "Gwen",
        "Noson o ganu, os gwelwch yn dda. Does dim rhaid bod yn dda.",
        language="cy",
    ),
    waits("darts", ROOM, 4.4, "Darts again", "Darts. Soft tip, before anybody says anything."),
    waits(
        "homework",
        ROOM,
        4.3,
        "Year 9",
        "A place to do homework where there is wifi and it is not the bus station. We wouldn’t be loud.",
    ),
    waits(
        "cook",
        ROOM,
        4.2,
        "Lamar",
        "I would teach people to cook one dish. Same dish every week till everybody can do it without looking. My "
        "neighbour is 80 and lives on toast because nobody ever showed him rice.",
        email="lamar@example.org",
    ),
    waits(
        "noise",
        ROOM,
        4.0,
        "No. 9",
        "Whatever it is, please let it stop at nine. The wall is thin and I get up at four.",
    ),
    waits("noise-2", ROOM, 3.9, "Ed", "Nine is fine by me. I am also thin walled.", to="room/film"),
    waits(
        "named",
        HOURS,
        3.8,
        "Concerned",
        "I know which nurse you mean, it is Carol Whitlock from the Quay practice and she is like that with everyone.",
    ),
    waits(
        "low",
        HOURS,
        3.7,
        "Anon",
        "I read this at three in the morning. I have not had two hours since February. I do not know how much longer I "
        "can do this, some nights I think everybody would be better off.",
    ),
    waits(
        "chips", HOURS, 3.6, "Trish", "On the harbour wall with the chips. See you there, I'll be the one not talking."
    ),
    waits("bath", HOURS, 3.4, "Mal", "In the bath. Door locked. Radio on."),
    waits(
        "husband",
        HOURS,
        3.3,
        "Bill’s wife",
        "My two hours are Wednesdays and I have started spending them asleep too. Nobody tells you that this is what it "
        "is for. Thank you, Ruth.",
        to="hours/haircut",
    ),
    waits("arabic", HOURS, 3.1, "سلمى", "شكراً روث. ساعتان تكفيان لأتذكر اسمي.", language="ar"),
    waits("board-games", ROOM, 3.0, "Nell", "Board games, with somebody who explains the rules once and then stops."),
    waits("nothing", ROOM, 2.9, "Plot 12", "Leave it alone one night a week. I will sit in it."),
    waits(
        "window",
        ROOM,
        2.7,
        "Olwen P",
        "Anything, if you put the lamp in the window so I can see from the bus that it is open.",
        came_by="phone",
    ),
    waits(
        "pills",
        MENDING,
        2.6,
        "growfast",
        "best price garden feed no rx needed http://feed.example.org",
        signs=("honeypot", "no_origin"),
    ),
    waits(
        "pills-again",
        MENDING,
        2.5,
        "Kettle Lane Team",
        "best price garden feed no rx needed http://feed.example.org",
        signs=("honeypot", "same_words", "official_name"),
    ),
    waits(
        "sewing",
        MENDING,
        2.4,
        "Hatice",
        "A sewing machine, my mother’s, from Izmir. It goes forward but not back. Like her.",
    ),
    waits("kettle", MENDING, 2.2, "Jim", "How do you get a spoon in a kettle"),
    waits(
        "drill",
        MENDING,
        2.0,
        "Retired spark",
        "I was an electrician for forty years and I have a tester and nothing to do on Saturdays. I don’t want paying. I "
        "would want the heron kept at the other end of the room.",
        email="spark@example.org",
    ),
    waits(
        "bench",
        MENDING,
        1.8,
        "Wendy T",
        "The bench outside. It is not at my house but I sit on it more than my own chairs.",
    ),
    waits(
        "panel",
        CHAIR,
        1.5,
        "HR, elsewhere",
        "We copied your list of questions (I hope that is all right) and the first candidate said it was the only "
        "interview in which anybody had asked what they were bad at. We hired her.",
    ),
    waits("dog", CHAIR, 1.3, "Moss", "“What would you do if I said no?” And then say no."),
    waits(
        "rejected",
        CHAIR,
        1.1,
        "Applied twice",
        "I had one of these interviews with you in the spring and did not get it. I was upset for a week. Then your letter "
        "came, and it said why, in words, and what I was good at. I have kept it. I am only writing because nobody ever "
        "says so when it is a no.\n\nI still think I would have been better with the minibus.",
        to="chair/question",
    ),
    waits(
        "school",
        GREEN,
        0.7,
        "Lollipop, retired",
        "By the school they took me away and put in a light. I was slower than the light. That was the point of me.",
    ),
    waits("typo", GREEN, 0.3, "Pat", "Sorry, it was six seconds. I went back.", to="green/hill"),
]
