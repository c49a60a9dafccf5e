"""What readers say on the demo's pages. Dates count back from the day the demo is loaded."""

from .content import Words
from .waiting import WAITING

#: What those do who work there.
ROLES = {"Becca": "benefits and letters"}

LETTERS = [
    Words(
        key="letters/joan",
        page="blog/letters",
        name="Joan B",
        days_ago=50.9,
        text="I have the old letter in a drawer with the guarantees. I was too frightened to throw it away and too "
        "frightened to read it again. Eleven lines would have done me very well.",
    ),
    Words(
        key="letters/becca",
        page="blog/letters",
        to="letters/joan",
        name="Becca",
        kind="staff",
        member="members/becca",
        days_ago=50.2,
        text="Thank you, Joan. If you would like, bring it in and we will go through what it means for you now. The new "
        "figure should be lower. I am in from Tuesday to Thursday, or ring and I will come to you.",
    ),
    Words(
        key="letters/joan-2",
        page="blog/letters",
        helped="shown",
        to="letters/becca",
        name="Joan B",
        days_ago=48.7,
        text="Came in today. It is £6.40 a week less than I have been paying! And there is a refund. I have bought a "
        "cake and it is in the kitchen, what is left.",
    ),
    Words(
        key="letters/pete",
        page="blog/letters",
        to="letters/joan-2",
        name="Pete",
        days_ago=48.1,
        text="Can confirm there was a cake.",
    ),
    Words(
        key="letters/officer",
        page="blog/letters",
        name="Works in finance",
        days_ago=47.4,
        text="Not here officially. I work in a team like that one, in another town. I want to say something in our defence, and then I want "
        "to agree with you.\n\nIn our defence: every odd phrase in those letters is there because somebody once lost an "
        "appeal. We are taught to be afraid of the sentence that leaves something out.\n\nAnd now I agree with you. "
        "Nobody ever appealed a letter because they could not read it. They just did not answer, and then we put "
        "“did not engage” on the file. I have typed that hundreds of times. I am going to ask whether we can try the "
        "three questions.",
    ),
    Words(
        key="letters/tern",
        page="blog/letters",
        to="letters/officer",
        name="Tern",
        kind="member",
        member="members/tern",
        days_ago=46.9,
        text="“Did not engage” is on mine. I was engaged. I was sitting on the stairs, reading the letter.",
    ),
    Words(
        key="letters/officer-2",
        page="blog/letters",
        to="letters/tern",
        name="Works in finance",
        days_ago=46.3,
        text="I am sorry. That is going on the wall above my desk.",
    ),
    Words(
        key="letters/maureen",
        page="blog/letters",
        to="letters/officer",
        name="Maureen",
        kind="member",
        member="members/maureen",
        days_ago=45.8,
        text="If your team would like to come and be read to, there is soup. We charge for the afternoon. The soup is free.",
    ),
    Words(
        key="letters/gone",
        page="blog/letters",
        name="Carol",
        days_ago=41.5,
        status="hidden",
        text="My neighbour two doors down had the same letter and she has not opened her post since the spring. "
        "She told me what she owes.",
    ),
    Words(
        key="letters/gone-answer",
        page="blog/letters",
        to="letters/gone",
        name="Becca",
        kind="staff",
        member="members/becca",
        days_ago=40.6,
        text="I have taken this one down, because it said things about somebody else who could be recognised. I have "
        "rung the person who wrote it and we are both happy with that. If someone near you has stopped opening their "
        "post, ring us. We will not ask for their name.",
    ),
    Words(
        key="letters/gone-answer-2",
        page="blog/letters",
        to="letters/gone-answer",
        name="Carol",
        days_ago=40.1,
        text="It was me who wrote it and that is fair. I went round with a loaf and we opened it all together. It took "
        "two pots of tea.",
    ),
    Words(
        key="letters/next",
        page="blog/letters",
        name="Mrs K. Dhillon",
        days_ago=33.2,
        text="To answer your question: please do the one from the hospital that says “You have been discharged from this "
        "clinic due to non-attendance”. I attended. I was in the corridor. The screen did not say my name and I am deaf. "
        "My son has the letter, ring him on 01632 960 417.",
        covered="01632 960 417",
    ),
    Words(
        key="letters/next-2",
        page="blog/letters",
        to="letters/next",
        name="Idris",
        kind="member",
        member="members/idris",
        days_ago=32.8,
        text="And in the same corridor they called me with the screen. Between us we could have caught one appointment.",
    ),
    Words(
        key="letters/next-3",
        page="blog/letters",
        to="letters/next-2",
        name="Mrs K. Dhillon",
        days_ago=32.5,
        text="Next time I will listen with my eyes and you will look with your ears. Deal.",
    ),
    Words(
        key="letters/student",
        page="blog/letters",
        name="Second-year OT student",
        days_ago=20.3,
        text="We were shown this in a seminar and told to rewrite our own assessment template with the three questions. "
        "Mine went from four pages to one. My tutor wants to know whether we may use your eleven lines as an example?",
    ),
    Words(
        key="letters/student-2",
        page="blog/letters",
        to="letters/student",
        name="Farida",
        kind="member",
        member="members/farida",
        days_ago=19.6,
        text="Yes. Put our name on it, and invite one of us when you do it again. We would like to see the four pages.",
    ),
    Words(
        key="letters/unsure",
        page="blog/letters",
        name="Alan",
        days_ago=9.4,
        text="Not everybody agrees with you. I want the long letter. I want to see how they worked it out so that I can "
        "check it. If it is only eleven lines I have to take their word.",
    ),
    Words(
        key="letters/unsure-2",
        page="blog/letters",
        to="letters/unsure",
        name="Maureen",
        kind="member",
        member="members/maureen",
        days_ago=8.9,
        text="You are right and we missed it. The sums will go on a second sheet for whoever wants them. I have put "
        "it on the wall with your name by it, if that is all right.",
    ),
    Words(
        key="letters/unsure-3",
        page="blog/letters",
        to="letters/unsure-2",
        name="Alan",
        days_ago=8.7,
        text="It is. Thank you.",
    ),
]

