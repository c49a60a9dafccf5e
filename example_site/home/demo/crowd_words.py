"""The names and sentences that a made-up crowd of readers writes with (see `crowd`)."""

_NAMES = """
Abena Agnes Alan Amina Andrzej Anwen Asha Barry Bea Bernie Bilal Bronwen Carys Chidi Clive Dafydd Dawn Dilys
Edna Eileen Emeka Esme Fatima Fergus Gareth Ginny Gwen Hamza Hazel Hilda Imogen Ines Ivor Jas Jo Joan Kadie
Ken Kwame Leila Len Lorna Mahmoud Mair Malik Mary Mo Moira Nadia Nasreen Nia Olu Owen Pam Parveen Pat Pete
Queenie Rafał Rhys Ros Rukhsana Sam Shanice Sheila Sunil Tam Tilda Tomasz Una Val Vikram Wanda Winston Yasmin
Yusuf Zara Zdenka
"""
NAMES = _NAMES.split()

#: Put behind some of the names, as people do.
AFTER_NAMES = [
    ", Port Hollin",
    " B",
    " and Co",
    " (carer)",
    ", age 81",
    " from the hill",
    " W.",
    ", Mondays",
    " 🌻",
    " H",
]

#: Instead of a name.
OTHER_NAMES = [
    "A family carer",
    "Somebody's mum",
    "Just passing",
    "Deaf and proud",
    "Third floor, no lift",
    "A neighbour",
    "Retired nurse",
    "The one with the red scooter",
    "Shop steward",
    "Anon",
    "Night shift",
    "Two of us",
]

STAFF_NAMES = ["Becca", "Becca at the desk", "Osei, Kettle Lane"]

_PLACES = [
    "The lift at the station",
    "The ramp by the library",
    "The waiting room",
    "The bench by the harbour",
    "The kerb outside ours",
    "The bus stop on the hill",
    "The new entrance",
    "The hall we used to have",
]

_ABOUT_PLACES = [
    "was closed again on Tuesday.",
    "could do with a handrail.",
    "is where I met half of my friends.",
    "looks lovely and does not work.",
    "has got quieter, and I like that.",
    "was planned without asking anybody who uses it.",
    "is the reason that I stopped going out on Fridays.",
    "is fine until it rains.",
]

_PAPERWORK = [
    "The form they send every year",
    "The phone line with the music",
    "The website with the little squares",
    "The card that comes in the post",
    "The new leaflet",
    "The survey",
    "The message on my phone",
]

_ABOUT_PAPERWORK = [
    "took me most of a morning.",
    "is better than it was.",
    "is the first thing I would change.",
    "only makes sense when somebody explains it.",
    "works for some of us and not for others.",
    "never says what happens next.",
    "could be half as long.",
    "was made by somebody who has never had to use it.",
]

SENTENCES = [
    "I read this twice and then I read it to my sister.",
    "Thank you for putting it so plainly.",
    "I am not sure that I agree.",
    "I would like to know who decided that.",
    "We had the same thing in our street.",
    "Nobody asked us either, until we turned up.",
    "It took three phone calls and a biscuit.",
    "My dad always said that you should count the steps first.",
    "I use a chair and I can tell you exactly where the bad kerbs are.",
    "I cannot come on Tuesdays but I would if it were Wednesdays.",
    "Could you put the times on the door as well?",
    "I have been a carer for nine years and this is the first time I have written about it.",
    "It is not the money, it is being believed.",
    "It is also the money.",
    "Please keep doing this.",
    "You left out the bit about the toilets.",
    "I think both sides have a point.",
    "When I was at work I would have said the opposite.",
    "I laughed, and then I did not.",
    "Somebody should tell the council, and I suppose that it is us.",
    "Does it have to be a meeting?",
    "I would rather do it by post.",
    "I can lend you a tape measure.",
    "My support worker and I do not agree about this, and that is healthy.",
    "There is a good one in Stennick; go and look at theirs.",
    "We tried it for six weeks and then the funding went.",
    "It worked because the people who needed it ran it.",
    "I dictate these, so forgive the commas.",
    "You could start with one small thing and see.",
    "I did not know that you could ask for that.",
    "They gave me a leaflet.",
    "I still have the leaflet.",
    "The young man at the desk was kind and he knew nothing.",
    "What would it cost?",
    "Who would be there if it went wrong?",
    "I am eighty-one and I have not finished yet.",
    "It rains in there.",
    "I would bring cake.",
    "I have written to them four times and I have kept the answers.",
    "This is the first place where I have felt that I could say so.",
    "Not everybody wants to be brave before lunch.",
    "Half an hour would do.",
    "Please could you say it in shorter words next time?",
    "I had to look up one word, and it was worth it.",
    "My son signs, so we need to see your face when you talk.",
    "The light in there hums.",
    "If you move the table a foot to the left, two more of us fit.",
    "I can only do mornings.",
    "I only wake up at two.",
    "Ask the bus drivers.",
    "Ask the cleaners, they see everything.",
    "It is easy to be patient when you are paid by the hour.",
    "I was a bit cross when I wrote this; I have left it in.",
    "Well said.",
    "Hear, hear.",
    "Same here.",
    "No.",
    "Count me in.",
]
SENTENCES += [f"{place} {words}" for place in _PLACES for words in _ABOUT_PLACES]
SENTENCES += [f"{thing} {words}" for thing in _PAPERWORK for words in _ABOUT_PAPERWORK]

#: Whole comments in other languages, with the language's code.
OTHER_LANGUAGES = [
    ("cy", "Diolch yn fawr am hyn. Hoffwn i ddod i'r cyfarfod nesaf."),
    ("cy", "Mae'n dda clywed hyn. Beth sy'n digwydd nawr?"),
    ("pl", "Dziękuję. U nas jest dokładnie tak samo. Czy mogę przyjść z mamą?"),
    ("ar", "شكرًا على هذا الكلام الواضح. أود أن أشارك في المرة القادمة."),
    ("ar", "أنا أعتني بأخي، وهذا بالضبط ما نعيشه كل يوم."),
    ("uk", "Дякую, що написали про це. Чи можна прийти без запису?"),
    ("el", "Ευχαριστώ πολύ. Και στη δική μας γειτονιά συμβαίνει το ίδιο."),
    ("zh", "谢谢你们写下这些。我妈妈也有同样的问题。"),
]

#: With so many links that a moderator is told.
FULL_OF_LINKS = [
    "I collected some for you: https://kerbs.example.org/1 https://kerbs.example.org/2 https://kerbs.example.org/3",
    "Have a look at these.\nhttps://ramps.example.org/\nhttps://lifts.example.org/\nhttps://benches.example.org/",
]
