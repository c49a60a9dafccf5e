"""The posts of Kettle Lane's blog, oldest first."""

from .content import PageText, Picture, Post, bullets, heading, picture, quote, steps, text

BLOG = PageText(
    key="blog",
    title="Blog",
    slug="blog",
    in_menus=True,
    fields={
        "intro": "<p>Written by whoever has something to say. If you would like to write one, or would rather say it "
        "while somebody else types, ring us or come in on a Tuesday.</p>"
    },
    search_description="Posts by the people of Kettle Lane.",
)

CATEGORIES = {
    "how-we-work": "How we work",
    "getting-about": "Getting about",
    "plain-words": "Plain words",
    "caring": "Caring",
    "growing-and-mending": "Growing and mending",
}

#: By slug, each with its name and what it is about.
SERIES = {
    "a-year-at-the-allotment": (
        "A year at the allotment",
        "We took on a plot that nobody wanted. Desmond and Sal wrote down what came of it.",
    ),
}

POSTS = [
    Post(
        key="blog/tuesday-table",
        title="How the Tuesday table decides things",
        slug="how-the-tuesday-table-decides",
        days_ago=341,
        authors=["members/maureen", "members/tern"],
        categories=["how-we-work"],
        tags=["meetings", "money"],
        picture=Picture(
            "table",
            "The Tuesday table from above",
            "A round wooden table seen from above, with six pairs of hands, four cups of tea and a large sheet covered "
            "in coloured dots.",
        ),
        fields={
            "summary": "People ask who is in charge at Kettle Lane. The honest answer is a round table, a roll of paper "
            "and several rules that we only have because something once went badly.",
            "closing_question": "How does your group decide, when people do not agree?",
        },
        body=[
            text(
                "We are a small charity on a corner in Port Hollin. We have a kitchen, a front room, an allotment and a "
                "minibus that we share with the bowls club. About sixty people use the place in a month. Three of us "
                "are paid. All of us can come to the Tuesday table, and what the table decides is what happens.",
                "That sounds simple. It took us four years to get right, and we changed it again in March.",
            ),
            heading("What happens on a Tuesday?"),
            text(
                "We start at two, because the bus gets in at twenty to. There is always soup first. Nobody has to speak "
                "and nobody has to stay.",
                steps(
                    "Somebody reads out what we decided last week, and whether it was done.",
                    "Anybody can put one thing on the sheet. Drawings count. So does asking someone to write it for you.",
                    "We each get five stickers and put them by what we want to talk about today.",
                    "We talk about the two with the most stickers. The rest wait, and stay on the wall.",
                    "Maureen reads back what she has written. If it is not what you meant, you say so.",
                ),
            ),
            picture(
                "agenda",
                "The sheet on the wall",
                "A sheet of paper on a wall with four lines of writing and rows of coloured stickers. One line has nine; "
                "a hand is adding another.",
                "The sheet on the wall. The line with nine stickers was about the toilet door.",
            ),
            heading("What if we do not agree?"),
            text(
                "Then we do not decide that day. We go away and each side has to come back able to say what the other "
                "side wants, well enough for them to nod. It is slow. Twice it has taken a month. Both times we ended "
                "up somewhere that nobody had thought of at the start.",
            ),
            quote(
                "I have sat on boards where the decision was made in the car park. Here I can see it being made, and "
                "I can see that it is mine.",
                "Tern, member",
            ),
            heading("Who can say no?", "h3"),
            text(
                "If the law says no, Becca has to say so, and has to show us where it says it. If the money says no, we "
                "look at the money together: it is one sheet, in large print, on the back of the kitchen door. Nobody "
                "else can say no on their own.",
            ),
            heading("Who gets paid?", "h3"),
            text(
                "If you do a job for us, such as sitting on an interview panel or giving a talk, you are paid the same "
                "as anybody else. If being paid would upset your benefits, we work out with you what is safe before "
                "you start. Some people say no thank you. That is fine as long as it was really up to them.",
            ),
            heading("What we still get wrong"),
            text(
                "The table is good for people who like tables. If you cannot be in a room with fifteen others, you can "
                "post your sticker through the door, ring Becca on a Thursday or answer a question here. We know that it "
                "is not the same. If you have a better idea, we have a sheet for it.",
            ),
        ],
    ),
    Post(
        key="blog/mending-day",
        title="What came to the mending table",
        slug="what-came-to-the-mending-table",
        days_ago=232,
        authors=["members/sal"],
        categories=["growing-and-mending"],
        tags=["repair", "saturdays"],
        picture=Picture(
            "kettle",
            "A kettle in pieces",
            "A red kettle on a bench with its lid off, a screwdriver, three screws and a coiled lead beside it.",
        ),
        fields={
            "summary": "Nineteen things, fourteen of them going home alive. A short report from the first Saturday.",
            "closing_question": "What is broken at your house that you cannot bear to throw away?",
        },
        body=[
            text(
                "The rules of the mending table are on a card, in case you have not been. You stay with your thing while "
                "we mend it. You hold the torch. If it turns out that you can do it yourself, you do it yourself and "
                "I drink your tea.",
                "This month:",
                bullets(
                    "Five kettles. Four were only full of chalk. The fifth was full of chalk and a spoon.",
                    "A radio that had said nothing since 2009. It was on the wrong waveband. We told nobody.",
                    "A talking clock that had learned to say the wrong time with confidence.",
                    "Two walking frames that needed new rubber feet. Ninety pence each.",
                    "A lamp in the shape of a heron. I am sorry about the heron.",
                ),
            ),
            quote("It was my mum's. I did not need it to work. But it does now.", "Visitor, holding a hand mixer"),
            text(
                "People think that this is about saving money, and it is, a bit. Mostly it is two hours in which nobody "
                "is a patient or a client or a service user. You are somebody with a screwdriver, or somebody with a "
                "story about a toaster, and both are needed.",
                "We test everything that plugs in before it leaves, and it gets a green sticker. If it does not get a "
                "sticker, it does not go home.",
            ),
        ],
    ),
    Post(
        key="blog/two-hours",
        title="Two hours on a Thursday",
        slug="two-hours-on-a-thursday",
        days_ago=149,
        # A name without a profile: not everybody who writes wants a page.
        authors=["Ruth, a family carer"],
        categories=["caring"],
        tags=["breaks", "carers"],
        fields={
            "summary": "I look after my husband, who has dementia. On Thursdays from two to four I do not.",
            "closing_question": "If you had two hours that were only yours, where would you be?",
        },
        body=[
            text(
                "The first Thursday I sat in my car outside and did not know where to go. I had got so used to being "
                "needed that I could not think of one thing to do with my own hands. So I went back in and did the "
                "washing up. Farida took the cloth away from me.",
                "Nobody at Kettle Lane has ever called it respite. They say: he is with Desmond doing the seed trays, "
                "they are getting on, come back at four. That is all I needed to hear. It is not that somebody is "
                "minding him. He is busy, and so am I.",
            ),
            heading("What I asked for, and what I got"),
            text(
                "I filled in a form for the council two years ago. It asked me what outcomes I wished to achieve. "
                "I wrote: I would like to have a haircut. They offered me a leaflet about looking after myself, which "
                "I read in the car park.",
                "What I got here was a person who said, which day is worst? I said Thursday, because the nurse has been "
                "and he is cross. So it is Thursday.",
            ),
            heading("What I do with it"),
            text(
                "I have had the haircut. I have sat by the harbour and eaten chips on my own, which I recommend. Once I "
                "slept, in the back room, with my shoes on. Last month I went to the library and the woman asked if I "
                "wanted anything in particular, and I said no, and it was the best sentence I had said all year.",
                "If you look after somebody and this sounds like a different planet: we are there on Thursdays. You can "
                "come and only sit in the car park. I will wave.",
            ),
        ],
    ),
    Post(
        key="blog/a-bed-nobody-wanted",
        title="A bed that nobody wanted",
        slug="a-bed-that-nobody-wanted",
        days_ago=123,
        authors=["members/desmond", "members/sal"],
        categories=["growing-and-mending"],
        tags=["allotment"],
        series="a-year-at-the-allotment",
        fields={
            "summary": "The allotment people offered us plot 14, the one by the bins. It had couch grass, a bath and a view "
            "of the ring road. We said yes before they could think again.",
            "closing_question": "What would you grow first?",
        },
        body=[
            text(
                "There is a waiting list of six years for a plot. Nobody waits for this one, because the path to it is "
                "gravel, and you cannot push anything on gravel. Sal went to look at it in the wheelchair and had to "
                "be pulled back out by two men and a dog.",
                "So the first thing that we grew was a path. The council had old paving slabs behind the depot, and a "
                "man called Terry who was not using his Thursday.",
            ),
            heading("What it took"),
            text(
                bullets(
                    "Eleven slabs, and one more after Sal tried the corner.",
                    "Two mornings to dig out the couch grass. It is still winning.",
                    "The bath stayed. It holds water, and frogs like it.",
                ),
                "Beds as high as a table came next, so that one can reach from a chair. That is for part two.",
            ),
        ],
    ),
    Post(
        key="blog/half-a-bed-of-beans",
        title="Half a bed of beans",
        slug="half-a-bed-of-beans",
        days_ago=97,
        authors=["members/desmond"],
        categories=["growing-and-mending"],
        tags=["allotment"],
        series="a-year-at-the-allotment",
        picture=Picture(
            "beans",
            "Beans on plot 14",
            "Runner beans with red flowers climbing up canes in a raised wooden bed, with a blue shed and a watering can "
            "behind it.",
        ),
        fields={
            "summary": "We planted a whole bed. The slugs had the other half.",
            "closing_question": "What should we grow next year?",
        },
        body=[
            text(
                "The beds on plot 14 are as high as a table now, so you can reach from a chair. Sal measured them. "
                "Idris put string down the middle so that he knows which side is his.",
                "We picked eleven kilos. Four went to the kitchen, four went home with people and three went to the "
                "bowls club, because of the minibus.",
                "I do not mind about the slugs. There was enough.",
            ),
        ],
    ),
    Post(
        key="blog/what-the-beans-came-to",
        title="What the beans came to",
        slug="what-the-beans-came-to",
        days_ago=71,
        authors=["members/sal"],
        categories=["growing-and-mending", "how-we-work"],
        tags=["allotment", "money"],
        series="a-year-at-the-allotment",
        fields={
            "summary": "Eleven kilos of beans, four jars of chutney, and a sum that does not work out if you count the "
            "bus fares.",
            "closing_question": "What have you grown that cost more than the shop?",
        },
        body=[
            text(
                "We said at the start that we would weigh everything. Most of the eleven kilos came in one week, when "
                "everybody's freezer was full already. The bowls club has asked us not to bring any more.",
                "Seeds, string and the wood for the beds came to £61. The beans would have been £38 in the shop. Maureen did "
                "the sum twice, because she did not like it.",
            ),
            quote("Count the Tuesdays that I did not sit at home, and then do your sum again.", "Desmond"),
            heading("Next year"),
            text(
                "We keep the plot. There will be fewer beans, and something that does not all come at once. If you want "
                "to sit and weed, there is room for two more, and the path goes all the way.",
            ),
        ],
    ),
    Post(
        key="blog/letters",
        title="We rewrote the letter nobody could read",
        slug="the-letter-nobody-could-read",
        days_ago=52,
        authors=["members/maureen", "members/farida", "members/becca"],
        categories=["plain-words", "how-we-work"],
        tags=["letters", "council", "easy read"],
        picture=Picture(
            "letter",
            "The letter, with our red pen",
            "A typed letter with most of its lines crossed out in red, and a speech bubble with two short lines over it.",
        ),
        fields={
            "summary": "Eleven of us had the same letter about care charges and eleven of us understood it differently. "
            "So we asked the people who sent it to come and read it out loud.",
            "closing_question": "Which letter should we take the red pen to next?",
        },
        body=[
            text(
                "It came in a white envelope, which is already bad. It was two pages long. It was about what people pay "
                "towards their care, and it said that the contribution had been “reassessed in line with the revised "
                "disregard”.",
                "Imran thought that somebody was being rude about him. Jonah put his behind the clock. I have been "
                "reading other people's envelopes for thirty-one years and I had to go through it three times, and then "
                "I found that it was good news. Most of us were going to pay less.",
            ),
            heading("What we did first"),
            text(
                "We did not write a complaint. Becca rang the finance team and asked if two of them would come to a "
                "Tuesday and read the letter to us, out loud, at a normal speed. Two of them came. They were nice. One "
                "of them got as far as the second paragraph and said, “Oh.”",
            ),
            quote(
                "I have sent that letter to four thousand people. I had never heard it before.",
                "Officer from the finance team, who said we could quote her",
            ),
            heading("What we asked of every sentence"),
            text(
                "We put the letter on the wall, large, and asked the same three things of every line.",
                steps(
                    "Who is doing what? If we cannot tell, it is crossed out.",
                    "Would you say it to somebody in the queue at the chemist's?",
                    "What happens to me if I do nothing?",
                ),
                "By four o'clock two pages had become eleven lines. The first one is: “From 1 April you will pay less "
                "for your care. You do not need to do anything.”",
            ),
            heading("Who is “us” in that?"),
            text(
                "There were nine of us with red pens: people who get the letters, people who open them for a mother or "
                "a brother and the two who send them. Nobody in the room could have done it alone. They knew what the law says "
                "must be in it. We knew where you stop reading.",
                "We were paid for the afternoon, all nine at the same rate. That was our condition.",
            ),
            heading("What happens now?"),
            text(
                "The new letter goes out next month. There is an Easy Read one and a recording with it. The finance team "
                "have asked us back to do the one about arrears, which is worse.",
                "It still comes in a white envelope. We are told that is a different department.",
            ),
        ],
    ),
    Post(
        key="blog/the-other-chair",
        title="The job interview, from the other chair",
        slug="the-job-interview-from-the-other-chair",
        days_ago=24,
        authors=["members/farida", "members/becca"],
        categories=["how-we-work"],
        tags=["jobs", "meetings"],
        picture=Picture(
            "chairs",
            "Four chairs and a low table",
            "An armchair, a stool, a wheelchair and a kitchen chair around a low table with two cups on it.",
        ),
        fields={
            "summary": "Members choose who works here. Farida has sat on nine panels. Becca was chosen by one. We compared "
            "notes.",
            "closing_question": "What would you ask somebody who wants to work for you?",
        },
        body=[
            text(
                "<b>Farida:</b> The first time, they gave me a list of questions and told me to read out number four. "
                "I read out number four. I did not understand number four. After that we wrote our own.",
                "<b>Becca:</b> I remember yours. You asked me what I do when I am wrong. I talked for about five "
                "minutes, and you said, “That is what you say. What do you do?”",
                "<b>Farida:</b> You went red.",
                "<b>Becca:</b> I went red and then I told you about the boiler.",
            ),
            heading("What is different when members choose?"),
            text(
                "<b>Farida:</b> We do not sit in a row. We have soup first, with everyone who is there that day, and "
                "we watch who people talk to. One man was very good at the questions and had not said one word to Imran "
                "in an hour. He did not get the job.",
                "<b>Becca:</b> From my side it was the first interview where I could tell what they wanted. They sent "
                "the questions a week before. They asked if I needed anything. I had never been asked that, and I was "
                "not even the one they do it for.",
            ),
            heading("What is hard about it?"),
            text(
                "<b>Farida:</b> Saying no to somebody nice. We ring them ourselves, and we say why.",
                "<b>Becca:</b> Being told how you are doing by the people who chose you, every three months, with "
                "cake. I would not swap it.",
            ),
        ],
    ),
    Post(
        key="blog/green-man",
        title="Seven seconds on Quay Street",
        slug="seven-seconds-on-quay-street",
        days_ago=6,
        authors=["members/idris", "members/desmond"],
        categories=["getting-about"],
        tags=["crossings", "council"],
        related=("blog/letters", "blog/tuesday-table"),
        picture=Picture(
            "crossing",
            "The crossing on Quay Street",
            "A crossing with the green person lit, and a hand holding a stopwatch up in front of it.",
        ),
        fields={
            "summary": "We timed the crossing outside the chemist's forty times. The green light lasts seven seconds. It "
            "takes Desmond's mum nineteen to get across.",
            "closing_question": "Which crossing near you is too quick?",
        },
        body=[
            text(
                "Idris had the stopwatch, because he can hear the bleep start and stop. Desmond wrote it down. We did "
                "ten times on a market day, ten in the rain, ten when the school comes out and ten at night. It was "
                "seven seconds every time.",
                "Then we asked twenty people if we could time them as well. We asked them first and nobody minded. One "
                "lady went twice.",
            ),
            heading("What we found"),
            text(
                bullets(
                    "Somebody walking fast with a pushchair: 6 seconds.",
                    "Sal in the wheelchair, kerb to kerb: 11 seconds. Four of those are the kerb.",
                    "Somebody with a stick and a shopping bag: 14 seconds.",
                    "Desmond's mum: 19 seconds. She stops in the middle to tell the cars what she thinks.",
                ),
                "Only three of the twenty got across while it was green.",
            ),
            quote(
                "I do not go to that chemist's any more. I go to the one up the hill, and that hill is no joke.",
                "Lady with the tartan trolley",
            ),
            heading("What we are going to do"),
            text(
                "The signals team at the council have said that they will come and stand on the kerb with us. We would like "
                "to bring more than one crossing. If you tell us about one below, we will go and time it, and you can "
                "come along.",
            ),
        ],
    ),
]