GREEN_MAN = [
    Words(
        key="green/hill",
        page="blog/green-man",
        name="Bernie",
        days_ago=5.1,
        text="Station Road, by the bakery. I have a stick and a dog, and the dog has started to sit down at the kerb as "
        "soon as it goes green because he knows we will not make it.",
    ),
    Words(
        key="green/desmond",
        page="blog/green-man",
        to="green/hill",
        name="Desmond",
        kind="member",
        member="members/desmond",
        days_ago=4.8,
        text="We will do Station Road. What is the dog called? I will put him on the sheet.",
    ),
    Words(
        key="green/bernie",
        page="blog/green-man",
        to="green/desmond",
        name="Bernie",
        days_ago=4.6,
        text="Gravy.",
    ),
    Words(
        key="green/welsh",
        page="blog/green-man",
        name="Mair",
        days_ago=3.7,
        language="cy",
        text="Diolch am ysgrifennu hyn. Mae'r un broblem gyda ni wrth ymyl y llyfrgell: mae'r dyn gwyrdd yn diflannu cyn "
        "i Mam gyrraedd y canol. Hoffwn i helpu gyda'r amseru os byddwch chi'n gwneud mwy.",
    ),
    Words(
        key="green/idris",
        page="blog/green-man",
        to="green/welsh",
        name="Idris",
        kind="member",
        member="members/idris",
        days_ago=3.3,
        language="cy",
        text="Croeso, Mair! Byddwn ni wrth y llyfrgell fore Sadwrn am ddeg. Dewch â'ch mam os yw hi am ddod.",
    ),
    Words(
        key="green/driver",
        page="blog/green-man",
        name="A bus driver",
        days_ago=2.2,
        content_note="It is about people who nearly get hurt on the road.",
        text="From the other side of the windscreen: I would rather sit there for another ten seconds than watch somebody "
        "run. So would most of us. Nobody has asked the drivers either.",
        new_text="From the other side of the windscreen: I would rather sit there for another ten seconds than watch "
        "somebody run. So would most of us. Nobody has asked the drivers either. I can come to the council on the 9th.",
    ),
    Words(
        key="green/waiting-short",
        page="blog/green-man",
        to="green/driver",
        name="Lorna",
        days_ago=0.4,
        status="pending",
        email="lorna@example.org",
        text="Would you come out with them one morning and say that to the council? I think they would listen to a driver.",
    ),
    Words(
        key="green/waiting-links",
        page="blog/green-man",
        name="Kerb Your Enthusiasm",
        days_ago=0.9,
        status="pending",
        signs=("many_links",),
        text="I have been collecting crossing times for years and I have put all my lists here:\n"
        "https://crossings.example.org/quay-street\nhttps://crossings.example.org/station-road\n"
        "https://crossings.example.org/library\nhttps://crossings.example.org/hill\n\n"
        "Use anything you like. The hill one is from before they moved the post box.",
    ),
    Words(
        key="green/told-why",
        page="blog/green-man",
        name="Gwil from the flats",
        days_ago=2.6,
        status="declined",
        text="It is the man at number nine who rang the council and had the beeping turned off. Everybody here knows it was him.",
        reason="private-details",
        marked="the man at number nine\nEverybody here knows it was him",
        mend="Write about the beeping, and leave him out.",
        message="Thank you for telling us. We cannot show it, because people would know who you mean, and he cannot answer "
        "here. If you write about the beeping and leave him out, we will gladly show it.",
        answer="I see that now. I was cross. Can I write it again without him, or do I send a new one?",
    ),
    Words(
        key="green/waiting-private",
        page="blog/green-man",
        name="Worried",
        days_ago=1.6,
        status="pending",
        text="The crossing by the surgery. My sister was knocked over there in May and broke her hip. She is at Larch "
        "Court now and she would not mind me saying.",
    ),
]

OTHERS = [
    # As an old site left it: no name, no date, one rough place in the order.
    Words(
        key="table/old",
        page="blog/tuesday-table",
        kind="unknown",
        language="",
        place=1,
        text="We read this at our tenants' meeting, in the laundry room, and there was a long silence, and then "
        "somebody said: so why don't we do that? We have bought stickers.",
    ),
    Words(
        key="table/facilitator",
        page="blog/tuesday-table",
        name="Gwen, from a parish council",
        days_ago=330.4,
        text="The rule that you must be able to say what the other side wants “well enough for them to nod” has gone into "
        "our standing orders. It took eight months and I am very proud of it.",
    ),
    Words(
        key="table/quiet",
        page="blog/tuesday-table",
        name="A.",
        days_ago=301.7,
        text="I am one of the people who cannot do fifteen others. I post my sticker through the door on a Monday night. "
        "Twice what I wanted has won, and I was at home in my pyjamas.",
    ),
    Words(
        key="table/quiet-2",
        page="blog/tuesday-table",
        to="table/quiet",
        name="Tern",
        kind="member",
        member="members/tern",
        days_ago=300.2,
        text="Pyjamas should be in the constitution.",
    ),
    Words(
        key="mending/gravy-boat",
        page="blog/mending-day",
        name="Hol",
        days_ago=229.3,
        text="A gravy boat in nine pieces. It was a wedding present. The marriage did not last but I liked the boat.",
    ),
    Words(
        key="mending/sal",
        page="blog/mending-day",
        to="mending/gravy-boat",
        name="Sal",
        kind="member",
        member="members/sal",
        days_ago=228.8,
        text="Nine is nothing. Bring all the crumbs too, in an envelope.",
    ),
    Words(
        key="mending/heron",
        page="blog/mending-day",
        name="The owner of the heron",
        days_ago=224.0,
        text="He says no offence taken. He is on the landing, fully lit.",
    ),
    Words(
        key="hours/haircut",
        page="blog/two-hours",
        name="Ifeoma",
        days_ago=146.2,
        text="“I would like to have a haircut.” I read that line to my husband and we both had to stop for a bit. I look "
        "after him; he looks after our son. There should be a box on the form for that.",
    ),
    Words(
        key="hours/ruth",
        page="blog/two-hours",
        to="hours/haircut",
        name="Ruth",
        days_ago=145.6,
        text="There should be a box for that and a person to read it. I hope you both get your hair done.",
    ),
    Words(
        key="hours/arabic",
        page="blog/two-hours",
        name="هدى",
        days_ago=139.5,
        language="ar",
        text="أعتني بوالدتي منذ ثلاث سنوات، وكلامك أثّر فيّ كثيرًا. هل يوجد يوم الخميس من يتكلم العربية؟",
    ),
    Words(
        key="hours/farida",
        page="blog/two-hours",
        to="hours/arabic",
        name="Farida",
        kind="member",
        member="members/farida",
        days_ago=138.9,
        language="ar",
        text="نعم، أنا هناك كل خميس. أهلًا بكِ وبوالدتك.",
    ),
    Words(
        key="hours/son",
        page="blog/two-hours",
        name="Just a son",
        days_ago=77.1,
        text="I would drive to the services on the motorway and have a bad coffee, slowly. I know there are nicer places. "
        "Nobody at the services has ever asked me how she is.",
    ),
    Words(
        key="chair/question",
        page="blog/the-other-chair",
        name="Nkechi",
        days_ago=21.8,
        text="I would ask: who taught you something last week? And then I would wait.",
    ),
    Words(
        key="chair/candidate",
        page="blog/the-other-chair",
        name="Came second",
        days_ago=18.3,
        text="I did not get the job. Farida rang me herself and told me why, kindly, in about two minutes. It was the most "
        "useful call I had all year, and I have told her so. The soup was good too.",
    ),
    Words(
        key="chair/candidate-2",
        page="blog/the-other-chair",
        to="chair/candidate",
        name="Farida",
        kind="member",
        member="members/farida",
        days_ago=17.9,
        text="Apply again. I mean it.",
    ),
    Words(
        key="chair/waiting",
        page="blog/the-other-chair",
        to="chair/question",
        name="Dev",
        days_ago=0.2,
        status="pending",
        text="I tried this in an interview yesterday, from the wrong side of the table. They laughed, and then they all "
        "answered it. Thank you.",
    ),
    Words(
        key="room/film",
        page="have-your-say/front-room",
        name="Imran",
        days_ago=15.3,
        kind="member",
        text="Films. With the lights on a bit. And you are allowed to talk.",
    ),
    Words(
        key="room/film-2",
        page="have-your-say/front-room",
        to="room/film",
        name="Pete",
        days_ago=14.9,
        text="Yes please, and with subtitles on, every time, so that nobody has to be the one who asks.",
    ),
    Words(
        key="room/nothing",
        page="have-your-say/front-room",
        name="A.",
        days_ago=13.1,
        text="Could one of the evenings be for nothing? The heating on, the lamp on, somebody in the kitchen. No activity. "
        "I have had a lot of activities.",
    ),
    Words(
        key="room/nothing-2",
        page="have-your-say/front-room",
        to="room/nothing",
        name="Joan B",
        days_ago=12.6,
        text="I would come to nothing.",
    ),
    Words(
        key="room/nothing-3",
        page="have-your-say/front-room",
        to="room/nothing-2",
        name="Sal",
        kind="member",
        member="members/sal",
        days_ago=12.2,
        text="Then it is already the most popular thing on the list.",
    ),
    Words(
        key="room/young",
        page="have-your-say/front-room",
        name="Kit (19)",
        days_ago=6.6,
        text="Homework club, but for grown-ups who want to learn phones? I would run it. I get asked anyway, usually on "
        "the bus.",
    ),
    Words(
        key="room/bus",
        page="have-your-say/front-room",
        name="Lives up the hill",
        days_ago=2.9,
        text="Whatever it is, could it end at half past eight? If I miss the ten to nine it is forty minutes in the dark.",
    ),
    Words(
        key="bus/pool",
        page="have-your-say/minibus",
        name="Jonah",
        days_ago=112.4,
        text="Swimming.",
    ),
    Words(
        key="bus/back",
        page="have-your-say/minibus",
        name="Hazel, Monday and Friday",
        days_ago=108.7,
        text="I do not much mind where it goes. I mind that it comes back at three. The day only gets going at two.",
    ),
    Words(
        key="bus/back-2",
        page="have-your-say/minibus",
        to="bus/back",
        name="Bernie",
        days_ago=107.5,
        text="This. I have seen the first half of a lot of afternoons.",
    ),
    Words(
        key="bus/rest",
        page="have-your-say/minibus",
        name="Treasurer of the bowls club",
        days_ago=90.8,
        text="Speaking for the other half of the minibus: we would be happy with one Saturday if it could be the last one. "
        "And would whoever leaves sand in it please stop.",
    ),
    Words(
        key="bus/rest-2",
        page="have-your-say/minibus",
        to="bus/rest",
        name="Becca",
        kind="staff",
        member="members/becca",
        days_ago=89.9,
        text="Last Saturday it is. The sand is me. I am sorry.",
    ),
]

WORDS = [*OTHERS, *LETTERS, *GREEN_MAN, *WAITING]

#: What moderators begin a message with: what they choose it by, and its words.
SAVED_ANSWERS = [
    (
        "Thank you, and who to ask",
        "Thank you for writing. We cannot answer this here. Please ring the kitchen, and ask for Becca.",
    ),
    (
        "Nearly there",
        "Thank you for writing. We would like to show this. There is one thing in it that we cannot show:",
    ),
]
